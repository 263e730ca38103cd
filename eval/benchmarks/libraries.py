"""A library of many clauses: how fast it takes documents in, opens and answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from eval.benchmarks.documents import CLAUSES_PER_DOCUMENT, invented_documents, invented_texts, questions
from eval.benchmarks.measuring import Measurement, median_ms, seconds_of
from index import Encoder, Library, Query, Snapshot, query_tokens
from ingest import ParsedDocument, parse_bytes

_QUESTIONS = 100
_K = 10


def measure_library(encoder: Encoder, folder: Path, chunks: int) -> Iterator[Measurement]:
    """Yield the rates and times of a library with about this many chunks, made in an empty folder."""
    texts = list(invented_texts(max(2, chunks // CLAUSES_PER_DOCUMENT)))
    documents: list[ParsedDocument] = []
    parsing = seconds_of(lambda: documents.extend(parse_bytes(t.encode("utf-8"), name) for name, t in texts))
    total = sum(len(document.chunks) for document in documents)
    group = f"library, {total} chunks"
    yield Measurement(group, "parse", total / parsing, "chunks a second")
    with Library.open(folder, encoder) as library:
        adding = seconds_of(lambda: library.add(documents))
        yield Measurement(group, "encode, store and index", total / adding, "chunks a second")
        extra = invented_documents(1, seed=1)
        yield Measurement(group, "add one document more", seconds_of(lambda: library.add(extra)) * 1000, "ms")
        removed = extra[0].document.id
        yield Measurement(group, "remove it", seconds_of(lambda: library.remove(removed)) * 1000, "ms")
    with Library.open(folder, encoder) as library:
        opening = seconds_of(lambda: library.snapshot().search(Query("执法"), _K))
        yield Measurement(group, "open and ask the first question", opening * 1000, "ms")
        yield from _measure_questions(group, library.snapshot())
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    yield Measurement(group, "on disk", size / 2**20, "MiB")


def _measure_questions(group: str, snapshot: Snapshot) -> Iterator[Measurement]:
    asked = questions(_QUESTIONS)
    one_in_ten = [document.id for document in snapshot.documents()[::10]]
    ms = median_ms(lambda n: snapshot.search(Query(asked[n]), _K), _QUESTIONS)
    yield Measurement(group, "search", ms, "ms a question")
    ms = median_ms(lambda n: snapshot.search(Query(asked[n]), _K, one_in_ten), _QUESTIONS)
    yield Measurement(group, "search one document in ten", ms, "ms a question")
    ms = median_ms(lambda n: snapshot.document(one_in_ten[n % len(one_in_ten)]), _QUESTIONS)
    yield Measurement(group, "read a document's text", ms, "ms a question")
    yield from _compare_lexical(group, snapshot, asked)


def _compare_lexical(group: str, snapshot: Snapshot, asked: Sequence[str]) -> Iterator[Measurement]:
    lexical = snapshot.load().lexical
    ms = median_ms(lambda n: lexical.search(asked[n], (), 300), _QUESTIONS)
    yield Measurement(f"{group}, words alone", "tantivy (in use)", ms, "ms a question")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'unicode61')")
        for document in snapshot.documents():
            for clause in snapshot.clauses(document.id):
                rows = [(" ".join(query_tokens(chunk.text)),) for chunk in snapshot.chunks(clause.id)]
                connection.executemany("INSERT INTO texts VALUES (?)", rows)

        def ask(number: int) -> object:
            tokens = " OR ".join(f'"{token}"' for token in query_tokens(asked[number]))
            statement = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 300"
            return connection.execute(statement, (tokens,)).fetchall()

        yield Measurement(f"{group}, words alone", "SQLite FTS5", median_ms(ask, _QUESTIONS), "ms a question")
