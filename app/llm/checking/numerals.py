"""Numbers of Chinese and English text in one form, so that they are compared by value: 三十, 30, ３０, thirty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from ingest import parse_numeral

_ONES: Mapping[str, int] = MappingProxyType(
    {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
    }
    | {"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
    | {"seventeen": 17, "eighteen": 18, "nineteen": 19}
)
_TENS: Mapping[str, int] = MappingProxyType(
    {
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
    }
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_HAN_SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_HAN = "〇零一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟"
_FIRST_WORD = "|".join(sorted((*_ONES, *_TENS), key=len, reverse=True))
_WORD = "|".join((_FIRST_WORD, *_SCALES))
_NUMBER = re.compile(
    rf"(?P<parts>[{_HAN}]+)分之(?P<of>[{_HAN}]+(?:点[{_HAN}]+)?)"
    rf"|(?P<arabic>{_ARABIC})(?P<scale>万亿|百万|千万|[百千万亿](?![克米瓦伏卡]))?(?P<percent>\s?%|\s?per ?cent\b)?"
    rf"|(?P<han>[{_HAN}]+)(?:点(?P<fraction>[{_HAN}]+))?"
    rf"|\b(?P<words>(?:{_FIRST_WORD})(?:[ -](?:and )?(?:{_WORD}))*)\b(?P<percent_word>\s?%|\s?per ?cent\b)?"
)
_ENGLISH_SCALE = re.compile(rf"#(?P<value>\d+(?:\.\d+)?)# (?P<scale>{'|'.join(_SCALES)})\b")
_RANGE = re.compile(r"(?<=#)\s?(?:至|到|—+|–|-|~|to)\s?(?=#)")


def mark_numbers(folded: str, before: re.Pattern[str] | None = None) -> str:
    """Return a folded text in which each number is written as #value#, a range as #3#~#5#.

    Args:
        folded: lower case, half-width.
        before: what must follow a Chinese numeral for it to count as a number (统一 holds none); None: anything.

    >>> mark_numbers("三十日内缴纳百分之十,即3.5万元")
    '#30#日内缴纳#10%#,即#35000#元'
    >>> mark_numbers("within thirty days, 3 to 5 times, 3.5 million yuan")
    'within #30# days, #3#~#5# times, #3500000# yuan'
    """

    def mark(found: re.Match[str]) -> str:
        if found["han"] and before is not None and not before.match(folded, found.end()):
            return found[0]
        value = _value(found)
        return found[0] if value is None else f"#{value}#"

    marked = _NUMBER.sub(mark, folded)
    marked = _ENGLISH_SCALE.sub(
        lambda found: f"#{_plain(Decimal(found['value']) * _SCALES[found['scale']])}#", marked
    )
    return _RANGE.sub("~", marked)


def _value(found: re.Match[str]) -> str | None:
    if found["arabic"]:
        number = Decimal(found["arabic"].replace(",", "")) * _HAN_SCALES.get(found["scale"] or "", 1)
        return _plain(number) + ("%" if found["percent"] else "")
    if found["words"]:
        return _plain(Decimal(_english(found["words"]))) + ("%" if found["percent_word"] else "")
    if found["parts"]:
        return _share(found["parts"], found["of"])
    return _han(found["han"], found["fraction"])


def _share(parts: str, of: str) -> str | None:
    whole, _, fraction = of.partition("点")
    value = _han(whole, fraction)
    if value is None:
        return None
    if parts == "百":
        return f"{value}%"
    denominator = _han(parts, None)
    return None if denominator is None else f"{value}/{denominator}"


def _han(numeral: str, fraction: str | None) -> str | None:
    """Return the value of a Chinese numeral, or None where it may be something else (三五年 is 3 to 5 years)."""
    if len(numeral) == 2 and all(c in "一二三四五六七八九" for c in numeral):
        return None
    if len(numeral) == 1 and numeral not in "〇零一二三四五六七八九十两":
        return None  # 队伍, 大陆, 亿元
    total = 0
    rest = numeral
    for unit, scale in (("亿", 10**8), ("万", 10**4)):
        if unit in rest:
            head, _, rest = rest.partition(unit)
            value = parse_numeral(head)
            if value is None:
                return None
            total += value * scale
    if rest:
        value = parse_numeral(rest)
        if value is None:
            return None
        total += value
    if not fraction:
        return str(total)
    digits = [parse_numeral(c) for c in fraction]
    return _plain(Decimal(f"{total}.{''.join(map(str, digits))}"))


def _english(words: str) -> int:
    """Return the value of English number words: "two hundred and five" is 205."""
    total = current = 0
    for word in re.findall("[a-z]+", words):
        if word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif word != "and":
            current += _ONES.get(word, 0) or _TENS[word]
    return total + current


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
