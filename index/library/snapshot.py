"""One generation of a library, to search and to read; it never changes, whatever is written meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from index.fusion import convex_combination, min_max
from index.library.derived import SearchIndexes
from index.library.reading import Reader
from index.library.records import StoredDocument
from index.reranking import reading_text
from index.tokens import fold, index_tokens, well_formed
from index.types import Encoder, Hit, Query, Reranker, Vectors
from ingest import Chunk, Clause, Document, Duty, Sentence

CANDIDATES = 300  # chunks that each leg hands to the fusion, or k where more are asked for
# Of the dense leg in the fused score. On the development questions over real policies, with distracting documents,
# Chinese questions want less and English ones more; fusion by ranks was clearly worse for Chinese than any weight
# near this one.
DENSE_WEIGHT = 0.3
# Beside the fused score. Fitted on the development questions (`python -m eval.retrieval --only rerank`): the bundled
# re-ranker alone orders worse than the fused score, both together order better than either.
PROBABILITY_WEIGHT = 0.5
RERANKED = 40  # hits that a re-ranker reads: as many as the bundled one reads in about an eighth of a second
_LOOKED_THROUGH = 100  # chunks, for a run of characters
_READ_AT_ONCE = 10
_DECIMALS = 6
_DOCUMENTS_CACHED = 256
_CLAUSES_CACHED = 4096

IndexSource = Callable[[Reader], SearchIndexes]


class Snapshot:
    """A `Retriever` over the current documents of one generation, and reads of all stored versions.

    Many threads may use one snapshot. It keeps a read transaction open until it is dropped.
    """

    def __init__(self, reader: Reader, encoder: Encoder | None, source: IndexSource) -> None:
        self._reader = reader
        self._encoder = encoder
        self._source = source
        self._indexes: SearchIndexes | None = None
        self._loading = threading.Lock()
        # The caches hold the reader's methods and not this object's: dropping it must free them at once.
        self._document = lru_cache(_DOCUMENTS_CACHED)(reader.document)
        self._clauses = lru_cache(_DOCUMENTS_CACHED)(reader.clauses)
        self._clause = lru_cache(_CLAUSES_CACHED)(reader.clause)
        self._chunks = lru_cache(_CLAUSES_CACHED)(reader.chunks)
        self._sentences = lru_cache(_CLAUSES_CACHED)(reader.sentences)
        self._duties = lru_cache(_CLAUSES_CACHED)(reader.duties)

    @property
    def generation(self) -> int:
        """How many changes had been committed when the snapshot was taken."""
        return self._reader.meta.generation

    @property
    def state(self) -> str:
        """The name of the committed content: no other commit has it."""
        return self._reader.meta.state

    def search(self, query: Query, k: int, document_ids: Collection[str] | None = None) -> list[Hit]:
        """Return at most k hits, best first, ties broken by chunk id; see `Retriever.search`.

        Both legs hand in their best candidates. A chunk that only the lexical leg found gets its similarity
        computed as well, so that its dense_similarity is there and its dense_rank is None; a lexical score is
        there for what the lexical leg found.
        """
        if k < 1:
            raise ValueError(f"k must be at least 1, not {k}")
        text = well_formed(query.text).strip()
        if not text:
            return []
        indexes = self.load()
        documents = (
            None if document_ids is None else self._reader.current_document_keys(sorted(set(document_ids)))
        )
        limit = max(k, CANDIDATES)
        lexical = dict(indexes.lexical.search(text, query.expansions, limit, documents))
        dense: dict[int, float] = {}
        similarities: dict[int, float] = {}
        if indexes.dense is not None and len(indexes.dense):
            vector = self._required_encoder().encode_query(text)
            dense = dict(indexes.dense.search(vector, limit, documents))
            similarities = dense | indexes.dense.similarities(
                vector, [key for key in lexical if key not in dense]
            )
        return self._hits(k, similarities, _ranks(dense), lexical)

    def rerank(
        self, question: str, hits: Sequence[Hit], reranker: Reranker, most: int = RERANKED
    ) -> list[Hit]:
        """Return the hits with the first of them ordered by score and probability together.

        Args:
            question: what is asked.
            hits: best first, of this snapshot.
            reranker: reads the question with each of the first hits.
            most: how many hits are read, at least 0. They come first, by PROBABILITY_WEIGHT · probability +
                (1 − PROBABILITY_WEIGHT) · score, ties broken by chunk id, and have the probability that they answer
                the question; the rest stands behind them in its old order, without one. Ranks are numbered anew.
        """
        if most < 0:
            raise ValueError(f"most must be at least 0, not {most}")
        read = hits[:most]
        probabilities = reranker.probabilities(
            well_formed(question).strip(), self.reading_texts([hit.chunk for hit in read])
        )
        found = [replace(hit, probability=p) for hit, p in zip(read, probabilities, strict=True)]
        found.sort(key=lambda hit: (-_mixed(hit), hit.chunk.id))
        rest = [replace(hit, probability=None) for hit in hits[most:]]
        return [replace(hit, rank=rank) for rank, hit in enumerate([*found, *rest], start=1)]

    def reading_texts(self, chunks: Sequence[Chunk]) -> list[str]:
        """Return chunks of this snapshot as a re-ranker reads them."""
        return [reading_text(chunk, self.document(chunk.document_id)) for chunk in chunks]

    def sentence_similarities(self, question: str, chunk_ids: Sequence[str]) -> dict[str, list[float]]:
        """Return how similar each sentence of these chunks is to a question, by chunk id, in reading order."""
        indexes = self.load()
        text = well_formed(question).strip()
        if indexes.dense is None or not text:
            return {}
        keys = self._reader.chunk_keys(chunk_ids)
        vector = self._required_encoder().encode_query(text)
        found = indexes.dense.sentence_similarities(vector, list(keys.values()))
        return {chunk_id: found[key] for chunk_id, key in keys.items() if key in found}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the unit vectors of any texts by the library's encoder, shape (len(texts), dimension)."""
        return self._required_encoder().encode_chunks([well_formed(text) for text in texts])

    def chunk_frequencies(self, tokens: Sequence[str]) -> dict[str, int]:
        """Return in how many chunks each token of the lexical leg stands (see `query_tokens`)."""
        lexical = self.load().lexical
        return {token: lexical.document_frequency(token) for token in tokens}

    def prints(self, run: str) -> bool:
        """Tell whether a clause prints a run of characters on one line, in whatever script and width.

        Of many clauses that print all its parts, the best hundred for them are looked through.
        """
        lexical = self.load().lexical
        folded = fold(run)
        if len(index_tokens(run)) <= 3:  # two units and their pair
            return bool(lexical.containing(run, 1))
        keys = lexical.containing(run, _LOOKED_THROUGH)
        for start in range(0, len(keys), _READ_AT_ONCE):
            chunks = self._reader.chunks_by_key(keys[start : start + _READ_AT_ONCE])
            if any(folded in fold(chunk.text) for chunk in chunks.values()):
                return True
        return False

    def chunk_count(self) -> int:
        """Return how many chunks are searched."""
        return len(self.load().lexical)

    def load(self) -> SearchIndexes:
        """Return the search indexes, loaded or made at the first call."""
        with self._loading:
            if self._indexes is None:
                self._required_encoder()
                self._indexes = self._source(self._reader)
            return self._indexes

    def documents(self, include_old: bool = False) -> list[StoredDocument]:
        """Return what is stored of the current documents (or all versions), oldest first."""
        return self._reader.documents(include_old)

    def document(self, document_id: str) -> Document:
        """Return a version of a document with its text; DocumentNotFoundError for an unknown id."""
        return self._document(document_id)

    def clauses(self, document_id: str) -> tuple[Clause, ...]:
        """Return the clauses of a version in reading order; DocumentNotFoundError for an unknown id."""
        return self._clauses(document_id)

    def clause(self, clause_id: str) -> Clause:
        """Return a clause; ClauseNotFoundError for an unknown id."""
        return self._clause(clause_id)

    def chunks(self, clause_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a clause's own words in order; ClauseNotFoundError for an unknown id."""
        return self._chunks(clause_id)

    def duties(self, document_id: str | None = None, clause_id: str | None = None) -> tuple[Duty, ...]:
        """Return the duties of a version, of a clause, or of all current documents, in reading order.

        Raises:
            DocumentNotFoundError: no version has the id.
            ClauseNotFoundError: no clause has the id.
        """
        return self._duties(document_id, clause_id)

    def sentences(self, chunk_id: str) -> tuple[Sentence, ...]:
        """Return the sentences of a chunk in reading order; ChunkNotFoundError for an unknown id."""
        return self._sentences(chunk_id)

    def _required_encoder(self) -> Encoder:
        if self._encoder is None:
            raise ValueError("this library was opened without an encoder: it can be read but not searched")
        return self._encoder

    def _hits(
        self, k: int, similarities: dict[int, float], dense_ranks: dict[int, int], lexical: dict[int, float]
    ) -> list[Hit]:
        scores = fuse(similarities, lexical)
        if not scores:
            return []
        threshold = sorted(scores.values(), reverse=True)[:k][-1]
        chunks = self._reader.chunks_by_key([key for key, score in scores.items() if score >= threshold])
        ranked = sorted(chunks, key=lambda key: (-scores[key], chunks[key].id))[:k]
        lexical_ranks = _ranks(lexical)
        return [
            Hit(
                chunk=chunks[key],
                rank=rank,
                score=scores[key],
                dense_similarity=similarities.get(key),
                dense_rank=dense_ranks.get(key),
                lexical_score=lexical.get(key),
                lexical_rank=lexical_ranks.get(key),
            )
            for rank, key in enumerate(ranked, start=1)
        ]


def _mixed(hit: Hit) -> float:
    probability = hit.probability or 0.0
    return round(PROBABILITY_WEIGHT * probability + (1 - PROBABILITY_WEIGHT) * hit.score, _DECIMALS)


def fuse(similarities: dict[int, float], lexical: dict[int, float]) -> dict[int, float]:
    """Return the score in [0, 1] of every candidate from its similarity and its BM25 score."""
    fused = convex_combination(min_max(similarities), min_max(lexical, floor=0.0), DENSE_WEIGHT)
    return {key: round(min(1.0, score), _DECIMALS) for key, score in fused.items()}


def _ranks(best_first: Sequence[int] | dict[int, float]) -> dict[int, int]:
    return {key: rank for rank, key in enumerate(best_first, start=1)}
