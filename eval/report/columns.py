"""Which figures the tables show, under what heading, and how they are printed."""

from __future__ import annotations

from collections.abc import Callable

from eval.metrics import MEASURES, AnswerScores, RankingScores, Rate

Cell = Callable[[AnswerScores], str]


def show_rate(rate: Rate) -> str:
    """Print a share with three decimals, or a dash where there is nothing to count."""
    return "–" if rate.value is None else f"{rate.value:.3f}"


def show_interval(rate: Rate) -> str:
    """Print a share with its 95 % interval."""
    if rate.interval is None:
        return "–"
    low, high = rate.interval
    return f"{show_rate(rate)} [{low:.3f}, {high:.3f}]"


def show_number(value: float | None, decimals: int) -> str:
    """Print a number, or a dash."""
    return "–" if value is None else f"{value:.{decimals}f}"


ANSWER_COLUMNS: tuple[tuple[str, Cell], ...] = (
    ("cited first", lambda s: show_rate(s.cited_first)),
    ("complete", lambda s: show_rate(s.complete)),
    ("facts", lambda s: show_rate(s.facts)),
    ("precision", lambda s: show_rate(s.citation_precision)),
    ("verbatim", lambda s: show_rate(s.verbatim)),
    ("false answers", lambda s: show_rate(s.false_answers)),
    ("false refusals", lambda s: show_rate(s.false_refusals)),
    ("quote", lambda s: show_number(s.median_quote_length, 0)),
)
"""The columns of every table of answers; a quote's length is the median in characters."""

DETAIL_COLUMNS: tuple[tuple[str, Cell], ...] = (
    ("coverage", lambda s: show_rate(s.coverage)),
    ("ROC AUC", lambda s: show_number(s.roc_auc, 3)),
    ("AURC", lambda s: show_number(s.risk_coverage_area, 3)),
    ("cited first, answered", lambda s: show_rate(s.cited_first_answered)),
    ("complete, answered", lambda s: show_rate(s.complete_answered)),
    ("facts, answered", lambda s: show_rate(s.facts_answered)),
    ("median ms", lambda s: show_number(s.median_latency_ms, 1)),
    ("p95 ms", lambda s: show_number(s.p95_latency_ms, 1)),
)
"""Further columns, in the written report."""

INTERVAL_COLUMNS: tuple[tuple[str, Cell], ...] = (
    ("cited first", lambda s: show_interval(s.cited_first)),
    ("facts", lambda s: show_interval(s.facts)),
    ("false answers", lambda s: show_interval(s.false_answers)),
    ("false refusals", lambda s: show_interval(s.false_refusals)),
)
"""The rates that are published, with 95 % intervals."""


def ranking_cells(scores: RankingScores) -> list[str]:
    """Print one row of ranking scores, in the order of MEASURES."""
    return [show_number(scores.get(name), 3) for name in MEASURES]
