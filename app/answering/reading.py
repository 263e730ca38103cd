"""What a re-ranker makes of the best chunks and sentences: a better order, and features for the decision."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.answering.evidence import Candidate
from app.understanding import Scope
from index import Reranker, Snapshot, reading_text
from ingest import Chunk

READING_FEATURES = (
    "read_best",
    "read_highest",
    "read_sentence",
    "read_quotes",
    "read_margin",
    "read_sentence_margin",
)

# The best by the ranking: reading is what takes longest, and those behind are seldom right.
_CHUNKS = 12
_SENTENCES = 12
# Of the log odds beside those of the ranking, chosen on the development questions.
_CHUNK_WEIGHT = 0.45
_SENTENCE_WEIGHT = 1.0
_SURE = 6.0  # log odds beyond which a probability says no more


@dataclass(frozen=True, slots=True)
class Reading:
    """The log odds, by a re-ranker, that each chunk and sentence it read answers the question."""

    by_chunk: Mapping[str, float]
    by_sentence: Mapping[tuple[str, int], float]  # by chunk and start

    def reorder(self, ranked: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
        """Return candidates with their log odds moved by what was read of them, best first.

        What was not read counts as the worst of what was.
        """
        moved = [
            (logit + _CHUNK_WEIGHT * self.of_chunk(one) + _SENTENCE_WEIGHT * self.of_sentence(one), one)
            for logit, one in ranked
        ]
        return sorted(moved, key=lambda one: (-round(one[0], 9), one[1].hit.chunk.id, one[1].start))

    def of_chunk(self, candidate: Candidate) -> float:
        """Return the log odds of a candidate's chunk."""
        found = self.by_chunk.get(candidate.hit.chunk.id)
        return min(self.by_chunk.values(), default=-_SURE) if found is None else found

    def of_sentence(self, candidate: Candidate) -> float:
        """Return the log odds of a candidate's sentence."""
        found = self.by_sentence.get(_key(candidate))
        return min(self.by_sentence.values(), default=-_SURE) if found is None else found


def read_candidates(
    reranker: Reranker,
    snapshot: Snapshot,
    question: str,
    scope: Scope,
    ranked: Sequence[tuple[float, Candidate]],
) -> Reading:
    """Return what a re-ranker makes of the first chunks and the first sentences of a ranking."""
    chunks = list({one.hit.chunk.id: one.hit.chunk for _, one in ranked}.values())[:_CHUNKS]
    sentences = [one for _, one in ranked[:_SENTENCES]]
    texts = texts_of_chunks(snapshot, scope, chunks)
    texts += texts_of_sentences(snapshot, scope, sentences)
    odds = [_log_odds(p) for p in reranker.probabilities(question, texts)]
    return Reading(
        dict(zip((chunk.id for chunk in chunks), odds, strict=False)),
        dict(zip(map(_key, sentences), odds[len(chunks) :], strict=True)),
    )


def reading_features(
    reranker: Reranker,
    snapshot: Snapshot,
    question: str,
    scope: Scope,
    reading: Reading,
    ranked: Sequence[tuple[float, Candidate]],
    quotes: str,
) -> tuple[float, ...]:
    """Return features of the best candidate and its quotes, in the order of READING_FEATURES.

    Args:
        reranker: reads the quotes as well, under the headings of the best candidate.
        snapshot: the library.
        question: as it was read with the chunks.
        reading: of chunks and sentences.
        ranked: log odds and candidate, best first; not empty.
        quotes: what is quoted of the best candidate's clause, the unit list with its task.
    """
    best = ranked[0][1]
    chunk = best.hit.chunk
    of_quotes = _log_odds(
        reranker.probabilities(question, [text_of_quotes(snapshot, scope, chunk, quotes)])[0]
    )
    others = [odds for chunk_id, odds in reading.by_chunk.items() if chunk_id != chunk.id]
    elsewhere = [odds for (chunk_id, _), odds in reading.by_sentence.items() if chunk_id != chunk.id]
    values = (
        reading.of_chunk(best),
        max(reading.by_chunk.values(), default=-_SURE),
        reading.of_sentence(best),
        of_quotes,
        reading.of_chunk(best) - max(others, default=-_SURE),
        reading.of_sentence(best) - max(elsewhere, default=-_SURE),
    )
    return tuple(round(value, 6) for value in values)


def texts_of_chunks(snapshot: Snapshot, scope: Scope, chunks: Sequence[Chunk]) -> list[str]:
    """Return chunks as they are read for a question that names what the scope holds."""
    return [_text(snapshot, scope, chunk, chunk.start, chunk.end) for chunk in chunks]


def texts_of_sentences(snapshot: Snapshot, scope: Scope, candidates: Sequence[Candidate]) -> list[str]:
    """Return sentences as they are read, a list of units with its task."""
    return [_text(snapshot, scope, one.hit.chunk, one.read_from, one.end) for one in candidates]


def text_of_quotes(snapshot: Snapshot, scope: Scope, chunk: Chunk, quotes: str) -> str:
    """Return what is quoted of a chunk's clause as it is read, under the chunk's headings."""
    return f"{_text(snapshot, scope, chunk, chunk.start, chunk.start)}{quotes}"


def _text(snapshot: Snapshot, scope: Scope, chunk: Chunk, start: int, end: int) -> str:
    """Return a part of a chunk as it is read, with the names in the question that its document goes by."""
    document = snapshot.document(chunk.document_id)
    return reading_text(chunk, document, start, end, scope.names_of(document, chunk.path))


def _key(candidate: Candidate) -> tuple[str, int]:
    return candidate.hit.chunk.id, candidate.start


def _log_odds(probability: float) -> float:
    if probability <= 0.0 or probability >= 1.0:
        return math.copysign(_SURE, probability - 0.5)
    return max(-_SURE, min(_SURE, math.log(probability / (1.0 - probability))))
