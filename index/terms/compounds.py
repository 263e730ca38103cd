"""Chinese names that are put together: a place or level of government, then a unit or zone of the glossary."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.terms.english import pluralise

_ADJECTIVES: Mapping[str, str] = MappingProxyType(
    {
        **{"国家": "national", "中央": "central", "省": "provincial", "自治区": "autonomous regional"},
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
_LEVELS = re.compile(rf"(?:{_LEVEL})(?:、(?:{_LEVEL}))*(?:\((?:{_LEVEL})(?:、(?:{_LEVEL}))*\))?")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}")
_COMMITTEE = "委"


@dataclass(frozen=True, slots=True)
class Compound:
    """A name split into what stands before the term of the glossary, and the term."""

    every: bool  # 各
    place: str  # a province or city of the glossary, or the unknown name of a place; may be ""
    levels: str  # 省, or 市、县(区); 县委 where the unit is one of the committee's; may be ""
    term: str  # may be "" after several levels

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Everything before the term; a Party committee's unit is named without the committee too, and first."""
        written = ("各" if self.every else "") + self.place + self.levels
        return tuple(dict.fromkeys([written.removesuffix(_COMMITTEE), written]))


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
    rest = name.removeprefix("各")
    every = rest != name
    for place, tail in _split_place(rest, places):
        named = _LEVELS.match(tail)
        for levels in (named.group(), "") if named else ("",):
            term = tail.removeprefix(levels)
            if is_zone(term) or ((levels or place in places or not place) and is_unit(term)):
                return Compound(every, place, levels, term)
            if levels and term.startswith(_COMMITTEE) and is_unit(term[1:]):
                return Compound(every, place, levels + _COMMITTEE, term[1:])
            if every and levels and not term:
                return Compound(every, place, levels, term)
    return None


def gloss_compound(
    compound: Compound, gloss: Callable[[str], str | None], places: Mapping[str, str]
) -> str | None:
    """Return the English of a split name; the unknown name of a place is left out."""
    before = [places[compound.place]] if compound.place in places else []
    levels = compound.levels.removesuffix(_COMMITTEE)
    if not compound.term:
        return " ".join(["all", *before, _name_levels(levels, _plural_noun)])
    if levels:
        before.append(_name_levels(levels, _ADJECTIVES.__getitem__))
    term = gloss(compound.term)
    if term is None:
        return None
    if levels != compound.levels:  # 县委组织部
        phrase = f"{term} of the {' '.join([*before, 'Party committee'])}"
    else:
        phrase = " ".join([*before, term])
    return f"all {pluralise(phrase)}" if compound.every else phrase


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
    text = _join([name(level) for level in outer.split("、")])
    return f"{text} ({', '.join(name(level) for level in inner.rstrip(')').split('、'))})" if inner else text


def _join(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
