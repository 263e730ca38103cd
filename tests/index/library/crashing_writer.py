"""A program that changes a library and kills itself at a given instant: `python -m tests.index.library.crashing_writer`.

Arguments: the folder of a library that is copied for each attempt, a folder for the copies, the name of a change, and
how many instants to try. The instants are spread evenly over the executed lines of the library's own code, from the
first statement of the change to its last; each attempt is a process of its own, ended by SIGKILL.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import faiss
import tantivy

import index.dense
import index.library
from index import Library
from tests.index.builders import ENFORCEMENT, TALENT, TALENT_AMENDED, WORK_POINTS, parse
from tests.index.encoder import HashingEncoder

# Loaded once, so that the attempts, which are forks, need not do it again.
PRELOADED = (faiss, tantivy)
AMENDED, ADDED = parse("b.txt", TALENT_AMENDED), parse("c.txt", WORK_POINTS)
_WATCHED = {
    str(path)
    for path in Path(index.library.__file__).parent.glob("*.py")
    if path.name in ("library.py", "database.py", "derived.py", "locking.py")
} | {index.dense.__file__}


def start(folder: Path) -> None:
    """Fill a new library: the state before each change."""
    with Library.open(folder, HashingEncoder()) as library:
        library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])


def change(folder: Path, name: str) -> None:
    """Make one change, all of it."""
    with Library.open(folder, HashingEncoder()) as library:
        if name == "add and replace":
            library.add([AMENDED, ADDED])
        elif name == "remove":
            library.remove(library.snapshot().documents()[0].id)
        else:
            raise ValueError(f"unknown change {name!r}")


def count_lines(action: Callable[[], None], kill_at: int) -> int:
    """Run the action, counting executed lines of the library's code; kill this process at one of them."""
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        if frame.f_code.co_filename not in _WATCHED:
            return None
        if event == "line":
            lines += 1
            if lines == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(None)
    return lines


def attempt(folder: Path, name: str, kill_at: int) -> int:
    """Make the change in a process of its own; return how many lines it executed, 0 if it was killed."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        lines = count_lines(lambda: change(folder, name), kill_at)
        os.write(writing, str(lines).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(process, 0)
    with os.fdopen(reading) as pipe:
        return int(pipe.read() or 0)


def main(source: Path, copies: Path, name: str, instants: int) -> None:
    """Copy the library once for each instant and kill a writer of the copy there."""
    shutil.copytree(source, copies / "complete")
    lines = attempt(copies / "complete", name, kill_at=0)
    for number in range(instants):
        kill_at = 1 + number * (lines - 1) // (instants - 1)
        folder = copies / f"{kill_at:05}"
        shutil.copytree(source, folder)
        if attempt(folder, name, kill_at):
            raise RuntimeError(f"the writer was not killed at line {kill_at} of {lines}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
