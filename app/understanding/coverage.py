"""How far a text says the terms of a question."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from app.understanding.terms import Term, TermKind
from index import Snapshot
from ingest import fold_layout

_LOOSER_COVERAGE = 0.8
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def coverage(terms: Sequence[Term], text: str) -> float:
    """Return the share of the terms' weight that a folded text covers, in [0, 1]; 0 without terms."""
    return weighted_mean(terms, [term_coverage(term, text) for term in terms])


def weighted_mean(terms: Sequence[Term], values: Sequence[float]) -> float:
    """Return the mean of one value a term, by the terms' weights; 0 without terms."""
    total = sum(term.weight for term in terms)
    return sum(t.weight * v for t, v in zip(terms, values, strict=True)) / total if total else 0.0


def term_coverage(term: Term, text: str) -> float:
    """Return 1 where a text holds a form of the term, less where it holds a looser one or parts of the word."""
    if any(variant in text for variant in term.variants):
        return 1.0
    if any(variant in text for variant in term.looser):
        return _LOOSER_COVERAGE
    word = term.variants[0]
    if term.kind is not TermKind.WORD or len(word) < 3 or word.isascii():
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return 0.6 * sum(pair in text for pair in pairs) / len(pairs)


def folded_text(snapshot: Snapshot, document_id: str) -> str:
    """Return a document's text folded for matching, as long as the text itself."""
    return _folded_document(snapshot.document(document_id).text)


@lru_cache(maxsize=512)
def _folded_document(text: str) -> str:
    return fold_layout(text).translate(_LOWER)


@lru_cache(maxsize=32768)
def fold_words(text: str) -> str:
    """Return a heading or a title folded for matching, as long as the text itself."""
    return fold_layout(text).translate(_LOWER)
