"""JSON lines -> a question set; every mistake is named with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from eval.errors import QuestionError
from eval.questions.question import ClauseRef, Kind, Language, Question, QuestionSet, UnanswerableKind

E = TypeVar("E", bound=StrEnum)

_KEYS = (
    "id",
    "question",
    "language",
    "kind",
    "history",
    "answerable",
    "evidence",
    "facts",
    "unanswerable_kind",
    "topic",
)


def load_questions(path: Path) -> QuestionSet:
    """Return the questions of a file in its order.

    Raises:
        QuestionError: the file cannot be read, or a line is not a valid question.
    """
    try:
        data = path.read_bytes()
        lines = data.decode("utf-8").split("\n")
    except OSError as error:
        raise QuestionError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{path}: this is not UTF-8: {error}") from error
    questions = [_parse_line(line, f"{path}:{n}") for n, line in enumerate(lines, start=1) if line.strip()]
    if not questions:
        raise QuestionError(f"{path}: there is no question in it")
    _check_ids(path, questions)
    return QuestionSet(path.stem, hashlib.sha256(data).hexdigest(), tuple(questions))


def parse_question(line: str) -> Question:
    """Return the question of one line.

    Raises:
        ValueError: the line is not as the schema says.
    """
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("a question is a JSON object")
    if missing := [key for key in _KEYS if key not in row]:
        raise ValueError(f"missing: {', '.join(missing)}")
    if unknown := sorted(set(row) - set(_KEYS)):
        raise ValueError(f"unknown: {', '.join(unknown)}")
    why = row["unanswerable_kind"]
    question = Question(
        id=_text(row["id"], "id"),
        text=_text(row["question"], "question"),
        language=_choice(Language, row["language"], "language"),
        kind=_choice(Kind, row["kind"], "kind"),
        history=tuple(_text(one, "history") for one in _list(row["history"], "history")),
        answerable=_flag(row["answerable"], "answerable"),
        evidence=tuple(_parse_group(group) for group in _list(row["evidence"], "evidence")),
        facts=tuple(_parse_fact(fact) for fact in _list(row["facts"], "facts")),
        unanswerable_kind=None if why is None else _choice(UnanswerableKind, why, "unanswerable_kind"),
        topic=_text(row["topic"], "topic", empty=True),
    )
    _check_answerability(question)
    return question


def _parse_line(line: str, place: str) -> Question:
    try:
        return parse_question(line)
    except ValueError as error:
        raise QuestionError(f"{place}: {error}") from error


def _parse_group(value: object) -> tuple[ClauseRef, ...]:
    group = _list(value, "evidence")
    if not group:
        raise ValueError("evidence: a group names no clause")
    return tuple(_parse_reference(one) for one in group)


def _parse_reference(value: object) -> ClauseRef:
    if not isinstance(value, dict) or set(value) != {"source", "path"}:
        raise ValueError(f'evidence: a clause is {{"source": …, "path": […]}}, not {value!r}')
    labels = (_text(label, "path") for label in _list(value["path"], "path"))
    return ClauseRef(_text(value["source"], "source"), tuple(labels))


def _parse_fact(value: object) -> tuple[str, ...]:
    spellings = tuple(_text(one, "facts") for one in _list(value, "facts"))
    if not spellings:
        raise ValueError("facts: a fact has no spelling")
    return spellings


def _check_answerability(question: Question) -> None:
    if question.answerable:
        if not question.evidence or not question.facts:
            raise ValueError("an answerable question needs evidence and facts")
        if question.unanswerable_kind is not None:
            raise ValueError("an answerable question has no unanswerable_kind")
        return
    if question.evidence or question.facts:
        raise ValueError("an unanswerable question has neither evidence nor facts")
    if question.unanswerable_kind is None or not question.topic:
        raise ValueError("an unanswerable question needs unanswerable_kind and topic")


def _check_ids(path: Path, questions: Iterable[Question]) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionError(f"{path}: two questions have the id {question.id!r}")
        seen.add(question.id)


def _text(value: object, key: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or not (empty or value.strip()):
        raise ValueError(f"{key}: {value!r} is not a text")
    return value


def _flag(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{key}: {value!r} is neither true nor false")
    return value


def _list(value: object, key: str) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{key}: {value!r} is not a list")
    return value


def _choice(choices: type[E], value: object, key: str) -> E:
    for choice in choices:
        if choice.value == value:
            return choice
    raise ValueError(f"{key}: {value!r} is none of {', '.join(choices)}")
