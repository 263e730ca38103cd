"""Words: segmentation, synonyms, translations and spelling of the library's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from app.understanding.names import NameIndex, spell
from index import EverydayWords, Glossary, TranslationTable, known_phrases
from ingest import Document

_LATIN_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_LEARNT_TERMS = 6  # translations of one word from the learnt table
_LEAST_PROBABILITY = 0.08
_LEARNT_SURENESS = 0.7
# Characters that are easily taken for one another.
_LOOK_ALIKES = tuple(
    frozenset(group)
    for group in (
        *("未末", "己已巳", "土士", "人入", "大太犬", "日曰", "天夭", "千干于", "晴睛"),
        *("辩辨辫", "析折拆", "货贷", "免兔", "帐账", "即既", "幕慕募"),
    )
)


class Lexicon:
    """The bundled glossary, everyday words and translation table, with the names of one library."""

    def __init__(
        self, glossary: Glossary, everyday: EverydayWords, table: TranslationTable, names: NameIndex
    ) -> None:
        self._glossary = glossary
        self._everyday = everyday
        self._table = table
        self.names = names

    def segment(self, run: str) -> list[str]:
        """Return the words of a run of Simplified Han characters; the name of a library's place is one word."""
        parts = self.names.split_places(run)
        return [word for part, is_place in parts for word in ([part] if is_place else segment(part))]

    def synonyms(self, word: str) -> tuple[str, ...]:
        """Return the other Chinese forms of a term of the field: 编办 -> 机构编制委员会办公室."""
        return tuple(v for v in self._glossary.synonyms(word) if v != word)

    def said_as(self, word: str) -> tuple[str, ...]:
        """Return how policies say an everyday word of either language: 掏 -> 承担, 出资."""
        return self._everyday.said_as(word)

    def says_nothing(self, word: str) -> bool:
        """Tell whether a word of either language is known to say nothing by itself."""
        return self._everyday.says_nothing(word)

    def translate(self, text: str, names: frozenset[str]) -> list[tuple[str, tuple[str, ...], float]]:
        """Return the words and phrases of an English text in order, each with Chinese terms and how sure they are.

        A phrase of the glossary goes before the learnt table; a word that neither knows, and a phrase of the everyday
        words, has no terms. Words that spell a name of the library are left out.
        """
        lowered = text.lower()
        found: list[tuple[int, str, tuple[str, ...], float]] = []
        taken = [False] * (len(lowered) + 1)
        for start, end, known in known_phrases(lowered, self._glossary, self._everyday):
            found.append((start, lowered[start:end], known, 1.0))
            taken[start:end] = [True] * (end - start)
        for match in _LATIN_WORD.finditer(lowered):
            if taken[match.start()] or re.sub(r"[^a-z]", "", match.group().removesuffix("'s")) in names:
                continue
            terms = self._learnt(match.group().removesuffix("'s"))
            found.append((match.start(), match.group(), terms, _LEARNT_SURENESS if terms else 1.0))
        return [(word, terms, sure) for _, word, terms, sure in sorted(found, key=lambda one: one[0])]

    def correct(self, folded: str, is_printed: Callable[[str], bool]) -> str:
        """Return a Chinese question with slips of the pen mended: 高薪区 -> 高新区, 未位淘汰 -> 末位淘汰.

        A run of characters is replaced by a term of the glossary that sounds the same, or that differs in
        one character of four or more. Where the run itself holds a known term, only a character that looks
        like the right one is replaced.

        Args:
            folded: a folded question.
            is_printed: tells whether the library prints a run of characters; such a run stays.
        """
        return _HAN_RUN.sub(lambda match: self._correct_run(match.group(), is_printed), folded)

    def _correct_run(self, run: str, is_printed: Callable[[str], bool]) -> str:
        known = self._known_spans(run)
        for length in range(min(6, len(run)), 2, -1):
            for start in range(len(run) - length + 1):
                piece = run[start : start + length]
                better = self._better(piece, any(known[start : start + length]))
                if better is not None and not is_printed(piece):
                    return run[:start] + better + self._correct_run(run[start + length :], is_printed)
        return run

    def _better(self, piece: str, holds_a_term: bool) -> str | None:
        """Return the term that a run of characters was meant to be, as long as the run; None where it is fine."""
        if piece in self._chinese_terms:
            return None
        if holds_a_term:
            better = self._one_off(piece)
            return better if better is not None and _look_alike(piece, better) else None
        better = self._sounding_like.get(spell(piece)) or self._one_off(piece)
        return better if better is not None and len(better) == len(piece) else None

    def _known_spans(self, run: str) -> list[bool]:
        known = [False] * len(run)
        for length in range(2, min(8, len(run)) + 1):
            for start in range(len(run) - length + 1):
                if run[start : start + length] in self._chinese_terms:
                    known[start : start + length] = [True] * length
        return known

    def _one_off(self, piece: str) -> str | None:
        if len(piece) < 4:
            return None
        for place in range(len(piece)):
            terms = self._with_gap.get((piece[:place], piece[place + 1 :]))
            if terms:
                return terms
        return None

    @cached_property
    def _chinese_terms(self) -> frozenset[str]:
        return frozenset(self._glossary.chinese_terms())

    @cached_property
    def _sounding_like(self) -> dict[str, str]:
        terms = (term for term in sorted(self._chinese_terms) if len(term) >= 3)
        return {spell(term): term for term in terms}

    @cached_property
    def _with_gap(self) -> dict[tuple[str, str], str]:
        terms = [term for term in sorted(self._chinese_terms) if 4 <= len(term) <= 6]
        return {(term[:i], term[i + 1 :]): term for term in terms for i in range(len(term))}

    def _learnt(self, word: str) -> tuple[str, ...]:
        expansions = self._table.expand(word)
        likely = [e for e in expansions if e.weight >= _LEAST_PROBABILITY]
        return tuple(e.term for e in sorted(likely, key=lambda e: (-e.weight, e.term))[:_LEARNT_TERMS])


def _look_alike(piece: str, other: str) -> bool:
    """Tell whether two runs of one length differ only in characters that are easily taken for one another."""
    different = [{a, b} for a, b in zip(piece, other, strict=True) if a != b]
    return all(any(pair <= group for group in _LOOK_ALIKES) for pair in different)


@lru_cache(maxsize=65536)
def segment(run: str) -> list[str]:
    """Return the words of a run of Han characters."""
    import rjieba  # loads its dictionary

    return _merge(rjieba.cut(run))


def _merge(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.strip()]


def build_lexicon(documents: Sequence[Document]) -> Lexicon:
    """Return the lexicon over a library's documents."""
    table = TranslationTable.load()
    return Lexicon(Glossary.load(), EverydayWords.load(), table, NameIndex(documents, table.terms))
