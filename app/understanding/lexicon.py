"""Words: segmentation, synonyms, translations and spelling of the library's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from app.understanding.names import NameIndex
from app.understanding.question import detect_language
from app.understanding.slips import ChineseSlips, mend_english
from index import EverydayWords, Glossary, TranslationTable, known_phrases
from ingest import Document, fold_layout

_LATIN_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
# What may stand behind a verb or noun and hardly changes what it means: 签下, 挪走, 讲清楚, 库里.
_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[得不][住起上下好见到出了动着]|[进出下上起过回]来|[进出下上过回]去|清楚|清|[进出下掉走完到成住好上开回过起来去给里内中])$"
)
# Says which or how many of something, and not of what: 这回, 哪一块, 四张.
_POINTS_AT = re.compile(
    r"(?:第|[这那哪某])?[一二两三四五六七八九十几]?[大小]?[块张次回套份件批类点步遍些种头边儿个条项]|[这那]里"
)
_LEARNT_TERMS = 6  # translations of one word from the learnt table
_LEAST_PROBABILITY = 0.08
_LEARNT_SURENESS = 0.7


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

    def correct(self, text: str, is_printed: Callable[[str], bool]) -> str:
        """Return a question with slips of the pen mended, see `ChineseSlips` and `mend_english`.

        Args:
            text: the question, of either language.
            is_printed: tells whether the library prints a folded run of Han characters; such a run stays.
        """
        if detect_language(text) == "en":
            return mend_english(text, self._is_known)
        folded = fold_layout(text).lower()
        mended = self._slips.mend(folded, is_printed)
        if len(folded) != len(text) or mended == folded:
            return text
        return "".join(own if new == old else new for own, old, new in zip(text, folded, mended, strict=True))

    @cached_property
    def _slips(self) -> ChineseSlips:
        return ChineseSlips(self._glossary.chinese_terms(), self.names.places)

    def _is_known(self, word: str) -> bool:
        """Tell whether the tables know an English word."""
        listed = known_phrases(word, self._glossary, self._everyday) or self._table.expand(word)
        return bool(listed) or self.says_nothing(word)

    def _learnt(self, word: str) -> tuple[str, ...]:
        expansions = self._table.expand(word)
        likely = [e for e in expansions if e.weight >= _LEAST_PROBABILITY]
        return tuple(e.term for e in sorted(likely, key=lambda e: (-e.weight, e.term))[:_LEARNT_TERMS])


@lru_cache(maxsize=65536)
def segment(run: str) -> list[str]:
    """Return the words of a run of Han characters."""
    import rjieba  # loads its dictionary

    return _merge(rjieba.cut(run))


def is_made_up(word: str) -> bool:
    """Tell whether the segmenter made a word up, and its dictionary does not know it."""
    import rjieba

    return not rjieba.has_word(word)


def plain_words(word: str) -> list[str]:
    """Return the words that a word of Han characters is made of, where no document prints it as it stands.

    The segmenter makes up words that its dictionary does not know (要试, 最多延): those fall apart.
    """
    import rjieba

    parts = _merge(rjieba.cut(word, False))  # by the dictionary alone
    if len(parts) > 1:
        return parts
    return [] if _POINTS_AT.fullmatch(word) else [_BEHIND.sub("", word)]


def _merge(words: Iterable[str]) -> list[str]:
    return [word for word in words if word.strip()]


def build_lexicon(documents: Sequence[Document]) -> Lexicon:
    """Return the lexicon over a library's documents."""
    table = TranslationTable.load()
    return Lexicon(Glossary.load(), EverydayWords.load(), table, NameIndex(documents, table.terms))
