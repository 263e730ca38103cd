"""The duties of one unit, where a question asks just for them: an answer read from the register of duties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.registers import is_unit
from app.understanding import (
    Question,
    Scope,
    Term,
    asked_unit_names,
    asks_lead,
    coverage,
    fold_words,
    folded_text,
    topic_beside_unit,
)
from app.verbatim import Quotation
from index import Glossary, Snapshot
from ingest import Duty, Role

_LONGEST_QUOTE = 100  # characters; a longer first sentence is quoted alone
_SURE = 0.9  # confidence where all duties of the unit are meant
_LEAST_COVERAGE = 0.5  # of the topic by a task
_AS_GOOD = 0.8  # share of the best coverage


@dataclass(frozen=True, slots=True)
class UnitDuties:
    """What a unit has to do, the best first, and how sure it is that just this is asked."""

    tasks: tuple[Quotation, ...]
    confidence: float


def find_unit_duties(
    snapshot: Snapshot,
    question: Question,
    terms: Sequence[Term],
    scope: Scope,
    document_ids: Collection[str] | None,
) -> UnitDuties | None:
    """Return the duties of the unit that a question asks about; None where it asks for something else.

    Those that speak most of the topic come first, of equals those that the unit leads.
    Where the question names documents, only theirs count. Where it names a topic as well, only the tasks that
    speak of it; where none does, it is no question for the register.

    Args:
        snapshot: the library.
        question: as understood.
        terms: all of it.
        scope: its names apart.
        document_ids: only these documents; None means all.
    """
    names = [_without_places(name, scope) for name in asked_unit_names(question, terms)]
    if not names:
        return None
    named = set(scope.documents())
    duties = [
        duty
        for duty in snapshot.duties()
        if (not named or duty.document_id in named)
        and (document_ids is None or duty.document_id in document_ids)
        and (duty.role is Role.LEAD or not asks_lead(question))
        and any(is_unit(duty.unit, name) or _is_glossed(duty.unit, name) for name in names)
    ]
    topic = topic_beside_unit(scope.topic, names)
    tasks = _tasks(snapshot, duties)
    said = [coverage(topic, _words_of(snapshot, task)) if topic else 1.0 for task in tasks]
    best = max(said, default=0.0)
    if best < _LEAST_COVERAGE:
        return None
    found = [(share, task) for share, task in zip(said, tasks, strict=True) if share >= best * _AS_GOOD]
    found.sort(key=lambda one: (-one[0], all(duty.role is not Role.LEAD for duty in one[1].duties)))
    return UnitDuties(tuple(task for _, task in found), round(_SURE * best, 4))


def _is_glossed(printed: str, english: str) -> bool:
    """Tell whether an English name, with its level of government or without, is that of a printed one."""
    if not english.isascii() or " " not in english:
        return False
    gloss = (Glossary.load().gloss(printed) or "").lower()
    return gloss == english or gloss.endswith(f" {english}")


def _without_places(name: str, scope: Scope) -> str:
    """Return a unit's name without the place or document that the question names before it."""
    for term, _ in sorted(scope.names, key=lambda one: -len(one[0].word)):
        if name.startswith(term.word) and len(name) > len(term.word) + 1:
            return name.removeprefix(term.word).removeprefix("的")
    return name


def _tasks(snapshot: Snapshot, duties: Sequence[Duty]) -> list[Quotation]:
    """Return the beginnings of the tasks, each once with the roles of the unit in it, in reading order.

    A unit may be named in a sentence and in the list behind it: that is one task.
    """
    found: list[Quotation] = []
    for duty in duties:
        start, end = _span(snapshot, duty)
        at = next(
            (
                place
                for place, one in enumerate(found)
                if one.clause_id == duty.clause_id and one.start < end and start < one.end
            ),
            None,
        )
        if at is None:
            found.append(Quotation(duty.clause_id, start, end, 1.0, (duty,)))
        else:
            same = found[at]
            longer = (start, end) if end - start > same.end - same.start else (same.start, same.end)
            found[at] = Quotation(duty.clause_id, *longer, 1.0, (*same.duties, duty))
    return found


def _span(snapshot: Snapshot, duty: Duty) -> tuple[int, int]:
    """Return the first sentences of a task, as many as make a short quote; a sentence that names the unit whole."""
    sentences = [s for chunk in snapshot.chunks(duty.clause_id) for s in snapshot.sentences(chunk.id)]
    if not duty.listed:
        own = next((s for s in sentences if s.start <= duty.start < s.end), None)
        if own is not None:
            return own.start, own.end
    inside = [s for s in sentences if duty.task_start <= s.start < s.end <= duty.task_end]
    if not inside:
        clause = snapshot.clause(duty.clause_id)
        is_empty = (
            duty.task_start >= duty.task_end
        )  # a list right behind the heading: the heading is the task
        return (clause.start, clause.own_end) if is_empty else (duty.task_start, duty.task_end)
    end = max((s.end for s in inside if s.end - inside[0].start <= _LONGEST_QUOTE), default=inside[0].end)
    return inside[0].start, end


def _words_of(snapshot: Snapshot, task: Quotation) -> str:
    duty = task.duties[0]
    folded = folded_text(snapshot, duty.document_id)
    path = fold_words(" ".join(snapshot.clause(task.clause_id).path))
    return f"{path} {folded[min(task.start, duty.task_start) : max(task.end, duty.task_end)]}"
