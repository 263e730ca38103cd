"""The command as its own process: what it imports, and how it starts and stops serving."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from app.server import SAMPLES

HEAVY = {"faiss", "torch", "gradio", "fastapi", "tantivy", "numpy", "pydantic", "rich", "index", "uvicorn"}
RUN = "from app.cli import main; main()"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["ask", "--help"], ["serve", "--help"]])
def test_help_loads_none_of_the_heavy_libraries(arguments: list[str]) -> None:
    program = (
        "import sys; from app.cli import main\n"
        f"try: main({arguments!r})\n"
        "finally: print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout
    assert "click" in done.stderr.split()
    assert not HEAVY & set(done.stderr.split())


def test_the_version_is_that_of_the_package() -> None:
    assert version("tiaowen") in run("--version").stdout


def test_a_question_on_the_command_line_in_another_encoding_is_refused_in_one_line(tmp_path: Path) -> None:
    done = run("ask", os.fsdecode("谁来执法".encode("gb18030")), TIAOWEN_DATA_DIR=str(tmp_path / "none"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[str, list[str], subprocess.Popen[str]]]:
    """Run the server on a free port; gives its address, what it said before, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, "serve", "--port", "0", *arguments], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said: list[str] = []
    try:
        for line in process.stderr:
            said.append(line.rstrip("\n"))
            if found := re.match(r"Tiaowen serves (\S+)/ ", line):
                yield found[1], said, process
                break
        else:
            pytest.fail("the server did not start: " + "\n".join(said))
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def get(address: str) -> str:
    with urlopen(address) as response:
        return str(response.read().decode())


def documents(address: str) -> list[str]:
    return sorted(one["source_name"] for one in json.loads(get(f"{address}/api/v1/documents"))["documents"])


def test_without_a_library_the_samples_are_served_and_then_make_way_for_real_policies(
    tmp_path: Path, policies: Path
) -> None:
    data_dir = ("--data-dir", str(tmp_path / "library"))
    samples = sorted(path.name for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md"})
    with serving(*data_dir) as (address, said, _):
        assert documents(address) == samples
        assert len([line for line in said if line.startswith("added ")]) == len(samples)
        assert "<html" in get(f"{address}/")
        assert "swagger" in get(f"{address}/docs")
        body = json.dumps({"question": "谁来执法"}).encode()
        request = Request(f"{address}/api/v1/ask", body, {"Content-Type": "application/json"})
        with urlopen(request) as response:
            assert json.load(response)["question"] == "谁来执法"
    with serving(*data_dir) as (address, said, _):
        assert documents(address) == samples
        assert not [line for line in said if line.startswith(("added", "replaced", "unchanged"))]
    with serving(*data_dir, "--policies", str(policies)) as (address, _, process):
        assert documents(address) == ["plan.txt", "rules.md"]
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0


def test_an_address_in_use_is_one_line_and_makes_no_library(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = run("serve", "--port", port, "--data-dir", str(tmp_path / "library"))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"Error: cannot serve on 127.0.0.1:{port}: Address already in use"]
    assert not (tmp_path / "library").exists()


def test_a_policies_folder_with_nothing_to_take_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    done = run("serve", "--port", "0", "--policies", str(empty), "--data-dir", str(tmp_path / "library"))
    assert done.returncode == 1
    assert str(empty) in done.stderr
