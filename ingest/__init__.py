"""Bytes of a file -> Document -> Clause tree -> Chunk. Knows files and language, no index."""

from ingest.description import prints_title, subject_of
from ingest.errors import IngestError, NoSourcesError, TiaowenError, UnreadableFileError
from ingest.language import fold_layout, parse_numeral, split_sentences, to_simplified, to_traditional
from ingest.parsing import (
    MAX_FILE_BYTES,
    PARSER_VERSION,
    make_document_id,
    parse_bytes,
    parse_source,
    read_source,
)
from ingest.readers import SUPPORTED_SUFFIXES, SourceFile, find_sources
from ingest.structure import clause_paths, label_key
from ingest.targets import Comparison, FoundTarget, find_targets
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
    "MAX_FILE_BYTES",
    "PARSER_VERSION",
    "SUPPORTED_SUFFIXES",
    "Chunk",
    "Clause",
    "Comparison",
    "Document",
    "Duty",
    "FoundTarget",
    "IngestError",
    "LevelCount",
    "NoSourcesError",
    "ParseReport",
    "ParsedDocument",
    "Role",
    "Sentence",
    "SetAside",
    "SourceFile",
    "Span",
    "TiaowenError",
    "UnreadableFileError",
    "clause_paths",
    "find_sources",
    "find_targets",
    "fold_layout",
    "label_key",
    "make_document_id",
    "parse_bytes",
    "parse_numeral",
    "parse_source",
    "prints_title",
    "read_source",
    "split_sentences",
    "subject_of",
    "to_simplified",
    "to_traditional",
]
