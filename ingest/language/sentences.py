"""Sentences of Chinese (and English) text, brackets kept whole."""

from __future__ import annotations

import re

from ingest.types import Span

_TERMINATORS = "。！？!?；;"
_CLOSERS = "”’」』》〉）)〕】]\"'"
_OPENERS = {
    "(": ")",
    "（": "）",
    "〔": "〕",
    "【": "】",
    "[": "]",
    "“": "”",
    "《": "》",
    "「": "」",
    "『": "』",
}
_PAIRS = {closer: opener for opener, closer in _OPENERS.items()}
_LONGEST_BRACKET = 400  # characters after which an unclosed bracket is taken for a slip


def split_sentences(text: str, *, wrapped: bool = False) -> list[Span]:
    """Return the spans of the sentences, in order, without the blanks around them.

    A sentence ends at 。！？； or, where lines are paragraphs, at the end of a line; never inside brackets or
    quotation marks. A full stop ends one where an English sentence follows.

    Args:
        text: any text.
        wrapped: True where lines were broken at the page's edge, so that a line end is no sentence end.
    """
    spans: list[Span] = []
    start = 0
    for end in _sentence_ends(text, wrapped):
        _append_trimmed(spans, text, start, end)
        start = end
    _append_trimmed(spans, text, start, len(text))
    return spans


def _sentence_ends(text: str, wrapped: bool) -> list[int]:
    ends: list[int] = []
    index = 0
    while index < len(text):
        character = text[index]
        if character in _OPENERS:
            closing = _closing_bracket(text, index)
            if closing is not None:
                index = _past_quoted_sentence(text, index, closing, ends)
                continue
        if character in _TERMINATORS or _ends_english_sentence(text, index):
            index += 1
            while index < len(text) and text[index] in _TERMINATORS + _CLOSERS:
                index += 1
            ends.append(index)
            continue
        if character == "\n" and not wrapped:
            ends.append(index + 1)
        index += 1
    return ends


def _past_quoted_sentence(text: str, opening: int, closing: int, ends: list[int]) -> int:
    """Step over a bracket; a bracket that stands alone after a sentence (a list of units) is one of its own."""
    after = closing + 1
    stands_alone = bool(ends) and not text[ends[-1] : opening].strip()
    if stands_alone and text[opening] in "(（〔【[" and (after == len(text) or text[after] in "\r\n"):
        ends.append(after)
    return after


def _closing_bracket(text: str, opening: int) -> int | None:
    """Return where the bracket opened at `opening` closes, or None where it never does."""
    stack = [text[opening]]
    limit = min(len(text), opening + _LONGEST_BRACKET)
    for index in range(opening + 1, limit):
        character = text[index]
        if character in _OPENERS:
            stack.append(character)
        elif character in _PAIRS and _PAIRS[character] in stack:
            while stack.pop() != _PAIRS[character]:
                pass
            if not stack:
                return index
        elif character == "\n" and index + 1 < limit and text[index + 1] in "\r\n":
            return None  # a blank line: the bracket was forgotten
    return None


def _ends_english_sentence(text: str, index: int) -> bool:
    return text[index] == "." and re.match(r"\.\s+[A-Z]", text[index : index + 8]) is not None


def _append_trimmed(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        spans.append(Span(start + left, start + right))
