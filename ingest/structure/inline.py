"""Labels inside a paragraph: 一是…二是…, (1)…;(2)…, and headings whose line breaks were lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.language.numerals import NUMERAL_CHARACTERS
from ingest.structure.labels import Family, Label, match_numbering, refers_elsewhere

_CN = f"[{NUMERAL_CHARACTERS}]"
_CANDIDATE = re.compile(
    rf"{_CN}{{1,2}}[是要]|第{_CN}{{1,2}}[,、:]|{_CN}{{1,3}}、|[(]{_CN}{{1,3}}[)]|[(]\d{{1,2}}[)]|\d{{1,2}}[.、]|"
    rf"[①-⑳]|第{_CN}{{1,6}}条"
)
_BEFORE_ORDINAL = "。；;：:，,、！!?？”)] \n"
_BEFORE_HEADING = "。；;：:！!?？\n"
_ATTACHMENT = re.compile(r"附[件表录]?\s*:$")
_DECIMALS = (Family.DECIMAL_1, Family.DECIMAL_2, Family.DECIMAL_3, Family.DECIMAL_4)
_ORDINALS = (Family.ORDINAL, Family.ORDINAL_SPOKEN)


def find_inline_labels(folded: str, start: int, end: int, opening: Label | None) -> list[Label]:
    """Return the labels inside a region that count on from one another, in order.

    A series is taken when it begins at one, or goes on from the label that opens the region, and has at
    least two members: a lone "一是" or "(1)" is no enumeration.

    Args:
        folded: the folded text.
        start: where the region begins: behind its own label, if it has one.
        end: where it ends.
        opening: the region's own label.
    """
    found: list[Label] = []
    for family, labels in _candidates_by_family(folded, start, end).items():
        first = opening if opening is not None and opening.family is family else None
        found += _counted_series(labels, first)
    return sorted(found, key=lambda label: label.start)


def _candidates_by_family(folded: str, start: int, end: int) -> dict[Family, list[Label]]:
    by_family: dict[Family, list[Label]] = {}
    for match in _CANDIDATE.finditer(folded, start, end):
        label = match_numbering(folded[match.start() : min(end, match.start() + 40)], match.start())
        if label is None or label.family in _DECIMALS or not _may_stand_here(folded, label, start):
            continue
        if refers_elsewhere(label, folded[label.start : label.end + 12], label.start):
            continue
        by_family.setdefault(label.family, []).append(label)
    return by_family


def _may_stand_here(folded: str, label: Label, region_start: int) -> bool:
    """Tell whether what stands before the label lets a new item begin."""
    before = folded[: label.start].rstrip(" ") if label.start > region_start else ""
    if label.start <= region_start or not before:
        return label.family in _ORDINALS
    if _ATTACHMENT.search(before[-6:]):
        return False
    allowed = _BEFORE_ORDINAL if label.family in _ORDINALS else _BEFORE_HEADING
    return before[-1] in allowed


def _counted_series(labels: Sequence[Label], opening: Label | None) -> list[Label]:
    series: list[Label] = []
    taken: list[Label] = []
    expected = 1 if opening is None or opening.family in _ORDINALS else opening.number + 1
    continues = expected > 1
    for label in labels:
        if label.number == expected:
            series.append(label)
            expected += 1
        elif label.number == 1:
            taken += _if_long_enough(series, continues)
            series, expected, continues = [label], 2, False
    taken += _if_long_enough(series, continues)
    return [Label(e.family, e.number, e.suffix, e.start, e.end, inline=True) for e in taken]


def _if_long_enough(series: list[Label], continues: bool) -> list[Label]:
    return series if len(series) >= (1 if continues else 2) else []
