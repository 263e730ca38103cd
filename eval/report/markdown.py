"""The report as Markdown; it names questions, and quotes nothing of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.metrics import MEASURES, AnswerScores, Judgement
from eval.report.columns import ANSWER_COLUMNS, DETAIL_COLUMNS, INTERVAL_COLUMNS, Cell, ranking_cells
from eval.report.figures import ALL, Report

_NOTES = """\
- cited first: the first quote overlaps a clause that answers. complete: every needed piece is quoted. facts:
  every expected fact stands in the quotes, the listed units or the answer. A refused question counts as wrong.
- precision: quotes that overlap a right clause, of the quotes in answers to answerable questions.
- verbatim: quotes that are exactly the document's text at their offsets and name its hash.
- false answers: unanswerable questions that were answered. false refusals: answerable ones that were not.
- quote: median length in characters. Brackets hold 95 % Wilson intervals.
- ROC AUC and AURC (area under the risk–coverage curve, lower is better) judge the confidence alone.
- Rankings: a span that overlaps a needed piece finds it, whatever its size, which favours long windows.
  Systems other than ours show their first five spans as the answer and do not refuse what they find spans for.
"""


def to_markdown(report: Report, picture: str) -> str:
    """Return the report; `picture` is the file name of the risk–coverage picture beside it."""
    every = [(system.system, system.slices[ALL]) for system in report.answers]
    ours = list(report.ours.slices.items())
    by_language = [
        (f"{system.system}, {name}", scores)
        for system in report.answers
        for name, scores in system.slices.items()
        if name.startswith("language=")
    ]
    sections = (
        f"# Evaluation: {report.conditions.question_set}, {report.conditions.split}",
        _conditions(report),
        "## Answers",
        _answer_table("system", every, ANSWER_COLUMNS),
        _answer_table("system", every, DETAIL_COLUMNS),
        _answer_table("with 95 % intervals", every, INTERVAL_COLUMNS),
        _NOTES,
        f"![Risk by coverage]({picture})",
        "## Answers by language, all systems",
        _answer_table("system", by_language, ANSWER_COLUMNS),
        "## Our answers by kind of question",
        _answer_table("questions", ours, ANSWER_COLUMNS),
        _answer_table("questions", ours, DETAIL_COLUMNS),
        _answer_table("with 95 % intervals", ours, INTERVAL_COLUMNS),
        "## Rankings",
        _rankings(report, ALL),
        *(_language_rankings(report)),
        "## Our answers that went wrong",
        _failures(report.ours.judgements),
    )
    return "\n\n".join(section.strip() for section in sections) + "\n"


def _conditions(report: Report) -> str:
    conditions = report.conditions
    rows = [[name, str(count)] for name, count in report.counts.items()]
    return (
        f"{conditions.questions} questions over {conditions.documents} documents, encoder "
        f"`{conditions.encoder}`, re-ranker `{conditions.reranker}`. Questions sha256 `{conditions.questions_sha256[:16]}`, documents sha256 "
        f"`{conditions.documents_sha256[:16]}`.\n\nQuestions of the file by split:\n\n"
        + _table(["split", "questions"], rows)
    )


def _answer_table(
    corner: str, rows: Sequence[tuple[str, AnswerScores]], columns: Sequence[tuple[str, Cell]]
) -> str:
    cells = [[label, *(cell(scores) for _, cell in columns)] for label, scores in rows]
    return _table([corner, *(heading for heading, _ in columns)], cells)


def _rankings(report: Report, slice_name: str) -> str:
    cells = [
        [ranking.system, *ranking_cells(ranking.slices[slice_name])]
        for ranking in report.rankings
        if slice_name in ranking.slices
    ]
    return _table([slice_name, *MEASURES], cells)


def _language_rankings(report: Report) -> list[str]:
    names = dict.fromkeys(
        name for ranking in report.rankings for name in ranking.slices if name.startswith("language=")
    )
    return [_rankings(report, name) for name in names]


def _failures(judgements: Iterable[Judgement]) -> str:
    rows = [
        [one.question.id, _what_went_wrong(one), f"{one.confidence:.3f}", _escape(one.question.text)]
        for one in judgements
        if _what_went_wrong(one)
    ]
    return _table(["id", "what", "confidence", "question"], rows)


def _what_went_wrong(one: Judgement) -> str:
    if not one.question.answerable:
        return f"false answer ({one.question.unanswerable_kind})" if one.answered else ""
    if not one.answered:
        return "false refusal"
    found = {"wrong clause first": one.cited_first, "incomplete": one.complete, "facts missing": one.facts}
    return ", ".join(name for name, fine in found.items() if not fine)


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _escape(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
