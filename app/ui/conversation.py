"""What one visitor has asked so far: plain values that the page keeps for each session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.types import Answer, Citation, Message

# Older turns leave the page: a session that is never closed must not grow without end.
MAX_TURNS = 30
# How many earlier turns are handed to the assistant for resolving a follow-up question.
HISTORY_TURNS = 6


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what came of it: an answer, a line that says why there is none, or nothing yet."""

    number: int  # counts the questions of the session, from 1
    question: str
    answer: Answer | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """The citation that a visitor looks at."""

    turn: int
    marker: int
    clicks: int  # tells two clicks on one citation apart, so that the second scrolls to it again


Turns = tuple[Turn, ...]


def append_turn(turns: Sequence[Turn], turn: Turn) -> Turns:
    """Return the turns with a new last one, at most MAX_TURNS of them."""
    return (*turns, turn)[-MAX_TURNS:]


def next_number(turns: Sequence[Turn]) -> int:
    """Return the number of the next question of the session."""
    return turns[-1].number + 1 if turns else 1


def find_turn(turns: Sequence[Turn], number: int) -> Turn | None:
    """Return the turn of that number, or None where it has left the session."""
    return next((turn for turn in turns if turn.number == number), None)


def shown_citations(answer: Answer) -> tuple[Citation, ...]:
    """Return what is listed beside an answer: its citations, or the reading tips of an abstention."""
    return answer.citations if answer.answerable else answer.suggestions


def find_citation(turn: Turn, marker: int) -> Citation | None:
    """Return the citation (or the reading tip) of a turn that has this marker."""
    if turn.answer is None:
        return None
    return next((cited for cited in shown_citations(turn.answer) if cited.marker == marker), None)


def history(turns: Sequence[Turn]) -> list[Message]:
    """Return the last answered turns as messages, oldest first."""
    answered = [turn for turn in turns if turn.answer is not None][-HISTORY_TURNS:]
    messages: list[Message] = []
    for turn in answered:
        messages.append(Message("user", turn.question))
        if turn.answer is not None:
            messages.append(Message("assistant", turn.answer.answer))
    return messages
