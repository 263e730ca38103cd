"""What the index stage takes and gives: queries, hits, and the seams of encoder and retriever."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ingest import Chunk

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Anything that turns texts into unit vectors of float32."""

    @property
    def name(self) -> str:
        """Identify the weights: two encoders with one name make the same vectors."""

    @property
    def dimension(self) -> int:
        """The length of every vector."""

    def encode_query(self, question: str) -> Vectors:
        """Return one unit vector, shape (dimension,)."""

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); row i belongs to texts[i]."""


@dataclass(frozen=True, slots=True)
class Expansion:
    """A term that may stand in a clause for a word of the question (a translation, a synonym)."""

    term: str
    weight: float  # (0, 1]: how sure it is that the term means the word
    word: str = ""  # of the question: terms for one word compete, the best counts; "" competes with none


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: the words as asked, and terms that the lexical leg looks up beside them."""

    text: str
    expansions: tuple[Expansion, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, and what each leg thought of it."""

    chunk: Chunk
    rank: int  # from 1
    score: float  # fused, [0, 1], higher is better
    dense_similarity: float | None  # cosine; None where the leg did not have the chunk among its candidates
    dense_rank: int | None
    lexical_score: float | None  # BM25; None as above
    lexical_rank: int | None
    probability: float | None = (
        None  # [0, 1], of a re-ranker: that the chunk answers; None where none read it
    )


class Reranker(Protocol):
    """Anything that reads a question and a chunk together."""

    @property
    def name(self) -> str:
        """Identify the weights: two re-rankers with one name give the same probabilities."""

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return for each text the probability, in [0, 1], that the chunk answers the question.

        Args:
            question: what is asked.
            texts: chunks in the form of `reading_text`.
        """


class Retriever(Protocol):
    """Anything that ranks the chunks of a library for a query."""

    def search(self, query: Query, k: int, document_ids: Collection[str] | None = None) -> list[Hit]:
        """Return at most k hits, best first, ties broken by chunk id.

        Args:
            query: what is looked for; an empty text gives no hit.
            k: how many hits at most, at least 1.
            document_ids: only chunks of these documents are ranked (the filter comes before the ranking);
                None means all current documents.
        """
