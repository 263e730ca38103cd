"""Figures in folded text: a number, its unit of measure, and the words that compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.types import Span


class Comparison(StrEnum):
    """How a figure bounds what it measures."""

    AT_LEAST = "at_least"  # 以上, 不低于, 至少
    MORE_THAN = "more_than"  # 超过, 突破
    EXACTLY = "exactly"  # 达到, 压缩到, 新增…家
    ABOUT = "about"  # 左右
    LESS_THAN = "less_than"  # 小于
    AT_MOST = "at_most"  # 不超过, 以内, 最高
    RANGE = "range"  # 4-6名


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its measure, and the comparing words around it."""

    start: int  # of the words before the number that compare, or of the number
    end: int  # behind the measure and the words after it
    number: Span
    measure: Span  # empty for a fraction: 三分之一
    per: Span | None  # 每亩, where it stands before the number
    comparison: Comparison | None  # None: no word compares
    before: str  # the word before the number, "" where there is none
    after: str  # the word behind the measure


_BEFORE = {
    Comparison.AT_LEAST: "不得?低于|不得?少于|不得?小于|至少",
    Comparison.AT_MOST: "最高不得?超过|最长不得?超过|一般不得?超过|不得?超过|不得?高于|不得?多于|不得?大于|不得?突破|"
    "最高|最多|最长(?:可达|可住)?|上限(?:为)?|控制在",
    Comparison.MORE_THAN: "超过|突破|高于|大于|超",
    Comparison.LESS_THAN: "低于|少于|小于|不足|不到|未达到?",
    Comparison.ABOUT: "大约|约",
    Comparison.EXACTLY: "(?:增|减|降|升|增长|增加|提高|提升|上升|降低|下降|减少|压减|压缩|缩短|调整|精简|扩大|发展|占|分别)"
    "(?:达到|至|到|为)|达到|至|到|达|占|保持在|确定在",
}
_AFTER = {
    Comparison.AT_LEAST: "及?以上",
    Comparison.AT_MOST: "以内|以下|之内",
    Comparison.ABOUT: "左右|上下",
}
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CHINESE = (
    "[一二两三四五六七八九十][至到][二三四五六七八九十](?=[个家名项种类])|[一二两三四五六七八九十百]{1,4}|半"
)
_NUMBER = rf"(?:(?:{_DIGITS})(?:%|倍)?(?:-|~|—|至|到)(?:{_DIGITS})|{_DIGITS}|{_CHINESE})"
_FRACTION = r"\d/\d|[二三四五六七八九十]分之[一二三四五六七八九]"
_MEASURE = (
    "%|‰|成|个百分点|个?基点|(?:[百千万亿]{0,3})(?:美元|元|亩|吨|平方公里|平方米|公顷|公里|千瓦时|千瓦|标准箱|人次|户次|"
    "个?工作日|个月|个?小时|分钟|周岁|蒸吨|倍|个|家|项|件|名|人|套|台|条|户|所(?!示)|座|次|场|期|位|款|类|种|辆|艘|处|支|只|对|栋|间|门|部|张|亿|万|"
    "平方|辆次|床|棵|株|头|幅|册|篇|堂|课时|学时|年|天|日)"
)
_FIGURE = re.compile(
    "(?P<before>"
    + "|".join(f"(?:{words})" for words in _BEFORE.values())
    + r")?[ *]*(?P<per>每(?:亩|户|家|人|年|月|名|个|吨|次|平方米))?"
    rf"(?:(?P<fraction>{_FRACTION})(?![\d年月])|(?P<number>{_NUMBER})[余多]?(?P<measure>{_MEASURE}))"
    rf"(?:[ *]*(?P<after>{'|'.join(_AFTER.values())}))?"
)
# A year, a date, a clock time, a rank of a provision or the number of a document is no figure.
_NO_FIGURE_BEFORE = re.compile(r"(?:[第图表]|[A-Za-z\d.\[]|年|月|号|之|等)$")
_PROVISIONS = re.compile(r"第[\d一二三四五六七八九十]+(?:、[\d一二三四五六七八九十]+)*、$")


def find_figures(folded: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the figures of a stretch of folded text in order; dates, years and document numbers are none."""
    position = start
    while match := _FIGURE.search(folded, position, end):
        position = match.end()
        if _is_date_or_label(folded, match, start):
            continue
        before, after = match["before"] or "", match["after"] or ""
        yield Figure(
            start=match.start(),
            end=match.end(),
            number=Span(*match.span("number" if match["number"] else "fraction")),
            measure=Span(*match.span("measure")) if match["measure"] else Span(match.end(), match.end()),
            per=Span(*match.span("per")) if match["per"] else None,
            comparison=_comparison(match["number"] or "", before, after),
            before=before,
            after=after,
        )


def is_duration(folded: str, figure: Figure) -> bool:
    """Say whether a figure counts time."""
    return folded[figure.measure.start : figure.measure.end].endswith(
        ("年", "月", "日", "天", "小时", "分钟")
    )


def _is_date_or_label(folded: str, match: re.Match[str], start: int) -> bool:
    number, measure = match["number"] or match["fraction"], match["measure"]
    at = match.start("number" if match["number"] else "fraction")
    head = folded[max(start, at - 2) : at].rstrip(" ")[-1:]
    if folded[match.end() : match.end() + 1] == "级":
        return True  # 10万吨级
    if not match["before"] and not match["per"] and _NO_FIGURE_BEFORE.search(head):
        return True
    if _PROVISIONS.search(folded[max(start, at - 20) : at]):
        return True  # 第4、6、10项
    if measure in ("年", "日", "月"):
        behind = folded[match.end() : match.end() + 1]
        is_year = number.isdecimal() and len(number) == 4
        return (
            is_year
            or (measure == "日" and behind != "内" and not match["before"])
            or behind in ("底", "末", "初", "度")
        )
    return False


def _comparison(number: str, before: str, after: str) -> Comparison | None:
    for comparison, words in _AFTER.items():
        if after and re.fullmatch(words, after):
            return comparison
    for comparison, words in _BEFORE.items():
        if before and comparison is not Comparison.EXACTLY and re.fullmatch(words, before):
            return comparison
    if re.search(r"[^-~—至到][-~—至到][^-~—至到]", number):
        return Comparison.RANGE
    return Comparison.EXACTLY if before else None
