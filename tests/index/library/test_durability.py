"""A library after its writer was killed, and after its derived files were damaged."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from index import Hit, Library, Query
from ingest import ParsedDocument
from tests.index.builders import (
    ENFORCEMENT,
    TALENT,
    TALENT_AMENDED,
    WORK_POINTS,
    parse,
    similarity_by_hand,
)
from tests.index.encoder import HashingEncoder
from tests.index.library.crashing_writer import change, start

ROOT = Path(__file__).parents[3]
QUESTIONS = ("环境保护谁来执法", "博士的安家补贴 40 万元", "任期制 薪酬", "enforcement")
OLD = {"a.txt": parse("a.txt", ENFORCEMENT), "b.txt": parse("b.txt", TALENT)}
NEW = {
    "add and replace": {
        "a.txt": OLD["a.txt"],
        "b.txt": parse("b.txt", TALENT_AMENDED),
        "c.txt": parse("c.txt", WORK_POINTS),
    },
    "remove": {"b.txt": OLD["b.txt"]},
}


@dataclass(frozen=True, slots=True)
class State:
    """What a library says."""

    generation: int
    sources: frozenset[tuple[str, str]]
    hits: tuple[tuple[Hit, ...], ...]


def observe(folder: Path) -> State:
    with Library.open(folder, HashingEncoder(), lock_timeout_s=5) as library:
        snapshot = library.snapshot()
        return State(
            snapshot.generation,
            frozenset((d.source_name, d.id) for d in snapshot.documents()),
            tuple(tuple(snapshot.search(Query(question), 100)) for question in QUESTIONS),
        )


def expected(folder: Path, documents: dict[str, ParsedDocument], generation: int) -> State:
    """Return what a library says that was filled with these documents at once and never disturbed."""
    with Library.open(folder, HashingEncoder()) as library:
        library.add(list(documents.values()))
    state = observe(folder)
    return State(generation, state.sources, state.hits)


def check_by_hand(state: State, documents: dict[str, ParsedDocument]) -> None:
    """Compare every similarity with one computed from the texts alone."""
    by_id = {parsed.document.id: parsed for parsed in documents.values()}
    chunks = sum(len(parsed.chunks) for parsed in documents.values())
    for question, hits in zip(QUESTIONS, state.hits, strict=True):
        assert len(hits) == chunks
        for hit in hits:
            parsed = by_id[hit.chunk.document_id]
            by_hand = similarity_by_hand(HashingEncoder(), question, parsed, hit.chunk.id)
            assert hit.dense_similarity == pytest.approx(by_hand, abs=2e-6)


@pytest.mark.parametrize(("name", "instants"), [("add and replace", 32), ("remove", 12)])
def test_a_writer_killed_at_any_line_leaves_the_old_or_the_new_state(
    tmp_path: Path, name: str, instants: int
) -> None:
    old = expected(tmp_path / "old", OLD, generation=1)
    new = expected(tmp_path / "new", NEW[name], generation=2)
    check_by_hand(old, OLD)
    check_by_hand(new, NEW[name])
    start(tmp_path / "source")
    arguments = [str(tmp_path / "source"), str(tmp_path / "copies"), name, str(instants)]
    subprocess.run(
        [sys.executable, "-m", "tests.index.library.crashing_writer", *arguments], cwd=ROOT, check=True
    )
    copies = sorted((tmp_path / "copies").iterdir())
    assert len(copies) == instants + 1
    states = {folder.name: observe(folder) for folder in copies}
    assert states.pop("complete") == new
    assert all(state in (old, new) for state in states.values())
    # Both happened, and what was committed once stays so from then on.
    order = [states[killed_at] == new for killed_at in sorted(states)]
    assert order == sorted(order)
    assert set(order) == {False, True}


@pytest.mark.parametrize("seed", range(8))
def test_a_writer_killed_from_outside_leaves_a_library_that_can_be_changed(tmp_path: Path, seed: int) -> None:
    start(tmp_path / "library")
    code = (
        "import sys; from pathlib import Path; from tests.index.library.crashing_writer import change; "
        "print('ready', flush=True); change(Path(sys.argv[1]), 'add and replace')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "library")], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        if not _ends_within(writer, random.Random(seed).uniform(0.0, 0.35)):
            os.kill(writer.pid, signal.SIGKILL)
    between = observe(tmp_path / "library")
    old = frozenset((name, parsed.document.id) for name, parsed in OLD.items())
    new = frozenset((name, parsed.document.id) for name, parsed in NEW["add and replace"].items())
    assert between.sources == (old if between.generation == 1 else new)
    change(tmp_path / "library", "add and replace")
    after = observe(tmp_path / "library")
    assert after == expected(tmp_path / "fresh", NEW["add and replace"], generation=2)
    assert not list((tmp_path / "library").glob(".building-*"))


def _ends_within(writer: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        writer.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [_truncate, _flip, Path.unlink])
@pytest.mark.parametrize("kind", ["faiss", "tantivy"])
def test_each_damaged_file_of_an_index_is_made_again_without_the_encoder(
    tmp_path: Path, damage: Callable[[Path], None], kind: str
) -> None:
    start(tmp_path / "source")
    whole = observe(tmp_path / "source")
    files = [p for p in (tmp_path / "source" / f"{kind}-1").iterdir() if p.suffix != ".lock"]
    assert len(files) >= 2
    for path in files:
        folder = tmp_path / "damaged" / path.name
        shutil.copytree(tmp_path / "source", folder)
        damage(folder / f"{kind}-1" / path.name)
        assert observe(folder) == whole
        # What was made again is whole: the next reader need not make it a third time.
        manifests = [(folder / f"{k}-1" / "manifest.json").stat().st_mtime_ns for k in ("faiss", "tantivy")]
        assert observe(folder) == whole
        assert manifests == [
            (folder / f"{k}-1" / "manifest.json").stat().st_mtime_ns for k in ("faiss", "tantivy")
        ]


def test_missing_indexes_are_made_again(tmp_path: Path) -> None:
    start(tmp_path)
    whole = observe(tmp_path)
    for kind in ("faiss", "tantivy"):
        shutil.rmtree(tmp_path / f"{kind}-1")
    assert observe(tmp_path) == whole
    assert (tmp_path / "faiss-1").is_dir()


def test_indexes_of_another_library_of_the_same_generation_are_not_used(tmp_path: Path) -> None:
    start(tmp_path / "one")
    expected_state = observe(tmp_path / "one")
    with Library.open(tmp_path / "two", HashingEncoder()) as library:
        library.add([parse("c.txt", WORK_POINTS)])
    for kind in ("faiss", "tantivy"):
        shutil.rmtree(tmp_path / "one" / f"{kind}-1")
        shutil.copytree(tmp_path / "two" / f"{kind}-1", tmp_path / "one" / f"{kind}-1")
    assert observe(tmp_path / "one") == expected_state


def test_only_the_indexes_of_the_current_generation_are_kept(tmp_path: Path) -> None:
    start(tmp_path)
    change(tmp_path, "add and replace")
    folders = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert folders == ["faiss-2", "tantivy-2"]
