"""Hits of a search in the order in which a re-ranker sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from index import RERANKED, Hit, Library, Query, Snapshot
from index.library.snapshot import PROBABILITY_WEIGHT
from tests.index.builders import many_documents
from tests.index.encoder import HashingEncoder

QUESTION = "土地出让由谁负责"


@dataclass
class LengthReranker:
    """Finds short chunks probable, and remembers what it was asked."""

    name: str = "length"
    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        self.asked.append((question, list(texts)))
        return [1 / (1 + len(text)) for text in texts]


@dataclass
class OneReranker:
    """Is sure of one text, and of no other."""

    text: str
    name: str = "one"

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        return [float(text == self.text) for text in texts]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    with Library.open(tmp_path_factory.mktemp("library"), HashingEncoder()) as library:
        library.add(many_documents(12))
        yield library.snapshot()


@pytest.fixture(scope="module")
def hits(snapshot: Snapshot) -> list[Hit]:
    return snapshot.search(Query(QUESTION), 60)


def rerank(
    snapshot: Snapshot, hits: Sequence[Hit], reranker: LengthReranker, most: int = RERANKED
) -> list[Hit]:
    return snapshot.rerank(f" {QUESTION} ", hits, reranker, most)


def test_the_first_hits_stand_in_the_order_of_score_and_probability(
    hits: list[Hit], snapshot: Snapshot
) -> None:
    reranker = LengthReranker()
    found = rerank(snapshot, hits, reranker)
    texts = dict(
        zip((hit.chunk.id for hit in hits), snapshot.reading_texts([hit.chunk for hit in hits]), strict=True)
    )
    assert reranker.asked == [(QUESTION, [texts[hit.chunk.id] for hit in hits[:RERANKED]])]
    mixed = [
        PROBABILITY_WEIGHT / (1 + len(texts[hit.chunk.id])) + (1 - PROBABILITY_WEIGHT) * hit.score
        for hit in found[:RERANKED]
    ]
    assert all(before >= after - 1e-6 for before, after in pairwise(mixed))
    assert {hit.chunk.id for hit in found[:RERANKED]} == {hit.chunk.id for hit in hits[:RERANKED]}
    for hit in found[:RERANKED]:
        assert hit.probability == 1 / (1 + len(texts[hit.chunk.id]))


def test_a_sure_reader_overrules_the_search(hits: list[Hit], snapshot: Snapshot) -> None:
    last = hits[RERANKED - 1].chunk
    (text,) = snapshot.reading_texts([last])
    found = snapshot.rerank(QUESTION, [replace(h, score=0.5) for h in hits], OneReranker(text))
    assert found[0].chunk == last
    assert found[0].probability == 1.0


def test_the_rest_stands_behind_in_its_order_without_probability(hits: list[Hit], snapshot: Snapshot) -> None:
    found = rerank(snapshot, rerank(snapshot, hits, LengthReranker()), LengthReranker(), most=5)
    once = rerank(snapshot, hits, LengthReranker())
    assert [hit.chunk for hit in found[5:]] == [hit.chunk for hit in once[5:]]
    assert {hit.probability for hit in found[5:]} == {None}
    assert [hit.rank for hit in found] == list(range(1, len(hits) + 1))


def test_everything_else_of_a_hit_stays(hits: list[Hit], snapshot: Snapshot) -> None:
    before = {hit.chunk.id: (hit.score, hit.dense_rank, hit.lexical_rank, hit.chunk) for hit in hits}
    found = rerank(snapshot, hits, LengthReranker())
    assert {h.chunk.id: (h.score, h.dense_rank, h.lexical_rank, h.chunk) for h in found} == before
    assert all(hit.probability is None for hit in hits)


def test_no_hits_and_none_to_read_are_nothing_to_do(hits: list[Hit], snapshot: Snapshot) -> None:
    assert rerank(snapshot, [], LengthReranker()) == []
    assert rerank(snapshot, hits, LengthReranker(), most=0) == hits
    with pytest.raises(ValueError, match="at least 0"):
        rerank(snapshot, hits, LengthReranker(), most=-1)
