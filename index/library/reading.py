"""Reads of one generation of a library, through one read transaction that many threads share."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from index.errors import ChunkNotFoundError, ClauseNotFoundError, DocumentNotFoundError
from index.library.database import connect, database_errors, read_meta
from index.library.records import StoredDocument
from index.library.writing import unpack_path
from ingest import Chunk, Clause, Document, Duty, Role, Sentence

_DOCUMENT = "id, title, text, source_name, sha256, issuer, document_number, issued_on, effective_on, region"
_CLAUSE = (
    'c.id, d.id, c.parent_id, c.ordinal, c.level, c.label, c.heading, c.path, c.start, c.own_end, c."end" '
    "FROM clauses c JOIN documents d ON d.key = c.document_key"
)
_CHUNK = (
    'c.key, c.id, d.id, c.clause_id, c.ordinal, c.start, c."end", c.text, c.path '
    "FROM chunks c JOIN documents d ON d.key = c.document_key"
)
_DUTY = (
    'u.id, d.id, u.clause_id, u.unit, u.role, u.listed, u.start, u."end", u.task_start, u.task_end '
    "FROM duties u JOIN documents d ON d.key = u.document_key"
)
_ROWS_AT_A_TIME = 1000
_BATCH = 500  # parameters of one statement; SQLite allows more, but not without limit


class Reader:
    """The library as it was when the reader was opened, whatever is committed afterwards."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = connect(path)
        self._lock = threading.Lock()
        try:
            with database_errors(path):
                self._connection.execute("BEGIN")  # the first read after it fixes what is seen
                self.meta = read_meta(self._connection)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """End the read transaction."""
        with self._lock:
            self._connection.close()

    def __del__(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """Return all rows of a statement."""
        with self._lock, database_errors(self._path):
            return self._connection.execute(statement, parameters).fetchall()

    def stream(self, statement: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows of a statement without holding them all."""
        with self._lock, database_errors(self._path):
            cursor = self._connection.execute(statement, parameters)
        while True:
            with self._lock, database_errors(self._path):
                rows = cursor.fetchmany(_ROWS_AT_A_TIME)
            if not rows:
                return
            yield from rows

    def documents(self, include_old: bool) -> list[StoredDocument]:
        """Return what is stored of every document, in the order in which they came in."""
        rows = self.rows(
            "SELECT id, title, source_name, sha256, issuer, document_number, issued_on, effective_on, "
            "region, is_current, version, generation, characters, "
            "(SELECT count(*) FROM clauses WHERE document_key = d.key), "
            "(SELECT count(*) FROM chunks WHERE document_key = d.key), "
            "(SELECT count(*) FROM duties WHERE document_key = d.key) "
            "FROM documents d WHERE is_current OR ? ORDER BY key",
            (include_old,),
        )
        return [StoredDocument(*_replaced(row, 9, bool)) for row in rows]

    def document(self, document_id: str) -> Document:
        """Return a version of a document with its text."""
        rows = self.rows(f"SELECT {_DOCUMENT} FROM documents WHERE id = ?", (document_id,))
        if not rows:
            raise DocumentNotFoundError(f"the library holds no document with the id {document_id!r}")
        return Document(*rows[0])

    def check_document(self, document_id: str) -> None:
        """Raise DocumentNotFoundError where there is no such version."""
        if not self.rows("SELECT 1 FROM documents WHERE id = ?", (document_id,)):
            raise DocumentNotFoundError(f"the library holds no document with the id {document_id!r}")

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a version, in reading order."""
        self.check_document(document_id)
        rows = self.rows(f"SELECT {_CLAUSE} WHERE d.id = ? ORDER BY c.ordinal", (document_id,))
        return tuple(_clause(row) for row in rows)

    def clause(self, clause_id: str) -> Clause:
        """Return one clause."""
        rows = self.rows(f"SELECT {_CLAUSE} WHERE c.id = ?", (clause_id,))
        if not rows:
            raise ClauseNotFoundError(f"the library holds no clause with the id {clause_id!r}")
        return _clause(rows[0])

    def chunks(self, clause_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a clause's own words, in reading order."""
        self.clause(clause_id)
        rows = self.rows(f"SELECT {_CHUNK} WHERE c.clause_id = ? ORDER BY c.ordinal", (clause_id,))
        return tuple(_chunk(row) for row in rows)

    def chunks_by_key(self, keys: Sequence[int]) -> dict[int, Chunk]:
        """Return the chunks with these keys."""
        found: dict[int, Chunk] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            found.update(
                (row[0], _chunk(row)) for row in self.rows(f"SELECT {_CHUNK} WHERE c.key IN ({marks})", batch)
            )
        return found

    def chunk_keys(self, chunk_ids: Sequence[str]) -> dict[str, int]:
        """Return the keys of the chunks with these ids; an id that no chunk has is left out."""
        found: dict[str, int] = {}
        for start in range(0, len(chunk_ids), _BATCH):
            batch = chunk_ids[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            found.update(self.rows(f"SELECT id, key FROM chunks WHERE id IN ({marks})", batch))
        return found

    def duties(self, document_id: str | None, clause_id: str | None) -> tuple[Duty, ...]:
        """Return the duties of a version, of a clause, or (both None) of all current documents."""
        conditions: list[str] = []
        parameters: list[str] = []
        if document_id is not None:
            self.check_document(document_id)
            conditions.append("d.id = ?")
            parameters.append(document_id)
        if clause_id is not None:
            self.clause(clause_id)
            conditions.append("u.clause_id = ?")
            parameters.append(clause_id)
        where = " AND ".join(conditions) or "d.is_current"
        rows = self.rows(f"SELECT {_DUTY} WHERE {where} ORDER BY d.key, u.start, u.id", parameters)
        return tuple(Duty(*_replaced(_replaced(row, 4, Role), 5, bool)) for row in rows)

    def sentences(self, chunk_id: str) -> tuple[Sentence, ...]:
        """Return the sentences of a chunk, in reading order."""
        keys = self.rows("SELECT key FROM chunks WHERE id = ?", (chunk_id,))
        if not keys:
            raise ChunkNotFoundError(f"the library holds no chunk with the id {chunk_id!r}")
        rows = self.rows('SELECT start, "end" FROM sentences WHERE chunk_key = ? ORDER BY start', keys[0])
        return tuple(Sentence(chunk_id, start, end) for start, end in rows)

    def current_document_keys(self, document_ids: Sequence[str]) -> list[int]:
        """Return the keys of those of the given ids that are current documents."""
        keys: list[int] = []
        for start in range(0, len(document_ids), _BATCH):
            batch = document_ids[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            keys += [
                row[0]
                for row in self.rows(f"SELECT key FROM documents WHERE is_current AND id IN ({marks})", batch)
            ]
        return sorted(set(keys))


def _clause(row: Any) -> Clause:
    return Clause(*_replaced(row, 7, unpack_path))


def _chunk(row: Any) -> Chunk:
    return Chunk(*_replaced(row, 8, unpack_path)[1:])


def _replaced(row: Any, column: int, convert: Callable[[Any], object]) -> list[Any]:
    """Return the row with one value in the form that its dataclass has it."""
    return [*row[:column], convert(row[column]), *row[column + 1 :]]
