"""What is shown of a decision: statements with citations, and the nearest clauses as reading tips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.answering.evidence import Candidate
from app.answering.phrasing import Statement
from app.answering.selection import Part, Selected
from app.types import Citation
from app.understanding import Question, Term, TermKind, folded_text
from app.verbatim import Quotation, cite, cite_hit, duties_of_span
from index import Snapshot
from ingest import Duty, Role, prints_title

_MOST_KEY_TERMS = 4  # of a quote, glossed for an English question
_TIPS = 3  # suggestions of an abstention


def state_selected(
    snapshot: Snapshot, question: Question, terms: Sequence[Term], selected: Iterable[Selected], most: int
) -> list[Statement]:
    """Return the selected quotations as statements, of at most so many clauses."""
    statements: list[Statement] = []
    clauses: list[str] = []
    for one in selected:
        clause_id = one.candidate.hit.chunk.clause_id  # the items of a list count as the clause above them
        if clause_id not in clauses:
            if len(clauses) == most:
                continue
            clauses.append(clause_id)
        citation = cite(snapshot, one.quotation, len(statements) + 1)
        units = _names_by_role(one.quotation.duties) if one.part is Part.UNITS else ()
        key_terms = _key_terms(snapshot, one, terms) if question.language == "en" else ()
        statements.append(Statement(one.part, citation, units, key_terms, _is_titled(snapshot, citation)))
    return statements


def state_duties(snapshot: Snapshot, tasks: Iterable[Quotation]) -> list[Statement]:
    """Return tasks of one unit, each with the unit's roles; the citation has all units of the task."""
    statements: list[Statement] = []
    for task in tasks:
        of_span = duties_of_span(snapshot.duties(clause_id=task.clause_id), task.start, task.end)
        citation = cite(snapshot, replace(task, duties=of_span), len(statements) + 1)
        units = _names_by_role(task.duties)
        statements.append(Statement(Part.SENTENCE, citation, units, is_titled=_is_titled(snapshot, citation)))
    return statements


def reading_tips(snapshot: Snapshot, candidates: Iterable[Candidate]) -> tuple[Citation, ...]:
    """Return the sentences of the nearest clauses, one a clause, the candidates being best first."""
    tips: list[Citation] = []
    seen: set[str] = set()
    for candidate in candidates:
        chunk = candidate.hit.chunk
        if chunk.clause_id in seen:
            continue
        seen.add(chunk.clause_id)
        if candidate.is_list:
            tips.append(cite_hit(snapshot, candidate.hit, len(tips) + 1))
        else:
            quotation = Quotation(chunk.clause_id, candidate.start, candidate.end, candidate.hit.score)
            tips.append(cite(snapshot, quotation, len(tips) + 1))
        if len(tips) == _TIPS:
            break
    return tuple(tips)


def _is_titled(snapshot: Snapshot, citation: Citation) -> bool:
    document = snapshot.document(citation.document_id)
    return prints_title(document.title, document.source_name, document.text)


def _key_terms(snapshot: Snapshot, selected: Selected, terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the words of a quote, as printed, by which it answers the terms of the question."""
    start, end = selected.quotation.start, selected.quotation.end
    document = snapshot.document(snapshot.clause(selected.quotation.clause_id).document_id)
    folded = folded_text(snapshot, document.id)[start:end]
    found: list[str] = []
    for term in terms:
        place = next((at for v in term.variants if (at := folded.find(v)) >= 0), -1)
        if place >= 0 and term.kind is TermKind.WORD and term.sure == 1.0:
            length = next(len(v) for v in term.variants if folded.startswith(v, place))
            found.append(document.text[start + place : start + place + length])
    return tuple(dict.fromkeys(found))[:_MOST_KEY_TERMS]


def _names_by_role(duties: Sequence[Duty]) -> tuple[tuple[Role, tuple[str, ...]], ...]:
    order = (Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING, Role.SUPERVISING)
    by_role = [(role, tuple(dict.fromkeys(d.unit for d in duties if d.role is role))) for role in order]
    return tuple((role, names) for role, names in by_role if names)
