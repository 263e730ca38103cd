"""Question and chunk as one sequence of tokens, as the bundled re-ranker reads them: numpy only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.encoders import StaticEncoder
from index.types import Vectors

Ids = npt.NDArray[np.int64]

PADDING, QUESTION, CHUNK = 0, 1, 2

_QUESTION_TOKENS = 40
_HEADING_TOKENS = 32
_WINDOW_TOKENS = 80


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Pairs of a question and a chunk, padded to one length."""

    tokens: Ids  # shape (pairs, length)
    segments: Ids  # the same shape: PADDING, QUESTION or CHUNK


class PairTokenizer:
    """Turns questions and chunks into token ids of the bundled encoder.

    The first line of a chunk's text is its headings and title, of which the end is read. Of the words below it one window is
    read: where they are longer than that, the one that speaks most of what is asked.
    """

    def __init__(self, encoder: StaticEncoder) -> None:
        """Take the encoder whose tokens and vectors are used."""
        self._encoder = encoder

    def vectors(self, tokens: Ids) -> Vectors:
        """Return the vectors of tokens, shape (*tokens.shape, dimension); the length of one is its weight."""
        return self._encoder.token_vectors(tokens)

    def sequences(self, questions: Sequence[str], texts: Sequence[str]) -> list[tuple[Ids, Ids]]:
        """Return the tokens of each question and those of its chunk that are read."""
        asked = {question: self._cut(question) for question in dict.fromkeys(questions)}
        parts = [text.partition("\n") for text in texts]
        headings = self._encoder.token_ids([heading for heading, _, _ in parts])
        bodies = self._encoder.token_ids([body for _, _, body in parts])
        return [
            (
                asked[question],
                np.concatenate([heading[-_HEADING_TOKENS:], self._window(asked[question], body)]),
            )
            for question, heading, body in zip(questions, headings, bodies, strict=True)
        ]

    def _cut(self, question: str) -> Ids:
        return self._encoder.token_ids([question])[0][:_QUESTION_TOKENS]

    def _window(self, question: Ids, body: Ids) -> Ids:
        if len(body) <= _WINDOW_TOKENS or not len(question):
            return body[:_WINDOW_TOKENS]
        asked, said = self.vectors(question), self.vectors(body)
        weights = np.linalg.norm(said, axis=1)
        unit = said / np.maximum(weights, 1e-6)[:, None]
        near = (unit @ (asked / np.maximum(np.linalg.norm(asked, axis=1), 1e-6)[:, None]).T).max(axis=1)
        sums = np.concatenate([[0.0], np.cumsum(weights * np.maximum(near, 0.0) ** 2)])
        start = int(np.argmax(np.round(sums[_WINDOW_TOKENS:] - sums[:-_WINDOW_TOKENS], 4)))
        return body[start : start + _WINDOW_TOKENS]


def pad(sequences: Sequence[tuple[Ids, Ids]]) -> PairBatch:
    """Return the pairs as one batch, as long as its longest pair."""
    length = max((len(question) + len(chunk) for question, chunk in sequences), default=1)
    tokens = np.zeros((len(sequences), max(1, length)), dtype=np.int64)
    segments = np.zeros_like(tokens)
    for row, (question, chunk) in enumerate(sequences):
        middle, end = len(question), len(question) + len(chunk)
        tokens[row, :middle], tokens[row, middle:end] = question, chunk
        segments[row, :middle], segments[row, middle:end] = QUESTION, CHUNK
    return PairBatch(tokens, segments)


def by_length(sequences: Sequence[tuple[Ids, Ids]], size: int) -> Iterator[list[int]]:
    """Yield the places of the pairs in groups of nearly one length, at most `size` in each."""
    order = sorted(range(len(sequences)), key=lambda i: (sum(map(len, sequences[i])), i))
    for start in range(0, len(order), size):
        yield order[start : start + size]
