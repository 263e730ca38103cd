"""Simplified and Traditional Chinese, by OpenCC, character for character."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


# OpenCC's standard forms that few print today.
_USUAL_FORMS = str.maketrans({"爲": "為", "裏": "裡"})


def to_simplified(text: str) -> str:
    """Return the text in Simplified characters, as long as the text itself.

    >>> to_simplified("責任單位:各開發區")
    '责任单位:各开发区'
    """
    return _convert(text, "t2s")


def to_traditional(text: str) -> str:
    """Return the text in Traditional characters, as long as the text itself."""
    return _convert(text, "s2t").translate(_USUAL_FORMS)


def _convert(text: str, direction: str) -> str:
    """Convert whole, so that phrases decide between forms; character by character if that changes the length."""
    converter = _converter(direction)
    converted: str = converter.convert(text)
    if len(converted) == len(text):
        return converted
    table = {c: converter.convert(c) for c in set(text)}
    return "".join(table[c] if len(table[c]) == 1 else c for c in text)


@cache
def _converter(direction: str) -> OpenCC:
    from opencc import OpenCC  # loads its dictionaries

    return OpenCC(direction)
