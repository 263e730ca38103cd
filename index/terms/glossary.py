"""The bilingual glossary of the field: English of a question -> Chinese, Chinese of an answer -> English.

The terms stand in `glossary.tsv` beside this file, in an order that nothing depends on but ties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from index.terms.compounds import Compound, gloss_compound, split_compound
from index.terms.english import PhraseIndex
from index.terms.entries import Field, GlossaryEntry, parse_entries
from ingest import fold_layout

BUNDLED_GLOSSARY = "glossary.tsv"

_IGNORED = re.compile(r"[\s“”‘’\"「」『』《》〈〉]")
_NAMED_BODY = re.compile("(?:领导小组|联席会议|工作专班|指挥部).{0,8}$")


@dataclass(frozen=True, slots=True)
class GlossaryMatch:
    """A word or phrase of an English question that the glossary knows."""

    start: int
    end: int
    english: str  # exactly question[start:end]
    entries: tuple[GlossaryEntry, ...]  # more than one where the English has several meanings

    @property
    def terms(self) -> tuple[str, ...]:
        """The Chinese terms, Simplified: the usual form of each entry, then the variants, then the looser ones."""
        usual = [entry.chinese[0] for entry in self.entries]
        variants = [term for entry in self.entries for term in entry.chinese[1:]]
        looser = [term for entry in self.entries for term in entry.looser]
        return tuple(dict.fromkeys([*usual, *variants, *looser]))


class Glossary:
    """Terms of the field in both languages; read-only, so one object serves every thread."""

    def __init__(self, entries: Iterable[GlossaryEntry]) -> None:
        """Take entries that `parse_entries` has checked."""
        self.entries = tuple(entries)

    @classmethod
    def load(cls) -> Glossary:
        """Return the glossary that ships with the product; the file is read once."""
        return _load_bundled()

    @classmethod
    def parse(cls, text: str, source: str = BUNDLED_GLOSSARY) -> Glossary:
        """Return the glossary in a text of the file's format.

        Raises:
            GlossaryError: a line is malformed or repeats another; the message names it.
        """
        return cls(parse_entries(text.splitlines(), source))

    def translate(self, question: str) -> list[GlossaryMatch]:
        """Return the known words and phrases of an English question: left to right, the longest at each place.

        Plural, possessive, -ing, -ed and American spelling are seen through (see `index.terms.english`).
        Words that say nothing by themselves, such as "can" or "how many", are no match.
        """
        return [
            GlossaryMatch(start, end, question[start:end], tuple(self.entries[n] for n in numbers))
            for start, end, numbers in self._english.find(question)
        ]

    def gloss(self, zh_term: str) -> str | None:
        """Return the English of a Chinese term (either script), or None where the glossary has no part of it.

        A name put together is glossed from its parts: 省科技厅, 县委组织部, 各市、县(区)政府, 高新区管委会. The
        name of a place that the glossary does not know is left out of the gloss (德安县发改委), and so is what a
        leading group or the like is for (县促进高新区改革和创新发展领导小组办公室).
        """
        name = _fold(zh_term)
        known = self._gloss_term(name)
        if known is not None:
            return known
        compound = self._split(name)
        if compound is not None:
            return gloss_compound(compound, self._gloss_term, self._places)
        body = _NAMED_BODY.search(name)
        return self._gloss_term(body.group()) if body else None

    def synonyms(self, zh_term: str) -> tuple[str, ...]:
        """Return all Chinese forms of a term (either script in, Simplified out), the usual one first.

        The term itself is among them, so that the first names the whole group; () for an unknown term. A
        level or place before a unit is kept (县发改委 -> 县发改委, 县发展和改革委员会, 县发改局, …), and 县委编办 has
        the same first form as 县编办.
        """
        name = _fold(zh_term)
        compound = None if name in self._by_chinese else self._split(name)
        prefixes, term = (compound.prefixes, compound.term) if compound else (("",), name)
        zone = ""
        if term not in self._by_chinese:
            zone, term = self._split_zone(term) or ("", term)
        entry = self._by_chinese.get(term)
        forms = (*entry.chinese, *entry.looser) if entry else ()
        return tuple(prefix + zone + form for prefix in prefixes for form in forms)

    def units(self) -> tuple[GlossaryEntry, ...]:
        """Return the entries that are Party, government or other units, in the file's order."""
        return tuple(entry for entry in self.entries if entry.field is Field.UNIT)

    def chinese_terms(self) -> tuple[str, ...]:
        """Return every Chinese term, Simplified, each once, in the file's order."""
        return tuple(self._by_chinese)

    def _split(self, name: str) -> Compound | None:
        return split_compound(name, self._is_unit, self._is_zone, self._places)

    def _is_unit(self, term: str) -> bool:
        entry = self._by_chinese.get(term)
        return entry is not None and entry.field is Field.UNIT

    def _is_zone(self, term: str) -> bool:
        entry = self._by_chinese.get(term)
        return entry.field is Field.ZONE if entry else self._split_zone(term) is not None

    def _split_zone(self, term: str) -> tuple[str, str] | None:
        for place in range(len(term) - 1, 1, -1):
            zone, unit = self._by_chinese.get(term[:place]), self._by_chinese.get(term[place:])
            if zone and unit and zone.field is Field.ZONE and unit.field is Field.UNIT:
                return term[:place], term[place:]
        return None

    def _gloss_term(self, term: str) -> str | None:
        entry = self._by_chinese.get(term)
        if entry is not None:
            english = entry.english[0]
            if term.endswith("厅"):  # what is a bureau below is a department of the province
                english = re.sub(r" bureau$", " department", english)
            return english
        parts = self._split_zone(term)
        return " ".join(self._by_chinese[part].english[0] for part in parts) if parts else None

    @cached_property
    def _english(self) -> PhraseIndex:
        return PhraseIndex([(phrase, n) for n, entry in enumerate(self.entries) for phrase in entry.english])

    @cached_property
    def _by_chinese(self) -> Mapping[str, GlossaryEntry]:
        """Every form -> its entry; of the looser ones those of units, where each leads to one entry."""
        sure = {term: entry for entry in self.entries for term in entry.chinese}
        loose = {term: entry for entry in self.units() for term in entry.looser}
        return {**sure, **{term: entry for term, entry in loose.items() if term not in sure}}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        places = (entry for entry in self.entries if entry.field is Field.PLACE)
        return {term: entry.english[0] for entry in places for term in entry.chinese}


@cache
def _load_bundled() -> Glossary:
    return Glossary.parse(files("index.terms").joinpath(BUNDLED_GLOSSARY).read_text(encoding="utf-8"))


def _fold(term: str) -> str:
    return _IGNORED.sub("", fold_layout(term)).replace(",", "、")
