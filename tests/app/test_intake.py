from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.intake import BATCH, incoming_files, take_files
from index import Library
from ingest import SourceFile
from tests.app.office import PLAN, RULES, BigramEncoder, incoming


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "library", BigramEncoder())


class Counted:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.files = 0
        self.chunks: list[tuple[int, int]] = []

    def parsed(self, files: int) -> None:
        self.files += files

    def embedded(self, done: int, total: int) -> None:
        self.chunks.append((done, total))


def test_every_file_has_an_outcome_in_the_order_given(library: Library) -> None:
    files = [
        incoming("empty.txt", ""),
        incoming("plan.txt", PLAN),
        incoming("x.docx", "x"),
        incoming("r.md", RULES),
    ]
    outcomes = take_files(library, files)
    assert [(one.source_name, one.status) for one in outcomes] == [
        ("empty.txt", "refused"),
        ("plan.txt", "added"),
        ("x.docx", "refused"),
        ("r.md", "added"),
    ]
    assert outcomes[1].report is not None
    assert outcomes[1].report.title == "青岚县高新区改革方案"


def test_a_reason_does_not_repeat_the_files_name(library: Library) -> None:
    outcome = take_files(library, [incoming("empty.txt", "")])[0]
    assert outcome.reason
    assert "empty.txt" not in outcome.reason


def test_more_files_than_one_batch_are_all_taken(library: Library) -> None:
    files = [incoming(f"{number}.txt", f"一、第{number}号规定。") for number in range(BATCH + 5)]
    progress = Counted()
    outcomes = take_files(library, files, progress)
    assert {one.status for one in outcomes} == {"added"}
    assert library.generation == 2
    assert progress.files == len(files)
    assert all(done <= total for done, total in progress.chunks)


def test_nothing_to_take_changes_nothing(library: Library) -> None:
    assert take_files(library, []) == []
    assert library.generation == 0


@pytest.mark.parametrize(
    "name", ["", "..", "a/..", "a\x07.txt", "a\n.txt", "a\ud800.txt", "字" * 600 + ".txt"]
)
def test_a_name_that_cannot_be_kept_is_refused(library: Library, name: str) -> None:
    assert take_files(library, [incoming(name, PLAN)])[0].status == "refused"


def test_a_file_that_is_gone_when_its_turn_comes_is_refused(library: Library, tmp_path: Path) -> None:
    source = SourceFile(tmp_path / "gone.txt", "gone.txt")
    outcome = take_files(library, incoming_files([source]))[0]
    assert outcome.status == "refused"


def test_a_file_name_in_gb18030_becomes_readable(tmp_path: Path) -> None:
    name = os.fsdecode("方案.txt".encode("gb18030"))
    files = incoming_files([SourceFile(tmp_path / name, name)])
    assert [file.source_name for file in files] == ["方案.txt"]
