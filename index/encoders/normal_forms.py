"""What the tokenizer's normaliser makes of single characters, kept in a table."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from index.encoders.trie import LAST_CODE, Ints

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Forms that are no characters: the forms of letters and digits are greater.
_UNSEEN: Final = 0
UNCLEAR: Final = 1  # depends on its neighbours, or is more than one character
APOSTROPHE: Final = 2  # a space, unless a possessive s follows
SPACE: Final = 3  # also punctuation and symbols
SEPARATOR: Final = 4  # not made here: may be set between texts

# Kinds of forms: a token never holds characters of two kinds.
GAP: Final = 0
LETTERS: Final = 1  # a to z
_DIGITS: Final = 2
_OTHERS: Final = 3

_JAMO = range(0x1100, 0x1200)  # parts of Korean syllables


class NormalForms:
    """The normal form of every character of the basic plane that has one character for it.

    The forms are the normaliser's own, asked for once for each character that turns up.
    """

    def __init__(self, tokenizer: Tokenizer, word_start: str) -> None:
        """Take the tokenizer, and the mark that its normaliser puts before words."""
        self._normalizer = tokenizer.normalizer
        self._word_start = word_start
        self._forms = np.full(LAST_CODE + 1, _UNSEEN, dtype=np.int64)
        self._forms[LAST_CODE] = UNCLEAR

    def of(self, codes: Ints) -> Ints:
        """Return the form of each character."""
        forms = self._forms.take(codes)
        unseen = np.unique(codes[forms == _UNSEEN])
        if not len(unseen):
            return forms
        self._forms[unseen] = [self._form(chr(code)) for code in unseen]
        return self._forms.take(codes)

    def _form(self, character: str) -> int:
        compatible = unicodedata.normalize("NFKC", character)
        if compatible in ("'", "’"):
            return APOSTROPHE
        if any(_joins_others(part) for part in compatible):
            return UNCLEAR
        form = self._normalizer.normalize_str(character).replace(self._word_start, "")
        if form == " ":
            return SPACE
        return ord(form) if len(compatible) == len(form) == 1 else UNCLEAR


def _joins_others(character: str) -> bool:
    """Tell whether a character may be composed with one before it, or may be one day (it is not assigned yet).

    Outside the basic plane every character counts as one.
    """
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me", "Cn", "Cs"}
        or ord(character) in _JAMO
        or ord(character) >= LAST_CODE
    )


def kinds_of_forms() -> npt.NDArray[np.uint8]:
    """Return the kind of each form."""
    kinds = np.full(LAST_CODE + 1, _OTHERS, dtype=np.uint8)
    kinds[: SEPARATOR + 1] = GAP
    kinds[ord("a") : ord("z") + 1] = LETTERS
    kinds[ord("0") : ord("9") + 1] = _DIGITS
    return kinds
