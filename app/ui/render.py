"""The page's HTML. Whatever comes from a document, a question or an error passes through `escape`.

Gradio's HTML component shows what it is given as it stands, so this module is where text becomes safe.
A click is described by `data-action` and its arguments; `static/page.js` hands it to the server.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from app.types import Answer, Citation
from app.ui.conversation import Choice, Turn, Turns, shown_citations
from app.ui.labels import Labels

_MARKER = re.compile(r"\[(\d{1,3})\]")
# From these values on, the confidence is called high or medium.
HIGH_CONFIDENCE, MEDIUM_CONFIDENCE = 0.85, 0.6


def escape(text: str) -> str:
    """Return text as HTML that shows it and does nothing else, for use in content and in quoted attributes.

    A carriage return is written as a reference: an HTML parser would otherwise turn it into a line feed, and
    what is shown would no longer be what the document says.
    """
    return html.escape(text, quote=True).replace("\r", "&#13;")


def header(labels: Labels) -> str:
    """Return the page's head line."""
    return (
        f'<header class="tw-header" data-language="{escape(labels.html_language)}">'
        f"<h1>{escape(labels.name)}</h1><p>{escape(labels.tagline)}</p></header>"
    )


def conversation(turns: Turns, choice: Choice | None, labels: Labels) -> str:
    """Return the questions and answers of at least one turn."""
    items = "".join(_turn(turn, turn is turns[-1], choice, labels) for turn in turns)
    last = turns[-1]
    state = "asked" if last.answer is None and last.problem is None else "done"
    return (
        f'<div class="tw-turns" role="log" aria-label="{escape(labels.conversation)}" '
        f'data-scroll-key="{last.number}-{state}">{items}</div>'
    )


def welcome(examples: Sequence[str], labels: Labels) -> str:
    """Return what stands in the place of the first question, with examples to choose from."""
    buttons = "".join(
        f'<button type="button" class="tw-example" data-action="example" data-question="{escape(question)}">'
        f"{escape(question)}</button>"
        for question in examples
    )
    tried = f'<h3>{escape(labels.try_one)}</h3><div class="tw-examples">{buttons}</div>' if buttons else ""
    return (
        f'<div class="tw-welcome"><h2>{escape(labels.welcome)}</h2>'
        f"<p>{escape(labels.welcome_more)}</p>{tried}</div>"
    )


def empty_library(labels: Labels) -> str:
    """Return the hint how documents come into the library."""
    return (
        f'<div class="tw-welcome tw-library-empty"><h2>{escape(labels.library_empty)}</h2>'
        f"<p>{escape(labels.library_empty_more)}</p><pre><code>tiaowen ingest PATH</code></pre></div>"
    )


def evidence(turn: Turn | None, choice: Choice | None, labels: Labels) -> str:
    """Return the evidence cards of a turn, or the reading tips of an abstention."""
    if turn is None or turn.answer is None:
        return _pane("tw-evidence", labels.evidence, _hint(labels.evidence_empty))
    answer = turn.answer
    cards = "".join(
        _card(turn.number, cited, _is_chosen(choice, turn.number, cited.marker), answer.answerable, labels)
        for cited in shown_citations(answer)
    )
    key = f"{turn.number}-{choice.marker if choice else 0}"
    if answer.answerable:
        return _pane("tw-evidence", labels.evidence, cards, key)
    note = f'<p class="tw-tips-note">{escape(labels.tips_note)}</p>' if cards else ""
    return _pane("tw-evidence tw-tips", labels.tips, note + cards or _hint(labels.abstained_more), key)


def answer_as_text(answer: Answer, labels: Labels) -> str:
    """Return an answer with its sources as plain text, for a memo or a mail."""
    sources = "\n\n".join(
        f"[{cited.marker}] {citation_as_text(cited, labels)}" for cited in shown_citations(answer)
    )
    if not answer.answerable:
        tips = f"\n\n{labels.tips_note}\n\n{sources}" if sources else ""
        return f"{answer.question}\n\n{labels.abstained}\n{answer.answer}{tips}"
    made = labels.composed_by_llm if answer.composed_by == "llm" else ""
    return "\n\n".join(filter(None, (answer.question, answer.answer, made, answer.notice, sources)))


def citation_as_text(cited: Citation, labels: Labels) -> str:
    """Return a quote with its place as plain text."""
    path = " › ".join(cited.clause_path) or labels.no_clause
    return (
        f"“{cited.quote}”\n{cited.document_title}\n{labels.clause.format(value=path)}\n"
        f"{labels.source_name.format(value=cited.source_name)} (SHA-256 {cited.document_sha256})"
    )


def elapsed(milliseconds: float, labels: Labels) -> str:
    """Return the time that an answer took, in words: "took 8 ms", "took 1.2 s"."""
    if milliseconds >= 1000:
        return labels.elapsed_s.format(value=f"{milliseconds / 1000:.1f}")
    return labels.elapsed_ms.format(value="< 1" if milliseconds < 1 else f"{milliseconds:.0f}")


def confidence(value: float, labels: Labels) -> str:
    """Return a confidence in [0, 1] in words and percent: "Confidence: high (93%)"."""
    word = labels.confidence_low
    if value >= MEDIUM_CONFIDENCE:
        word = labels.confidence_medium
    if value >= HIGH_CONFIDENCE:
        word = labels.confidence_high
    # Rounded down: 99.7% is not certainty.
    return labels.confidence.format(word=word, percent=int(value * 100))


