"""Chunks -> a searchable library; a query -> ranked hits. Knows vectors and terms, no answers."""

from index.encoders import load_encoder
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
from index.library import RERANKED, AddOutcome, Library, RemovedDocument, Snapshot, StoredDocument
from index.reranking import is_unit_list, load_reranker, reading_start, reading_text
from index.stopwords import ENGLISH_STOP_WORDS
from index.terms import EverydayWords, Glossary, GlossaryMatch, known_phrases
from index.tokens import query_tokens
from index.translation import TranslationTable
from index.types import Encoder, Expansion, Hit, Query, Reranker, Retriever, Vectors

__all__ = [
    "ENGLISH_STOP_WORDS",
    "RERANKED",
    "AddOutcome",
    "ChunkNotFoundError",
    "ClauseNotFoundError",
    "DocumentNotFoundError",
    "Encoder",
    "EverydayWords",
    "Expansion",
    "Glossary",
    "GlossaryMatch",
    "Hit",
    "IndexMismatchError",
    "Library",
    "LibraryBusyError",
    "LibraryCorruptError",
    "LibraryError",
    "NotInLibraryError",
    "Query",
    "RemovedDocument",
    "Reranker",
    "Retriever",
    "Snapshot",
    "StoredDocument",
    "TranslationTable",
    "Vectors",
    "is_unit_list",
    "known_phrases",
    "load_encoder",
    "load_reranker",
    "query_tokens",
    "reading_start",
    "reading_text",
]
