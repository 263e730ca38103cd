"""The title of a document, wherever it stands before the first provision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.description.furniture import index_table_value
from ingest.structure.lines import Line

_KINDS = (
    "方案|意见|办法|条例|规定|规则|细则|通知|通告|公告|通报|要点|计划|规划|纲要|措施|决定|决议|命令|指南|指引|规范|标准|"
    "报告|批复|答复|复函|函|章程|制度|清单|目录|预案|政策|若干政策|守则|准则|总结|工作安排|部署|解读|说明|倡议书|白皮书|建议|协议|讲话|要求"
)
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:\s*[(\[][^()\[\]]{{1,20}}[)\]])*$")
# "关于" asks for "的" before the kind: 关于…制度 / …制度的指导意见 is one title over two lines.
_UNFINISHED = re.compile(rf"关于(?!.*的(?:[\u4e00-\u9fff]{{0,6}})(?:{_KINDS}))")
_NOTICE = re.compile(
    r"(?:印发|转发|发布|公布|下发).{2,80}的(?:通知|公告|通告|决定|函)(?:\s*[(\[].{1,12}[)\]])?$"
)
_NOT_TITLE = re.compile(
    r"[。;；!！?？:,、]$|^[、,，。.;:)\]]|^\((?:此件|本文)|^(?:各|致|附件|附\s*:|为(?:了|深入|进一步|贯彻|全面)|根据|按照|现将|经|导言|前言|引言|序言|摘要|摘\s*要|目\s*录|"
    r"第[一二三四五六七八九十百0-9]+[章节条编])|^[(\[]?(?:一九|二[〇零0○O]|\d{4})[^年]{0,3}\s*年.{0,10}[月日][)\]]?$"
)
_DATE_ONLY = re.compile(
    r"[(\[]?\s*(?:\d{4}|[一二][九〇零○O0][^年]{1,3})\s*年.{0,24}(?:通过|施行|公布|修订|日)[)\]]?"
)
_NUMBER_ONLY = re.compile(r"[\u4e00-\u9fff]{1,16}\s*[\[(]\s*\d{4}\s*[\])]\s*第?\s*\d+\s*号")
_LONGEST_LINE = 48
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title and the lines that print it (a second copy among them)."""

    text: str
    lines: tuple[int, ...]  # indices of the lines that print the title or a notice's title, in order


@dataclass(frozen=True, slots=True)
class _Block:
    first: int
    last: int
    text: str

    @property
    def is_notice(self) -> bool:
        return _NOTICE.search(self.text) is not None


def find_title(
    original: str, lines: Sequence[Line], body: int, set_aside: frozenset[int]
) -> FoundTitle | None:
    """Return the title that is printed before line `body`, or None where none is printed.

    The document's own title is preferred to that of the notice that issues it. Lines of one title are joined
    without a blank, except between Latin words.

    Args:
        original: the text as decoded; titles are taken from it as printed.
        lines: its folded lines.
        body: index of the line with the first label, or the number of lines where there is none.
        set_aside: indices of lines that are not content.
    """
    head = [i for i in range(min(body, 60)) if i not in set_aside]
    blocks = _title_blocks(original, lines, head)
    stated = index_table_value(lines, "标题")
    if stated is not None and not any(not block.is_notice and block.text != stated for block in blocks):
        return FoundTitle(stated, tuple(i for block in blocks for i in range(block.first, block.last + 1)))
    if stated is not None and _NOTICE.search(stated) is None:
        return FoundTitle(
            stated, tuple(i for b in blocks if b.text == stated for i in range(b.first, b.last + 1))
        )
    if not blocks:
        return _first_line_as_title(original, lines, head)
    own = [block for block in blocks if not block.is_notice] or blocks
    counts = {block.text: sum(other.text == block.text for other in own) for block in own}
    best = max(own, key=lambda block: (counts[block.text] > 1, -_penalty(block, blocks)))
    printed = [i for block in blocks for i in range(block.first, block.last + 1)]
    return FoundTitle(best.text, tuple(sorted(set(printed))))


def _penalty(block: _Block, blocks: Sequence[_Block]) -> int:
    """Rank what stands behind an issuing notice before what stands above it, else the first before the rest."""
    notices = [other.first for other in blocks if other.is_notice]
    behind_notice = bool(notices) and block.first > notices[0]
    return block.first - (1000 if behind_notice else 0)


def _title_blocks(original: str, lines: Sequence[Line], head: Sequence[int]) -> list[_Block]:
    """Return runs of lines that end in a kind of document (方案, 意见, …), as printed."""
    blocks: list[_Block] = []
    taken = -1
    for index in head:
        if index <= taken or not _may_belong(lines[index].text):
            continue
        last = _last_line_of_title(lines, index, frozenset(head))
        if last is None:
            continue
        text = _join(original[lines[i].start : lines[i].end] for i in range(index, last + 1))
        blocks.append(_Block(index, last, text))
        taken = last
    return blocks


def _last_line_of_title(lines: Sequence[Line], first: int, head: frozenset[int]) -> int | None:
    """Return the line that completes a title begun at `first`, or None; at most four lines make one."""
    joined = ""
    complete: int | None = None
    for index in range(first, min(first + 4, len(lines))):
        if index not in head or not _may_belong(lines[index].text):
            return complete
        joined += lines[index].text
        if len(joined) > _LONGEST_TITLE:
            return complete
        if not _TITLE_END.search(joined) or not _brackets_close(joined):
            continue
        complete = _with_remark(lines, index, head)
        if not _UNFINISHED.search(joined):
            return complete
    return complete


def _with_remark(lines: Sequence[Line], index: int, head: frozenset[int]) -> int:
    """Take a line such as (试行) or (2023年修订) that completes the title above it."""
    following = index + 1
    if following in head and re.fullmatch(
        r"\((?:试行|暂行|修订|修正|征求意见稿|送审稿|草案|节选|摘要|\d{4}.{0,8}[版稿订])\)",
        lines[following].text,
    ):
        return following
    return index


def _may_belong(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST_LINE
        and not _NOT_TITLE.search(text)
        and not _DATE_ONLY.fullmatch(text)
        and not _NUMBER_ONLY.fullmatch(text)
    )


def _first_line_as_title(original: str, lines: Sequence[Line], head: Sequence[int]) -> FoundTitle | None:
    """Take the very first line where it reads like a headline: short, and no sentence."""
    if not head or head[0] > 3:
        return None
    line = lines[head[0]]
    headline = re.sub(r"[!！?？]$", "", line.text)
    standing_alone = len(head) > 1
    if not standing_alone or not 4 <= len(headline) <= 60 or _NOT_TITLE.search(headline):
        return None
    if "。" in headline or _DATE_ONLY.fullmatch(headline) or _NUMBER_ONLY.fullmatch(headline):
        return None
    return FoundTitle(original[line.start : line.end], (head[0],))


def _brackets_close(text: str) -> bool:
    return (
        text.count("《") == text.count("》")
        and text.count("“") == text.count("”")
        and text.count("(") == text.count(")")
    )


def _join(parts: Iterable[str]) -> str:
    joined = ""
    for part in parts:
        between = (
            " " if joined and joined[-1].isascii() and part[0].isascii() and joined[-1].isalpha() else ""
        )
        joined += between + part
    return joined
