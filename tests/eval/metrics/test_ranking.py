from __future__ import annotations

import math

import pytest

from eval.metrics import MEASURES, Candidate, mean_scores, pool_candidates, score_rankings
from eval.relevance import Evidence, Region
from tests.eval.examples import FIRST, SECOND, THIRD, evidence


def candidate(region: Region, unit: str) -> Candidate:
    return Candidate(region, unit, 0.0)


def test_units_of_any_size_are_judged_by_the_pieces_that_they_find() -> None:
    ranking = [
        candidate(THIRD, "c3"),
        candidate(Region("plan", 30, 32), "c3"),  # a second chunk of a clause that missed
        candidate(Region("plan", 0, 3), "c1"),
        candidate(Region("plan", 4, 9), "c1"),  # the piece is found already
        candidate(SECOND, "c2"),
    ]
    assert pool_candidates(ranking, evidence(FIRST, SECOND)) == ["miss c3", "piece 0", "piece 1"]


def test_a_window_over_two_pieces_finds_both() -> None:
    window = candidate(Region("plan", 5, 20), "w")
    assert pool_candidates([window], evidence(FIRST, SECOND)) == ["piece 0", "piece 1"]


def test_scores_agree_with_the_definitions() -> None:
    wanted = {"a": evidence(FIRST, SECOND), "b": evidence(FIRST), "c": evidence(FIRST)}
    pooled = {
        "a": ["miss x", "piece 1", "piece 0"],
        "b": ["piece 0"],
        "c": [f"miss {n}" for n in range(10)] + ["piece 0"],
    }
    scores = score_rankings(pooled, wanted)
    ideal = 1 / math.log2(2) + 1 / math.log2(3)
    assert scores["a"] == pytest.approx(
        {
            "Success@1": 0,
            "Success@3": 1,
            "Success@10": 1,
            "RR@10": 1 / 2,
            "nDCG@10": (1 / math.log2(3) + 1 / math.log2(4)) / ideal,
            "R@100": 1,
        }
    )
    assert scores["b"] == pytest.approx(dict.fromkeys(MEASURES, 1))
    assert scores["c"] == pytest.approx(dict.fromkeys(MEASURES, 0) | {"R@100": 1})


def test_a_question_without_a_ranking_scores_nothing() -> None:
    scores = score_rankings({"a": []}, {"a": evidence(FIRST), "b": evidence(FIRST)})
    assert scores == {"a": dict.fromkeys(MEASURES, 0.0), "b": dict.fromkeys(MEASURES, 0.0)}


def test_the_mean_is_taken_measure_by_measure() -> None:
    mean = mean_scores([dict.fromkeys(MEASURES, 1.0), dict.fromkeys(MEASURES, 0.5)])
    assert mean == dict.fromkeys(MEASURES, 0.75)
    assert mean_scores([]) == {}


def test_evidence_without_pieces_makes_everything_a_miss() -> None:
    assert pool_candidates([candidate(FIRST, "c1")], Evidence(())) == ["miss c1"]
