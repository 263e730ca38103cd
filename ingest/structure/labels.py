"""Labels of provisions: what a line may begin with, and which of them only refer elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum

from ingest.language.numerals import NUMERAL_CHARACTERS, parse_numeral


class Family(IntEnum):
    """A kind of numbering; a smaller value usually stands further out."""

    MARKDOWN_1 = 1
    PART = 2  # 第一编
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    MARKDOWN_2 = 5
    MARKDOWN_3 = 6
    ARTICLE = 7  # 第一条, 第一条之一
    CHINESE = 8  # 一、
    CHINESE_BRACKETED = 9  # (一)
    MARKDOWN_4 = 10
    DECIMAL_1 = 11  # 1 in a document that goes on with 1.1
    ARABIC = 12  # 1. 1、
    DECIMAL_2 = 13  # 1.1
    DECIMAL_3 = 14
    DECIMAL_4 = 15
    ARABIC_BRACKETED = 16  # (1)
    ARABIC_CLOSED = 17  # 1)
    CIRCLED = 18  # ①
    ORDINAL = 19  # 一是, 一要
    ORDINAL_SPOKEN = 20  # 第一,


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands in the text."""

    family: Family
    number: int
    suffix: int  # 之一 -> 1; 0 without
    start: int  # of the label in the text
    end: int  # behind the label and its mark, before the heading
    inline: bool = False  # stands inside a paragraph, not at the beginning of a line

    @property
    def position(self) -> tuple[int, int]:
        """The number to compare within a family: 第三条之一 comes after 第三条."""
        return (self.number, self.suffix)


_CN = f"[{NUMERAL_CHARACTERS}0-9]"
_ONLY_CN = f"[{NUMERAL_CHARACTERS}]"
_ENUMERATED = re.compile(rf"第\s?({_CN}{{1,8}})\s?([编章节])(?=\s|$|[^\s的之第规中])")
_ARTICLE = re.compile(rf"第\s?({_CN}{{1,8}})\s?条(?:之({_ONLY_CN}{{1,3}}|[0-9]+))?")
_YEAR = r"(?=(?:19|20)\d\d\s?年)"  # a heading may begin with a year: 四、2026年打算
_CHINESE = re.compile(rf"({_ONLY_CN}{{1,4}})\s?[、.](?:{_YEAR}|(?!\d))")
_CHINESE_BRACKETED = re.compile(rf"[(\[]\s?({_ONLY_CN}{{1,4}})\s?[)\]][、.]?|([㈠-㈩])")
_HALF_BRACKETED = re.compile(rf"({_ONLY_CN}{{1,3}})\)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.、]|\s+|(?=[\u4e00-\u9fff《“]))")
_DECIMAL_OUTER = re.compile(r"(\d{1,2})\s+(?=[\u4e00-\u9fff])")
_ARABIC = re.compile(rf"(\d{{1,3}})\s?(?:[、.]{_YEAR}|、(?!\d)|\.(?!\d)\s?)|([⒈-⒛])")
_ARABIC_BRACKETED = re.compile(r"[(]\s?(\d{1,3})\s?[)][、.]?|([⑴-⒇])")
_ARABIC_CLOSED = re.compile(r"(\d{1,2})\)")
_CIRCLED = re.compile(r"([①-⑳])|([❶-❿])|([➀-➉])")
_ORDINAL = re.compile(rf"({_ONLY_CN}{{1,2}})[是要](?=[^\s、,，。否])")
_SPOKEN = re.compile(rf"第({_ONLY_CN}{{1,2}})[,、:]")
_MARKDOWN = re.compile(r"(#{1,6})\s+")

_REFERENCE = re.compile(
    r"(?:第?[一二三四五六七八九十百0-9]+[款项目]|[、,和及与或至到]\s?第|的?规定|所列|所称的?情形|所述|"
    r"的(?:情形|要求|内容|范围|条件)|中(?:的|规定|所)|明确的|确定的|要求的|以[上下外]|之规定|至第|款|项)"
)
_LIST_OF_NUMBERS = re.compile(rf"{_ONLY_CN}{{1,3}}(?:[、级类等档期批]|产业)")
_MEASURE = re.compile(r"(?:年|月|日|时|个|项|家|人|万|亿|%|倍|元|米|公里|平方|号|级|次|分|吨|度|岁|周)")


def match_label(line: str, offset: int) -> Label | None:
    """Return the label that a folded line begins with, or None.

    Args:
        line: a line folded by `fold_layout`, without blanks at its beginning.
        offset: where the line stands in the text.
    """
    return _match_markdown(line, offset) or match_numbering(line, offset)


def match_numbering(line: str, offset: int) -> Label | None:
    """Return the numbering that a piece of folded text begins with, or None (see `match_label`)."""
    for matcher in (_match_enumerated, _match_chinese, _match_arabic):
        label = matcher(line, offset)
        if label is not None:
            return label
    return None


