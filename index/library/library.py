"""A library: one folder with a database as the truth and search indexes made from it."""

from __future__ import annotations

import logging
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from index.errors import DocumentNotFoundError, IndexMismatchError, LibraryError
from index.library import derived, writing
from index.library.database import (
    DATABASE_NAME,
    Meta,
    connect,
    create_schema,
    database_errors,
    empty_log,
    has_schema,
    read_meta,
    transaction,
    write_meta,
)
from index.library.encoding import encode_documents
from index.library.locking import WriterLock
from index.library.reading import Reader
from index.library.records import AddOutcome, RemovedDocument
from index.library.snapshot import Snapshot
from index.types import Encoder
from ingest import PARSER_VERSION, ParsedDocument

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
LOCK_TIMEOUT_S = 30.0


class Library:
    """Documents, their vectors and their search indexes in one folder; many threads may use one object.

    One writer at a time over all processes, any number of readers; what a reader sees is a `Snapshot`.
    """

    def __init__(
        self, folder: Path, encoder: Encoder | None, parser_version: int, lock_timeout_s: float
    ) -> None:
        """Use `Library.open`."""
        self._folder = folder
        self._path = folder / DATABASE_NAME
        self._encoder = encoder
        self._parser_version = parser_version
        self._lock_timeout_s = lock_timeout_s
        self._writer_lock = WriterLock(folder)
        self._connection = connect(self._path)
        self._reading = threading.Lock()  # one connection, many threads
        self._swapping = threading.Lock()
        self._snapshot: Snapshot | None = None

    @classmethod
    def open(
        cls,
        folder: Path,
        encoder: Encoder | None,
        *,
        parser_version: int = PARSER_VERSION,
        lock_timeout_s: float = LOCK_TIMEOUT_S,
    ) -> Library:
        """Open the library in a folder, made if there is none.

        Args:
            folder: where it lies or shall lie.
            encoder: makes its vectors; with None everything works but `add` and `Snapshot.search`.
            parser_version: of the parser that makes what is added; what another one made is parsed again.
            lock_timeout_s: how long a change waits for another process's.

        Raises:
            IndexMismatchError: another encoder, or a newer version of this program, made it.
            LibraryBusyError: it must be made, and another process holds the lock.
            LibraryCorruptError: the database is damaged.
            LibraryError: the folder cannot be used.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"the library folder {folder} cannot be made: {error}") from error
        library = cls(folder, encoder, parser_version, lock_timeout_s)
        try:
            library._prepare()
        except BaseException:
            library.close()
            raise
        return library

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; snapshots that were handed out go on working."""
        with self._swapping:
            self._snapshot = None
        with self._reading:
            self._connection.close()

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._folder

    @property
    def generation(self) -> int:
        """How many changes have been committed, by any process."""
        return self._meta().generation

    def has(self, source_name: str, sha256: str) -> bool:
        """Say whether adding this content under this name would change nothing."""
        with self._reading, database_errors(self._path):
            current = writing.find_current(self._connection, source_name)
        return current is not None and self._is_same(current, sha256)

    def add(self, parsed: Sequence[ParsedDocument], progress: Progress | None = None) -> list[AddOutcome]:
        """Add documents, or replace those of the same source names, all in one transaction.

        The version that was current stays readable. A later document of the list wins over an earlier one of
        the same source name. Returns one outcome for each document, in order.

        Args:
            parsed: what the parser made of the files.
            progress: called with the number of chunks encoded and the number of chunks to encode.

        Raises:
            LibraryBusyError: another process went on writing.
            ValueError: the library was opened without an encoder, or a parsed document contradicts itself.
        """
        if self._encoder is None:
            raise ValueError("this library was opened without an encoder: nothing can be added")
        with self._writing() as connection:
            self._check_encoder(read_meta(connection))
            fresh = [p for p in parsed if self._must_write(connection, p)]
            vectors = encode_documents(self._encoder, fresh, progress)
            with transaction(connection, self._path):
                try:
                    outcomes = [self._add_one(connection, document, vectors) for document in parsed]
                except sqlite3.IntegrityError as error:
                    raise ValueError(
                        f"an id of these documents is in the library already: {error}"
                    ) from error
                changed = any(outcome.status != "unchanged" for outcome in outcomes)
                if changed:
                    self._advance(connection)
            if changed:
                self._publish(connection)
        return outcomes

    def remove(self, document_id: str) -> RemovedDocument:
        """Remove a document with all its versions, for good; the id may be that of any version.

        Its bytes leave the files too, as soon as no snapshot of an earlier generation is in use.

        Raises:
            DocumentNotFoundError: no version has the id.
            LibraryBusyError: another process went on writing.
        """
        with self._writing() as connection:
            with transaction(connection, self._path):
                version = writing.find_version(connection, document_id)
                if version is None:
                    raise DocumentNotFoundError(f"the library holds no document with the id {document_id!r}")
                removed = writing.delete_document(connection, version)
                self._advance(connection)
            self._publish(connection)
        return removed

    def snapshot(self) -> Snapshot:
        """Return the current generation, to search and to read; cheap when nothing has changed.

        While another thread or process is still making the search indexes of a new generation, the one before
        it is returned.

        Raises:
            IndexMismatchError: the library was filled by another encoder since it was opened.
        """
        meta = self._meta()
        self._check_encoder(meta)
        with self._swapping:
            current = self._snapshot
            if current is not None and (
                current.state == meta.state or (self._encoder is not None and self._is_being_published(meta))
            ):
                return current
            self._snapshot = Snapshot(Reader(self._path), self._encoder, self._find_indexes)
            return self._snapshot

    def _meta(self) -> Meta:
        with self._reading, database_errors(self._path):
            return read_meta(self._connection)

    def _is_being_published(self, meta: Meta) -> bool:
        if derived.is_published(self._folder, meta):
            return False
        with self._writer_lock.hold_if_free() as free:
            return not free

    def _find_indexes(self, reader: Reader) -> derived.SearchIndexes:
        """Load the indexes of what the reader sees; make them, for others too, if there are none."""
        found = derived.load(self._folder, reader.meta)
        if found is not None:
            return found
        with self._writer_lock.hold_if_free() as free:
            if free and self._meta().state == reader.meta.state:
                try:
                    return derived.load(self._folder, reader.meta) or derived.publish(self._folder, reader)
                except OSError as error:
                    logger.warning("the search indexes cannot be written to %s (%s)", self._folder, error)
        return derived.build(reader)

    def _prepare(self) -> None:
        if not has_schema(self._connection, self._path):
            with self._writer_lock.hold(self._lock_timeout_s):
                if not has_schema(self._connection, self._path):
                    create_schema(self._connection, self._path, uuid.uuid4().hex)
        if self._encoder is not None:
            self._check_encoder(self._meta())

    def _check_encoder(self, meta: Meta) -> None:
        encoder = self._encoder
        if encoder is None or meta.encoder_name is None:
            return
        if (meta.encoder_name, meta.dimension) == (encoder.name, encoder.dimension):
            return
        raise IndexMismatchError(
            f"the library in {self._folder} was made with the encoder {meta.encoder_name!r} "
            f"({meta.dimension} dimensions), not {encoder.name!r} ({encoder.dimension}): use that encoder, "
            "or ingest the documents into another folder"
        )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the lock and a connection of its own: other threads must not see what is not committed."""
        with self._writer_lock.hold(self._lock_timeout_s):
            connection = connect(self._path)
            try:
                yield connection
            finally:
                connection.close()

    def _advance(self, connection: sqlite3.Connection) -> None:
        """Count the change, and remember the encoder for as long as there are vectors of it."""
        meta = read_meta(connection)
        name, dimension = meta.encoder_name, meta.dimension
        if self._encoder is not None:
            name, dimension = self._encoder.name, self._encoder.dimension
        if not writing.has_documents(connection):
            name, dimension = None, None
        write_meta(connection, Meta(meta.generation + 1, uuid.uuid4().hex, name, dimension))

    def _publish(self, connection: sqlite3.Connection) -> None:
        """Make the search indexes of what was just committed, and hand them to later searches.

        Raises:
            LibraryError: they cannot be written; the change itself is kept.
        """
        try:
            with closing(Reader(self._path)) as reader:
                indexes = derived.publish(self._folder, reader)
        except OSError as error:
            raise LibraryError(
                f"the change is stored, but its search indexes cannot be written to {self._folder}: {error}"
            ) from error
        with self._swapping:
            self._snapshot = None
            # Between two readers, or the log would be in use all the time: it would grow, and keep what is gone.
            empty_log(connection, self._path)
            self._snapshot = Snapshot(Reader(self._path), self._encoder, lambda _: indexes)

    def _is_same(self, stored: writing.StoredVersion, sha256: str) -> bool:
        return stored.sha256 == sha256 and stored.parser_version == self._parser_version

    def _must_write(self, connection: sqlite3.Connection, parsed: ParsedDocument) -> bool:
        stored = writing.find_version(connection, parsed.document.id)
        if stored is not None and stored.source_name != parsed.document.source_name:
            raise ValueError(
                f"document id {stored.id!r} is that of {stored.source_name!r}, not {parsed.document.source_name!r}"
            )
        return stored is None or not self._is_same(stored, parsed.document.sha256)

    def _add_one(
        self, connection: sqlite3.Connection, parsed: ParsedDocument, vectors: dict[str, bytes]
    ) -> AddOutcome:
        document = parsed.document
        before = writing.find_current(connection, document.source_name)
        if before is not None and self._is_same(before, document.sha256):
            return AddOutcome(document.source_name, before.id, "unchanged", None)
        if self._must_write(connection, parsed):
            writing.write_version(connection, parsed, vectors, self._parser_version)
        generation = read_meta(connection).generation + 1
        writing.make_current(connection, document.id, document.source_name, generation)
        if before is None:
            return AddOutcome(document.source_name, document.id, "added", None)
        return AddOutcome(document.source_name, document.id, "replaced", before.id)
