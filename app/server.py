"""The server: a library worth serving, then page and API on one address."""

from __future__ import annotations

import socket
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from app.assistant import Assistant
from app.intake import IncomingFile, incoming_files
from app.settings import Settings
from ingest import find_sources

if TYPE_CHECKING:
    import uvicorn

SAMPLES = Path(__file__).parent / "samples"
# A page keeps a connection open for its events; stopping does not wait for its visitor to leave.
GRACE_S = 5


def files_to_take(assistant: Assistant, policies: Path | None) -> list[IncomingFile]:
    """Return the files to take before serving.

    These are the new and changed files of the policies folder; without one, the sample policies for a library
    that never held anything, and nothing for any other.

    Raises:
        NoSourcesError: the policies folder holds nothing to take.
    """
    if policies is None:
        return _incoming(SAMPLES) if assistant.generation == 0 else []
    return [file for file in _incoming(policies) if not assistant.has(file.source_name, _sha256(file))]


def remove_samples(assistant: Assistant, policies: Path) -> int:
    """Remove the sample policies once there are others, and return how many.

    Invented places must not answer beside real ones. Samples that lie in the policies folder itself stay.
    """
    samples = _contents(SAMPLES) - _contents(policies)
    documents = assistant.documents()
    found = [one for one in documents if (one.source_name, one.sha256) in samples]
    if len(found) == len(documents):
        return 0
    for document in found:
        assistant.remove(document.id)
    return len(found)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket, so that an address in use is an error before anything is loaded.

    Raises:
        OSError: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (error.strerror or str(error)).split(" (")[0]  # Python repeats the address in brackets
        raise OSError(error.errno, f"cannot serve on {host}:{port}: {reason}") from error


def build_server(assistant: Assistant, settings: Settings) -> uvicorn.Server:
    """Return a server of page and API; to be run with a listening socket."""
    import uvicorn  # the web's libraries are slow to import, and only the server needs them

    from app.api import create_api
    from app.ui import mount_page

    api = create_api(assistant, max_upload_bytes=settings.max_upload_bytes)
    application = mount_page(api, assistant)
    return uvicorn.Server(
        uvicorn.Config(
            application,
            log_config=None,  # the command has configured logging
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
        )
    )


def _incoming(folder: Path) -> list[IncomingFile]:
    return incoming_files(find_sources([folder]))


def _contents(folder: Path) -> set[tuple[str, str]]:
    return {(file.source_name, _sha256(file)) for file in _incoming(folder)}


def _sha256(file: IncomingFile) -> str:
    return sha256(file.read()).hexdigest()
