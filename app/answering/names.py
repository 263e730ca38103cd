"""Names of places and companies in a library, found again when a question spells them in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingest import Document, fold_layout

# What follows a name: a level of government, a zone, a company. The characters before it are taken as
# the name; that some are none does no harm, since they are only ever looked up by their sound.
_NAMED = re.compile(
    r"(?=([\u4e00-\u9fff]{2,3})(?:省|市|县|州|区|旗|镇|乡|岛|港|高新区|经开区|开发区|工业园|新区|园区|片区|集团|公司|大学|学院|分局|方案))"
)
_LEVELS = "省市县州区旗镇乡岛"
_LATIN = re.compile(r"[A-Za-z]+(?:['’`-][A-Za-z]+)*")
_SHORTEST = 4  # letters: shorter syllables are English words too often
_CAPITAL = re.compile(r"[A-Z]")


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """Return what may be names in a document: two or three characters before a level, a zone or a company."""
    return frozenset(_NAMED.findall(fold_layout(text)))


@lru_cache(maxsize=65536)
def spell(name: str) -> str:
    """Return how a name is spelt in Latin letters, without tones: 德安 -> dean."""
    from pypinyin import lazy_pinyin  # loads its dictionary

    return "".join(lazy_pinyin(name)).lower()


def romanised_words(question: str) -> list[str]:
    """Return the words of an English question that may spell a name, in lower case and without marks.

    >>> romanised_words("Who handles enforcement in De'an and Jian-shi?")
    ['who', 'dean', 'jianshi']
    """
    words = _LATIN.findall(question)
    found = [re.sub(r"[^a-z]", "", word.lower().removesuffix("'s").removesuffix("’s")) for word in words]
    return [spelt for word, spelt in zip(words, found, strict=True) if _CAPITAL.search(word)]


class NameIndex:
    """The names of a library's documents: by their spelling, and how strongly each belongs to a document."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_spelling: dict[str, set[str]] = {}
        self._strengths: dict[str, dict[str, float]] = {}
        for document in documents:
            folded = fold_layout(document.text)
            head = fold_layout(" ".join(filter(None, (document.title, document.region, document.issuer))))
            for name in names_in(document.text):
                strength = 1.0 if name in head else _strength(folded.count(name))
                self._strengths.setdefault(name, {})[document.id] = strength
        for name in sorted(self._strengths):
            self._by_spelling.setdefault(spell(name), set()).add(name)

    def find(self, question: str) -> dict[str, tuple[str, ...]]:
        """Return the names that words of an English question may spell, by the word."""
        found: dict[str, tuple[str, ...]] = {}
        for word in romanised_words(question):
            names = self._by_spelling.get(word, set()) if len(word) >= _SHORTEST else set()
            if names:
                found[word] = tuple(sorted(names))
        return found

    def documents_of(self, variants: Iterable[str]) -> dict[str, float]:
        """Return the documents that a name belongs to, with how strongly, in (0, 1]; none for other words.

        A place may be asked for with its level (德安县) or without it (德安).
        """
        found: dict[str, float] = {}
        for variant in variants:
            for name in (
                (variant, variant[:-1]) if len(variant) > 2 and variant[-1] in _LEVELS else (variant,)
            ):
                for document_id, strength in self._strengths.get(name, {}).items():
                    found[document_id] = max(strength, found.get(document_id, 0.0))
        return found


def _strength(count: int) -> float:
    """Return how strongly a name that stands so often in a text, and not in its head, belongs to it."""
    return 0.8 if count >= 5 else 0.4 if count >= 2 else 0.15
