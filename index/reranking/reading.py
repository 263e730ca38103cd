"""A chunk as a re-ranker reads it."""

from __future__ import annotations

from ingest import Chunk


def reading_text(chunk: Chunk) -> str:
    """Return the headings above a chunk in the first line, then its words."""
    return f"{' '.join(chunk.path)}\n{chunk.text}"
