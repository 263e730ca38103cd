"""The SQLite database, the only truth of a library: its schema, its connections and its errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexMismatchError, LibraryBusyError, LibraryCorruptError, LibraryError

DATABASE_NAME = "library.sqlite3"
SCHEMA_VERSION = 1
_APPLICATION_ID = 0x7469616F  # "tiao": tells the file from any other SQLite database
_BUSY_TIMEOUT_S = 30.0  # for SQLite's own short locks; writers queue at the library's lock, not here

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    source_name TEXT NOT NULL,
    version INTEGER NOT NULL,
    is_current INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    parser_version INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT,
    document_number TEXT,
    issued_on TEXT,
    effective_on TEXT,
    region TEXT,
    characters INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (source_name, version)
) STRICT;
CREATE UNIQUE INDEX one_current_version ON documents (source_name) WHERE is_current;
CREATE TABLE clauses (
    id TEXT PRIMARY KEY,
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    parent_id TEXT,
    level INTEGER NOT NULL,
    label TEXT NOT NULL,
    heading TEXT NOT NULL,
    path TEXT NOT NULL,
    start INTEGER NOT NULL,
    own_end INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX clauses_of_document ON clauses (document_key, ordinal);
CREATE TABLE duties (
    id TEXT PRIMARY KEY,
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    clause_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    role TEXT NOT NULL,
    listed INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    task_start INTEGER NOT NULL,
    task_end INTEGER NOT NULL
) STRICT;
CREATE INDEX duties_of_document ON duties (document_key);
CREATE INDEX duties_of_clause ON duties (clause_id);
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    document_key INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    clause_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    path TEXT NOT NULL
) STRICT;
CREATE INDEX chunks_of_document ON chunks (document_key);
CREATE INDEX chunks_of_clause ON chunks (clause_id);
CREATE TABLE sentences (
    chunk_key INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (chunk_key, start)
) STRICT, WITHOUT ROWID;
-- Rows of float16, little-endian: the whole chunk first, then its sentences in reading order.
CREATE TABLE vectors (
    chunk_key INTEGER PRIMARY KEY REFERENCES chunks ON DELETE CASCADE,
    data BLOB NOT NULL
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Meta:
    """What the library knows of itself."""

    generation: int  # counts the committed changes
    state: str  # names the committed content: two commits never share it, whatever their generation
    encoder_name: str | None  # None until an encoder opens the library
    dimension: int | None


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into those of a library, with the file's name.

    Raises:
        LibraryBusyError: the database stayed locked.
        LibraryCorruptError: the file is no database, or is damaged.
        LibraryError: it could not be read or written for another reason (a full disk, permissions).
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise  # a programmer's mistake, told apart by the caller
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else None
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LibraryBusyError(
                f"{path} stayed locked by another process: try again when it is done"
            ) from error
        raise LibraryError(f"{path} cannot be used: {error}") from error
    except sqlite3.DatabaseError as error:
        if not hasattr(error, "sqlite_errorcode"):
            raise  # a wrong call of ours, not the file's fault
        raise LibraryCorruptError(
            f"{path} is damaged ({error}); nothing was changed: put a backup in its place, "
            "or move it away and ingest the documents again"
        ) from error


def connect(path: Path) -> sqlite3.Connection:
    """Open a connection that any thread may use, one at a time."""
    with database_errors(path):
        connection = sqlite3.connect(
            path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what is removed is removed from the file too
        except BaseException:
            connection.close()
            raise
    return connection


def has_schema(connection: sqlite3.Connection, path: Path) -> bool:
    """Say whether the database is a library; False for one that was never filled.

    Raises:
        IndexMismatchError: a newer version of this program made it.
        LibraryCorruptError: it is another program's database.
    """
    with database_errors(path):
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = int(connection.execute("PRAGMA application_id").fetchone()[0])
        tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if not tables and not version:
        return False
    if application != _APPLICATION_ID:
        raise LibraryCorruptError(
            f"{path} is not a Tiaowen library; nothing was changed: choose another folder"
        )
    if version > SCHEMA_VERSION:
        raise IndexMismatchError(
            f"{path} was made by a newer version of Tiaowen (schema {version}; this one knows "
            f"{SCHEMA_VERSION}): upgrade Tiaowen, or choose another folder"
        )
    return True


def create_schema(connection: sqlite3.Connection, path: Path, state: str) -> None:
    """Make the tables of an empty library; all of them or, if the process dies, none."""
    with database_errors(path):
        connection.execute("PRAGMA journal_mode = WAL")
        script = (
            f"BEGIN IMMEDIATE; {_SCHEMA}"
            f"PRAGMA application_id = {_APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
        )
        connection.executescript(script)
        write_meta(connection, Meta(generation=0, state=state, encoder_name=None, dimension=None))
        connection.execute("COMMIT")


def read_meta(connection: sqlite3.Connection) -> Meta:
    """Return what the library knows of itself, as the connection sees it."""
    rows: dict[str, str] = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    dimension = rows.get("dimension")
    return Meta(
        generation=int(rows["generation"]),
        state=rows["state"],
        encoder_name=rows.get("encoder_name"),
        dimension=None if dimension is None else int(dimension),
    )


def write_meta(connection: sqlite3.Connection, meta: Meta) -> None:
    """Store what the library knows of itself, inside the caller's transaction."""
    values = {
        "generation": str(meta.generation),
        "state": meta.state,
        "encoder_name": meta.encoder_name,
        "dimension": None if meta.dimension is None else str(meta.dimension),
    }
    connection.execute("DELETE FROM meta")
    connection.executemany(
        "INSERT INTO meta (name, value) VALUES (?, ?)",
        [(name, value) for name, value in values.items() if value is not None],
    )


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Run the block as one write transaction: committed at its end, undone if it raises."""
    with database_errors(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def empty_log(connection: sqlite3.Connection, path: Path) -> None:
    """Move the write-ahead log into the database and cut it, so that nothing removed is left in it.

    Where a reader still needs the log, it stays until a later change.
    """
    with database_errors(path):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
