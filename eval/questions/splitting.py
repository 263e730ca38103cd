"""Development and test: by a hash, so that a question stays on its side whatever is added to the set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from eval.questions.question import Question, Split
from ingest import fold_layout


def split_of(question: Question) -> Split:
    """Return the side of a question.

    Answerable questions whose first evidence clause is the same stand on the same side, and so do unanswerable
    questions of one topic.
    """
    if question.answerable:
        clause = question.evidence[0][0]
        key = "\n".join((clause.source, *("".join(fold_layout(label).split()) for label in clause.path)))
    else:
        key = question.topic
    return Split.TEST if hashlib.sha256(key.encode()).digest()[0] % 2 else Split.DEV


def select_split(questions: Iterable[Question], split: Split | None) -> tuple[Question, ...]:
    """Return the questions of one side in their order; None returns all."""
    return tuple(question for question in questions if split is None or split_of(question) is split)
