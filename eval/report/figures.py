"""All figures of one evaluation, by system and by slice of the questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import (
    AnswerRun,
    AnswerScores,
    CurvePoint,
    Judgement,
    Measured,
    RankingRun,
    RankingScores,
    mean_scores,
    risk_coverage_curve,
    summarise,
)
from eval.questions import Question, split_of

ALL = "all"


@dataclass(frozen=True, slots=True)
class Conditions:
    """Under which conditions the figures came about."""

    question_set: str
    split: str  # dev, test or all
    questions: int  # that were asked
    questions_sha256: str  # of the file, all splits
    documents: int
    documents_sha256: str  # over names and contents
    encoder: str
    reranker: str  # its name, or "none"


@dataclass(frozen=True, slots=True)
class SystemAnswers:
    """What one system's answers are worth."""

    system: str
    slices: Mapping[str, AnswerScores]
    curve: tuple[CurvePoint, ...]  # over all questions
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class SystemRankings:
    """What one way to rank is worth, over answerable questions."""

    system: str
    slices: Mapping[str, RankingScores]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one evaluation measured; ours is the first of `answers`."""

    conditions: Conditions
    counts: Mapping[str, int]  # questions of the whole file by split, language and answerability
    answers: tuple[SystemAnswers, ...]
    rankings: tuple[SystemRankings, ...]

    @property
    def ours(self) -> SystemAnswers:
        """The answers of the product."""
        return self.answers[0]


def make_report(
    conditions: Conditions,
    all_questions: Sequence[Question],
    answers: Sequence[AnswerRun],
    rankings: Sequence[RankingRun],
) -> Report:
    """Return the figures of all runs.

    Args:
        conditions: under which they ran.
        all_questions: of the file, asked or not.
        answers: ours first.
        rankings: in the order in which they are to be shown.
    """
    return Report(
        conditions=conditions,
        counts=count_questions(all_questions),
        answers=tuple(_system_answers(run) for run in answers),
        rankings=tuple(_system_rankings(run, all_questions) for run in rankings),
    )


def slices_of(question: Question) -> list[str]:
    """Return the names of the slices that a question belongs to."""
    slices = [
        ALL,
        f"language={question.language}",
        f"kind={question.kind}",
        f"split={split_of(question)}",
        f"conversation={'follow-up' if question.history else 'single'}",
    ]
    if question.unanswerable_kind is not None:
        slices.append(f"unanswerable={question.unanswerable_kind}")
    return slices


def count_questions(questions: Iterable[Question]) -> dict[str, int]:
    """Return how many questions there are, by split, language and answerability."""
    counts = Counter(
        f"{split_of(one)} {one.language} {'answerable' if one.answerable else 'unanswerable'}"
        for one in questions
    )
    return dict(sorted(counts.items()))


def _system_answers(run: AnswerRun) -> SystemAnswers:
    slices: dict[str, list[Measured]] = defaultdict(list)
    for measured in run.measured:
        for name in slices_of(measured.judgement.question):
            slices[name].append(measured)
    return SystemAnswers(
        system=run.system,
        slices={name: _summarise(slices[name]) for name in _ordered(slices)},
        curve=tuple(risk_coverage_curve(one.outcome for one in run.measured)),
        judgements=tuple(one.judgement for one in run.measured),
    )


def _summarise(measured: Sequence[Measured]) -> AnswerScores:
    return summarise([one.judgement for one in measured], [one.outcome for one in measured])


def _system_rankings(run: RankingRun, questions: Iterable[Question]) -> SystemRankings:
    slices: dict[str, list[RankingScores]] = defaultdict(list)
    for question in questions:
        if question.id in run.scores:
            for name in slices_of(question):
                slices[name].append(run.scores[question.id])
    return SystemRankings(run.system, {name: mean_scores(slices[name]) for name in _ordered(slices)})


def _ordered(names: Iterable[str]) -> list[str]:
    """Return the names by dimension, then value, all questions first."""
    dimensions = ("all", "language", "kind", "split", "conversation", "unanswerable")
    return sorted(names, key=lambda name: (dimensions.index(name.partition("=")[0]), name))
