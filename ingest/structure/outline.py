"""The labels of a whole document, and the clauses that they open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.headings import find_heading_end
from ingest.structure.inline import find_inline_labels
from ingest.structure.labels import Family, Label, match_label, refers_elsewhere
from ingest.structure.lines import Line
from ingest.structure.nesting import Nested, nest_labels

_ATTACHMENTS = re.compile(r"附(?:件|表|录)?\s*:\s*(?:1|$)")
_INLINE_ONLY = (Family.ORDINAL, Family.ORDINAL_SPOKEN)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A clause of the outline, by offsets; the caller knows the document."""

    nested: Nested
    heading_end: int
    own_end: int
    end: int


def find_labels(
    folded: str, lines: Sequence[Line], set_aside: frozenset[int], *, wrapped: bool
) -> list[Label]:
    """Return every label that opens a provision, in order of the text.

    Args:
        folded: the folded text.
        lines: its lines.
        set_aside: indices of lines that are not content.
        wrapped: True where lines were broken at the page's edge.
    """
    opening = _line_labels(lines, set_aside, wrapped)
    starts = [label.start for label in opening]
    bounds = [*starts, len(folded)]
    labels = list(opening)
    first = starts[0] if starts else len(folded)
    regions: list[tuple[int, int, Label | None]] = [(0, first, None)]
    regions += [(label.end, end, label) for label, end in zip(opening, bounds[1:], strict=True)]
    content = _blank_out(folded, [lines[i] for i in sorted(set_aside)])
    for start, end, label in regions:
        labels += find_inline_labels(content, start, end, label)
    return sorted(labels, key=lambda label: label.start)


def _blank_out(folded: str, lines: Sequence[Line]) -> str:
    """Return the text with the given lines made blank, as long as before."""
    parts: list[str] = []
    position = 0
    for line in lines:
        parts += [folded[position : line.start], " " * (line.end - line.start)]
        position = line.end
    return "".join([*parts, folded[position:]])


def build_outline(folded: str, labels: Sequence[Label]) -> list[OutlineEntry]:
    """Return the clauses that the labels open, in order, with the extent of each."""
    nested = nest_labels(labels)
    ends = _subtree_ends(nested, len(folded.rstrip()))
    entries: list[OutlineEntry] = []
    for index, item in enumerate(nested):
        following = nested[index + 1].label.start if index + 1 < len(nested) else len(folded)
        own_end = _trimmed(folded, item.label.start, min(following, ends[index]))
        newline = folded.find("\n", item.label.end)
        line_end = newline if newline >= 0 else len(folded)
        heading_end = find_heading_end(folded, item.label, line_end, own_end)
        entries.append(
            OutlineEntry(item, heading_end, own_end, _trimmed(folded, item.label.start, ends[index]))
        )
    return entries


def _line_labels(lines: Sequence[Line], set_aside: frozenset[int], wrapped: bool) -> list[Label]:
    matched: list[tuple[int, Label]] = []
    attached = False
    for index, line in enumerate(lines):
        label = None if index in set_aside else match_label(line.text, line.start)
        attached = _ATTACHMENTS.match(line.text) is not None or (attached and label is not None)
        if attached and label is not None and label.family is Family.ARABIC:
            continue  # 附件:1.… / 2.… names the attachments
        if label is None or label.family in _INLINE_ONLY or refers_elsewhere(label, line.text, line.start):
            continue
        matched.append((index, label))
    has_decimals = any(label.family is Family.DECIMAL_2 for _, label in matched)
    matched = [(i, e) for i, e in matched if e.family is not Family.DECIMAL_1 or has_decimals]
    return _without_broken_sentences(lines, matched, wrapped)


def _without_broken_sentences(
    lines: Sequence[Line], matched: Sequence[tuple[int, Label]], wrapped: bool
) -> list[Label]:
    """Drop a number at the beginning of a line that the line before runs on into.

    依照本办法 / 第十二条的规定: the line before ends in mid-sentence and the number does not count on.
    """
    kept: list[Label] = []
    last: dict[Family, tuple[int, int]] = {}
    for index, label in matched:
        previous = last.get(label.family)
        expected = label.number == 1 or (
            previous is not None and label.number in (previous[0] + 1, previous[0])
        )
        runs_on = index > 0 and _runs_on(lines[index - 1], lines[index], wrapped)
        if (
            (runs_on or label.family is Family.ARTICLE)
            and not expected
            and not _opens_series(label, previous, runs_on)
        ):
            continue
        kept.append(label)
        last[label.family] = label.position
    return kept


def _opens_series(label: Label, previous: tuple[int, int] | None, runs_on: bool) -> bool:
    """A gap in the numbering is believed where the line above is complete and the number goes up."""
    return not runs_on and (previous is None or label.position > previous)


def _runs_on(before: Line, line: Line, wrapped: bool) -> bool:
    """Tell whether a line goes on in the next one: it ends in mid-sentence, and is as long as a full line."""
    if line.after_blank or before.ends_sentence:
        return False
    return before.text.endswith(
        (
            ",",
            "、",
            "(",
            "《",
            "“",
            "的",
            "和",
            "及",
            "与",
            "或",
            "按照",
            "依照",
            "根据",
            "本办法",
            "本条例",
            "本规定",
        )
    ) or (wrapped and len(before.text) >= 20)


def _subtree_ends(nested: Sequence[Nested], text_end: int) -> list[int]:
    """Return where each clause ends, everything below it included."""
    ends = [text_end] * len(nested)
    open_clauses: list[int] = []
    for index, item in enumerate(nested):
        while open_clauses and nested[open_clauses[-1]].level >= item.level:
            ends[open_clauses.pop()] = item.label.start
        open_clauses.append(index)
    return ends


def _trimmed(folded: str, start: int, end: int) -> int:
    return start + len(folded[start:end].rstrip())
