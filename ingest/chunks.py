"""Chunks: pieces of one clause's own words, cut by langchain-text-splitters, and their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ingest.language.sentences import split_sentences
from ingest.types import Span

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

CHUNK_SIZE = 360
"""Characters of a chunk at most, its heading apart: a typical clause stays whole, a long one is cut."""


def split_chunks(text: str, pieces: Sequence[Span], content_start: int) -> Iterator[Span]:
    """Yield the spans of the chunks of the given content pieces, in order, without blanks at the ends.

    The heading stays with the words behind it, whatever its length.

    Args:
        text: the document's text.
        pieces: content of one clause: its own words without what is set aside.
        content_start: where the words behind label and heading begin.
    """
    for piece in pieces:
        begin = content_start if piece.start < content_start < piece.end else piece.start
        chunks = list(_split(text, begin, piece.end))
        if chunks and begin > piece.start:
            chunks[0] = Span(piece.start, chunks[0].end)
        yield from chunks or [piece]


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    position = start
    for chunk in _splitter().split_text(text[start:end]):
        found = text.index(chunk, position, end)
        stripped = chunk.strip()
        if stripped:
            begin = found + len(chunk) - len(chunk.lstrip())
            yield Span(begin, begin + len(stripped))
        position = found + len(chunk)


def chunk_sentences(text: str, chunk: Span, content_start: int, *, wrapped: bool) -> list[Span]:
    """Return the sentences of a chunk that stand behind the clause's heading, all of it if nothing does.

    Args:
        text: the document's text.
        chunk: where the chunk stands.
        content_start: where the words behind label and heading begin.
        wrapped: True where line ends are the page's.
    """
    start = max(chunk.start, content_start) if content_start < chunk.end else chunk.start
    found = split_sentences(text[start : chunk.end], wrapped=wrapped)
    sentences = [Span(start + sentence.start, start + sentence.end) for sentence in found]
    return [s for s in sentences if any(c.isalnum() for c in text[s.start : s.end])] or [chunk]


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # half a second to import

    return RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_SIZE,
        chunk_overlap=0,
        separators=[r"\n\s*\n", r"\n", r"[。！？!?]", r"[；;]", r"[，,、]", ""],
        is_separator_regex=True,
        keep_separator="end",
        strip_whitespace=False,
    )
