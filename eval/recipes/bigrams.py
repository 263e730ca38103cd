"""BM25 over clauses as pairs of characters: the plainest lexical search that works for Chinese."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.metrics import Candidate
from eval.recipes.recipe import DEPTH
from eval.relevance import Region

K1 = 1.2
B = 0.75


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause's own words."""

    region: Region
    clause_id: str
    text: str


@dataclass(frozen=True, slots=True)
class _Postings:
    rows: npt.NDArray[np.intp]  # of the clauses that have the pair
    weights: npt.NDArray[np.float64]  # what the pair adds to the score of each


class BigramBM25:
    """Okapi BM25 (Robertson and Zaragoza, 2009) over pairs of adjacent characters, nothing folded."""

    names = ("bigram BM25",)

    def __init__(self, clauses: Sequence[ClauseText]) -> None:
        self._clauses = sorted(clauses, key=lambda clause: clause.clause_id)
        counts = [Counter(split_bigrams(clause.text)) for clause in self._clauses]
        self._postings = _make_postings(counts)

    def rank(self, text: str) -> Mapping[str, Sequence[Candidate]]:
        """Return the clauses that share a pair of characters with the question; ties by clause id."""
        scores = np.zeros(len(self._clauses))
        for pair in split_bigrams(text):
            postings = self._postings.get(pair)
            if postings is not None:
                scores[postings.rows] += postings.weights
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        found = [(self._clauses[row], float(scores[row])) for row in best if scores[row] > 0]
        return {self.names[0]: [Candidate(clause.region, clause.clause_id, score) for clause, score in found]}


def split_bigrams(text: str) -> list[str]:
    """Return the pairs of adjacent characters, white space left out.

    >>> split_bigrams("高新 区")
    ['高新', '新区']
    """
    characters = "".join(text.split())
    return [characters[i : i + 2] for i in range(len(characters) - 1)]


def _make_postings(counts: Sequence[Counter[str]]) -> dict[str, _Postings]:
    lengths = np.array([count.total() for count in counts], dtype=np.float64)
    norms = K1 * (1 - B + B * lengths / max(lengths.mean(), 1.0)) if counts else lengths
    rows: dict[str, list[int]] = {}
    for row, count in enumerate(counts):
        for pair in count:
            rows.setdefault(pair, []).append(row)
    return {pair: _weigh(pair, np.array(having), counts, norms) for pair, having in rows.items()}


def _weigh(
    pair: str, rows: npt.NDArray[np.intp], counts: Sequence[Counter[str]], norms: npt.NDArray[np.float64]
) -> _Postings:
    frequency = np.array([counts[row][pair] for row in rows], dtype=np.float64)
    rarity = np.log(1 + (len(counts) - len(rows) + 0.5) / (len(rows) + 0.5))
    return _Postings(rows, rarity * frequency * (K1 + 1) / (frequency + norms[rows]))
