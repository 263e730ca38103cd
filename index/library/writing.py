"""Statements that change a library, each inside the caller's transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from index.library.records import RemovedDocument
from ingest import Document, ParsedDocument, Sentence


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """The few facts about a stored version that decide what an add has to do."""

    key: int
    id: str
    source_name: str
    sha256: str
    is_current: bool
    parser_version: int


def find_version(connection: sqlite3.Connection, document_id: str) -> StoredVersion | None:
    """Return the version with this id, if there is one."""
    return _one_version(connection, "id = ?", document_id)


def find_current(connection: sqlite3.Connection, source_name: str) -> StoredVersion | None:
    """Return the current version of a source name, if there is one."""
    return _one_version(connection, "is_current AND source_name = ?", source_name)


def _one_version(connection: sqlite3.Connection, condition: str, value: str) -> StoredVersion | None:
    row = connection.execute(
        f"SELECT key, id, source_name, sha256, is_current, parser_version FROM documents WHERE {condition}",
        (value,),
    ).fetchone()
    return None if row is None else StoredVersion(row[0], row[1], row[2], row[3], bool(row[4]), row[5])


def has_documents(connection: sqlite3.Connection) -> bool:
    """Say whether any version of any document is stored."""
    return connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone() is not None


def make_current(connection: sqlite3.Connection, document_id: str, source_name: str, generation: int) -> None:
    """Let one stored version of a source name be the one that is searched."""
    connection.execute(
        "UPDATE documents SET is_current = 0 WHERE source_name = ? AND is_current", (source_name,)
    )
    connection.execute(
        "UPDATE documents SET is_current = 1, generation = ? WHERE id = ?", (generation, document_id)
    )


def write_version(
    connection: sqlite3.Connection, parsed: ParsedDocument, vectors: Mapping[str, bytes], parser_version: int
) -> None:
    """Store a version with all that belongs to it, not current; an older parse of it is replaced.

    Args:
        connection: inside a transaction.
        parsed: what the parser made of the file.
        vectors: for each chunk id, the stored form of its vectors.
        parser_version: of the parser that made it.
    """
    document = parsed.document
    connection.execute(
        "DELETE FROM clauses WHERE document_key = (SELECT key FROM documents WHERE id = ?)", (document.id,)
    )
    connection.execute(
        "DELETE FROM duties WHERE document_key = (SELECT key FROM documents WHERE id = ?)", (document.id,)
    )
    connection.execute(
        "DELETE FROM chunks WHERE document_key = (SELECT key FROM documents WHERE id = ?)", (document.id,)
    )
    key = _write_document(connection, document, parser_version)
    connection.executemany(
        "INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                c.id,
                key,
                c.ordinal,
                c.parent_id,
                c.level,
                c.label,
                c.heading,
                pack_path(c.path),
                c.start,
                c.own_end,
                c.end,
            )
            for c in parsed.clauses
        ],
    )
    connection.executemany(
        "INSERT INTO duties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (d.id, key, d.clause_id, d.unit, d.role.value, d.listed, d.start, d.end, d.task_start, d.task_end)
            for d in parsed.duties
        ],
    )
    sentences = sentences_by_chunk(parsed)
    for chunk in parsed.chunks:
        cursor = connection.execute(
            'INSERT INTO chunks (id, document_key, clause_id, ordinal, start, "end", text, path) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                chunk.id,
                key,
                chunk.clause_id,
                chunk.ordinal,
                chunk.start,
                chunk.end,
                chunk.text,
                pack_path(chunk.path),
            ),
        )
        chunk_key = cursor.lastrowid
        connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?)",
            [(chunk_key, s.start, s.end) for s in sentences[chunk.id]],
        )
        connection.execute("INSERT INTO vectors VALUES (?, ?)", (chunk_key, vectors[chunk.id]))


def _write_document(connection: sqlite3.Connection, document: Document, parser_version: int) -> int:
    version = connection.execute(
        "SELECT coalesce(max(version), 0) + 1 FROM documents WHERE source_name = ?", (document.source_name,)
    ).fetchone()[0]
    row = connection.execute(
        "INSERT INTO documents (id, source_name, version, is_current, generation, parser_version, sha256, "
        "title, issuer, document_number, issued_on, effective_on, region, characters, text) "
        "VALUES (?, ?, ?, 0, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET parser_version = excluded.parser_version, title = excluded.title, "
        "issuer = excluded.issuer, document_number = excluded.document_number, "
        "issued_on = excluded.issued_on, "
        "effective_on = excluded.effective_on, region = excluded.region, characters = excluded.characters, "
        "text = excluded.text RETURNING key",
        (
            document.id,
            document.source_name,
            version,
            parser_version,
            document.sha256,
            document.title,
            document.issuer,
            document.document_number,
            document.issued_on,
            document.effective_on,
            document.region,
            len(document.text),
            document.text,
        ),
    ).fetchone()
    return int(row[0])


def delete_document(connection: sqlite3.Connection, version: StoredVersion) -> RemovedDocument:
    """Delete all versions of the document that the given version belongs to."""
    rows = connection.execute(
        "SELECT id, title, is_current FROM documents WHERE source_name = ? ORDER BY version",
        (version.source_name,),
    ).fetchall()
    title = next((row[1] for row in rows if row[2]), rows[-1][1])
    connection.execute("DELETE FROM documents WHERE source_name = ?", (version.source_name,))
    return RemovedDocument(version.source_name, title, tuple(row[0] for row in rows))


def sentences_by_chunk(parsed: ParsedDocument) -> dict[str, list[Sentence]]:
    """Return the sentences of every chunk, in reading order; an empty list where a chunk has none."""
    grouped: dict[str, list[Sentence]] = {chunk.id: [] for chunk in parsed.chunks}
    for sentence in parsed.sentences:
        grouped[sentence.chunk_id].append(sentence)
    for sentences in grouped.values():
        sentences.sort(key=lambda sentence: sentence.start)
    return grouped


def pack_path(path: tuple[str, ...]) -> str:
    """Return the stored form of a path of headings."""
    return json.dumps(path, ensure_ascii=False)


def unpack_path(packed: str) -> tuple[str, ...]:
    """Return the path of headings that was stored."""
    return tuple(json.loads(packed))
