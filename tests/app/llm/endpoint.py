"""An OpenAI-compatible server in a process of its own, whose replies a test writes beforehand.

Run as a script it serves on loopback: it prints its port, then writes each request to `requests.jsonl` in its
folder and answers it with what `reply.json` there says.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers with."""

    body: str = ""
    status: int = 200
    content_type: str = "application/json"
    location: str = ""  # of a redirect
    encoding: str = ""
    wait_s: float = 0.0  # before the status line
    drip_s: float = 0.0  # between two bytes
    repeat: int = 1  # of the body
    hang_up: bool = False  # instead of an answer


class Endpoint:
    """The server as a test sees it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def answer_with(self, reply: Reply) -> None:
        fields = {name: getattr(reply, name) for name in Reply.__dataclass_fields__}
        (self._folder / "reply.json").write_text(json.dumps(fields), encoding="utf-8")
        (self._folder / "requests.jsonl").unlink(missing_ok=True)

    def say(self, content: str) -> None:
        self.answer_with(Reply(completion(content)))

    def say_sentences(self, *sentences: tuple[str, list[tuple[str, str]]]) -> None:
        claims = [
            {"text": text, "evidence": [{"number": number, "quote": quote} for number, quote in evidence]}
            for text, evidence in sentences
        ]
        self.say(json.dumps({"sentences": claims}, ensure_ascii=False))

    def requests(self) -> list[dict[str, object]]:
        path = self._folder / "requests.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def stop(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=30)


def completion(content: str) -> str:
    """Return the body of a chat completion."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return json.dumps({"id": "1", "object": "chat.completion", "model": "scripted", "choices": [choice]})


def unused_port() -> int:
    """Return a port of loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


class _Handler(BaseHTTPRequestHandler):
    folder: Path

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = {"path": self.path, "headers": dict(self.headers), "body": json.loads(body)}
        with (self.folder / "requests.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(request) + "\n")
        reply = Reply(**json.loads((self.folder / "reply.json").read_text(encoding="utf-8")))
        time.sleep(reply.wait_s)
        if reply.hang_up:
            self.close_connection = True
            return
        try:
            self._send(reply)
        except ConnectionError:
            self.close_connection = True  # the client has had enough

    def _send(self, reply: Reply) -> None:
        body = reply.body.encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        if reply.location:
            self.send_header("Location", reply.location)
        if reply.encoding:
            self.send_header("Content-Encoding", reply.encoding)
        self.send_header("Content-Length", str(len(body) * reply.repeat))
        self.end_headers()
        for _ in range(reply.repeat):
            if not reply.drip_s:
                self.wfile.write(body)
                continue
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(reply.drip_s)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Keep stderr for errors."""


def _serve(folder: Path) -> None:
    handler = type("Handler", (_Handler,), {"folder": folder})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
