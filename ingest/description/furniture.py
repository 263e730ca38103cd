"""What stands in a file beside the document: page furniture, advertising, tables of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.labels import match_label
from ingest.structure.lines import Line
from ingest.types import SetAside

# Each pattern must match a whole folded line (Simplified, half-width); the reason is shown in the report.
_LINE_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (reason, re.compile(pattern, re.IGNORECASE))
    for reason, pattern in (
        ("source line", r"[(\[]?\s*(?:(?:文章|信息|稿件|内容|资料)?来源|信源|转自|转载自|摘自)\s*[:/].{0,60}"),
        ("source line", r"\(.{2,25}\((?:公众号|微信公众号)\).{0,20}\)|.{2,20}\(?(?:公众号|微信号)\)?\s*\d{4}-\d\d?-\d\d?\)?"),
        ("page furniture", r"[【\[(]?\s*(?:字号|字体|字体大小|文字大小)\s*[:】\]]?.{0,24}"),
        ("page furniture", r"(?:大\s*中\s*小|[A-]\s*A\s*A[+]?)"),
        ("page furniture", r"(?:分享到?|分享至|微信|微博|QQ空间|打印(?:本页|此页|文章)?|关闭(?:窗口|本页)?|收藏|点赞|在看|复制链接|"
                           r"返回(?:顶部|首页|列表)|下载(?:文档|全文)?|保存|朗读|听全文|我要纠错|纠错|举报|评论|留言)"
                           r"(?:[\s|/、:·>»\d.wW万+]*(?:分享到?|微信|微博|QQ空间|打印(?:本页)?|关闭(?:窗口)?|收藏|点赞|在看|下载|"
                           r"保存|返回顶部|复制链接)?)*"),
        ("page furniture", r"(?:浏览|阅读|点击|访问|查看|播放)(?:次数|量|数|率)?\s*[:为]?\s*[\d.,]+\s*[wWkK万]?\+?\s*次?.{0,10}"),
        ("page furniture", r"(?:扫一扫|扫码|微信扫).{0,30}|(?:长按|识别).{0,12}二维码.{0,16}"),
        ("page furniture", r"(?:上一篇|下一篇|上一页|下一页)\s*[:>»]?.{0,60}"),
        ("page furniture", r"(?:您|你)?(?:的)?(?:当前|现在)?(?:所在)?位置\s*[:>].{0,80}|首页\s*[>»›].{0,80}"),
        ("page furniture", r"(?:责任编辑|责编|编辑|审核|校对|发布人|录入|作者|撰稿|监制)\s*[:/].{0,24}"),
        ("page furniture", r"(?:版权(?:所有|声明)|copyright|©|ICP备|.{0,12}ICP备案?).{0,60}|(?:免责声明)\s*[::].{0,200}"),
        ("page furniture", r"-->|<!--.*|&nbsp;|\[?(?:查看|阅读)(?:原文|全文|更多)\]?|展开(?:全文)?|收起"),
        ("page furniture", r"(?:发布时间|发布日期|更新时间|时间)\s*[:]?\s*\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?.{0,60}"),
        ("page furniture", r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+.{0,30})?"),
        ("page number", r"[-—–·]\s*\d{1,4}\s*[-—–·]|第\s*\d+\s*页(?:\s*[,/]?\s*共\s*\d+\s*页)?"),
        ("table of contents", r".{1,60}?(?:\.{5,}|…{3,}|·{5,})[\s.…·]*\d{0,4}"),
    )
)  # fmt: skip
_END_MATTER = re.compile(
    r"(?:热门|相关|推荐)(?:标签|阅读|文章|推荐|链接|内容|新闻|文档|资料|范文)\s*[:]?|(?:标签|关键词|TAGS?)\s*:.{0,80}|猜你喜欢|延伸阅读\s*:?"
)
_ADVERTISING = re.compile(
    r"写作灵感|期刊网|用心挑选|精心(?:整理|挑选|准备)|为(?:您|你)的(?:阅读|写作|创作)|带来灵感|欢迎(?:大家)?(?:阅读|收藏|关注|分享|下载)|"
    r"范文|供(?:您|你|大家)(?:参考|阅读)|希望(?:能|对)(?:为)?(?:您|你|大家)|点击(?:关注|下载|查看)|关注(?:我们|公众号)|公众号|"
    r"扫(?:描|码)|二维码|小编|更多(?:精彩|内容|资讯)|免费下载|加微信|客服|会员"
)
_CONTENTS_HEADING = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)
_INDEX_LABELS = ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "主题词", "发布机构", "公开方式",
                 "公开形式", "有效性", "文号", "生成日期", "公开时限", "公开目录", "信息分类", "体裁分类", "组配分类")  # fmt: skip
_FEWEST_ENTRIES = 4
_CONTENT_MARK = re.compile(r"[。；;]|第.{1,6}条")


def find_furniture(lines: Sequence[Line], *, wrapped: bool) -> list[SetAside]:
    """Return the lines that are not part of the document, each with the reason, in order.

    Only whole lines are set aside; a line that reads like a provision never is, whatever words it uses.

    Args:
        lines: the folded lines of the text.
        wrapped: True where lines were broken at a page's edge; then a bare number is a page's, else a value.
    """
    reasons: dict[int, str] = {}
    _mark_index_table(lines, reasons)
    _mark_contents(lines, reasons)
    for index, line in enumerate(lines):
        reason = _line_reason(line.text)
        if reason is None and wrapped and line.text.isdecimal() and len(line.text) <= 4:
            reason = "page number"
        if reason is not None:
            reasons.setdefault(index, reason)
    _mark_end_matter(lines, reasons)
    return [SetAside(lines[i].start, lines[i].end, reasons[i]) for i in sorted(reasons)]


def index_table_value(lines: Sequence[Line], label: str) -> str | None:
    """Return what the index table on top of a web page states under a label, or None."""
    for index, line in enumerate(lines[:40]):
        name, _, value = line.text.partition(":")
        if re.sub(r"\s", "", name) != label or len(name) > 12:
            continue
        if value.strip():
            return value.strip()
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        is_label = re.sub(r"\s", "", following.partition(":")[0]) in _INDEX_LABELS and ":" in following
        return None if is_label or not following else following
    return None


def _line_reason(text: str) -> str | None:
    for reason, pattern in _LINE_PATTERNS:
        if len(text) <= 240 and pattern.fullmatch(text):
            return reason
    words = len(set(_ADVERTISING.findall(text)))
    if (
        words >= 2
        and len(text) < 200
        and not re.match(r"(?:第.{1,6}条|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))", text)
    ):
        return "advertisement"
    return None


def _mark_index_table(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Mark the table of index number, issuer, date and title that government sites print on top."""
    rows = [
        index
        for index, line in enumerate(lines[:40])
        if ":" in line.text[:12] and re.sub(r"\s", "", line.text.partition(":")[0]) in _INDEX_LABELS
    ]
    if len(rows) < 3:
        return
    for row, following in zip(rows, [*rows[1:], rows[-1] + 1], strict=True):
        for index in range(row, min(following, row + 3)):
            reasons[index] = "index table"


