"""Small questions, evidence and replies for the tests of eval."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from eval.metrics import Quote, Reply
from eval.questions import ClauseRef, Kind, Language, Question, UnanswerableKind
from eval.relevance import Evidence, Region
from ingest import Document

TEXT = "一、执法由县城管局负责。二、薪酬不超过上年的1.2倍。三、每年公布一次。"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
FIRST = Region("plan", 0, 12)
SECOND = Region("plan", 12, 28)
THIRD = Region("plan", 28, 37)
DOCUMENT = Document("plan", "青岚方案", TEXT, "plan.txt", SHA256)


def find_document(document_id: str) -> Document:
    return {"plan": DOCUMENT}[document_id]


def answerable(
    number: int = 1,
    facts: Sequence[Sequence[str]] = (("县城管局",),),
    language: Language = Language.SIMPLIFIED,
    kind: Kind = Kind.WHO,
    history: tuple[str, ...] = (),
    label: str = "一、",
) -> Question:
    return Question(
        id=f"q-{number:04d}",
        text="谁来执法",
        language=language,
        kind=kind,
        history=history,
        answerable=True,
        evidence=((ClauseRef("plan.txt", (label,)),),),
        facts=tuple(tuple(fact) for fact in facts),
        unanswerable_kind=None,
        topic="",
    )


def unanswerable(number: int = 9, topic: str = "parking") -> Question:
    return Question(
        id=f"q-{number:04d}",
        text="停车费多少",
        language=Language.SIMPLIFIED,
        kind=Kind.HOW_MANY,
        history=(),
        answerable=False,
        evidence=(),
        facts=(),
        unanswerable_kind=UnanswerableKind.NEAR_MISS,
        topic=topic,
    )


def evidence(*groups: Region) -> Evidence:
    return Evidence(tuple((group,) for group in groups))


def quote(region: Region, text: str | None = None, sha256: str = SHA256) -> Quote:
    return Quote(region, TEXT[region.start : region.end] if text is None else text, sha256)


def reply(*quotes: Quote, answered: bool = True, confidence: float = 0.9, words: Sequence[str] = ()) -> Reply:
    return Reply(answered, confidence, quotes, tuple(words), (), 5.0)
