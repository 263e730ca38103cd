"""The register of targets: the figures that the current documents set."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.types import Citation
from app.verbatim import Quotation, cite
from index import Snapshot
from ingest import Comparison, FoundTarget, Sentence, Span, find_targets, fold_layout


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One figure that a document sets; all words as printed."""

    indicator: str  # what is measured; parts that stand apart are joined by " … "
    comparison: Comparison
    value: str  # the number: "10", "4-6", "三分之一"
    measure: str  # the unit of measure: "%", "家", "万元/亩"; "" for a fraction
    deadline: str | None  # by when or how often
    value_start: int  # of the number with its measure, in code points of the document's text
    value_end: int
    quote: Citation  # the sentence


def build_target_register(
    snapshot: Snapshot, document_ids: Collection[str] | None = None
) -> tuple[TargetRow, ...]:
    """Return the targets of all current documents, or of some of them, in the order of documents and text.

    Args:
        snapshot: of the library; it need not have an encoder.
        document_ids: only these current documents; None means all, and an empty collection none.
    """
    rows: list[TargetRow] = []
    for document in snapshot.documents():
        if document_ids is None or document.id in document_ids:
            rows += _document_targets(snapshot, document.id)
    return tuple(rows)


def _document_targets(snapshot: Snapshot, document_id: str) -> Iterator[TargetRow]:
    text = snapshot.document(document_id).text
    folded = fold_layout(text)
    for clause in snapshot.clauses(document_id):
        if not any(
            c.isdecimal() or c in "一二三四五六七八九十" for c in folded[clause.start : clause.own_end]
        ):
            continue
        for chunk in snapshot.chunks(clause.id):
            sentences = snapshot.sentences(chunk.id)
            if not sentences:
                continue
            for found in find_targets(folded, sentences[0].start, sentences[-1].end):
                yield _row(snapshot, text, clause.id, _sentences_of(sentences, found), found)


def _sentences_of(sentences: tuple[Sentence, ...], found: FoundTarget) -> Span:
    """Return the sentence that holds the figure, or all that it reaches over."""
    inside = [one for one in sentences if one.start < found.end and found.start < one.end]
    return Span(inside[0].start, inside[-1].end)


def _row(snapshot: Snapshot, text: str, clause_id: str, sentence: Span, found: FoundTarget) -> TargetRow:
    measure = _words(text, found.measure)
    if found.per is not None:
        measure = f"{measure}/{_words(text, found.per)[1:]}"
    return TargetRow(
        indicator=" … ".join(_words(text, piece) for piece in found.indicator),
        comparison=found.comparison,
        value=_words(text, found.number),
        measure=measure,
        deadline=_words(text, found.deadline) if found.deadline else None,
        value_start=found.number.start,
        value_end=max(found.number.end, found.measure.end),
        quote=cite(snapshot, Quotation(clause_id, sentence.start, sentence.end, 1.0), marker=1),
    )


def _words(text: str, span: Span) -> str:
    """Return words as printed, on one line."""
    return " ".join(text[span.start : span.end].split())
