"""How well a confidence tells good answers from bad ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would have come of answering a question, and how sure the system was."""

    confidence: float  # higher means surer
    right: bool  # the answer would have been right; never so for an unanswerable question


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What happens when every question of at least this confidence is answered."""

    threshold: float
    coverage: float  # share of the questions answered, (0, 1]
    risk: float  # share of the answers that are wrong, [0, 1]


def risk_coverage_curve(outcomes: Iterable[Outcome]) -> list[CurvePoint]:
    """Return a point for every distinct confidence, the highest first (El-Yaniv and Wiener, JMLR 2010)."""
    points: list[CurvePoint] = []
    ordered = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    answered = wrong = 0
    for threshold, group in _by_confidence(ordered):
        answered += len(group)
        wrong += sum(not outcome.right for outcome in group)
        points.append(CurvePoint(threshold, answered / len(ordered), wrong / answered))
    return points


def area_under_risk_coverage(outcomes: Iterable[Outcome]) -> float | None:
    """Return the mean risk over all numbers of questions answered (Geifman et al., ICLR 2019); lower is better.

    Questions of equal confidence cannot be told apart: each counts as the mean of its group, so their order
    does not matter. None without outcomes.
    """
    ordered = sorted(outcomes, key=lambda outcome: -outcome.confidence)
    if not ordered:
        return None
    wrong = total = 0.0
    answered = 0
    for _, group in _by_confidence(ordered):
        mean = sum(not outcome.right for outcome in group) / len(group)
        for _ in group:
            answered += 1
            wrong += mean
            total += wrong / answered
    return total / len(ordered)


def roc_auc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Return how often a positive has the higher score, ties counting half; None if one side is empty.

    That is the area under the ROC curve (Hanley and McNeil, Radiology 1982).

    >>> roc_auc([0.9, 0.4], [0.4, 0.1])
    0.875
    """
    if not positives or not negatives:
        return None
    wins = sum((p > n) + (p == n) / 2 for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def _by_confidence(ordered: Sequence[Outcome]) -> Iterator[tuple[float, list[Outcome]]]:
    for confidence, group in groupby(ordered, key=lambda outcome: outcome.confidence):
        yield confidence, list(group)