def _mark_contents(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Mark a table of contents: a run of lines that all stand again further down, with or without 目录 above."""
    positions: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        positions.setdefault(_without_page_number(line.text), []).append(index)
    index = 0
    while index < min(len(lines), 120):
        titled = _CONTENTS_HEADING.fullmatch(lines[index].text) is not None
        entries = _entries_from(index + titled, lines, positions)
        if len(entries) >= (1 if titled else _FEWEST_ENTRIES):
            reasons.update(dict.fromkeys([index, *entries], "table of contents"))
            index = entries[-1]
        index += 1


def _entries_from(start: int, lines: Sequence[Line], positions: dict[str, list[int]]) -> list[int]:
    """Return the entries of a table of contents that begins at a line: each stands again behind the table."""
    entries: list[int] = []
    for index in range(start, len(lines)):
        again = positions[_without_page_number(lines[index].text)]
        if not _is_dotted(lines[index].text) and (again[-1] <= index or len(lines[index].text) > 60):
            break
        entries.append(index)
    labelled = sum(match_label(lines[i].text, 0) is not None for i in entries)
    return entries if labelled * 2 >= len(entries) else []


def _without_page_number(text: str) -> str:
    return re.sub(r"[\s.…·]*\d{0,4}$", "", re.sub(r"\s", "", text))


def _is_dotted(text: str) -> bool:
    return re.search(r"\.{5,}|…{3,}|·{5,}", text) is not None


def _mark_end_matter(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Mark a block such as 熱門標籤 with all short lines behind it, in the last fifth of a page."""
    for index in range(max(1, int(len(lines) * 0.8)), len(lines)):
        if not _END_MATTER.fullmatch(lines[index].text):
            continue
        tail = range(index, len(lines))
        if all(len(lines[i].text) < 60 and not _CONTENT_MARK.search(lines[i].text) for i in tail):
            reasons.update(dict.fromkeys(tail, "page furniture"))
            return
