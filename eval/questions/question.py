"""The types of a question set; README.md in this folder says what each field means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Language and script of a question, not of the documents."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


class Kind(StrEnum):
    """What kind of answer is asked for."""

    WHO = "who"
    WHEN = "when"
    HOW_MANY = "how_many"
    LIST = "list"
    YES_NO = "yes_no"
    HOW = "how"
    WHAT = "what"
    COMPARE = "compare"
    KEYWORD = "keyword"


class UnanswerableKind(StrEnum):
    """Why the documents do not answer a question."""

    OFF_TOPIC = "off_topic"
    NEAR_MISS = "near_miss"
    WRONG_PRESUPPOSITION = "wrong_presupposition"
    INJECTION = "injection"


class Split(StrEnum):
    """Questions to fit and tune on, and questions to measure on."""

    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class ClauseRef:
    """A clause by the labels that are printed in the document."""

    source: str  # file name
    path: tuple[str, ...]  # labels, outermost first; () is the text before the first number

    def __str__(self) -> str:
        return f"{self.source} {' '.join(self.path) or '(before the first number)'}"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known of its answer."""

    id: str
    text: str
    language: Language
    kind: Kind
    history: tuple[str, ...]  # earlier questions, oldest first
    answerable: bool
    evidence: tuple[tuple[ClauseRef, ...], ...]  # needed pieces, each with alternative clauses
    facts: tuple[tuple[str, ...], ...]  # each with alternative spellings
    unanswerable_kind: UnanswerableKind | None
    topic: str  # shared by unanswerable questions that ask for the same missing fact


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file."""

    name: str  # the file's name without suffix
    sha256: str  # of the file, in hex
    questions: tuple[Question, ...]
