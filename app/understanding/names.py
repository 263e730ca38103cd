"""Names of places and companies in a library, found again when a question spells them in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from app.understanding.dictionary import is_english
from app.understanding.places import LEVELS, places_in
from app.understanding.subjects import SubjectIndex
from ingest import Document, fold_layout, subject_of

# What follows names, and many words that are none (薪酬方案): these are only ever looked up by their sound.
_AFTER_NAME = (
    "省|市|县|州|旗|镇|乡|岛|港|高新区|经开区|开发区|新区|工业园|区|园区|片区|集团|公司|大学|学院|分局|方案"
)
# Each length for itself: in 德安高新区 both 德安 and 德安高 (before 新区) fit.
_NAMED = tuple(re.compile(rf"(?=([\u4e00-\u9fff]{{{length}}})(?:{_AFTER_NAME}))") for length in (2, 3))
_KINDS = "方案|意见|办法|条例|规定|细则|通知|要点|计划|规划|纲要|措施|决定|公告|指南|规范|要闻|观察|报告"
_DOCUMENT_KIND = re.compile(rf"(?:{_KINDS})$")
_TITLE_WORD = re.compile(rf"(?:实施|若干|指导|管理|行动|工作)?(?:{_KINDS})|(?:19|20)\d\d")
_KIND = re.compile(_KINDS)
_TITLE_WORDS = re.compile(rf"(?:{_TITLE_WORD.pattern})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Of a province or city that it does not name: 我省, 全市, 各县区.
_LOCAL = re.compile(
    "我[省市县区州]|全[省市县区州](?!性)|[省市县区州]委、|各(?:市|县|区县|县区|区、市)(?:人民政府|工业|教育|科技|有关|委办局)"
)
_PROVINCIAL = re.compile("[我全]省")
_TO_ALL = re.compile("省、?自治区")
_BEGINNING = 300  # characters
_OFTEN = 2
_DATES = re.compile(r"(?<=\d{4})-\d\d-\d\d")
_LATIN = re.compile(r"[A-Za-z]+(?:['’`-][A-Za-z]+)*")
_BEFORE_TITLES = "的与和及在按之、"
_UNKNOWN = 0.3  # of what a document may be as well as another
_SHORTEST = 4  # letters: shorter syllables are English words too often
_CAPITAL = re.compile(r"[A-Z]")


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """Return what may be names in a document: two or three characters before a level, a zone or a company."""
    folded = fold_layout(text)
    return frozenset(name for pattern in _NAMED for name in pattern.findall(folded))


@lru_cache(maxsize=65536)
def spell(name: str) -> str:
    """Return how a name is spelt in Latin letters, without tones: 德安 -> dean."""
    from pypinyin import lazy_pinyin  # loads its dictionary

    return "".join(lazy_pinyin(name)).lower()


def romanised_words(question: str) -> list[tuple[str, bool]]:
    """Return the words of an English question without case and marks, and which have a capital, as names do.

    >>> romanised_words("enforcement in De'an and Jian-shi?")
    [('enforcement', False), ('in', False), ('dean', True), ('and', False), ('jianshi', True)]
    """
    words = _LATIN.findall(question)
    found = [re.sub(r"[^a-z]", "", word.lower().removesuffix("'s").removesuffix("’s")) for word in words]
    return [(spelt, _CAPITAL.search(word) is not None) for word, spelt in zip(words, found, strict=True)]


class NameIndex:
    """The names of a library's documents: by their spelling, and how strongly each belongs to a document."""

    def __init__(self, documents: Sequence[Document], ordinary: frozenset[str] = frozenset()) -> None:
        """Take the documents, and words that are no name of a place (see `places_in`)."""
        self._by_spelling: dict[str, set[str]] = {}
        self._strengths: dict[str, dict[str, float]] = {}
        self._titles: dict[str, str] = {}
        known: set[str] = set()
        self._provinces: dict[str, set[str]] = {}
        self._of_some_place: set[str] = set()  # that they do not name
        for document in documents:
            subject = subject_of(document.title, document.source_name, document.text)
            self._titles[document.id] = _DATES.sub("", fold_layout(f"{subject} {document.issued_on or ''}"))
            folded = fold_layout(document.text)
            head = fold_layout(" ".join(filter(None, (subject, document.region, document.issuer))))
            places = places_in(document.text, ordinary)
            known |= places
            province = _province(document, folded, places)
            if province is not None:
                self._provinces.setdefault(province, set()).add(document.id)
            is_local = len(_LOCAL.findall(folded)) >= _OFTEN
            own = _own_place(folded, places, 1 if is_local else _OFTEN)
            if own is not None and f"{own}省" not in folded and len(_PROVINCIAL.findall(folded)) >= _OFTEN:
                own = None  # a city in a document of its province
            if own is None and document.region is None and is_local:
                self._of_some_place.add(document.id)
            for name in names_in(document.text):
                self._by_spelling.setdefault(spell(name), set()).add(name)
                strength = 1.0 if name in head else 0.8 if name == own else _strength(folded.count(name))
                self._strengths.setdefault(name, {})[document.id] = strength
        self.subjects = SubjectIndex({key: title.lower() for key, title in self._titles.items()})
        self.places = frozenset(known)  # that stand in documents, without their level
        self._place = _pattern_of_places(filter(None, (document.region for document in documents)))

    def provinces(self) -> list[tuple[str, set[str]]]:
        """Return the provinces that documents are of, sorted, with these documents."""
        return sorted(self._provinces.items())

    def split_places(self, run: str) -> list[tuple[str, bool]]:
        """Return the parts of a run of Simplified characters in order, and which are places of documents."""
        parts = self._place.split(run) if self._place is not None else [run]
        return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]

    def find(self, question: str) -> dict[str, tuple[str, ...]]:
        """Return the names that words of an English question may spell, by the word.

        Without a capital, only a place counts, and only where the word is no English one.
        """
        found: dict[str, tuple[str, ...]] = {}
        for word, is_capital in romanised_words(question):
            names = self._by_spelling.get(word, set()) if len(word) >= _SHORTEST else set()
            if names and (is_capital or (names & self.places and not is_english(word))):
                found[word] = tuple(sorted(names))
        return found

    def titled(self, folded_question: str) -> dict[str, dict[str, float]]:
        """Return the parts of a Chinese question that print a title or a good part of one, with its documents.

        The longest part that stands in a title counts, if it is long or ends in a kind of document.
        """
        found: dict[str, dict[str, float]] = {}
        joined = "\n".join(self._titles.values())
        start = 0
        while start < len(folded_question):
            length = 0
            while (
                start + length < len(folded_question)
                and folded_question[start : start + length + 1] in joined
            ):
                length += 1
            part = folded_question[start : start + length].strip().lstrip(_BEFORE_TITLES)
            if not _TITLE_WORDS.fullmatch(part) and (
                len(part) >= 7 or (len(part) >= 4 and _DOCUMENT_KIND.search(part))
            ):
                found[part] = {key: 1.0 for key, title in self._titles.items() if part in title}
            start += max(1, length)
        return found

    def with_title_word(self, word: str) -> dict[str, float]:
        """Return the documents whose title holds a kind of document or a year, each as surely.

        A document that says no kind or no year may be of any.
        """
        if not _TITLE_WORD.fullmatch(word):
            return {}
        says = _YEAR if _YEAR.fullmatch(word) else _KIND
        found = {key: 0.6 for key, title in self._titles.items() if word in title}
        if found:
            found |= {key: _UNKNOWN for key, title in self._titles.items() if not says.search(title)}
        return found

    def titled_by_terms(self, terms: Sequence[Sequence[str]]) -> tuple[int, frozenset[str]]:
        """Return how many terms, counted from the last, name a document by words of its title, and which documents.

        The last must be a kind of document (意见, 方案) and one more must stand in the same title; (0, none) where
        no title fits.

        Args:
            terms: the forms of each term, in the order of the question, the kind of document last.
        """
        kinds = [form for form in terms[-1] if _TITLE_WORD.fullmatch(form)] if terms else []
        lengths: dict[str, int] = {}
        for key, title in self._titles.items():
            if not any(kind in title for kind in kinds):
                continue
            length = 1
            while length < len(terms) and any(form in title for form in terms[-length - 1]):
                length += 1
            lengths[key] = length
        longest = max(lengths.values(), default=0)
        if longest < 2:
            return 0, frozenset()
        return longest, frozenset(key for key, length in lengths.items() if length == longest)

    def documents_of(self, variants: Iterable[str], *, spelt: bool = False) -> dict[str, float]:
        """Return the documents that a name belongs to, with how strongly, in (0, 1]; none for other words.

        A place may be asked for with its level (德安县) or without it (德安). A document that speaks of "the whole
        province" and names none may be of any.

        Args:
            variants: forms of the name.
            spelt: the question spells it in Latin letters, so it is a name even where none but a place is sure.
        """
        found: dict[str, float] = {}
        for variant in variants:
            for name in (variant, variant[:-1]) if len(variant) > 2 and variant[-1] in LEVELS else (variant,):
                known = self._strengths.get(name, {}) if spelt or name in self.places else {}
                for document_id, strength in known.items():
                    found[document_id] = max(strength, found.get(document_id, 0.0))
                if known and name in self.places:
                    found = dict.fromkeys(self._of_some_place, _UNKNOWN) | found
        return found


