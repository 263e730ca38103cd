"""A small report: four questions, two answered rightly, one wrongly, one that has no answer."""

from __future__ import annotations

from eval.metrics import MEASURES, AnswerRun, Measured, Outcome, RankingRun, judge_reply
from eval.questions import Language, Question
from eval.relevance import Evidence
from eval.report import Conditions, Report, make_report
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

CONDITIONS = Conditions(
    question_set="tiny",
    split="test",
    questions=4,
    questions_sha256="a" * 64,
    documents=1,
    documents_sha256="b" * 64,
    encoder="none",
    reranker="reader@1f",
)


def report_of(conditions: Conditions = CONDITIONS, *, right: int = 2, verbatim: bool = True) -> Report:
    """Return a report in which so many of the three answerable questions are answered rightly."""
    questions = [answerable(1), answerable(2), answerable(3, language=Language.ENGLISH), unanswerable(9)]
    measured = tuple(
        _measure(question, number <= right, verbatim) for number, question in enumerate(questions, start=1)
    )
    scores = {question.id: dict.fromkeys(MEASURES, 1.0) for question in questions if question.answerable}
    return make_report(
        conditions, questions, [AnswerRun("Tiaowen", measured)], [RankingRun("fused search", scores)]
    )


def _measure(question: Question, right: bool, verbatim: bool) -> Measured:
    wanted = evidence(FIRST) if question.answerable else Evidence(())
    cited = quote(FIRST if right else SECOND, text=None if verbatim else "别的话")
    given = reply(cited, words=("县城管局",) if right else (), confidence=0.9 if right else 0.6)
    judgement = judge_reply(question, wanted, given, find_document)
    return Measured(judgement, Outcome(given.confidence, judgement.cited_first))
