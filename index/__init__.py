"""Chunks -> a searchable library; a query -> ranked hits. Knows vectors and terms, no answers."""

from index.errors import (
    ChunkNotFoundError,
    ClauseNotFoundError,
    DocumentNotFoundError,
    IndexMismatchError,
    LibraryBusyError,
    LibraryCorruptError,
    LibraryError,
    NotInLibraryError,
)
from index.library import AddOutcome, Library, RemovedDocument, Snapshot, StoredDocument
from index.types import Encoder, Expansion, Hit, Query, Retriever, Vectors

__all__ = [
    "AddOutcome",
    "ChunkNotFoundError",
    "ClauseNotFoundError",
    "DocumentNotFoundError",
    "Encoder",
    "Expansion",
    "Hit",
    "IndexMismatchError",
    "Library",
    "LibraryBusyError",
    "LibraryCorruptError",
    "LibraryError",
    "NotInLibraryError",
    "Query",
    "RemovedDocument",
    "Retriever",
    "Snapshot",
    "StoredDocument",
    "Vectors",
]
