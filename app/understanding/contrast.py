"""Steps of a scale: a clause on class A does not answer for class E, nor one on the first phase for the second."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_NUMERALS = {c: n for n, c in enumerate("一二三四五六七", start=1)} | {str(n): n for n in range(1, 8)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "one": 1, "two": 2, "three": 3, "首": 1}


def _number(text: str) -> str:
    return str(_NUMERALS.get(text) or _ORDINALS.get(text) or text)


# Numbered steps: what finds one in folded text, with its number in one of the groups.
_NUMBERED = tuple(
    re.compile(pattern)
    for pattern in (
        r"([一二三四五六七1-7])级(?!党|政府|人民)|\b(?:level|grade)[- ]?([1-7])\b|\b(first|second|third|fourth)[- ](?:level|grade|class)\b",
        r"([a-g])(?=(?:[、,和及/]?[a-g])*类)|\b(?:class|category|type|tier)[- ]([a-g])\b",
        r"([一二三四首])期(?![限间货望末初满内权])|\bphase (one|two|three|[1-4])\b|\b(first|second|third) phase\b",
        r"([一二三四])季度|\b(first|second|third|fourth) quarter\b",
        r"([一二三])等奖|\b(first|second|third) prize\b",
    )
)
# Named steps: one pattern each.
_NAMED = tuple(
    tuple(re.compile(step) for step in scale)
    for scale in (
        (r"博士|\bph\.?d|\bdoctor(?:ate|al)", r"硕士|\bmaster'?s?\b", r"本科|学士|\bbachelor|\bundergraduate",
         r"大专|专科|\bjunior college", r"中专|技校|技工学校|职高|\bvocational"),
        (r"国家级|\bnational(?:-level)?\b", r"省级|\bprovincial(?:-level)?\b", r"市级|\bmunicipal\b|\bcity-level\b",
         r"县级|区级|\bcounty-level\b"),
        (r"大型企业|大企业|规上|规模以上|\blarge (?:firms?|compan|enterprises?)", r"中小|小微|中型企业|小型企业|\bsmes?\b|\bsmall (?:firms?|compan|enterprises?|business)"),
        (r"幼儿园|\bkindergarten", r"小学|\bprimary school", r"初中|\bjunior (?:high|middle)", r"高中|\bsenior (?:high|middle)"),
        (r"上半年|\bfirst half", r"下半年|\bsecond half"),
        (r"城镇|城市|城区|\burban\b", r"农村|乡村|\brural\b"),
        (r"一次性|\bone-off\b|\blump sum", r"按月|每月|\bmonthly\b", r"按年|每年|\bannual(?:ly)?\b|\byearly\b"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contrast:
    """The steps that a question names: of each scale those it names, and what finds the scale's steps in a text."""

    scales: tuple[tuple[frozenset[str], Callable[[str], frozenset[str]]], ...]

    def speaks_of_others(self, folded: str) -> bool:
        """Tell whether a folded text names other steps of a scale, and none of those that the question names."""
        return any((found := find(folded)) and found.isdisjoint(named) for named, find in self.scales)


def contrast_of(folded_question: str) -> Contrast:
    """Return the steps of scales that a folded question names.

    >>> contrast_of("e类人才的子女怎么入学").speaks_of_others("a、b类人才子女可以任选学校")
    True
    >>> contrast_of("b类人才的子女怎么入学").speaks_of_others("a、b类人才子女可以任选学校")
    False
    """
    named = ((find(folded_question), find) for find in _FINDERS)
    return Contrast(tuple((steps, find) for steps, find in named if steps))


def _find_numbered(pattern: re.Pattern[str]) -> Callable[[str], frozenset[str]]:
    return lambda text: frozenset(
        _number(next(filter(None, match.groups()))) for match in pattern.finditer(text)
    )


def _find_named(scale: tuple[re.Pattern[str], ...]) -> Callable[[str], frozenset[str]]:
    return lambda text: frozenset(str(place) for place, step in enumerate(scale) if step.search(text))


_FINDERS = (*map(_find_numbered, _NUMBERED), *map(_find_named, _NAMED))


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def speaks_of_other_years(folded_question: str, quotes: str, surroundings: str) -> bool:
    """Tell whether quotes speak of years, and neither they nor what stands around them of the year that is asked.

    Args:
        folded_question: the question.
        quotes: folded.
        surroundings: the clause with its headings and the title of its document, folded.
    """
    asked = set(_YEAR.findall(folded_question))
    said = set(_YEAR.findall(quotes))
    return bool(asked and said) and asked.isdisjoint(said | set(_YEAR.findall(surroundings)))
