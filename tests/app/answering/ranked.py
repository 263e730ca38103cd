"""Candidates that were never searched for, for tests of what is done with them."""

from __future__ import annotations

from app.answering import FEATURES, Candidate
from index import Hit
from ingest import Chunk


def candidate(chunk_id: str, start: int, **features: float) -> Candidate:
    """Return a sentence of ten characters; features that are not given are 0."""
    chunk = Chunk(chunk_id, "d", "c", ordinal=0, start=0, end=20, text="条" * 20, path=())
    hit = Hit(chunk, rank=1, score=0.5, dense_similarity=0.5, dense_rank=1, lexical_score=1.0, lexical_rank=1)
    values = tuple(features.get(name, 0.0) for name in FEATURES)
    return Candidate(hit, start, start + 10, False, start, frozenset(), values)
