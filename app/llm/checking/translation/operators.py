"""Words that turn a statement round: modal words, negations, conditions, exceptions, quantities without a number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

_Patterns = Sequence[tuple[str, re.Pattern[str]]]


def _compile(*pairs: tuple[str, str]) -> _Patterns:
    return tuple((name, re.compile(pattern)) for name, pattern in pairs)


# In the order in which they are taken from the text: longer forms first.
_ENGLISH = _compile(
    ("must not", r"\b(?:(?:shall|must|may|should|can|is|are) not be (?:allowed|permitted) to|(?:shall|must|may|should) not|"
                 r"cannot|can not|can't|mustn't|(?:is|are) (?:strictly )?(?:prohibited|forbidden|barred)(?: from)?|"
                 r"(?:is|are) not (?:allowed|permitted)(?: to)?)\b"),
    ("encourage", r"\b(?:encourag(?:e|es|ed|ing))\b"),
    ("principle", r"\bin principle\b"),
    ("generally", r"\b(?:generally|normally|usually|as a rule)\b"),
    ("shall", r"\b(?:shall|must|(?:is|are) (?:required|obliged) to|ha(?:s|ve) to|needs? to)\b"),
    ("should", r"\bshould\b"),
    ("may", r"\b(?:may|can|could|might|(?:is|are) (?:allowed|permitted|entitled) to)\b"),
    ("except", r"\b(?:except(?: for| that)?|unless|other than|apart from|excluding)\b"),
    ("not", r"\b(?:not|no|never|without|none|neither|nor|fail(?:s|ed|ing)? to|refus(?:e|es|ed|ing) to|stops?|ceases?|instead of)\b|n't\b"),
    ("only", r"\b(?:only|solely|exclusively|merely)\b"),
    ("or", r"\bor\b"),
    ("if", r"\b(?:if|where|when|whenever|once|provided that|in case|in the event)\b"),
    ("before", r"\b(?:before|prior to|until)\b"),
    ("after", r"\b(?:after|following|upon)\b"),
    ("every year", r"\b(?:(?:every|each|per|a) year|annual(?:ly)?|yearly)\b"),
    ("every day", r"\b(?:(?:every|each|per|a) day|daily)\b"),
    ("every month", r"\b(?:(?:every|each|per|a) month|monthly)\b"),
    ("every quarter", r"\b(?:(?:every|each|per|a) quarter|quarterly)\b"),
    ("every", r"\b(?:each|every|per)\b"),
    ("all", r"\b(?:all|any|entire|whole|wholly)\b"),
    ("some", r"\b(?:some|several|many|most|few|half|part|partly|certain)\b"),
)  # fmt: skip
_HARMLESS = re.compile(
    r"不断|不同|不动产|不良|无偿|无人机|无线|非常|未来|未成年|应急|应用|应届|对应|响应|供应|需求|可靠|可持续|可行|可再生|认可|许可|"
    r"非遗|除险|消除|解除|条件|如何|如期|企业全|安全|全面|全县|全市|全省|全国|全力|健全|完全|每亩|平均|亩均|人均"
)
_CHINESE = _compile(
    ("must not", r"不得|严禁|禁止|不准|不允许|不可|不能|一律不"),
    ("encourage", r"鼓励"),
    ("principle", r"原则上"),
    ("generally", r"一般|通常"),
    ("must", r"必须"),
    ("shall", r"应当|应|须|需要|需"),
    ("may", r"可以|可|允许|能够"),
    ("except", r"除外|除"),
    ("not", r"不|未|无|非|没有|没|勿|停止|拒绝"),
    ("only", r"仅|只"),
    ("or", r"或者|或"),
    ("if", r"如果|如|若|凡|的[,，]|时(?=[,，])"),
    ("before", r"前(?=[,，应须,])|之前"),
    ("after", r"后(?!勤|续|备|台)"),
    ("every year", r"每年|年度|年(?=收入|利润|销售|产值|均)"),
    ("every day", r"每日|每天"),
    ("every month", r"每月"),
    ("every quarter", r"每个?季度"),
    ("every", r"每"),
    ("all", r"全部|所有|一律|均|各|任何"),
    ("some", r"部分|若干|一些|一半|多数|少数"),
)
# What an English word may stand for, beside what it says itself.
_SAME: Mapping[str, frozenset[str]] = {
    "shall": frozenset({"must", "shall"}),
    "should": frozenset({"shall"}),
    "every": frozenset({"every", "all"}),
    "all": frozenset({"all", "every"}),
}
_OPTIONAL_IN_ENGLISH = frozenset({"all", "after"})  # said by a plural, a participle


def say_the_same(english: Counter[str], chinese: Counter[str]) -> bool:
    """Say whether the operators of an English text are those of a Chinese one, no more and no fewer."""
    left = Counter(chinese)
    for name in english.elements():
        match = next((one for one in sorted(_SAME.get(name, {name})) if left[one]), None)
        if match is None:
            return False
        left[match] -= 1
    return all(name in _OPTIONAL_IN_ENGLISH for name in left.elements())


def take_english_operators(text: str) -> tuple[Counter[str], str]:
    """Return the operators of an English text in lower case, and the text without them."""
    return _take(text, _ENGLISH)


def take_chinese_operators(folded: str) -> tuple[Counter[str], str]:
    """Return the operators of a folded Chinese text, and the text without them."""
    return _take(_HARMLESS.sub("  ", folded), _CHINESE)


def _take(text: str, patterns: _Patterns) -> tuple[Counter[str], str]:
    counts: Counter[str] = Counter()
    for name, pattern in patterns:
        text, count = pattern.subn(" ", text)
        if count:
            counts[name] += count
    return counts, text
