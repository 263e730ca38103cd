"""Figures for rankings, answers and abstentions, as pure functions."""

from eval.metrics.abstention import (
    CurvePoint,
    Outcome,
    area_under_risk_coverage,
    risk_coverage_curve,
    roc_auc,
)
from eval.metrics.judging import (
    DocumentSource,
    Judgement,
    Quote,
    Reply,
    fold_fact,
    is_verbatim,
    judge_reply,
    states_facts,
)
from eval.metrics.ranking import (
    MEASURES,
    Candidate,
    RankingScores,
    mean_scores,
    pool_candidates,
    score_rankings,
)
from eval.metrics.rates import Rate, rate_of, wilson_interval
from eval.metrics.results import AnswerRun, Measured, RankingRun
from eval.metrics.summary import AnswerScores, summarise

__all__ = [
    "MEASURES",
    "AnswerRun",
    "AnswerScores",
    "Candidate",
    "CurvePoint",
    "DocumentSource",
    "Judgement",
    "Measured",
    "Outcome",
    "Quote",
    "RankingRun",
    "RankingScores",
    "Rate",
    "Reply",
    "area_under_risk_coverage",
    "fold_fact",
    "is_verbatim",
    "judge_reply",
    "mean_scores",
    "pool_candidates",
    "rate_of",
    "risk_coverage_curve",
    "roc_auc",
    "score_rankings",
    "states_facts",
    "summarise",
    "wilson_interval",
]
