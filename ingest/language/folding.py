"""A copy of a text for matching: same length, Simplified, half-width, so that offsets stay true."""

from __future__ import annotations

import unicodedata

from ingest.language.scripts import to_simplified

# Characters whose compatibility form would lose what they say: enclosed numbers are labels of their own.
_KEPT = frozenset(chr(c) for c in (*range(0x2460, 0x2500), *range(0x2776, 0x2794), *range(0x3220, 0x322A)))
_BRACKETS = {"〔": "[", "〕": "]", "﹝": "[", "﹞": "]", "【": "[", "】": "]", "［": "[", "］": "]"}
_SPACES = frozenset("\u00a0\u3000\u2002\u2003\u2009\u200b\u200c\u200d\ufeff\t\v")
_LINE_ENDS = frozenset("\f\x1c\x1d\x1e\x85\u2028\u2029")


def fold_layout(text: str) -> str:
    """Return the text in one form for matching: as long as the text, character for character.

    Traditional becomes Simplified, full-width half-width, every bracket around a list of units or a document
    number `[` or `]`, every kind of blank a space, every kind of line end a newline.
    """
    table = {ord(c): _fold_character(c) for c in set(text)}
    folded = text.translate(table)
    if "\r" in folded:
        folded = folded.replace("\r\n", " \n").replace("\r", "\n")
    simplified = to_simplified(folded)
    if len(simplified) != len(text):
        raise AssertionError("folding changed the length of a text")  # offsets would lie: never go on
    return simplified


def _fold_character(character: str) -> str:
    if character in _KEPT:
        return character
    if character in _BRACKETS:
        return _BRACKETS[character]
    if character in _SPACES:
        return " "
    if character in _LINE_ENDS:
        return "\n"
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 else character
