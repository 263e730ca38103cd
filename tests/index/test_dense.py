"""The dense leg against brute force."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense import WHOLE_WEIGHT, DenseIndex, combine
from index.types import Vectors

DIMENSION = 16


def unit_vectors(rows: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((rows, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def make_index(counts: list[int], seed: int = 0) -> tuple[DenseIndex, Vectors]:
    """Return an index whose chunks have keys 10, 20, … and belong to documents 0, 1, 2, 0, 1, …"""
    rows = unit_vectors(sum(counts), seed).astype(np.float16)
    keys = np.arange(1, len(counts) + 1, dtype=np.int64) * 10
    documents = np.arange(len(counts), dtype=np.int64) % 3
    index = DenseIndex.build(keys, documents, np.asarray(counts, dtype=np.int64), rows)
    return index, rows.astype(np.float32)


def brute_force(query: Vectors, counts: list[int], rows: Vectors) -> dict[int, float]:
    found: dict[int, float] = {}
    start = 0
    for number, count in enumerate(counts, start=1):
        products = [float(row @ query) for row in rows[start : start + count]]
        best = max(products[1:], default=products[0])
        found[number * 10] = WHOLE_WEIGHT * products[0] + (1 - WHOLE_WEIGHT) * best
        start += count
    return found


@settings(max_examples=50, deadline=None)
@given(
    counts=st.lists(st.integers(1, 9), min_size=1, max_size=60),
    limit=st.integers(1, 70),
    seed=st.integers(0, 1000),
)
def test_search_agrees_with_brute_force(counts: list[int], limit: int, seed: int) -> None:
    index, rows = make_index(counts, seed)
    query = unit_vectors(1, seed + 1)[0]
    expected = brute_force(query, counts, rows)
    found = index.search(query, limit)
    assert len(found) == min(limit, len(counts))
    best = sorted(expected.values(), reverse=True)[: len(found)]
    assert [similarity for _, similarity in found] == pytest.approx(best, abs=2e-6)
    assert dict(found) == pytest.approx({key: expected[key] for key, _ in found}, abs=2e-6)


def test_a_chunk_with_one_outstanding_sentence_does_not_hide_better_ones() -> None:
    # Many chunks have a perfect sentence under a contrary whole; the best chunk has no perfect row at all.
    query = np.zeros(DIMENSION, dtype=np.float32)
    query[0] = 1.0
    side = np.zeros(DIMENSION, dtype=np.float32)
    side[1] = 1.0
    decoys = [row for _ in range(200) for row in (-query, query)]
    good = [0.8 * query + 0.6 * side, 0.8 * query + 0.6 * side]
    rows = np.asarray([*decoys, *good], dtype=np.float16)
    counts = np.full(201, 2, dtype=np.int64)
    index = DenseIndex.build(np.arange(201, dtype=np.int64), np.zeros(201, dtype=np.int64), counts, rows)
    assert index.search(query, 1)[0][0] == 200


def test_equal_similarities_are_ordered_by_key() -> None:
    rows = np.tile(unit_vectors(1), (500, 1)).astype(np.float16)
    ones = np.ones(500, dtype=np.int64)
    index = DenseIndex.build(np.arange(500, dtype=np.int64)[::-1].copy(), ones, ones, rows)
    assert [key for key, _ in index.search(unit_vectors(1)[0], 20)] == list(range(20))


def test_only_chunks_of_the_given_documents_are_ranked() -> None:
    counts = [1 + number % 4 for number in range(90)]
    index, rows = make_index(counts)
    query = unit_vectors(1, 5)[0]
    allowed = {
        key: value for key, value in brute_force(query, counts, rows).items() if (key // 10 - 1) % 3 in (0, 2)
    }
    found = index.search(query, 500, document_keys=[0, 2, 77])
    assert dict(found) == pytest.approx(allowed, abs=2e-6)
    assert index.search(query, 7, document_keys=[0, 2]) == found[:7]
    assert index.search(query, 5, document_keys=[]) == []
    assert index.search(query, 5, document_keys=[77]) == []


def test_an_empty_index_finds_nothing() -> None:
    none = np.empty(0, dtype=np.int64)
    index = DenseIndex.build(none, none, none, np.empty((0, DIMENSION), dtype=np.float16))
    query = unit_vectors(1)[0]
    assert len(index) == 0
    assert index.search(query, 5) == []
    assert index.similarities(query, [1, 2]) == {}


def test_similarities_are_given_for_known_keys_only() -> None:
    counts = [3, 1, 2]
    index, rows = make_index(counts)
    query = unit_vectors(1, 9)[0]
    expected = brute_force(query, counts, rows)
    assert index.similarities(query, [30, 5, 10, 99]) == pytest.approx(
        {10: expected[10], 30: expected[30]}, abs=2e-6
    )
    assert index.similarities(query, []) == {}


def test_search_and_similarities_say_the_same() -> None:
    index, _ = make_index([1 + number % 5 for number in range(300)])
    query = unit_vectors(1, 3)[0]
    found = dict(index.search(query, 40))
    assert index.similarities(query, list(found)) == found


def test_the_saved_index_is_the_same_index(tmp_path: Path) -> None:
    index, _ = make_index([2, 1, 4, 1])
    index.save(tmp_path)
    query = unit_vectors(1, 3)[0]
    assert DenseIndex.load(tmp_path).search(query, 10) == index.search(query, 10)


def test_a_query_of_another_dimension_is_a_mistake() -> None:
    index, _ = make_index([1, 2])
    with pytest.raises(ValueError, match=r"\(8,\).*dimension 16"):
        index.search(np.ones(8, dtype=np.float32), 1)


def test_rows_that_do_not_fit_the_chunks_are_a_mistake() -> None:
    one, two = np.ones(1, dtype=np.int64), np.ones(2, dtype=np.int64)
    with pytest.raises(ValueError, match="of one length"):
        DenseIndex.build(one, two, two, unit_vectors(2).astype(np.float16))
    with pytest.raises(ValueError, match="3 rows"):
        DenseIndex.build(two, two, two, unit_vectors(3).astype(np.float16))


def test_a_chunk_of_one_row_keeps_its_similarity() -> None:
    similarities = np.asarray([0.25, 0.5, -1.0, 0.75], dtype=np.float32)
    combined = combine(similarities, np.asarray([0, 1], dtype=np.int64))
    assert combined.tolist() == [0.25, WHOLE_WEIGHT * 0.5 + (1 - WHOLE_WEIGHT) * 0.75]
