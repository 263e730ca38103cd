"""What adding, replacing and removing do to a library."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import (
    DocumentNotFoundError,
    IndexMismatchError,
    Library,
    LibraryCorruptError,
    LibraryError,
    Query,
    Vectors,
)
from tests.index.builders import ENFORCEMENT, TALENT, TALENT_AMENDED, WORK_POINTS, parse
from tests.index.encoder import HashingEncoder


def open_library(folder: Path, **options: int) -> Library:
    return Library.open(folder, HashingEncoder(), **options)


def found_sources(library: Library, question: str) -> set[str]:
    snapshot = library.snapshot()
    names = {document.id: document.source_name for document in snapshot.documents()}
    return {names[hit.chunk.document_id] for hit in snapshot.search(Query(question), 50)}


def read_everything(folder: Path) -> None:
    with open_library(folder) as library:
        for document in library.snapshot().documents(include_old=True):
            library.snapshot().clauses(document.id)
        library.snapshot().search(Query("执法"), 50)


def test_a_new_library_is_empty_and_finds_nothing(tmp_path: Path) -> None:
    with open_library(tmp_path / "new" / "library") as library:
        assert library.generation == 0
        assert library.snapshot().documents() == []
        assert library.snapshot().search(Query("谁来执法"), 5) == []


def test_added_documents_are_found_after_reopening(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        outcomes = library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])
        assert [outcome.status for outcome in outcomes] == ["added", "added"]
    with open_library(tmp_path) as library:
        assert library.generation == 1
        hit = library.snapshot().search(Query("环境保护执法"), 1)[0]
        assert "执法大队负责区内的环境保护执法" in hit.chunk.text


def test_the_same_bytes_under_the_same_name_change_nothing(tmp_path: Path) -> None:
    parsed = parse("a.txt", ENFORCEMENT)
    with open_library(tmp_path) as library:
        library.add([parsed])
        assert library.has("a.txt", parsed.document.sha256)
        assert [outcome.status for outcome in library.add([parsed])] == ["unchanged"]
        assert library.generation == 1


def test_one_document_twice_in_one_call_is_added_once(tmp_path: Path) -> None:
    parsed = parse("a.txt", ENFORCEMENT)
    with open_library(tmp_path) as library:
        assert [outcome.status for outcome in library.add([parsed, parsed])] == ["added", "unchanged"]
        assert len(library.snapshot().documents(include_old=True)) == 1


def test_a_changed_file_replaces_the_old_version_which_stays_readable(tmp_path: Path) -> None:
    old, new = parse("b.txt", TALENT), parse("b.txt", TALENT_AMENDED)
    with open_library(tmp_path) as library:
        library.add([old])
        outcome = library.add([new])[0]
        assert (outcome.status, outcome.replaced_id) == ("replaced", old.document.id)
        assert not library.has("b.txt", old.document.sha256)
        snapshot = library.snapshot()
        assert [document.id for document in snapshot.documents()] == [new.document.id]
        versions = snapshot.documents(include_old=True)
        assert [(d.id, d.version, d.is_current) for d in versions] == [
            (old.document.id, 1, False),
            (new.document.id, 2, True),
        ]
        assert snapshot.document(old.document.id) == old.document
        assert snapshot.clauses(old.document.id) == old.clauses
        hits = snapshot.search(Query("博士研究生安家补贴"), 50)
        assert {hit.chunk.document_id for hit in hits} == {new.document.id}


def test_the_older_content_given_again_becomes_current_again(tmp_path: Path) -> None:
    old, new = parse("b.txt", TALENT), parse("b.txt", TALENT_AMENDED)
    with open_library(tmp_path) as library:
        library.add([old])
        library.add([new])
        outcome = library.add([old])[0]
        assert (outcome.status, outcome.document_id, outcome.replaced_id) == (
            "replaced",
            old.document.id,
            new.document.id,
        )
        assert library.generation == 3
        hits = library.snapshot().search(Query("博士研究生安家补贴"), 50)
        assert {hit.chunk.document_id for hit in hits} == {old.document.id}


def test_a_document_of_an_older_parser_is_parsed_again_under_its_id(tmp_path: Path) -> None:
    parsed = parse("b.txt", TALENT)
    with open_library(tmp_path, parser_version=1) as library:
        library.add([parsed])
    with open_library(tmp_path, parser_version=2) as library:
        assert not library.has("b.txt", parsed.document.sha256)
        outcome = library.add([parsed])[0]
        assert (outcome.status, outcome.document_id) == ("replaced", parsed.document.id)
        assert library.has("b.txt", parsed.document.sha256)
        assert len(library.snapshot().documents(include_old=True)) == 1
        assert library.snapshot().clauses(parsed.document.id) == parsed.clauses
        assert len(library.snapshot().search(Query("人才"), 50)) == len(parsed.chunks)


def test_a_removed_document_is_gone_with_all_its_versions(tmp_path: Path) -> None:
    old, new = parse("b.txt", TALENT), parse("b.txt", TALENT_AMENDED)
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT), old])
        library.add([new])
        removed = library.remove(old.document.id)
        assert removed.document_ids == (old.document.id, new.document.id)
        assert removed.source_name == "b.txt"
        for document_id in removed.document_ids:
            with pytest.raises(DocumentNotFoundError, match=document_id):
                library.snapshot().document(document_id)
        assert found_sources(library, "人才公寓补贴") == {"a.txt"}


def test_nothing_of_a_removed_document_stays_in_the_files(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])
        library.remove(library.snapshot().documents()[1].id)
        left = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert all("博士研究生".encode() not in path.read_bytes() for path in left)
        assert any("环境保护".encode() in path.read_bytes() for path in left)


def test_removing_an_unknown_document_changes_nothing(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT)])
        with pytest.raises(DocumentNotFoundError, match="'no such id'"):
            library.remove("no such id")
        assert library.generation == 1


def test_the_same_documents_give_the_same_hits_whatever_happened_before(tmp_path: Path) -> None:
    a, b, c = parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT_AMENDED), parse("c.txt", WORK_POINTS)
    with open_library(tmp_path / "straight") as straight, open_library(tmp_path / "winding") as winding:
        straight.add([a, b, c])
        winding.add([parse("b.txt", TALENT), parse("x.txt", ENFORCEMENT + TALENT)])
        winding.add([c])
        winding.add([b, a])
        winding.remove(next(d.id for d in winding.snapshot().documents() if d.source_name == "x.txt"))
        for question in ("谁来执法", "15日内罚款", "雇员聘任制 薪酬", "subsidies for PhDs"):
            assert straight.snapshot().search(Query(question), 50) == winding.snapshot().search(
                Query(question), 50
            )


def test_progress_counts_the_chunks_up_to_their_number(tmp_path: Path) -> None:
    parsed = [parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)]
    seen: list[tuple[int, int]] = []
    with open_library(tmp_path) as library:
        library.add(parsed, lambda done, total: seen.append((done, total)))
    chunks = sum(len(document.chunks) for document in parsed)
    assert seen[-1] == (chunks, chunks)
    assert seen == sorted(seen)


def test_another_encoder_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT)])
    with pytest.raises(
        IndexMismatchError, match=r"'hashing' \(64 dimensions\), not 'other' \(64\): .*ingest"
    ):
        Library.open(tmp_path, HashingEncoder(name="other"))
    with pytest.raises(IndexMismatchError, match="not 'hashing'"):
        Library.open(tmp_path, HashingEncoder(dimension=32))


def test_an_empty_library_takes_any_encoder(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT)])
        library.remove(library.snapshot().documents()[0].id)
    with Library.open(tmp_path, HashingEncoder(name="other", dimension=32)) as library:
        library.add([parse("a.txt", ENFORCEMENT)])
        assert library.snapshot().search(Query("执法"), 1)


def test_a_library_filled_by_another_encoder_after_it_was_opened_is_refused(tmp_path: Path) -> None:
    with open_library(tmp_path) as early, Library.open(tmp_path, HashingEncoder(name="other")) as other:
        other.add([parse("a.txt", ENFORCEMENT)])
        with pytest.raises(IndexMismatchError, match="'other'"):
            early.snapshot()
        with pytest.raises(IndexMismatchError, match="'other'"):
            early.add([parse("b.txt", TALENT)])


def test_without_an_encoder_everything_works_but_adding_and_searching(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])
    with Library.open(tmp_path, None) as library:
        first, second = library.snapshot().documents()
        assert library.snapshot().document(first.id).text == ENFORCEMENT
        with pytest.raises(ValueError, match="without an encoder"):
            library.snapshot().search(Query("执法"), 1)
        with pytest.raises(ValueError, match="without an encoder"):
            library.add([parse("c.txt", WORK_POINTS)])
        assert library.remove(second.id).source_name == "b.txt"
    with open_library(tmp_path) as library:
        assert found_sources(library, "人才公寓补贴") == {"a.txt"}


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    open_library(tmp_path).close()
    with sqlite3.connect(tmp_path / "library.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(IndexMismatchError, match="newer version of Tiaowen"):
        open_library(tmp_path)


@pytest.mark.parametrize("damage", ["overwritten", "another program's"])
def test_a_file_that_is_no_library_is_named_and_left_alone(tmp_path: Path, damage: str) -> None:
    database = tmp_path / "library.sqlite3"
    if damage == "overwritten":
        database.write_bytes(b"no database at all " * 500)
    else:
        with sqlite3.connect(database) as connection:
            connection.execute("CREATE TABLE notes (text TEXT)")
        connection.close()
    before = database.read_bytes()
    with pytest.raises(LibraryCorruptError, match=r"library\.sqlite3.*nothing was changed"):
        open_library(tmp_path)
    assert database.read_bytes() == before


def test_damage_inside_the_database_is_reported_and_nothing_deleted(tmp_path: Path) -> None:
    with open_library(tmp_path) as library:
        library.add([parse("a.txt", ENFORCEMENT), parse("b.txt", TALENT)])
    database = tmp_path / "library.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = bytearray(database.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    database.write_bytes(content)
    with pytest.raises(LibraryCorruptError, match=r"library\.sqlite3 is damaged"):
        read_everything(tmp_path)
    assert database.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(LibraryError, match="file"):
        open_library(tmp_path / "file" / "library")


def test_ids_of_another_document_are_refused_and_nothing_is_stored(tmp_path: Path) -> None:
    parsed = parse("a.txt", ENFORCEMENT)
    stranger = parse("b.txt", TALENT)
    clash = type(stranger)(
        stranger.document,
        stranger.clauses + parsed.clauses[:1],
        (),
        stranger.chunks,
        stranger.sentences,
        stranger.report,
    )
    with open_library(tmp_path) as library:
        library.add([parsed])
        with pytest.raises(ValueError, match="id"):
            library.add([clash])
        assert library.generation == 1
        assert [document.source_name for document in library.snapshot().documents()] == ["a.txt"]


class BrokenEncoder(HashingEncoder):
    """An encoder that loses a text or a number."""

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        vectors = HashingEncoder.encode_chunks(self, texts)
        if self.name == "loses a row":
            return vectors[1:]
        vectors[0, 0] = np.nan
        return vectors


@pytest.mark.parametrize(("name", "message"), [("loses a row", "of shape"), ("loses a number", "not finite")])
def test_an_encoder_that_breaks_its_contract_is_refused(tmp_path: Path, name: str, message: str) -> None:
    with Library.open(tmp_path, BrokenEncoder(name=name)) as library:
        with pytest.raises(ValueError, match=message):
            library.add([parse("a.txt", ENFORCEMENT)])
        assert library.generation == 0
