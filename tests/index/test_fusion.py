"""Merging the scores of two legs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import convex_combination, min_max

scores = st.dictionaries(st.integers(0, 20), st.floats(-50, 50), max_size=12)


def test_min_max_stretches_to_the_unit_interval() -> None:
    assert min_max({1: 3.0, 2: 1.0, 3: 2.0}) == {1: 1.0, 2: 0.0, 3: 0.5}
    assert min_max({1: 4.0, 2: 1.0}, floor=0.0) == {1: 1.0, 2: 0.25}
    assert min_max({}) == {}


def test_equal_scores_are_all_the_best() -> None:
    assert min_max({1: 2.0, 2: 2.0}) == {1: 1.0, 2: 1.0}


@given(scores)
def test_min_max_keeps_the_order_and_the_interval(given_scores: dict[int, float]) -> None:
    stretched = min_max(given_scores)
    assert all(0.0 <= value <= 1.0 for value in stretched.values())
    for one in given_scores:
        for other in given_scores:
            if given_scores[one] < given_scores[other]:
                assert stretched[one] <= stretched[other]


def test_a_convex_combination_counts_the_missing_as_nought() -> None:
    assert convex_combination({1: 1.0, 2: 0.5}, {2: 1.0}, weight=0.75) == {1: 0.75, 2: 0.625}


@given(scores, scores, st.floats(0, 1))
def test_a_convex_combination_of_unit_scores_is_a_unit_score(
    first: dict[int, float], second: dict[int, float], weight: float
) -> None:
    combined = convex_combination(min_max(first), min_max(second), weight)
    assert combined.keys() == first.keys() | second.keys()
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in combined.values())
