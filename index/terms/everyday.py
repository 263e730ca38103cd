"""Everyday words of questions -> the words by which policies say the same: 掏 -> 承担, 出资; "factory" -> 厂房, 企业.

They stand in `everyday.tsv` beside this file. Unlike the terms of the glossary they are looser than a translation: good
for looking up and matching, not for showing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files

from index.terms.english import PhraseIndex
from ingest import TiaowenError

BUNDLED_EVERYDAY_WORDS = "everyday.tsv"

_COLUMNS = ("word", "said_as")
_SEPARATOR = "|"


class EverydayWordsError(TiaowenError):
    """A file of everyday words with a malformed or repeated line; the message names the line."""


class EverydayWords:
    """Words of questions in both languages; read-only, so one object serves every thread."""

    def __init__(self, said_as: Mapping[str, tuple[str, ...]]) -> None:
        """Take, for each word, how policies say it; an empty tuple for a word that says nothing by itself."""
        self._said_as = dict(said_as)

    @classmethod
    def load(cls) -> EverydayWords:
        """Return the words that ship with the product; the file is read once."""
        return _load_bundled()

    @classmethod
    def parse(cls, text: str, source: str = BUNDLED_EVERYDAY_WORDS) -> EverydayWords:
        """Return the words in a text of the file's format: a header, then word, tab, words separated by "|".

        Raises:
            EverydayWordsError: a line is malformed or repeats a word; the message names it.
        """
        said_as: dict[str, tuple[str, ...]] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            cells = line.split("\t")
            if number == 1 and tuple(cells) != _COLUMNS:
                raise EverydayWordsError(
                    f"{source}, line 1: expected the columns {', '.join(_COLUMNS)}, not {line!r}"
                )
            if number == 1:
                continue
            if len(cells) != len(_COLUMNS) or not cells[0]:
                raise EverydayWordsError(f"{source}, line {number}: expected a word, a tab and its words")
            if cells[0] in said_as:
                raise EverydayWordsError(f"{source}, line {number}: {cells[0]} stands there twice")
            said_as[cells[0]] = tuple(filter(None, cells[1].split(_SEPARATOR)))
        return cls(said_as)

    def said_as(self, word: str) -> tuple[str, ...]:
        """Return how policies say a word of a question, Simplified or lower-case English; () for an unknown one.

        Plural, -ing and -ed of an English word are seen through.
        """
        known = self._look_up(word)
        return self._said_as[known] if known is not None else ()

    def says_nothing(self, word: str) -> bool:
        """Tell whether a word is known to say nothing by itself."""
        known = self._look_up(word)
        return known is not None and not self._said_as[known]

    def find_phrases(self, text: str) -> list[tuple[int, int]]:
        """Return start and end of the phrases of several words in an English text, the longest at each place."""
        return [(start, end) for start, end, _ in self._phrases.find(text)]

    def _look_up(self, word: str) -> str | None:
        if word in self._said_as:
            return word
        if not word.isascii():
            return None
        whole = next((n for start, end, n in self._english.find(word) if (start, end) == (0, len(word))), ())
        return self.words[whole[0]] if whole else None

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, in the file's order."""
        return tuple(self._said_as)

    @cached_property
    def _english(self) -> PhraseIndex:
        return PhraseIndex([(word, n) for n, word in enumerate(self.words) if word.isascii()])

    @cached_property
    def _phrases(self) -> PhraseIndex:
        return PhraseIndex([(word, n) for n, word in enumerate(self.words) if word.isascii() and " " in word])


@cache
def _load_bundled() -> EverydayWords:
    return EverydayWords.parse(
        files("index.terms").joinpath(BUNDLED_EVERYDAY_WORDS).read_text(encoding="utf-8")
    )
