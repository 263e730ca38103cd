"""What one generation of a library gives to read, and that it never changes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import (
    ChunkNotFoundError,
    ClauseNotFoundError,
    DocumentNotFoundError,
    Library,
    Query,
    Snapshot,
)
from ingest import ParsedDocument, Role
from tests.index.builders import ENFORCEMENT, TALENT, TALENT_AMENDED, WORK_POINTS, many_documents, parse
from tests.index.encoder import HashingEncoder


@pytest.fixture
def parsed() -> list[ParsedDocument]:
    return [parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT), parse("c.txt", WORK_POINTS)]


@pytest.fixture
def library(tmp_path: Path, parsed: list[ParsedDocument]) -> Iterator[Library]:
    with Library.open(tmp_path, HashingEncoder()) as library:
        library.add(parsed)
        yield library


@pytest.fixture
def snapshot(library: Library) -> Snapshot:
    return library.snapshot()


def test_all_that_the_parser_found_is_read_back(snapshot: Snapshot, parsed: list[ParsedDocument]) -> None:
    for document in parsed:
        document_id = document.document.id
        assert snapshot.document(document_id) == document.document
        assert snapshot.clauses(document_id) == document.clauses
        assert sorted(snapshot.duties(document_id), key=lambda d: d.id) == sorted(
            document.duties, key=lambda d: d.id
        )
        for clause in document.clauses:
            assert snapshot.clause(clause.id) == clause
            chunks = snapshot.chunks(clause.id)
            assert chunks == tuple(c for c in document.chunks if c.clause_id == clause.id)
            for chunk in chunks:
                assert snapshot.sentences(chunk.id) == tuple(
                    s for s in document.sentences if s.chunk_id == chunk.id
                )


@pytest.mark.parametrize(
    ("run", "is_printed"),
    [
        ("执法大队负责区内", True),
        ("執法大隊", True),  # in another script
        ("执法", True),
        ("法执", False),
        ("大队负责执法", False),  # every pair of it is printed
        ("", False),
    ],
)
def test_a_run_of_characters_is_printed_or_not(snapshot: Snapshot, run: str, is_printed: bool) -> None:
    assert snapshot.prints(run) is is_printed


def test_duties_are_found_by_clause_and_for_the_whole_library(snapshot: Snapshot) -> None:
    duty = next(duty for duty in snapshot.duties() if duty.unit == "县人社局")
    assert duty.role is Role.RESPONSIBLE
    assert duty.listed is True
    assert [d.unit for d in snapshot.duties(clause_id=duty.clause_id)] == ["县人社局", "县财政局"]


def test_stored_documents_come_in_the_order_in_which_they_were_added(
    snapshot: Snapshot, parsed: list[ParsedDocument]
) -> None:
    for stored, original in zip(snapshot.documents(), parsed, strict=True):
        document = original.document
        assert (stored.id, stored.title, stored.sha256) == (document.id, document.title, document.sha256)
        assert (stored.characters, stored.clauses) == (len(document.text), len(original.clauses))
        assert (stored.chunks, stored.duties) == (len(original.chunks), len(original.duties))


def test_unknown_ids_are_named(snapshot: Snapshot) -> None:
    with pytest.raises(DocumentNotFoundError, match="'nowhere'"):
        snapshot.document("nowhere")
    with pytest.raises(DocumentNotFoundError, match="'nowhere'"):
        snapshot.clauses("nowhere")
    with pytest.raises(DocumentNotFoundError, match="'nowhere'"):
        snapshot.duties(document_id="nowhere")
    with pytest.raises(ClauseNotFoundError, match="'nowhere'"):
        snapshot.clause("nowhere")
    with pytest.raises(ClauseNotFoundError, match="'nowhere'"):
        snapshot.chunks("nowhere")
    with pytest.raises(ClauseNotFoundError, match="'nowhere'"):
        snapshot.duties(clause_id="nowhere")
    with pytest.raises(ChunkNotFoundError, match="'nowhere'"):
        snapshot.sentences("nowhere")


def test_the_snapshot_is_the_same_object_until_something_changes(library: Library) -> None:
    first = library.snapshot()
    assert library.snapshot() is first
    library.add([parse("b.txt", TALENT_AMENDED)])
    assert library.snapshot() is not first
    assert library.snapshot().generation == first.generation + 1


def test_an_old_snapshot_goes_on_seeing_its_generation(
    library: Library, parsed: list[ParsedDocument]
) -> None:
    before = library.snapshot()
    hits = before.search(Query("安家补贴"), 50)
    library.add([parse("b.txt", TALENT_AMENDED)])
    library.remove(parsed[0].document.id)
    assert before.search(Query("安家补贴"), 50) == hits
    assert [document.id for document in before.documents()] == [p.document.id for p in parsed]
    assert before.document(parsed[0].document.id) == parsed[0].document
    assert before.clauses(parsed[0].document.id) == parsed[0].clauses


def test_an_old_snapshot_that_was_not_searched_before_can_still_be(
    tmp_path: Path, parsed: list[ParsedDocument]
) -> None:
    with Library.open(tmp_path, HashingEncoder()) as library:
        library.add(parsed)
        hits = library.snapshot().search(Query("安家补贴"), 50)
    with (
        Library.open(tmp_path, HashingEncoder()) as reader,
        Library.open(tmp_path, HashingEncoder()) as writer,
    ):
        before = reader.snapshot()
        writer.remove(parsed[0].document.id)
        assert before.search(Query("安家补贴"), 50) == hits
        assert reader.snapshot().generation == before.generation + 1


def test_a_snapshot_outlives_its_library(library: Library, parsed: list[ParsedDocument]) -> None:
    snapshot = library.snapshot()
    library.close()
    assert snapshot.document(parsed[1].document.id) == parsed[1].document
    assert snapshot.search(Query("安家补贴"), 1)


def test_many_threads_search_and_read_one_snapshot(library: Library, parsed: list[ParsedDocument]) -> None:
    snapshot = library.snapshot()
    questions = ["谁来执法", "安家补贴", "薪酬 任期制", "十五日内缴纳罚款"]
    alone = {question: snapshot.search(Query(question), 10) for question in questions}

    def ask(number: int) -> bool:
        question = questions[number % 4]
        hits = snapshot.search(Query(question), 10)
        texts = [snapshot.document(hit.chunk.document_id).text for hit in hits]
        quoted = all(
            text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
            for hit, text in zip(hits, texts, strict=True)
        )
        return quoted and hits == alone[question]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(80)))


def test_searches_during_writes_see_whole_generations(tmp_path: Path) -> None:
    documents = many_documents(8)
    with Library.open(tmp_path, HashingEncoder()) as library, ThreadPoolExecutor(4) as threads:
        library.add(documents[:1])

        def ask(_: int) -> bool:
            snapshot = library.snapshot()
            chunks = sum(document.chunks for document in snapshot.documents())
            hits = snapshot.search(Query("环境保护"), 200)
            return len(snapshot.documents()) == snapshot.generation and len(hits) == chunks

        answers = threads.map(ask, range(60))
        for document in documents[1:]:
            library.add([document])
        assert all(answers)
        assert len(library.snapshot().documents()) == 8
