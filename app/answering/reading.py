"""What a re-ranker makes of the best chunks: a better order, and features for the decision."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answering.evidence import Candidate
from index import Reranker, reading_text

READING_FEATURES = ("read_best", "read_highest", "read_sentence", "read_margin")

_READ = (
    12  # chunks, the best by the ranking: reading is what takes longest, and those behind are seldom right
)
_WEIGHT = 0.3  # of the log odds of a chunk beside those of the ranking, chosen on the development questions
_SURE = 6.0  # log odds beyond which a probability says no more


@dataclass(frozen=True, slots=True)
class Reading:
    """The log odds, by a re-ranker, that each chunk it read answers the question."""

    by_chunk: Mapping[str, float]

    def reorder(self, ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
        """Return candidates with their log odds moved by what was read of their chunk, best first.

        A chunk that was not read counts as the worst of those that were.
        """
        worst = min(self.by_chunk.values(), default=0.0)
        moved = [
            (logit + _WEIGHT * self.by_chunk.get(candidate.hit.chunk.id, worst), candidate)
            for logit, candidate in ranked
        ]
        return sorted(moved, key=lambda one: (-round(one[0], 9), one[1].hit.chunk.id, one[1].start))


def read_chunks(reranker: Reranker, question: str, ranked: Sequence[tuple[float, Candidate]]) -> Reading:
    """Return what a re-ranker makes of the first chunks of a ranking."""
    chunks = list({candidate.hit.chunk.id: candidate.hit.chunk for _, candidate in ranked}.values())[:_READ]
    found = reranker.probabilities(question, [reading_text(chunk) for chunk in chunks])
    return Reading({chunk.id: _log_odds(p) for chunk, p in zip(chunks, found, strict=True)})


def reading_features(
    reranker: Reranker, question: str, reading: Reading, ranked: Sequence[tuple[float, Candidate]]
) -> tuple[float, ...]:
    """Return features of the first candidate, in the order of READING_FEATURES.

    Args:
        reranker: reads the candidate's sentence as well, under its headings and without the rest of its chunk.
        question: as it was read with the chunks.
        reading: of the chunks.
        ranked: log odds and candidate, best first; not empty.
    """
    best = ranked[0][1]
    chunk = best.hit.chunk
    sentence = chunk.text[max(0, best.start - chunk.start) : best.end - chunk.start]
    of_sentence = reranker.probabilities(question, [f"{' '.join(chunk.path)}\n{sentence}"])[0]
    of_chunk = reading.by_chunk.get(chunk.id, -_SURE)
    others = [odds for chunk_id, odds in reading.by_chunk.items() if chunk_id != chunk.id]
    values = (
        of_chunk,
        max(reading.by_chunk.values(), default=-_SURE),
        _log_odds(of_sentence),
        of_chunk - max(others, default=-_SURE),
    )
    return tuple(round(value, 6) for value in values)


def _log_odds(probability: float) -> float:
    if probability <= 0.0 or probability >= 1.0:
        return math.copysign(_SURE, probability - 0.5)
    return max(-_SURE, min(_SURE, math.log(probability / (1.0 - probability))))
