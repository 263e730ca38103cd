"""Which label stands under which: levels inferred from the order of the labels in one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.labels import Family, Label

_MARKDOWN = (Family.MARKDOWN_1, Family.MARKDOWN_2, Family.MARKDOWN_3, Family.MARKDOWN_4)


@dataclass(frozen=True, slots=True)
class Nested:
    """A label with the index of the label that it stands under."""

    label: Label
    parent: int | None
    level: int  # 1 = outermost
    gap: str  # what is odd about its number, in words; "" where it counts on


def nest_labels(labels: Sequence[Label]) -> list[Nested]:
    """Return the labels with their parents, in the given order.

    A label of a family that is open closes everything opened since and stands beside its predecessor. One of
    a family that is not open goes below the innermost open one, unless its family usually stands further
    out and nothing shows that the inner series goes on behind it.
    """
    nested: list[Nested] = []
    stack: list[int] = []
    last_number: dict[Family, int] = {}
    for index, label in enumerate(labels):
        _close_for(label, index, labels, nested, stack)
        previous = _sibling_number(label, nested, stack)
        if stack and nested[stack[-1]].label.family is label.family:
            stack.pop()
        parent = stack[-1] if stack else None
        gap = _describe_gap(label, previous, last_number.get(label.family))
        nested.append(Nested(label, parent, len(stack) + 1, gap))
        stack.append(index)
        last_number[label.family] = label.number
    return nested


def _close_for(
    label: Label, index: int, labels: Sequence[Label], nested: Sequence[Nested], stack: list[int]
) -> None:
    """Close the open labels that the new one cannot stand under; its own family stays on top if open."""
    open_families = [nested[i].label.family for i in stack]
    if label.family in open_families:
        position = len(open_families) - 1 - open_families[::-1].index(label.family)
        if position < len(stack) - 1 and _is_inner_series(
            label, index, labels, nested[stack[position]].label
        ):
            return
        del stack[position + 1 :]
        return
    while stack:
        top = nested[stack[-1]].label
        if top.family < label.family or _goes_on_behind(top, label, index, labels):
            return
        stack.pop()


def _is_inner_series(label: Label, index: int, labels: Sequence[Label], outer: Label) -> bool:
    """Tell whether a series that begins at one stands inside a longer one of the same family.

    So it is where, behind the new series 1…k, a label counts on from the outer one and not from k.
    """
    if label.number != 1 or outer.number == 0:
        return False
    counted = 1
    for later in labels[index + 1 :]:
        if later.family < label.family:
            return False
        if later.family is not label.family:
            continue
        if later.number == counted + 1 and later.number != outer.number + 1:
            counted += 1
            continue
        return later.number == outer.number + 1 and later.number != counted + 1
    return False


def _goes_on_behind(top: Label, label: Label, index: int, labels: Sequence[Label]) -> bool:
    """Tell whether the open series of `top` counts on behind the series that `label` begins.

    Then the new family stands inside it although it usually stands further out, as (一)(二) under 1.
    A heading without a number of its own (Markdown) closes nothing.
    """
    if top.family in _MARKDOWN or label.number > 1:
        return False
    for later in labels[index + 1 :]:
        if later.family is top.family:
            return later.number == top.number + 1 and _series_ended_before(label, index, labels, later)
        if later.family < label.family:
            return False
    return False


def _series_ended_before(label: Label, index: int, labels: Sequence[Label], later: Label) -> bool:
    """Tell whether the series of `label` does not count on behind `later` (else the inner one just runs on)."""
    inner = [other for other in labels[index:] if other.family is label.family]
    before = [other for other in inner if other.start < later.start]
    after = [other for other in inner if other.start > later.start]
    return not after or after[0].number != before[-1].number + 1


def _sibling_number(label: Label, nested: Sequence[Nested], stack: Sequence[int]) -> int | None:
    if stack and nested[stack[-1]].label.family is label.family:
        return nested[stack[-1]].label.number
    return None


def _describe_gap(label: Label, sibling: int | None, last: int | None) -> str:
    """Describe a number that follows neither its sibling nor, in a series that runs on, the last one."""
    if label.family in _MARKDOWN or label.inline:
        return ""
    if sibling is not None:
        follows = label.number == sibling + 1 or (label.number == sibling and label.suffix > 0)
        return "" if follows else f"{sibling} is followed by {label.number}"
    if label.number == 1 or (last is not None and label.number == last + 1):
        return ""
    return f"the series begins at {label.number}"
