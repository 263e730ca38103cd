"""Where a quote stands: the stretch of a document that the source view shows, cut by offsets alone."""

from __future__ import annotations

from dataclasses import dataclass

from app.types import Citation
from app.ui.conversation import Choice
from app.ui.labels import Labels
from app.ui.render import escape
from ingest import Span

# Code points shown on each side of the clause: a whole document of usual length, never a megabyte.
MARGIN = 12_000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document in five parts; joined in order they are exactly `text[start:end]`."""

    start: int
    end: int
    before: str  # text ahead of the clause
    clause_before: str  # the clause, up to the quote
    quote: str
    clause_after: str  # the clause, from the quote on
    after: str  # text behind the clause
    omitted_before: int  # code points of the document ahead of `start`
    omitted_after: int


def cut_excerpt(text: str, quote: Span, clause: Span, margin: int = MARGIN) -> Excerpt:
    """Return the excerpt around a quote: the whole clause, and up to `margin` code points on each side.

    Raises:
        ValueError: a span lies outside the text, is empty, or the quote is not inside the clause.
    """
    if not 0 <= clause.start <= quote.start < quote.end <= clause.end <= len(text):
        raise ValueError(f"quote {quote} is not inside clause {clause} of a text of {len(text)} characters")
    start = _line_start(text, max(0, clause.start - margin), clause.start)
    end = _line_end(text, min(len(text), clause.end + margin), clause.end)
    return Excerpt(
        start=start,
        end=end,
        before=text[start : clause.start],
        clause_before=text[clause.start : quote.start],
        quote=text[quote.start : quote.end],
        clause_after=text[quote.end : clause.end],
        after=text[clause.end : end],
        omitted_before=start,
        omitted_after=len(text) - end,
    )


def _line_start(text: str, position: int, limit: int) -> int:
    """Move a cut forward to the start of a line, where one begins before the limit."""
    if position == 0:
        return 0
    newline = text.find("\n", position - 1, limit)
    return newline + 1 if newline >= 0 else position


def _line_end(text: str, position: int, limit: int) -> int:
    """Move a cut back to the end of a line, where one ends behind the limit."""
    if position == len(text):
        return position
    newline = text.rfind("\n", limit, position)
    return newline if newline >= 0 else position


def source_view(
    cited: Citation, excerpt: Excerpt, choice: Choice, labels: Labels, document_number: str | None = None
) -> str:
    """Return the pane with the document's text, the clause set off and the quote marked."""
    path = "".join(f"<li>{escape(step)}</li>" for step in cited.clause_path)
    number = f"<span>{escape(document_number)}</span>" if document_number else ""
    offsets = labels.offsets.format(start=cited.start, end=cited.end)
    return (
        f'<section class="tw-pane tw-source" data-scroll-key="{choice.clicks}">'
        f'<div class="tw-pane-head"><h2>{escape(labels.source)}</h2>'
        f'<button type="button" class="tw-close" data-action="close">{escape(labels.close)}</button></div>'
        f'<div class="tw-source-head"><h3>{escape(cited.document_title)}</h3>'
        f'<ol class="tw-path">{path}</ol><p class="tw-file">{number}<span>{escape(cited.source_name)}</span>'
        f'<span>{escape(offsets)}</span><span title="{escape(cited.document_sha256)}">SHA-256 '
        f"{escape(cited.document_sha256[:12])}…</span></p>"
        f'<p class="tw-quoted">{escape(labels.quoted)}</p></div>'
        f'<div class="tw-scroll" tabindex="0">{_omitted(labels.omitted_before, excerpt.omitted_before)}'
        f'<div class="tw-document">{escape(excerpt.before)}'
        f'<span class="tw-clause">{escape(excerpt.clause_before)}'
        f"<mark data-scroll-target>{escape(excerpt.quote)}</mark>"
        f"{escape(excerpt.clause_after)}</span>{escape(excerpt.after)}</div>"
        f"{_omitted(labels.omitted_after, excerpt.omitted_after)}</div></section>"
    )


def empty_source(labels: Labels, problem: str | None = None) -> str:
    """Return the source pane without a text: a hint, or why the text cannot be shown."""
    css = "tw-hint" if problem is None else "tw-hint tw-problem"
    text = escape(problem or labels.source_empty)
    return (
        '<section class="tw-pane tw-source"><div class="tw-pane-head">'
        f"<h2>{escape(labels.source)}</h2>"
        f'<button type="button" class="tw-close" data-action="close">{escape(labels.close)}</button></div>'
        f'<div class="tw-scroll"><p class="{css}">{text}</p></div></section>'
    )


def _omitted(label: str, count: int) -> str:
    return f'<p class="tw-hint">{escape(label.format(count=count))}</p>' if count else ""
