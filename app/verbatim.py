"""The verbatim contract: the one place where a quote becomes a citation.

A citation is `document.text[start:end]` of a stored version of a document, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.types import Citation
from index import Hit, Snapshot
from ingest import Duty, Role, TiaowenError


class VerbatimError(TiaowenError):
    """A quote would not be exactly the text of the stored document; nothing is shown instead."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A span of a clause that is to be quoted."""

    clause_id: str
    start: int  # in Document.text, code points
    end: int
    score: float  # [0, 1]
    duties: tuple[Duty, ...] = ()  # the units that answer for what is quoted
    probability: float | None = None  # as in Citation


def cite(snapshot: Snapshot, quotation: Quotation, marker: int, expected: str | None = None) -> Citation:
    """Return the citation of a span, read from the stored document itself.

    Args:
        snapshot: where the document is stored.
        quotation: the span; it must lie within its clause.
        marker: the number that the answer refers to it by.
        expected: what somebody claims the quote to be (a chunk's text, a model's quotation).

    Raises:
        VerbatimError: the span is empty, leaves its clause, or does not read as expected.
    """
    clause = snapshot.clause(quotation.clause_id)
    document = snapshot.document(clause.document_id)
    start, end = quotation.start, quotation.end
    if not clause.start <= start < end <= clause.end <= len(document.text):
        raise VerbatimError(
            f"the span {start}:{end} is not inside the clause {clause.id} at {clause.start}:{clause.end}"
        )
    quote = document.text[start:end]
    if expected is not None and quote != expected:
        raise VerbatimError(f"{document.source_name} reads {quote!r} at {start}:{end}, not {expected!r}")
    return Citation(
        marker=marker,
        document_id=document.id,
        document_title=document.title,
        source_name=document.source_name,
        document_sha256=document.sha256,
        clause_id=clause.id,
        clause_path=clause.path,
        quote=quote,
        start=start,
        end=end,
        lead_units=unit_names(quotation.duties, Role.LEAD),
        responsible_units=unit_names(quotation.duties, Role.RESPONSIBLE),
        score=round(min(1.0, max(0.0, quotation.score)), 4),
        probability=None if quotation.probability is None else round(quotation.probability, 4),
    )


def cite_hit(snapshot: Snapshot, hit: Hit, marker: int) -> Citation:
    """Return the citation of a whole chunk that a search found."""
    chunk = hit.chunk
    duties = duties_of_span(snapshot.duties(clause_id=chunk.clause_id), chunk.start, chunk.end)
    quotation = Quotation(chunk.clause_id, chunk.start, chunk.end, hit.score, duties, hit.probability)
    return cite(snapshot, quotation, marker, expected=chunk.text)


def duties_of_span(duties: Sequence[Duty], start: int, end: int) -> tuple[Duty, ...]:
    """Return the duties whose task or whose own words overlap a span."""
    return tuple(
        duty
        for duty in duties
        if (duty.task_start < end and start < duty.task_end) or (duty.start < end and start < duty.end)
    )


def unit_names(duties: Sequence[Duty], *roles: Role) -> tuple[str, ...]:
    """Return the names of the units in these roles as printed, each once, in the order of the text."""
    return tuple(dict.fromkeys(duty.unit for duty in duties if duty.role in roles))