def _province(document: Document, folded: str, places: Iterable[str]) -> str | None:
    """Return the province that a document is of: its region, or the one it speaks of most as "the whole province"."""
    region = fold_layout(document.region or "")
    if region.endswith(("省", "自治区")):
        return region
    if "全省" not in fold_layout(document.title):
        return None
    counts = {f"{place}省": folded.count(f"{place}省") for place in sorted(places)}
    most = max(counts, key=lambda name: counts[name], default="")
    return most if counts.get(most) else None


def _pattern_of_places(regions: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds regions with their level (德安县) or without it (德安), the longer first."""
    folded = {fold_layout(region) for region in regions}
    names = folded | {region[:-1] for region in folded if len(region) > 2 and region[-1] in LEVELS}
    if not names:
        return None
    return re.compile(
        "(" + "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) + ")"
    )


def _own_place(folded: str, places: Iterable[str], least: int) -> str | None:
    """Return the place that a document names most; none where it names none so often or is addressed to all provinces."""
    counts = {place: folded.count(place) for place in sorted(places)}
    most = max(counts, key=lambda name: counts[name], default="")
    return most if counts.get(most, 0) >= least and not _TO_ALL.search(folded[:_BEGINNING]) else None


def _strength(count: int) -> float:
    """Return how strongly a name that stands so often in a text, and not in its head, belongs to it."""
    return 0.8 if count >= 5 else 0.4 if count >= 2 else 0.15
