"""Development questions -> rows of features with labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.answering import Answerer, Candidate, Considered
from app.types import Message
from eval.metrics import states_facts
from eval.questions import Question
from eval.relevance import Evidence, Region
from index import Snapshot

_WRONG_EVIDENCE = 0.5  # chosen by cross-validation among 0, 0.3, 0.5 and 0.7


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the answerer considered for it, and where its answer stands."""

    question: Question
    considered: Considered
    evidence: Evidence
    snapshot: Snapshot  # of the library that was asked


@dataclass(frozen=True, slots=True)
class Example:
    """A row to fit on."""

    features: tuple[float, ...]
    label: float  # from 0, wrong, to 1, right
    weight: float


def ask_all(
    answerer: Answerer, snapshot: Snapshot, questions: Sequence[Question], evidence: dict[str, Evidence]
) -> list[Asked]:
    """Return what the answerer considers for each question."""
    asked: list[Asked] = []
    for question in questions:
        history = [Message("user", content) for content in question.history]
        considered = answerer.consider(snapshot, question.text, history)
        asked.append(Asked(question, considered, evidence[question.id], snapshot))
    return asked


def ranking_examples(asked: Sequence[Asked]) -> list[Example]:
    """Return one row for each candidate sentence of the answerable questions.

    Right are the sentences of a right clause that state one of the facts; where none does, all of them. A
    sentence of a right clause that states none is wrong, but counts little. Each question weighs the same.
    """
    examples: list[Example] = []
    for one in asked:
        if not one.question.answerable:
            continue
        inside = [_is_inside(candidate, one.evidence) for candidate in one.considered.candidates]
        stating = [
            is_in and _states_a_fact(candidate, one.question)
            for candidate, is_in in zip(one.considered.candidates, inside, strict=True)
        ]
        right = stating if any(stating) else inside
        if not any(right):
            continue
        positives, negatives = sum(right), max(1, len(right) - sum(right))
        for candidate, is_right, is_in in zip(one.considered.candidates, right, inside, strict=True):
            weight = 1 / positives if is_right else (0.5 if is_in else 3.0) / negatives
            examples.append(Example(candidate.features, float(is_right), weight))
    return examples


def decision_examples(asked: Sequence[Asked]) -> list[Example]:
    """Return one row for each question: right where it is answerable and the evidence is from a right clause.

    An answerable question with the wrong evidence is half right: it should be refused, but says little about how
    questions look that no document answers.
    """
    examples: list[Example] = []
    for one in asked:
        if not one.considered.features:
            continue
        quoted = [s.quotation for s in one.considered.weighed]
        documents = [s.candidate.hit.chunk.document_id for s in one.considered.weighed]
        regions = [Region(d, q.start, q.end) for d, q in zip(documents, quoted, strict=True)]
        right = one.question.answerable and any(one.evidence.groups_hit(region) for region in regions[:1])
        label = 1.0 if right else _WRONG_EVIDENCE if one.question.answerable else 0.0
        examples.append(Example(one.considered.features, label, 1.0))
    return examples


def _is_inside(candidate: Candidate, evidence: Evidence) -> bool:
    region = Region(candidate.hit.chunk.document_id, candidate.start, candidate.end)
    return bool(evidence.groups_hit(region))


def _states_a_fact(candidate: Candidate, question: Question) -> bool:
    chunk = candidate.hit.chunk
    text = chunk.text[max(0, candidate.start - chunk.start) : candidate.end - chunk.start]
    return any(states_facts((fact,), [text]) for fact in question.facts)
