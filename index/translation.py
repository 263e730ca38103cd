"""English words -> Chinese terms with probabilities, for the lexical leg of an English question.

The table was learnt from sentence pairs (`index.training.alignment`). Its terms become a probabilistic structured
query (Darwish and Oard, SIGIR 2003): the terms for one word share that word's weight.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from index.errors import LibraryError
from index.stopwords import ENGLISH_STOP_WORDS
from index.types import Expansion

BUNDLED_TABLE = Path(__file__).resolve().parent / "model" / "translations.tsv.gz"

_WORD = re.compile(r"[a-z]+")
_LONGEST_PHRASE = 4  # words
_SUFFIXES = (("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"))


class TranslationTable:
    """Translations of single English words; a glossary of the field goes before it."""

    def __init__(
        self,
        words: Mapping[str, Sequence[tuple[str, float]]],
        glossary: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Take p(term | word) for each word, and terms that overrule it.

        Args:
            words: lower case; best term first; probabilities in (0, 1].
            glossary: an English word or phrase of up to four words (any case) -> Chinese terms, each sure.
        """
        self._words = words
        self._glossary = {tuple(_WORD.findall(k.lower())): tuple(v) for k, v in (glossary or {}).items()}

    @classmethod
    def load(
        cls, path: Path = BUNDLED_TABLE, glossary: Mapping[str, Sequence[str]] | None = None
    ) -> TranslationTable:
        """Return the table that the training wrote; the file is read once.

        Raises:
            TranslationError: the file is missing or damaged.
        """
        return cls(_read_words(path), glossary)

    @cached_property
    def terms(self) -> frozenset[str]:
        """All Chinese terms that stand for some word."""
        return frozenset(term for terms in self._words.values() for term, _ in terms)

    def expand(self, question: str) -> list[Expansion]:
        """Return Chinese terms for the English words of a question, in its order; none for other words.

        The longest phrase of the glossary that fits goes first, and its words are not translated again. A
        word in another form than the table's (a plural, -ing, -ed) is looked up by its stem.
        """
        words = _WORD.findall(question.lower())
        found: list[Expansion] = []
        place = 0
        while place < len(words):
            phrase = self._phrase_at(words, place)
            if phrase:
                name = " ".join(phrase)
                found += [Expansion(term, 1.0, name) for term in self._glossary[phrase]]
            else:
                word = words[place]
                found += [Expansion(term, weight, word) for term, weight in self._translations(word)]
            place += max(len(phrase), 1)
        return list(dict.fromkeys(found))

    def _phrase_at(self, words: Sequence[str], place: int) -> tuple[str, ...]:
        for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            phrase = tuple(words[place : place + length])
            for form in (phrase, *((*phrase[:-1], stem) for stem in _stems(phrase[-1]))):
                if form in self._glossary:
                    return form
        return ()

    def _translations(self, word: str) -> Sequence[tuple[str, float]]:
        if word in ENGLISH_STOP_WORDS or len(word) < 2:
            return ()
        for form in (word, *_stems(word)):
            if form in self._words:
                return self._words[form]
        return ()


class TranslationError(LibraryError):
    """The translation table cannot be read; the installation is incomplete."""


@cache
def _read_words(path: Path) -> Mapping[str, Sequence[tuple[str, float]]]:
    try:
        lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        if not lines:
            raise ValueError("it is empty")
        return MappingProxyType(dict(map(_parse_line, lines)))
    except (OSError, EOFError, ValueError) as error:
        raise TranslationError(f"cannot read the translation table {path}: {error}") from error


def _stems(word: str) -> list[str]:
    return [
        word[: len(word) - len(suffix)] + ending
        for suffix, ending in _SUFFIXES
        if word.endswith(suffix) and len(word) - len(suffix) > 2
    ]


def _parse_line(line: str) -> tuple[str, tuple[tuple[str, float], ...]]:
    word, *columns = line.split("\t")
    if not columns or len(columns) % 2:
        raise ValueError(f"{line[:40]!r} is no line of a translation table")
    terms = zip(columns[::2], columns[1::2], strict=True)
    return word, tuple((term, int(per_mille) / 1000) for term, per_mille in terms)
