"""The texts that an answer is weighed by: its quotes, their clause, their document."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.evidence import Candidate
from app.answering.selection import Selected
from app.understanding import fold_words, folded_text
from index import Snapshot
from ingest import subject_of


def texts_of(snapshot: Snapshot, candidate: Candidate) -> tuple[str, str]:
    """Return the folded clause with headings and title, and the folded document with its title."""
    chunk = candidate.hit.chunk
    clause = snapshot.clause(chunk.clause_id)
    document = snapshot.document(chunk.document_id)
    folded = folded_text(snapshot, document.id)
    subject = subject_of(document.title, document.source_name, document.text)
    title = fold_words(
        " ".join(filter(None, (subject, document.region, document.issuer, document.issued_on)))
    )
    headings = fold_words(" ".join(chunk.path))
    return f"{folded[clause.start : clause.own_end]} {headings} {title}", f"{folded} {title}"


def quotes_text(snapshot: Snapshot, selected: Sequence[Selected]) -> str:
    """Return the folded quotes."""
    parts = []
    for one in selected:
        document_id = snapshot.clause(one.quotation.clause_id).document_id
        parts.append(folded_text(snapshot, document_id)[one.quotation.start : one.quotation.end])
    return "\n".join(parts)


def quotes_of_best(snapshot: Snapshot, selected: Sequence[Selected]) -> str:
    """Return what is quoted for the clause of the best candidate, in the order of the text."""
    best = selected[0].candidate.hit.chunk.clause_id
    own = [one.quotation for one in selected if one.candidate.hit.chunk.clause_id == best]
    spans = sorted((q.start, q.end, snapshot.clause(q.clause_id).document_id) for q in own)
    return " ".join(snapshot.document(document_id).text[start:end] for start, end, document_id in spans)


def answer_text_of(snapshot: Snapshot, selected: Sequence[Selected]) -> str:
    """Return the folded quotes with their headings and titles."""
    parts: list[str] = []
    for one in selected:
        clause = snapshot.clause(one.quotation.clause_id)
        document = snapshot.document(clause.document_id)
        folded = folded_text(snapshot, document.id)
        parts += [
            folded[one.quotation.start : one.quotation.end],
            fold_words(" ".join(clause.path)),
            fold_words(subject_of(document.title, document.source_name, document.text)),
        ]
    return " ".join(parts)
