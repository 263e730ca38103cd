"""Figures with what they count and how they are compared, from English and from Chinese text, to be compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.llm.checking.numerals import mark_numbers


@dataclass(frozen=True, slots=True)
class Figure:
    """A number by value, what it counts, and the comparison that it stands in."""

    value: str  # "30", "10%", "3~5", "1/3"; of a date "2024-6-30", parts that are not named empty
    counts: str  # "day", "month", "yuan", "date", …; "" for things and people
    comparison: str  # "least", "most", "more", "less", "about", "by", "from", "after" or ""


# 一个, 一次: "a"; not counted in either language.
_ARTICLES = frozenset({Figure("1", "", ""), Figure("1", "times", "")})
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS: Mapping[str, int] = MappingProxyType({name: n for n, name in enumerate(_MONTH_NAMES.split(), 1)})
_MONTH = "|".join(_MONTHS)
_ENGLISH_DATES = (
    re.compile(
        rf"(?:the )?\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<m>{_MONTH}),? (?P<y>(?:19|20)\d\d)\b"
    ),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<m>{_MONTH}),?(?: of)? (?P<y>(?:19|20)\d\d)\b"),
    re.compile(rf"\b(?P<m>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b"),
    re.compile(rf"\b(?P<m>{'|'.join(month for month in _MONTHS if month not in ('may', 'march'))})\b"),
    re.compile(r"(?<![\d,.@-])(?P<y>(?:19|20)\d\d)(?![\d,.%]*\d|%)"),
)
_CHINESE_DATES = (
    re.compile(r"#(?P<y>(?:19|20)\d\d)#年(?:#(?P<m>\d{1,2})#月(?:#(?P<d>\d{1,2})#日)?)?"),
    re.compile(r"#(?P<m>\d{1,2})#月(?:#(?P<d>\d{1,2})#日)?"),
)
_DATE = "@[-\\d]+@"
_NUMBER = r"#[^#@]+#(?:~#[^#@]+#)?"

_OVER = r"(?:exceed(?:ing)?|(?:be )?(?:more than|higher than|greater than|above|over|older than))"
_UNDER = r"(?:fall below|(?:be )?(?:lower than|less than|fewer than|below|under))"
_MUST_NOT = r"(?:shall|must|may|should|can) not (?:be allowed to )?"
_PLAIN_NOT = r"(?:(?:does|do|is|are|will) )?not (?:to )?"
# "… as a rule": the limit is set by a modal word, 不得超过 and not 不超过.
_ENGLISH_BEFORE = (
    ("most as a rule", _MUST_NOT + _OVER),
    ("least as a rule", _MUST_NOT + _UNDER),
    ("most", rf"{_PLAIN_NOT}{_OVER}|no (?:more|higher|greater|longer|older) than|at (?:the )?most|up to|a maximum of|within"),
    ("least", rf"{_PLAIN_NOT}{_UNDER}|no (?:less|fewer|lower) than|at (?:the )?least|a minimum of"),
    ("more", r"more than|over|exceed(?:s|ed|ing)?|above|greater than|higher than|surpass(?:es|ed|ing)?|longer than"),
    ("less", r"less than|fewer than|under|below|lower than"),
    ("about", r"about|around|approximately|nearly|roughly"),
    ("after", r"after"),
)  # fmt: skip
_ENGLISH_BEFORE_DATE = (
    ("by", r"by(?: the end of)?|before(?: the end of)?|no later than(?: the end of)?"),
    ("from", r"from|since|starting (?:from|on|in)"),
)
_ENGLISH_AFTER = (
    ("least", r"(?:or|and) (?:more|above|older|over|higher)"),
    ("most", r"(?:or|and) (?:less|below|under|fewer|younger)"),
)
_ENGLISH_COUNTS = (
    ("workday", r"working days?|business days?|workdays?"),
    ("day", r"(?:calendar )?days?"),
    ("week", r"weeks?"),
    ("month", r"months?"),
    ("year", r"years?(?: (?:old|of age))?|yrs?"),
    ("yuan", r"(?:chinese )?yuan|rmb|cny|renminbi"),
    ("point", r"percentage points?"),
    ("times", r"times|fold|-fold"),
    ("quarter", r"quarters?"),
    ("mu", r"mu"),
    ("hectare", r"hectares?"),
    ("km2", r"square kilomet(?:re|er)s?"),
    ("m2", r"square met(?:re|er)s?"),
    ("ton", r"tonn?e?s?"),
    ("hour", r"hours?"),
)
_CHINESE_COUNTS = (
    ("workday", "个?工作日"),
    ("day", "日|天"),
    ("week", "周(?!岁)|个?星期"),
    ("month", "个?月"),
    ("year", "周?岁|年"),
    ("yuan", "元"),
    ("point", "个?百分点"),
    ("times", "倍|次(?!性)"),
    ("quarter", "个?季度"),
    ("mu", "亩"),
    ("hectare", "公顷"),
    ("km2", "平方公里"),
    ("m2", "平方米"),
    ("ton", "吨"),
    ("hour", "个?小时"),
)
_CHINESE_BEFORE = (
    ("most as a rule", "(?:不得|不能|不应|不可)(?:超过|高于|大于|多于|突破)"),
    ("least as a rule", "(?:不得|不能|不应|不可)(?:少于|低于|小于)"),
    ("most", "不(?:超过|高于|大于|多于|突破)|至多|最多|最高(?:不超过)?|最长(?:不超过)?|上限为?"),
    ("least", "不(?:少于|低于|小于)|至少|最少|最低(?:不低于)?"),
    ("more", "超过|高于|大于|突破|多于"),
    ("less", "低于|少于|小于|不足|不满|未满"),
    ("about", "约|大约|近"),
)
_CHINESE_BEFORE_DATE = (("by", "到|至|截至|不迟于|最迟"), ("from", "自|从"))
_CHINESE_AFTER = (
    ("least", "(?:及|或|含)?以上"),
    ("most", "(?:及|或|含)?以下|以内|之内|内"),
    ("by", "底?之?以?前|底"),
    ("from", "起|以来"),
    ("after", "以?之?后"),
    ("about", "左右"),
)


def _any_of(pairs: tuple[tuple[str, str], ...]) -> str:
    return "|".join(f"(?:{pattern})" for _, pattern in pairs)


_ENGLISH = re.compile(
    rf"(?:\b(?P<before>{_any_of(_ENGLISH_BEFORE)})\s+(?:the\s+|a\s+)?)?"
    rf"(?:(?:\b(?P<until>{_any_of(_ENGLISH_BEFORE_DATE)})\s+)?(?P<date>{_DATE})"
    rf"|(?P<number>{_NUMBER})(?:[\s-]?(?P<counts>{_any_of(_ENGLISH_COUNTS)})\b)?)"
    rf"(?:\s+(?P<after>{_any_of(_ENGLISH_AFTER)})\b)?(?P<gap>)"
)
_CHINESE = re.compile(
    rf"(?:(?P<before>{_any_of(_CHINESE_BEFORE)})(?P<gap>[\u4e00-\u9fff]{{1,6}}的|每[亩人年月户家]|每平方米)?)?"
    rf"(?:(?P<until>{_any_of(_CHINESE_BEFORE_DATE)})?(?P<date>{_DATE})"
    rf"|(?P<number>{_NUMBER})(?P<counts>{_any_of(_CHINESE_COUNTS)})?)"
    rf"(?P<unit>[家个项人名位件户套]?)(?P<after>{_any_of(_CHINESE_AFTER)})?"
)
_ENGLISH_COMPARISONS = (*_ENGLISH_BEFORE, *_ENGLISH_BEFORE_DATE, *_ENGLISH_AFTER)
_CHINESE_COMPARISONS = (*_CHINESE_BEFORE, *_CHINESE_BEFORE_DATE, *_CHINESE_AFTER)
# What follows a Chinese numeral that counts something.
_COUNTED = re.compile(rf"[至到~—-]|{_any_of(_CHINESE_COUNTS)}|[家个项人名位件户套点分处类批期]")


def are_same(figures: Sequence[Figure], others: Sequence[Figure]) -> bool:
    """Say whether two texts hold the same figures, those that count the same thing in the same order.

    Languages order differently what is counted differently, but an exchange of two amounts is another statement.
    """
    return _by_counts(figures) == _by_counts(others)


def _by_counts(figures: Sequence[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.counts)  # stable: keeps the order within a kind


def take_english_figures(lowered: str) -> tuple[list[Figure], str]:
    """Return the figures of an English text in lower case, and the text with " 0 " where they stood."""
    for pattern in _ENGLISH_DATES:
        lowered = pattern.sub(_name_date, lowered)
    return _take(_mark_outside_dates(lowered), _ENGLISH, _ENGLISH_COMPARISONS, _ENGLISH_COUNTS, " 0 ")


def take_chinese_figures(folded: str) -> tuple[list[Figure], str]:
    """Return the figures of a folded Chinese text, and the text without them."""
    marked = mark_numbers(folded, _COUNTED)
    for pattern in _CHINESE_DATES:
        marked = pattern.sub(_name_date, marked)
    return _take(marked, _CHINESE, _CHINESE_COMPARISONS, _CHINESE_COUNTS, "0")


def _take(
    text: str,
    pattern: re.Pattern[str],
    comparisons: tuple[tuple[str, str], ...],
    counts: tuple[tuple[str, str], ...],
    filler: str,
) -> tuple[list[Figure], str]:
    figures: list[Figure] = []

    def take(found: re.Match[str]) -> str:
        names = {_name(found[group], comparisons) for group in ("before", "until", "after")}
        comparison = "+".join(sorted(names - {""}))
        if found["date"]:
            figures.append(Figure(found["date"].strip("@"), "date", comparison))
        else:
            figure = Figure(found["number"].replace("#", ""), _name(found["counts"], counts), comparison)
            if figure not in _ARTICLES:
                figures.append(figure)
        return (found["gap"] or "") + filler

    return figures, pattern.sub(take, text)


def _name(text: str | None, pairs: tuple[tuple[str, str], ...]) -> str:
    """Return the name of the first pattern that a text fits."""
    if not text:
        return ""
    return next(name for name, pattern in pairs if re.fullmatch(pattern, text))


def _name_date(found: re.Match[str]) -> str:
    parts = {"y": "", "m": "", "d": "", **{k: v for k, v in found.groupdict().items() if v}}
    month = str(_MONTHS.get(parts["m"], parts["m"]))
    return f"@{parts['y']}-{month}-{parts['d'].lstrip('0')}@"


def _mark_outside_dates(text: str) -> str:
    pieces = re.split(rf"({_DATE})", text)
    return "".join(piece if piece.startswith("@") else mark_numbers(piece) for piece in pieces)
