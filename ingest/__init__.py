"""Bytes of a file -> Document -> Clause tree -> Chunk. Knows files and language, no index."""

from ingest.errors import IngestError, NoSourcesError, TiaowenError, UnreadableFileError
from ingest.types import (
    Chunk,
    Clause,
    Document,
    Duty,
    LevelCount,
    ParsedDocument,
    ParseReport,
    Role,
    Sentence,
    SetAside,
    Span,
)

__all__ = [
    "Chunk",
    "Clause",
    "Document",
    "Duty",
    "IngestError",
    "LevelCount",
    "NoSourcesError",
    "ParseReport",
    "ParsedDocument",
    "Role",
    "Sentence",
    "SetAside",
    "Span",
    "TiaowenError",
    "UnreadableFileError",
]
