"""The library on disk: SQLite as the truth, search indexes derived from it, immutable snapshots to read."""

from index.library.library import Library
from index.library.records import AddOutcome, RemovedDocument, StoredDocument
from index.library.snapshot import RERANKED, Snapshot

__all__ = ["RERANKED", "AddOutcome", "Library", "RemovedDocument", "Snapshot", "StoredDocument"]
