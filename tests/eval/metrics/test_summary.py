from __future__ import annotations

import numpy as np
import pytest

from eval.metrics import Judgement, Outcome, Rate, judge_reply, summarise
from eval.metrics.summary import percentile_95
from eval.relevance import Evidence
from tests.eval.examples import (
    FIRST,
    SECOND,
    answerable,
    evidence,
    find_document,
    quote,
    reply,
    unanswerable,
)


def judgements() -> list[Judgement]:
    """Right, wrong clause first, refused; then a false answer and two true refusals."""
    wanted = evidence(FIRST)
    answers = [reply(quote(FIRST)), reply(quote(SECOND), quote(FIRST)), reply(answered=False, confidence=0.2)]
    others = [reply(quote(SECOND), confidence=0.6), *[reply(answered=False, confidence=0.1)] * 2]
    return [judge_reply(answerable(n), wanted, one, find_document) for n, one in enumerate(answers)] + [
        judge_reply(unanswerable(n), Evidence(()), one, find_document)
        for n, one in enumerate(others, start=7)
    ]


def test_refusals_count_as_wrong_and_are_left_out_of_what_was_answered() -> None:
    scores = summarise(judgements(), [Outcome(0.5, True)])
    assert (scores.cited_first, scores.cited_first_answered) == (Rate(1, 3), Rate(1, 2))
    assert (scores.facts, scores.facts_answered) == (Rate(2, 3), Rate(2, 2))
    assert (scores.complete, scores.complete_answered) == (Rate(2, 3), Rate(2, 2))


def test_errors_of_the_decision_are_counted_on_their_own_sides() -> None:
    scores = summarise(judgements(), [])
    assert scores.false_answers == Rate(1, 3)
    assert scores.false_refusals == Rate(1, 3)
    assert scores.coverage == Rate(3, 6)
    assert scores.roc_auc == pytest.approx((3 + 3 + 2) / 9)
    assert scores.risk_coverage_area is None


def test_precision_is_over_answerable_questions_and_verbatim_over_all() -> None:
    scores = summarise(judgements(), [])
    assert scores.citation_precision == Rate(2, 3)
    assert scores.verbatim == Rate(4, 4)
    assert scores.median_quote_length == 14  # 12, 12, 16 and 16 characters


def test_no_question_gives_no_figure() -> None:
    scores = summarise([], [])
    assert scores.cited_first.value is None
    assert (scores.median_quote_length, scores.median_latency_ms, scores.p95_latency_ms) == (None, None, None)


def test_the_95th_percentile_agrees_with_numpy() -> None:
    times = [float(n * n % 101) for n in range(40)]
    assert percentile_95(times) == pytest.approx(np.percentile(times, 95))
    assert percentile_95([7.0]) == 7.0
