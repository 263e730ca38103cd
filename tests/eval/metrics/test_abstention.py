from __future__ import annotations

import random

import pytest
from sklearn.metrics import roc_auc_score

from eval.metrics import CurvePoint, Outcome, area_under_risk_coverage, risk_coverage_curve, roc_auc

OUTCOMES = [Outcome(0.9, True), Outcome(0.8, False), Outcome(0.8, True), Outcome(0.1, False)]


def test_the_curve_has_a_point_for_every_confidence() -> None:
    assert risk_coverage_curve(OUTCOMES) == [
        CurvePoint(0.9, 0.25, 0.0),
        CurvePoint(0.8, 0.75, 1 / 3),
        CurvePoint(0.1, 1.0, 0.5),
    ]


def test_the_area_is_the_mean_risk_over_all_coverages() -> None:
    # The two of confidence 0.8 count as half a mistake each.
    assert area_under_risk_coverage(OUTCOMES) == pytest.approx((0 + 0.5 / 2 + 1 / 3 + 2 / 4) / 4)


def test_the_order_of_equal_confidences_does_not_matter() -> None:
    assert area_under_risk_coverage(OUTCOMES[::-1]) == area_under_risk_coverage(OUTCOMES)


def test_a_perfect_order_has_a_smaller_area_than_its_reverse() -> None:
    right_first = [Outcome(1 - n / 10, n < 5) for n in range(10)]
    wrong_first = [Outcome(n / 10, n < 5) for n in range(10)]
    best, worst = area_under_risk_coverage(right_first), area_under_risk_coverage(wrong_first)
    assert best is not None
    assert worst is not None
    assert best < worst


def test_the_area_of_nothing_is_none() -> None:
    assert area_under_risk_coverage([]) is None
    assert risk_coverage_curve([]) == []


def test_roc_auc_agrees_with_scikit_learn() -> None:
    dice = random.Random(3)
    positives = [round(dice.random() ** 0.5, 1) for _ in range(60)]  # rounded, so that there are ties
    negatives = [round(dice.random(), 1) for _ in range(40)]
    theirs = roc_auc_score([1] * 60 + [0] * 40, positives + negatives)
    assert roc_auc(positives, negatives) == pytest.approx(theirs)


def test_roc_auc_needs_both_sides() -> None:
    assert roc_auc([], [0.5]) is None
    assert roc_auc([0.5], []) is None
