"""A dictionary of English, for words that no table of the product has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_COMMON = 1_000  # occurrences in what the dictionary was counted in; names of Chinese cities have 50 to 650


def is_english(word: str) -> bool:
    """Tell whether a word in lower case is an English one."""
    return word in _dictionary()


def is_common_english(word: str) -> bool:
    """Tell whether a word in lower case is an English one that is met often; rare ones may be names."""
    return bool(_dictionary().word_frequency[word] >= _COMMON)


def respell(word: str) -> str | None:
    """Return the commonest English word one edit away from one that is none; None where there is none.

    The method is that of Norvig (2007), "How to write a spelling corrector".
    """
    if is_english(word):
        return None
    better = _dictionary().correction(word)
    return str(better) if better is not None and better != word else None


@cache
def _dictionary() -> SpellChecker:
    from spellchecker import SpellChecker  # loads its words

    return SpellChecker(language="en", distance=1)
