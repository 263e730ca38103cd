"""Question and chunk as one sequence of tokens, as the bundled re-ranker reads them: numpy only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.encoders import StaticEncoder
from index.reranking.links import LINK_FEATURES, LinkedQuestion, TermLinker, load_linker
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
    links: Vectors  # shape (pairs, length, LINK_FEATURES)


@dataclass(frozen=True, slots=True)
class Pair:
    """The tokens of a question and those of its chunk that are read, with what the tables of terms know of them."""

    question: Ids
    chunk: Ids
    question_links: Vectors  # shape (tokens, LINK_FEATURES)
    chunk_links: Vectors  # the same

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.question) + len(self.chunk)


class PairTokenizer:
    """Turns questions and chunks into token ids of the bundled encoder.

    The first line of a chunk's text is its headings and title, of which the end is read. Of the words below it one window is
    read: where they are longer than that, the one that speaks most of what is asked.
    """

    def __init__(self, encoder: StaticEncoder, linker: TermLinker | None = None) -> None:
        """Take the encoder whose tokens and vectors are used, and the tables of terms (by default the bundled ones)."""
        self._encoder = encoder
        self._linker = linker or load_linker()

    def vectors(self, tokens: Ids) -> Vectors:
        """Return the vectors of tokens, shape (*tokens.shape, dimension); the length of one is its weight."""
        return self._encoder.token_vectors(tokens)

    def pairs(self, questions: Sequence[str], texts: Sequence[str]) -> list[Pair]:
        """Return the tokens of each question and those of its chunk that are read."""
        asked = {question: self._cut(question) for question in dict.fromkeys(questions)}
        linked = {question: self._linker.read_question(self._words(ids)) for question, ids in asked.items()}
        parts = [text.partition("\n") for text in texts]
        headings = self._encoder.token_ids([heading for heading, _, _ in parts])
        bodies = self._encoder.token_ids([body for _, _, body in parts])
        return [
            self._pair(asked[question], linked[question], heading[-_HEADING_TOKENS:], body)
            for question, heading, body in zip(questions, headings, bodies, strict=True)
        ]

    def _pair(self, question: Ids, linked: LinkedQuestion, heading: Ids, body: Ids) -> Pair:
        chunk = np.concatenate([heading, self._window(question, body)])
        return Pair(question, chunk, *self._linker.link(linked, self._words(chunk)))

    def _words(self, tokens: Ids) -> list[str]:
        return self._encoder.token_words(tokens)

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


def pad(pairs: Sequence[Pair]) -> PairBatch:
    """Return the pairs as one batch, as long as its longest pair."""
    length = max((len(pair) for pair in pairs), default=1)
    tokens = np.zeros((len(pairs), max(1, length)), dtype=np.int64)
    segments = np.zeros_like(tokens)
    links = np.zeros((*tokens.shape, LINK_FEATURES), dtype=np.float32)
    for row, pair in enumerate(pairs):
        middle, end = len(pair.question), len(pair)
        tokens[row, :middle], tokens[row, middle:end] = pair.question, pair.chunk
        segments[row, :middle], segments[row, middle:end] = QUESTION, CHUNK
        links[row, :middle], links[row, middle:end] = pair.question_links, pair.chunk_links
    return PairBatch(tokens, segments, links)


def by_length(pairs: Sequence[Pair], size: int) -> Iterator[list[int]]:
    """Yield the places of the pairs in groups of nearly one length, at most `size` in each."""
    order = sorted(range(len(pairs)), key=lambda i: (len(pairs[i]), i))
    for start in range(0, len(order), size):
        yield order[start : start + size]
