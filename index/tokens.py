"""Tokens of the lexical leg: characters, character pairs, numbers and Latin words, all folded to one form.

Folding happens here and nowhere else: what is quoted stays as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from index.stopwords import CHINESE_QUESTION_WORDS, ENGLISH_STOP_WORDS
from ingest import to_simplified

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_NUMERALS = "〇零一二三四五六七八九两十百千万亿"
_PIECE = re.compile(
    rf"(?P<percent>百分之(?=[{_NUMERALS}0-9]))?"
    rf"(?:(?P<arabic>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<scale>[万亿]*)(?P<sign>%)?"
    rf"|(?P<chinese>[{_NUMERALS}]+)"
    rf"|(?P<han>(?:(?![{_NUMERALS}])[{_HAN}])+)"
    rf"|(?P<word>(?:(?![{_HAN}])[^\W\d_])+(?:'[a-z]+)?)"
    r"|(?P<space>\s+)"
    r"|(?P<other>.))",
    re.DOTALL,
)
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1_000}
_LARGE_UNITS = {"万": 10_000, "亿": 100_000_000}
_LONGEST_NUMBER = 15  # digits; longer ones are names of things (telephones, accounts) and stay as they are
_MOST_QUERY_TOKENS = 1_000  # a pasted page asks with its beginning: beyond that a search takes seconds
_LONGEST_WORD = 64  # characters; beyond it a word is no word
_BREAK = "|"  # stands where a question word stood, so that its neighbours do not become a pair
_QUESTION = re.compile(
    "|".join([*sorted(CHINESE_QUESTION_WORDS, key=len, reverse=True), "(?<!目)的(?!确)", "(?<!为)了(?!解)"])
)


def fold(text: str) -> str:
    """Return the text in the form that is matched: compatible, lower case, Simplified.

    >>> fold("第１２條 ＡＩ產業")
    '第12条 ai产业'
    """
    return to_simplified(unicodedata.normalize("NFKC", well_formed(text)).lower())


def well_formed(text: str) -> str:
    """Return the text with lone surrogates, which no encoding knows, replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def index_tokens(text: str) -> list[str]:
    """Return the tokens of a text that is to be found: its units, and pairs of neighbours.

    >>> index_tokens("第十二条")
    ['第', '12', '条', '第12', '12条']
    """
    return _folded_tokens(fold(text))


def query_tokens(text: str) -> list[str]:
    """Return the tokens that a question looks for, each once, at most the first thousand.

    Words that only make it a question are left out, unless there is nothing else.

    >>> query_tokens("谁来执法?")
    ['执', '法', '执法']
    >>> query_tokens("Who enforces it within 15 days?")
    ['enforc', 'within', '15', 'day']
    """
    folded = fold(text)
    asked = [t for t in _folded_tokens(_QUESTION.sub(_BREAK, folded)) if t not in ENGLISH_STOP_WORDS]
    return list(dict.fromkeys(asked or _folded_tokens(folded)))[:_MOST_QUERY_TOKENS]


def term_tokens(term: str) -> list[str]:
    """Return the tokens of a term that is looked up beside the question, each once: no characters but a lone one.

    >>> term_tokens("综合执法"), term_tokens("税")
    (['综合', '合执', '执法'], ['税'])
    """
    tokens = list(dict.fromkeys(_folded_tokens(fold(term))))
    longer = [token for token in tokens if not is_character(token)]
    return longer or tokens


def is_character(token: str) -> bool:
    """Say whether a token is a single Han character."""
    return len(token) == 1 and not token.isascii()


def _folded_tokens(folded: str) -> list[str]:
    tokens: list[str] = []
    for run in _runs(folded):
        tokens += run
        tokens += _pairs(run)
    return tokens


def _pairs(run: list[str]) -> list[str]:
    return [a + b for a, b in pairwise(run) if not (a.isascii() and b.isascii())]


def _runs(folded: str) -> Iterator[list[str]]:
    """Yield unbroken sequences of units (a Han character or a number each), and each Latin word by itself.

    White space does not break a sequence: page layout puts it anywhere.
    """
    run: list[str] = []
    for match in _PIECE.finditer(folded):
        kind = match.lastgroup
        if kind == "space":
            continue
        if kind in ("word", "other"):
            if run:
                yield run
                run = []
            if kind == "word":
                yield [stem(match["word"])]
        elif match["han"]:
            run += match["han"]
        else:
            run += _number_units(match)
    if run:
        yield run


def _number_units(match: re.Match[str]) -> list[str]:
    if match["arabic"]:
        value = _scaled(match["arabic"].replace(",", ""), match["scale"])
        return [value + "%"] if match["percent"] or match["sign"] else [value]
    number = read_chinese_number(match["chinese"])
    if number is None:
        return list(("百分之" if match["percent"] else "") + match["chinese"])
    return [f"{number}%"] if match["percent"] else [str(number)]


def _scaled(digits: str, scale: str) -> str:
    whole, _, fraction = digits.partition(".")
    zeros = sum(4 if unit == "万" else 8 for unit in scale)
    if len(whole) + zeros > _LONGEST_NUMBER:
        return digits + scale
    shifted = fraction.ljust(zeros, "0")
    whole, fraction = whole + shifted[:zeros], shifted[zeros:].rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def read_chinese_number(numeral: str) -> int | None:
    """Return the value of a Chinese number, or None where the characters are no well-formed one.

    >>> [read_chinese_number(n) for n in ("十五", "二〇二三", "一百零三", "三万五千", "两", "十四五", "千")]
    [15, 2023, 103, 35000, 2, None, None]
    """
    if len(numeral) > _LONGEST_NUMBER:
        return None
    if all(character in _DIGITS for character in numeral):
        return int("".join(str(_DIGITS[character]) for character in numeral))
    if numeral[0] not in _DIGITS and numeral[0] != "十":
        return None
    total = section = 0
    digit: int | None = None
    last_small, last_large = 10_000, 10**12
    for character in numeral:
        if character in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[character]
        elif character in _SMALL_UNITS:
            unit = _SMALL_UNITS[character]
            if unit >= last_small or (not digit and unit != 10):
                return None
            section += (digit or 1) * unit
            digit, last_small = None, unit
        else:
            unit = _LARGE_UNITS[character]
            if unit >= last_large or not section + (digit or 0):
                return None
            total += (section + (digit or 0)) * unit
            section, digit, last_small, last_large = 0, None, 10_000, unit
    return total + section + (digit or 0)


def stem(word: str) -> str:
    """Return an English word without the endings of its forms (after Harman's S-stemmer, JASIS 1991).

    >>> [stem(w) for w in ("policies", "units", "enforces", "enforced", "enforcing", "planning", "business")]
    ['policy', 'unit', 'enforc', 'enforc', 'enforc', 'plan', 'business']
    """
    word = word.removesuffix("'s")[:_LONGEST_WORD]
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and any(vowel in root for vowel in "aeiouy"):
            return root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
    return word[:-1] if word.endswith("e") and len(word) > 4 else word
