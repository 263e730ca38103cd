"""Hits of a search in the order in which a re-ranker sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index import RERANKED, Hit, Library, Query, reading_text
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


@pytest.fixture(scope="module")
def hits(tmp_path_factory: pytest.TempPathFactory) -> list[Hit]:
    with Library.open(tmp_path_factory.mktemp("library"), HashingEncoder()) as library:
        library.add(many_documents(12))
        return library.snapshot().search(Query(QUESTION), 60)


def rerank(tmp_path: Path, hits: Sequence[Hit], reranker: LengthReranker, most: int = RERANKED) -> list[Hit]:
    with Library.open(tmp_path, HashingEncoder()) as library:
        return library.snapshot().rerank(f" {QUESTION} ", hits, reranker, most)


def test_the_first_hits_stand_in_the_order_of_their_probability(hits: list[Hit], tmp_path: Path) -> None:
    reranker = LengthReranker()
    found = rerank(tmp_path, hits, reranker)
    assert reranker.asked == [(QUESTION, [reading_text(hit.chunk) for hit in hits[:RERANKED]])]
    by_length = sorted(hits[:RERANKED], key=lambda hit: (len(reading_text(hit.chunk)), hit.chunk.id))
    assert [hit.chunk for hit in found[:RERANKED]] == [hit.chunk for hit in by_length]
    assert [hit.chunk for hit in found[:RERANKED]] != [hit.chunk for hit in hits[:RERANKED]]
    for hit in found[:RERANKED]:
        assert hit.probability == 1 / (1 + len(reading_text(hit.chunk)))


def test_the_rest_stands_behind_in_its_order_without_probability(hits: list[Hit], tmp_path: Path) -> None:
    found = rerank(tmp_path, rerank(tmp_path, hits, LengthReranker()), LengthReranker(), most=5)
    once = rerank(tmp_path, hits, LengthReranker())
    assert [hit.chunk for hit in found[5:]] == [hit.chunk for hit in once[5:]]
    assert {hit.probability for hit in found[5:]} == {None}
    assert [hit.rank for hit in found] == list(range(1, len(hits) + 1))


def test_everything_else_of_a_hit_stays(hits: list[Hit], tmp_path: Path) -> None:
    before = {hit.chunk.id: (hit.score, hit.dense_rank, hit.lexical_rank, hit.chunk) for hit in hits}
    found = rerank(tmp_path, hits, LengthReranker())
    assert {h.chunk.id: (h.score, h.dense_rank, h.lexical_rank, h.chunk) for h in found} == before
    assert all(hit.probability is None for hit in hits)


def test_no_hits_and_none_to_read_are_nothing_to_do(hits: list[Hit], tmp_path: Path) -> None:
    assert rerank(tmp_path, [], LengthReranker()) == []
    assert rerank(tmp_path, hits, LengthReranker(), most=0) == hits
    with pytest.raises(ValueError, match="at least 0"):
        rerank(tmp_path, hits, LengthReranker(), most=-1)
