"""The report on disk: Markdown, JSON and a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path

from eval.metrics import AnswerScores, Judgement, Rate
from eval.report.curve import draw_curves
from eval.report.figures import Report
from eval.report.markdown import to_markdown

Json = Mapping[str, object]


def write_report(report: Report, folder: Path) -> list[Path]:
    """Write the three files, named after the question set; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"{report.conditions.question_set}-{report.conditions.split}"
    picture = folder / f"{stem}-risk-coverage.svg"
    contents = {
        folder / f"{stem}.md": to_markdown(report, picture.name),
        folder / f"{stem}.json": json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n",
        picture: draw_curves(report),
    }
    for path, content in contents.items():
        path.write_text(content, encoding="utf-8")
    return list(contents)


def to_json(report: Report) -> Json:
    """Return the report as JSON values: all figures of all slices, and what became of each question."""
    return {
        "conditions": asdict(report.conditions),
        "counts": dict(report.counts),
        "answers": {
            system.system: {name: _scores(scores) for name, scores in system.slices.items()}
            for system in report.answers
        },
        "rankings": {ranking.system: dict(ranking.slices) for ranking in report.rankings},
        "curves": {system.system: [asdict(point) for point in system.curve] for system in report.answers},
        "questions": [_judgement(one) for one in report.ours.judgements],
    }


def _scores(scores: AnswerScores) -> Json:
    values = {field.name: getattr(scores, field.name) for field in fields(scores)}
    return {name: _rate(value) if isinstance(value, Rate) else value for name, value in values.items()}


def _rate(rate: Rate) -> Json:
    return {"value": rate.value, "hits": rate.hits, "total": rate.total, "interval": rate.interval}


def _judgement(one: Judgement) -> Json:
    return {
        "id": one.question.id,
        "question": one.question.text,
        "answerable": one.question.answerable,
        "answered": one.answered,
        "confidence": one.confidence,
        "cited_first": one.cited_first,
        "complete": one.complete,
        "facts": one.facts,
        "right_citations": one.right_citations,
        "citations": one.citations,
    }
