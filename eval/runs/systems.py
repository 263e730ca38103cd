"""Systems that answer: ours, and rankings that show their first spans as they are."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from app.assistant import Assistant
from app.types import Answer, Citation, Message
from eval.metrics import Candidate, DocumentSource, Quote, Reply
from eval.questions import Question
from eval.relevance import Region

TOP_K = 5  # spans that a ranking shows as its answer, and clauses that ours may quote

Ranker = Callable[[str], Mapping[str, Sequence[Candidate]]]


class System(Protocol):
    """Anything that replies to questions."""

    @property
    def name(self) -> str:
        """Name the system in the report."""

    def reply(self, question: Question) -> Reply:
        """Return the reply, which may be a refusal."""

    def reply_anyway(self, question: Question) -> Reply:
        """Return what the system would have said if it might not refuse; the same confidence as `reply`."""


class Ours:
    """The assistant, asked as a person asks it."""

    name = "Tiaowen"

    def __init__(self, assistant: Assistant, never_refusing: Assistant) -> None:
        self._assistant = assistant
        self._never_refusing = never_refusing

    def reply(self, question: Question) -> Reply:
        """Return the answer or the abstention."""
        return _to_reply(_ask(self._assistant, question))

    def reply_anyway(self, question: Question) -> Reply:
        """Return the answer at a threshold of 0."""
        return _to_reply(_ask(self._never_refusing, question))


class TopSpans:
    """Shows the first spans of a ranking, and never refuses if there are any."""

    def __init__(self, name: str, rank: Ranker, find_document: DocumentSource) -> None:
        self.name = name
        self._rank = rank
        self._find_document = find_document

    def reply(self, question: Question) -> Reply:
        """Return the first TOP_K spans; the confidence is the score of the first."""
        started = time.perf_counter()
        best = self._rank(conversation_text(question))[self.name][:TOP_K]
        elapsed_ms = (time.perf_counter() - started) * 1000
        return Reply(
            answered=bool(best),
            confidence=best[0].score if best else 0.0,
            quotes=tuple(self._quote(candidate.region) for candidate in best),
            words=(),
            tips=(),
            elapsed_ms=elapsed_ms,
        )

    def reply_anyway(self, question: Question) -> Reply:
        """Return the same: it only refuses what it has no span for."""
        return self.reply(question)

    def _quote(self, region: Region) -> Quote:
        document = self._find_document(region.document_id)
        return Quote(region, document.text[region.start : region.end], document.sha256)


def conversation_text(question: Question) -> str:
    """Return what a ranking without an understanding of conversations is given: all questions in a row."""
    return " ".join((*question.history, question.text))


def _ask(assistant: Assistant, question: Question) -> Answer:
    history = [Message("user", earlier) for earlier in question.history]
    return assistant.ask(question.text, history, TOP_K)


def _to_reply(answer: Answer) -> Reply:
    units = [unit for cited in answer.citations for unit in (*cited.lead_units, *cited.responsible_units)]
    return Reply(
        answered=answer.answerable,
        confidence=answer.confidence,
        quotes=tuple(_to_quote(citation) for citation in answer.citations),
        words=(answer.answer, *units),
        tips=tuple(_to_quote(citation) for citation in answer.suggestions),
        elapsed_ms=answer.elapsed_ms,
    )


def _to_quote(citation: Citation) -> Quote:
    region = Region(citation.document_id, citation.start, citation.end)
    return Quote(region, citation.quote, citation.document_sha256)