def refers_elsewhere(label: Label, line: str, offset: int) -> bool:
    """Tell whether the words behind the label show that the line speaks of another provision.

    第三条规定的…, 第五条第二款…, 第三条、第四条…: no blank stands behind such a number.
    """
    rest = line[label.end - offset :]
    if label.family not in (Family.ARTICLE, Family.CHAPTER, Family.SECTION, Family.PART):
        return label.family is Family.CHINESE and _LIST_OF_NUMBERS.match(rest) is not None
    return _REFERENCE.match(rest) is not None


def label_key(label: str) -> str:
    """Return one form for every way of printing a label: "（二）" and "(2)" stay apart, "（二）" and "(二)" do not.

    >>> [label_key(label) for label in ("（二）", "(二)", "二、", "第１２条", "第十二条", "12．", "一是", "")]
    ['9:2', '9:2', '8:2', '7:12', '7:12', '12:12', '19:1', '']
    """
    from ingest.language.folding import fold_layout

    folded = fold_layout(label).strip()
    matched = match_label(folded + " ", 0) or match_numbering(folded + "甲", 0)
    if matched is None:
        return folded
    suffix = f".{matched.suffix}" if matched.suffix else ""
    return f"{matched.family.value}:{matched.number}{suffix}"


_MARKDOWN_FAMILIES = {1: Family.MARKDOWN_1, 2: Family.MARKDOWN_2, 3: Family.MARKDOWN_3}


def _match_markdown(line: str, offset: int) -> Label | None:
    """Match a Markdown heading; a numbering inside it is the label, the hashes only stand before it."""
    match = _MARKDOWN.match(line)
    if match is None:
        return None
    inner = match_numbering(line[match.end() :], offset + match.end())
    if inner is not None:
        return replace(inner, start=offset)
    depth = len(match.group(1))
    family = _MARKDOWN_FAMILIES.get(depth, Family.MARKDOWN_4)
    return Label(family, 0, 0, offset, offset + match.end())


def _match_enumerated(line: str, offset: int) -> Label | None:
    match = _ENUMERATED.match(line)
    if match is not None:
        families = {"编": Family.PART, "章": Family.CHAPTER, "节": Family.SECTION}
        return _label(families[match.group(2)], match.group(1), offset, match.end())
    match = _ARTICLE.match(line)
    if match is not None:
        suffix = parse_numeral(match.group(2)) if match.group(2) else 0
        return _label(Family.ARTICLE, match.group(1), offset, match.end(), suffix or 0)
    match = _SPOKEN.match(line)
    return _label(Family.ORDINAL_SPOKEN, match.group(1), offset, match.end()) if match else None


def _match_chinese(line: str, offset: int) -> Label | None:
    match = _CHINESE.match(line)
    if match is not None:
        return _label(Family.CHINESE, match.group(1), offset, match.end())
    match = _CHINESE_BRACKETED.match(line)
    if match is not None:
        numeral = match.group(1) or str(ord(match.group(2)) - ord("㈠") + 1)
        return _label(Family.CHINESE_BRACKETED, numeral, offset, match.end())
    match = _HALF_BRACKETED.match(line)
    if match is not None:
        return _label(Family.CHINESE_BRACKETED, match.group(1), offset, match.end())
    match = _ORDINAL.match(line)
    return _label(Family.ORDINAL, match.group(1), offset, match.end()) if match else None


_DECIMAL_FAMILIES = {1: Family.DECIMAL_2, 2: Family.DECIMAL_3, 3: Family.DECIMAL_4}


def _match_arabic(line: str, offset: int) -> Label | None:
    match = _DECIMAL.match(line)
    if match is not None:
        parts = match.group(1).split(".")
        family = _DECIMAL_FAMILIES[len(parts) - 1]
        if not _MEASURE.match(line[match.end() :]) and all(part and part != "0" for part in parts):
            return _label(family, parts[-1], offset, match.end())
        return None
    match = _ARABIC.match(line)
    if match is not None:
        numeral = match.group(1) or str(ord(match.group(2)) - ord("⒈") + 1)
        return _label(Family.ARABIC, numeral, offset, match.end())
    match = _ARABIC_BRACKETED.match(line)
    if match is not None:
        numeral = match.group(1) or str(ord(match.group(2)) - ord("⑴") + 1)
        return _label(Family.ARABIC_BRACKETED, numeral, offset, match.end())
    match = _ARABIC_CLOSED.match(line)
    if match is not None:
        return _label(Family.ARABIC_CLOSED, match.group(1), offset, match.end())
    match = _DECIMAL_OUTER.match(line)
    if match is not None and not _MEASURE.match(line[match.end() :]):
        return _label(Family.DECIMAL_1, match.group(1), offset, match.end())
    match = _CIRCLED.match(line)
    if match is not None:
        bases = ("①", "❶", "➀")
        base, character = next((b, g) for b, g in zip(bases, match.groups(), strict=True) if g)
        return _label(Family.CIRCLED, str(ord(character) - ord(base) + 1), offset, match.end())
    return None


def _label(family: Family, numeral: str, offset: int, end: int, suffix: int = 0) -> Label | None:
    number = parse_numeral(numeral)
    if number is None or not 0 < number < 2000:
        return None
    return Label(family, number, suffix, offset, offset + end)
