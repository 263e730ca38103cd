"""Compact tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from eval.metrics import MEASURES
from eval.report.columns import ANSWER_COLUMNS, ranking_cells
from eval.report.figures import ALL, Report


def console_tables(report: Report) -> Iterator[Table]:
    """Yield a table of answers (all systems; ours by language) and a table of rankings."""
    answers = Table("answers", *(heading for heading, _ in ANSWER_COLUMNS), box=None)
    for system in report.answers:
        for name, scores in system.slices.items():
            language = name.partition("language=")[2]
            if name == ALL or (language and system is report.ours):
                label = system.system if name == ALL else f"  {language}"
                answers.add_row(label, *(cell(scores) for _, cell in ANSWER_COLUMNS))
    yield answers
    rankings = Table("rankings", *MEASURES, box=None)
    for ranking in report.rankings:
        rankings.add_row(ranking.system, *ranking_cells(ranking.slices.get(ALL, {})))
    yield rankings
