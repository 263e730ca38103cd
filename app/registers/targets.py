"""The register of targets: the figures that the current documents set."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.types import Citation
from app.verbatim import Quotation, cite
from index import Snapshot
from ingest import Comparison, FoundTarget, Sentence, Span, find_targets, fold_layout

# A report tells what has been reached; what it says in passing of aims cannot be told from that.
_REPORT = re.compile("(?:发展|调查|研究|统计|评估)报告|白皮书|蓝皮书")
_REPORTING_PART = re.compile(
    "成效|成绩|回顾|现状|(?:现有|发展|工作)基础|进展情况|基本情况|形势|存在.{0,4}问题"
)
_LINE_BREAK = re.compile(r"\s*\n\s*")


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

    A document that its title calls a report (发展报告, 白皮书) sets none, nor does a part of one that its heading
    calls an account of what is or was (取得显著成效, 现有基础).

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
    document = snapshot.document(document_id)
    text = document.text
    if _REPORT.search(fold_layout(document.title)):
        return
    folded = fold_layout(text)
    for clause in snapshot.clauses(document_id):
        if any(_REPORTING_PART.search(fold_layout(heading)) for heading in clause.path):
            continue
        if not any(
            c.isdecimal() or c in "一二三四五六七八九十" for c in folded[clause.start : clause.own_end]
        ):
            continue
        for chunk in snapshot.chunks(clause.id):
            sentences = snapshot.sentences(chunk.id)
            if not sentences:
                continue
            for found in _find(folded, sentences):
                yield _row(snapshot, text, clause.id, _sentences_of(sentences, found), found)


def _find(folded: str, sentences: tuple[Sentence, ...]) -> Iterator[FoundTarget]:
    """Yield the targets of a chunk; a line end within a sentence is the page's, and ends nothing."""
    offsets = [
        offset
        for number, one in enumerate(sentences)
        for offset in range(
            one.start, sentences[number + 1].start if number + 1 < len(sentences) else one.end
        )
        if folded[offset] != "\n" or offset >= one.end
    ]
    words = "".join(folded[offset] for offset in offsets)
    for found in find_targets(words, 0, len(words)):
        yield found.placed(offsets)


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
    return " ".join(_LINE_BREAK.sub("", text[span.start : span.end]).split())
