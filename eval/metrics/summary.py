"""Judgements of many replies as one row of figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from eval.metrics.abstention import Outcome, area_under_risk_coverage, roc_auc
from eval.metrics.judging import Judgement
from eval.metrics.rates import Rate, rate_of


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """The figures of one system over some questions.

    The first three count over answerable questions, a refused one as wrong; the `_answered` ones only over
    those that were answered.
    """

    cited_first: Rate
    complete: Rate
    facts: Rate
    cited_first_answered: Rate
    complete_answered: Rate
    facts_answered: Rate
    citation_precision: Rate  # of the quotes in answers to answerable questions
    verbatim: Rate  # of all quotes and reading tips
    false_answers: Rate  # of unanswerable questions
    false_refusals: Rate  # of answerable questions
    coverage: Rate  # of all questions, those that were answered
    median_quote_length: float | None  # in characters
    median_latency_ms: float | None
    p95_latency_ms: float | None
    roc_auc: float | None  # of the confidence, answerable against unanswerable questions
    risk_coverage_area: float | None  # mean risk; lower is better


def summarise(judgements: Sequence[Judgement], outcomes: Sequence[Outcome]) -> AnswerScores:
    """Return the figures of one system.

    Args:
        judgements: one a question.
        outcomes: of the same questions, as if all had been answered.
    """
    answerable = [one for one in judgements if one.question.answerable]
    unanswerable = [one for one in judgements if not one.question.answerable]
    answered = [one for one in answerable if one.answered]
    times = [one.elapsed_ms for one in judgements]
    return AnswerScores(
        cited_first=rate_of(one.cited_first for one in answerable),
        complete=rate_of(one.complete for one in answerable),
        facts=rate_of(one.facts for one in answerable),
        cited_first_answered=rate_of(one.cited_first for one in answered),
        complete_answered=rate_of(one.complete for one in answered),
        facts_answered=rate_of(one.facts for one in answered),
        citation_precision=Rate(
            sum(one.right_citations for one in answered), sum(one.citations for one in answered)
        ),
        verbatim=Rate(sum(one.verbatim for one in judgements), sum(one.checked for one in judgements)),
        false_answers=rate_of(one.answered for one in unanswerable),
        false_refusals=rate_of(not one.answered for one in answerable),
        coverage=rate_of(one.answered for one in judgements),
        median_quote_length=_median([length for one in judgements for length in one.quote_lengths]),
        median_latency_ms=_median(times),
        p95_latency_ms=percentile_95(times),
        roc_auc=roc_auc([one.confidence for one in answerable], [one.confidence for one in unanswerable]),
        risk_coverage_area=area_under_risk_coverage(outcomes),
    )


def percentile_95(values: Sequence[float]) -> float | None:
    """Return the 95th percentile, interpolated between neighbours; None of nothing."""
    if len(values) < 2:
        return values[0] if values else None
    return quantiles(values, n=100, method="inclusive")[94]


def _median(values: Sequence[float]) -> float | None:
    return float(median(values)) if values else None
