"""Chinese names that are put together: a place or level of government, then a unit or zone of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.terms.english import pluralise

_ADJECTIVES: Mapping[str, str] = MappingProxyType(
    {
        **{"国家": "national", "全国": "national", "中央": "central", "国家级": "national"},
        **{"省": "provincial", "省级": "provincial", "全省": "provincial", "自治区": "autonomous regional"},
        **{"市级": "municipal", "全市": "municipal", "县级": "county", "全县": "county", "区级": "district"},
        **{"直辖市": "municipal", "设区市": "prefecture-level city", "市": "municipal", "州": "prefecture"},
        **{
            "县": "county",
            "区": "district",
            "旗": "banner",
            "乡": "township",
            "镇": "town",
            "街道": "subdistrict",
        },
        **{"新区": "new area", "场": "farm"},
    }
)
_NOUNS: Mapping[str, str] = MappingProxyType(
    {"国家": "state", "中央": "central authority", "省": "province", "自治区": "autonomous region"}
    | {"直辖市": "municipality", "市": "city"}
)
_LEVEL = "|".join(sorted(_ADJECTIVES, key=lambda level: (-len(level), level)))
_ONE_LEVEL = re.compile(_LEVEL)
_LEVELS = re.compile(rf"(?:{_LEVEL})(?:、?(?:{_LEVEL}))*(?:\((?:{_LEVEL})(?:、(?:{_LEVEL}))*\))?")
_WHICH: Mapping[str, str] = MappingProxyType(
    {"有关": "relevant", "相关": "relevant", "属地": "local", "所在": "local", "试点": "pilot"}
)
_PLACE = re.compile(r"(?:(?![和与及或的由各等])[\u4e00-\u9fff]){2,6}")
_BODIES: Mapping[str, str] = MappingProxyType(
    {"委": "Party committee", "政府": "government", "人民政府": "government"}
)


@dataclass(frozen=True, slots=True)
class Compound:
    """A name split into what stands before the term of the glossary, and the term; any part may be empty."""

    every: str  # 各
    which: str  # 有关, 属地
    place: str  # a province or city of the glossary, or the unknown name of a place
    levels: str  # 省, or 市、县(区)
    body: str  # 委, 政府: the body that the unit belongs to
    term: str

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Everything before the term, first without the body that the unit belongs to, then as written."""
        before = self.every + self.which + self.place + self.levels
        return tuple(dict.fromkeys([before, before + self.body]))


def split_compound(
    name: str, is_unit: Callable[[str], bool], is_zone: Callable[[str], bool], places: Mapping[str, str]
) -> Compound | None:
    """Return the parts of a name, or None where it is not put together from known parts.

    Args:
        name: Simplified, half-width, without blanks.
        is_unit: whether a string is a unit of the glossary.
        is_zone: whether a string is a zone of the glossary, or a zone and its unit.
        places: Chinese place names, with or without their level -> English.
    """
    every = "各" if name.startswith("各") else ""
    rest = name.removeprefix("各")
    for which in (*_WHICH, ""):
        for place, tail in _split_place(rest.removeprefix(which), places) if rest.startswith(which) else ():
            for levels, body, term in _split_office(tail):
                sure = bool(levels or place in places or not place)
                if (
                    (sure and is_unit(term))
                    or (not body and is_zone(term))
                    or (every and levels and not term)
                ):
                    return Compound(every, which, place, levels, body, term)
    return None


def gloss_compound(
    compound: Compound, gloss: Callable[[str], str | None], places: Mapping[str, str]
) -> str | None:
    """Return the English of a split name; the unknown name of a place is left out."""
    before = [_WHICH[compound.which]] if compound.which else []
    before += [places[compound.place]] if compound.place in places else []
    if not compound.term:
        return " ".join(["all", *before, _name_levels(compound.levels, _plural_noun)])
    term = gloss(compound.term)
    if term is None:
        return None
    if term.startswith("relevant "):  # 省级有关部门
        before.insert(0, "relevant")
        term = term.removeprefix("relevant ")
    if compound.levels:
        before.append(_name_levels(compound.levels, _ADJECTIVES.__getitem__))
    if compound.body:  # 县委组织部
        phrase = f"{term} of the {' '.join([*before, _BODIES[compound.body]])}"
    else:
        phrase = " ".join([*before, term])
    return f"all {pluralise(phrase)}" if compound.every else phrase


def _split_office(text: str) -> list[tuple[str, str, str]]:
    """Return (levels, body, term) in the order to be tried: no level, one, as many as there are."""
    one, many = _ONE_LEVEL.match(text), _LEVELS.match(text)
    levels = dict.fromkeys([one.group(), many.group()]) if one and many else {}
    parts = [("", "", text)]
    for level in levels:
        term = text[len(level) :]
        parts.append((level, "", term))
        parts += [(level, body, term[len(body) :]) for body in _BODIES if term.startswith(body)]
    return parts


def _split_place(name: str, places: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return (place, rest) in the order to be tried: none, a known place, an unknown one; shorter first."""
    heads = [name[:length] for length in range(2, min(9, len(name)))]
    known = [head for head in heads if head in places]
    unknown = [head for head in heads if head not in places and _PLACE.fullmatch(head)]
    return [(head, name[len(head) :]) for head in ("", *known, *unknown)]


def _plural_noun(level: str) -> str:
    return pluralise(_NOUNS.get(level, _ADJECTIVES[level]))


def _name_levels(levels: str, name: Callable[[str], str]) -> str:
    outer, _, inner = levels.partition("(")
    text = _join([name(level) for level in _ONE_LEVEL.findall(outer)])
    return f"{text} ({', '.join(map(name, _ONE_LEVEL.findall(inner)))})" if inner else text


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
