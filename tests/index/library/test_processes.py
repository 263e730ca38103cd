"""Several processes with one library."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index import Library, LibraryBusyError, Query
from index.library.locking import WriterLock
from tests.index.builders import ENFORCEMENT, TALENT, many_documents, parse
from tests.index.encoder import HashingEncoder

ROOT = Path(__file__).parents[3]

_ADD = """
import sys
from pathlib import Path
from index import Library
from tests.index.builders import many_documents
from tests.index.encoder import HashingEncoder
first, last = int(sys.argv[2]), int(sys.argv[3])
with Library.open(Path(sys.argv[1]), HashingEncoder()) as library:
    for document in many_documents(last)[first:]:
        library.add([document])
"""

_HOLD = """
import sys
from pathlib import Path
from index.library.locking import WriterLock
with WriterLock(Path(sys.argv[1])).hold(5):
    print("held", flush=True)
    sys.stdin.readline()
"""


def _run(code: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def test_what_another_process_commits_is_seen_at_the_next_snapshot(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashingEncoder()) as library:
        library.add([parse("a.txt", ENFORCEMENT)])
        before = library.snapshot()
        with _run(_ADD, str(tmp_path), "0", "2") as writer:
            assert writer.wait() == 0
        assert before.generation == 1
        assert library.generation == 3
        assert [d.source_name for d in library.snapshot().documents()] == ["a.txt", "000.txt", "001.txt"]
        assert library.snapshot().search(Query("土地出让"), 1)


def test_two_processes_write_in_turn_and_nothing_is_lost(tmp_path: Path) -> None:
    with _run(_ADD, str(tmp_path), "0", "4") as first, _run(_ADD, str(tmp_path), "4", "8") as second:
        assert (first.wait(), second.wait()) == (0, 0)
    with Library.open(tmp_path, HashingEncoder()) as library:
        assert library.generation == 8
        assert {d.source_name for d in library.snapshot().documents()} == {f"{n:03}.txt" for n in range(8)}
        chunks = sum(len(document.chunks) for document in many_documents(8))
        assert len(library.snapshot().search(Query("检查"), 500)) == chunks


def test_a_writer_that_waited_in_vain_says_which_folder_is_busy(tmp_path: Path) -> None:
    Library.open(tmp_path, HashingEncoder()).close()
    with _run(_HOLD, str(tmp_path)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with Library.open(tmp_path, HashingEncoder(), lock_timeout_s=0.1) as library:
            with pytest.raises(LibraryBusyError, match=str(tmp_path)):
                library.add([parse("a.txt", ENFORCEMENT)])
            assert library.generation == 0
            holder.communicate(b"\n")
            library.add([parse("a.txt", ENFORCEMENT)])
            assert library.generation == 1


def test_readers_do_not_wait_for_a_writer(tmp_path: Path) -> None:
    with Library.open(tmp_path, HashingEncoder()) as library:
        library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])
    for kind in ("faiss-1", "tantivy-1"):
        (tmp_path / kind / "manifest.json").unlink()  # as if the writer had not come so far yet
    with _run(_HOLD, str(tmp_path)) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with Library.open(tmp_path, HashingEncoder(), lock_timeout_s=0.1) as library:
            hit = library.snapshot().search(Query("环境保护执法"), 1)[0]
            assert "环境保护执法" in hit.chunk.text
        holder.communicate(b"\n")


def test_the_threads_of_one_process_wait_for_each_other_too(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path)
    with lock.hold(1), WriterLock(tmp_path).hold_if_free() as free_elsewhere:
        assert not free_elsewhere
        answers: list[bool] = []

        def try_it() -> None:
            with lock.hold_if_free() as free:
                answers.append(free)

        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
        assert answers == [False]
    with lock.hold_if_free() as free:
        assert free
