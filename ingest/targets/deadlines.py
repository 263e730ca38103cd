"""By when, or how often: 到2025年底, 年底前, 9月底前, 每年, 三年内."""

from __future__ import annotations

import re

from ingest.types import Span

_YEAR = r"20\d\d年"
_WITHIN = r"(?:底|末|初|上半年|下半年|度|\d{1,2}月(?:底|末|\d{1,2}日)?)"
_DEADLINE = re.compile(
    rf"(?:(?:到|至|在)?(?<![\d比较从自由以—~-]){_YEAR}{_WITHIN}?(?:之?前|以前|全年)?(?![\d-])"
    r"|(?<!\d)\d{1,2}月(?:底|末|\d{1,2}日)?之?前"
    r"|(?:到|至)?年底(?:之?前)?|(?:今年|全年|年内|本年度|每年度?|每季度|每半年|每月|(?:[一二三四五六七八九十两]|\d{1,2})年内)(?![\d的])"
    r"|[“\"]?十[一二三四五六]五[”\"]?(?:时期|期间)?(?:末|期末)?)"
)
_NO_DEADLINE = re.compile(rf"(?:比|较|从|自|由|以|上报|关于|《[^》]*){_YEAR}?$")


def find_deadlines(folded: str, start: int, end: int) -> list[Span]:
    """Return the words of a stretch of folded text that say by when or how often, in order."""
    return [
        Span(*match.span())
        for match in _DEADLINE.finditer(folded, start, end)
        if not _NO_DEADLINE.search(folded[start : match.start()])
    ]