def _turn(turn: Turn, is_last: bool, choice: Choice | None, labels: Labels) -> str:
    target = " data-scroll-target" if is_last else ""
    if turn.problem is not None:
        reply = _notice("tw-problem", labels.problem, escape(turn.problem))
    elif turn.answer is None:
        reply = f'<div class="tw-reply tw-asking" role="status">{escape(labels.asking)}</div>'
    elif turn.answer.answerable:
        text = _with_markers(turn.number, turn.answer, choice, labels)
        reply = (
            f'<div class="tw-reply tw-answer"><div class="tw-text">{text}</div>{_making(turn.answer, labels)}'
            f"{_foot(turn.number, turn.answer, labels)}</div>"
        )
    else:
        body = f'<div class="tw-text">{escape(turn.answer.answer or labels.abstained_more)}</div>'
        reply = _notice(
            "tw-abstained", labels.abstained, body + _foot(turn.number, turn.answer, labels), icon="∅"
        )
    return (
        f'<section class="tw-turn" data-turn="{turn.number}"{target}>'
        f'<div class="tw-question">{escape(turn.question)}</div>{reply}</section>'
    )


def _making(answer: Answer, labels: Labels) -> str:
    """Return who phrased an answer, if not the rules, and the notice that goes with it."""
    notes = [labels.composed_by_llm] if answer.composed_by == "llm" else []
    notes += [answer.notice] if answer.notice else []
    return "".join(f'<p class="tw-making">{escape(note)}</p>' for note in notes)


def _notice(css_class: str, heading: str, body: str, icon: str = "!") -> str:
    return (
        f'<div class="tw-reply {css_class}"><div class="tw-notice"><span aria-hidden="true">{icon}</span>'
        f"<strong>{escape(heading)}</strong></div>{body}</div>"
    )


def _with_markers(number: int, answer: Answer, choice: Choice | None, labels: Labels) -> str:
    """Escape an answer and turn each [n] that names one of its citations into a button."""
    markers = {cited.marker for cited in answer.citations}

    def button(match: re.Match[str]) -> str:
        marker = int(match[1])
        if marker not in markers:
            return match[0]
        chosen = " tw-chosen" if _is_chosen(choice, number, marker) else ""
        title = escape(labels.marker_title.format(marker=marker))
        return (
            f'<button type="button" class="tw-marker{chosen}" data-action="choose" data-turn="{number}" '
            f'data-marker="{marker}" title="{title}" aria-label="{title}">[{marker}]</button>'
        )

    return _MARKER.sub(button, escape(answer.answer))


def _foot(number: int, answer: Answer, labels: Labels) -> str:
    count = len(shown_citations(answer))
    first = shown_citations(answer)[0].marker if count else 0
    show = labels.show_evidence if answer.answerable else labels.show_tips
    sources = (
        f'<button type="button" class="tw-link" data-action="evidence" data-turn="{number}" '
        f'data-marker="{first}">{escape(show.format(count=count))}</button>'
        if count
        else ""
    )
    sure = f"<span>{escape(confidence(answer.confidence, labels))}</span>" if answer.answerable else ""
    return (
        f'<div class="tw-foot">{sure}<span>{escape(elapsed(answer.elapsed_ms, labels))}</span>'
        f"{sources}{_copy_button(answer_as_text(answer, labels), labels.copy_answer, labels)}</div>"
    )


def _copy_button(text: str, label: str, labels: Labels) -> str:
    # Line feeds as references: they must survive in an attribute.
    value = escape(text).replace("\n", "&#10;")
    return (
        f'<button type="button" class="tw-link" data-action="copy" data-copy="{value}" '
        f'data-done="{escape(labels.copied)}" data-failed="{escape(labels.copy_failed)}">'
        f"{escape(label)}</button>"
    )


def _card(number: int, cited: Citation, chosen: bool, is_proof: bool, labels: Labels) -> str:
    css = "tw-card" + (" tw-chosen" if chosen else "") + ("" if is_proof else " tw-tip")
    where = f'data-turn="{number}" data-marker="{cited.marker}"'
    target = " data-scroll-target" if chosen else ""
    marker = f"[{cited.marker}]" if is_proof else escape(labels.tip)
    path = "".join(f"<li>{escape(step)}</li>" for step in cited.clause_path)
    place = (
        f'<ol class="tw-path">{path}</ol>' if path else f'<p class="tw-path">{escape(labels.no_clause)}</p>'
    )
    units = _units(labels.lead_units, cited.lead_units) + _units(
        labels.responsible_units, cited.responsible_units
    )
    return (
        f'<article class="{css}" data-action="choose" {where}{target}>'
        f'<div class="tw-card-head"><span class="tw-badge">{marker}</span>'
        f"<h3>{escape(cited.document_title)}</h3></div>{place}"
        f'<blockquote class="tw-quote">{escape(cited.quote)}</blockquote>'
        f'{units}<p class="tw-file">{escape(labels.source_name.format(value=cited.source_name))}</p>'
        f'<div class="tw-foot"><button type="button" class="tw-link" data-action="choose" '
        f"{where}>{escape(labels.open_source)}</button>"
        f"{_copy_button(citation_as_text(cited, labels), labels.copy_citation, labels)}</div></article>"
    )


def _units(label: str, units: Sequence[str]) -> str:
    if not units:
        return ""
    chips = "".join(f"<span>{escape(unit)}</span>" for unit in units)
    return f'<p class="tw-units"><b>{escape(label)}</b>{chips}</p>'


def _is_chosen(choice: Choice | None, turn: int, marker: int) -> bool:
    return choice is not None and (choice.turn, choice.marker) == (turn, marker)


def _pane(css_class: str, heading: str, body: str, key: str = "") -> str:
    return (
        f'<section class="tw-pane {css_class}" data-scroll-key="{escape(key)}">'
        f'<h2>{escape(heading)}</h2><div class="tw-scroll">{body}</div></section>'
    )


def _hint(text: str) -> str:
    return f'<p class="tw-hint">{escape(text)}</p>'
