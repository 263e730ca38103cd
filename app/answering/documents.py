"""How well whole documents fit a question: a clause of the document that a question is about goes before others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.understanding import Term, TermKind, folded_text
from index import Hit, Snapshot

_SATURATION = 1.2  # k1 of BM25
_LENGTH_SHARE = 0.75  # b of BM25
_USUAL_LENGTH = 8_000  # characters of a document
_USUAL_COUNT = 5  # of a word in a document of usual length that speaks of it
_SHORTEST = 0.2  # usual lengths
_MOST_VARIANTS = 6  # of a term, counted in a document
_SUPPORTING = 3  # hits of a document


@dataclass(frozen=True, slots=True)
class DocumentFit:
    """How well a document fits a question, and how near that is to the best of the documents found, in [0, 1].

    By the word of each term, how rare the document makes it: 1 where it does not say it, less the more it does.
    """

    density: float
    density_share: float
    support_share: float
    rarities: Mapping[str, float]


def fit_documents(snapshot: Snapshot, terms: Sequence[Term], hits: Sequence[Hit]) -> dict[str, DocumentFit]:
    """Return how well the documents of hits fit a question.

    The density is the mean over the terms, by weight, of how often a document says one, saturated and for its
    length as in BM25 (Robertson et al., TREC-3); the support the mean score of a document's best three hits.

    Args:
        snapshot: of the library.
        terms: of the question, names among them.
        hits: of a search, of any documents.
    """
    scores: dict[str, list[float]] = {}
    for hit in hits:
        scores.setdefault(hit.chunk.document_id, []).append(hit.score)
    support = {
        document_id: sum(sorted(found, reverse=True)[:_SUPPORTING]) / _SUPPORTING
        for document_id, found in scores.items()
    }
    topical = [term for term in terms if term.kind not in (TermKind.CHARACTER, TermKind.NUMBER)]
    counts = {document_id: _count(terms, folded_text(snapshot, document_id)) for document_id in scores}
    lengths = {document_id: len(folded_text(snapshot, document_id)) / _USUAL_LENGTH for document_id in scores}
    density = {
        document_id: _density(topical, counts[document_id], lengths[document_id]) for document_id in scores
    }
    return {
        document_id: DocumentFit(
            density[document_id],
            _share(density, document_id),
            _share(support, document_id),
            {word: _rarity(count, lengths[document_id]) for word, count in counts[document_id].items()},
        )
        for document_id in scores
    }


def _count(terms: Sequence[Term], text: str) -> dict[str, int]:
    return {term.word: sum(map(text.count, term.variants[:_MOST_VARIANTS])) for term in terms}


def _density(terms: Sequence[Term], counts: Mapping[str, int], length: float) -> float:
    total = sum(term.weight for term in terms)
    if not total:
        return 0.0
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * length)
    found = ((term.weight, counts[term.word]) for term in terms)
    return sum(weight * count / (count + norm) for weight, count in found) / total


def _rarity(count: int, length: float) -> float:
    usual = _USUAL_COUNT * max(length, _SHORTEST)
    return usual / (usual + count)


def _share(values: Mapping[str, float], document_id: str) -> float:
    best = max(values.values())
    return values[document_id] / best if best > 0 else 0.0
