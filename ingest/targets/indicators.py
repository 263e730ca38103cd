"""What a figure measures: the noun phrase around it, in pieces as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.targets.figures import Comparison, Figure, find_figures, is_duration
from ingest.types import Span

AIMS = (
    "新增|新建|新认定|新签约|新引进|新申报备案|新申报|新培育|引进|培育|招引|签约|储备|谋划储备|建成|建设|打造|形成|完成|组织|举办|开展|"
    "盘活|安排|实现|配备|招生|选派|遴选|选聘|召开|入驻|交付|认定|统筹|确定|合理确定|研究制定|推动|推进|创建|发展|扩大|开工|投产|压减|减少|淘汰|"
    "处置|供应|筹集|设立|发布|落实|申报|转化|获批|实施|改造|下放|核减|设置|到位|建立|另配|包联|利用"
)
_ONLY_AIM = re.compile(rf"(?:{AIMS}|各|共|有|到)+")
CHANGE = re.compile(
    "(?:可|年均|平均)*(?:增长|增速|提高|提升|上升|增加|下降|降低|减少|压减|压缩|缩短|缩减|上浮|下浮|递增)$"
)
_CLEAN_HEAD = re.compile(
    r"(?:[\s*、和及或]|力争|争取|确保|其中|实现(?!程)|全年|今年|应当|要|须|使|将|把|让|则|同时|原则上|还|均|必须|[一二三四五六七八九]是|到$|"
    "以及|但须?|规定|通过|努力|不断|全面|着力|加快|稳步)+"
)
_CLEAN_TAIL = re.compile(
    r"(?:[\s*]|为|的|在|至少|不|应当|应|要|均|须|(?<!许)可以?|原则上|一般|最终|力争|争取|不得|必须|都|每年?|再|且|总计|合计|控制|左右|分别)+$"
)
_FROM = re.compile(r"[由从](?=[每\d]).*$")
_NOUN = re.compile(r"[的\s*]*([^,;:。!?、\n()\[\]*]{2,40})")
_NOUN_END = re.compile(
    "的?(?:支持|开展|用于|到|并|以(?![上下内外])|进行|任职|达到|给予|优先|予以|投入|集中|[和、占]|若干|不少于|不低于|不超过|大关|配套(?!产业|企业)).*$"
)
_ELLIPTIC = re.compile("(?:年均|平均)?(?:增长|增速|下降|提高|减少|增加|递增)|下浮|上浮")
_CAPPED = re.compile("(?:(?:单[户笔]|单个..|每[户家个].{0,3})(?:补偿|补助|奖励)?|)")
_NO_INDICATOR = re.compile(r"[\d\W]+|[以于由从按但而也其该本一不满自]|之日起|按照.*|(?:分别)?给予|最迟.*")
_COUNTED = re.compile("[^%‰成倍]*$")


@dataclass(frozen=True, slots=True)
class Place:
    """A figure between the words that may say what it measures."""

    figure: Figure
    left: Span  # behind the figure before it, where that one is no part of what this one measures
    right: Span  # up to the next figure
    segment: Span
    previous: Span | None  # the segment before this one


def find_indicator(
    folded: str, place: Place, deadlines: Sequence[Span], subject: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return what a figure measures: the words before it, with the noun behind it where one follows."""
    figure = place.figure
    if folded[place.left.start : figure.start].endswith(("和", "、", "及")):
        pieces: tuple[Span, ...] = ()  # 1个首位产业和不超过2个配套产业
    else:
        pieces = around_deadline(folded, trim_phrase(folded, place.left), deadlines)
    words = "".join(folded[piece.start : piece.end] for piece in pieces)
    if _ELLIPTIC.fullmatch(words):
        return (*subject, *pieces) if subject else ()
    measure = folded[figure.measure.start : figure.measure.end]
    is_capped = figure.comparison is Comparison.AT_MOST and figure.before.startswith(("最", "上限", "不"))
    if is_capped and measure.endswith("元") and _CAPPED.fullmatch(words) and place.previous is not None:
        return checked_pieces(folded, (trim_phrase(folded, place.previous), *pieces))
    noun = (
        _noun_behind(folded, place) if _COUNTED.match(measure) and not is_duration(folded, figure) else None
    )
    if noun is not None:
        return checked_pieces(folded, (*pieces, noun))
    if share := share_of(folded, place):
        return checked_pieces(folded, (*pieces, *share))
    if not words:
        return subject if figure.before and not is_duration(folded, figure) and not is_capped else ()
    return () if _ONLY_AIM.fullmatch(words) and words != "招生" else checked_pieces(folded, pieces)


def share_of(folded: str, place: Place) -> tuple[Span, ...]:
    """Return what a share is taken of where that stands behind it: 不少于20%的项目."""
    figure = place.figure
    if not is_relative(folded, figure) or folded[figure.end : figure.end + 1] != "的":
        return ()
    noun = _noun_behind(folded, place)
    return (noun,) if noun is not None else ()


def _noun_behind(folded: str, place: Place) -> Span | None:
    """Return the noun that a count stands before; 2-3个、…1-2个主题产业园 share theirs."""
    begin, end = place.figure.end, place.segment.end
    if folded[begin : begin + 1] == "、" and place.right.end < end and _is_counter(folded, place.figure):
        shared = next(find_figures(folded, place.right.end, end), None)
        begin = shared.end if shared else begin
    found = _NOUN.match(folded[begin:end])
    if found is None:
        return None
    phrase = _NOUN_END.sub("", found[1])
    return Span(begin + found.start(1), begin + found.start(1) + len(phrase)) if len(phrase) > 1 else None


def around_deadline(folded: str, head: Span, deadlines: Sequence[Span]) -> tuple[Span, ...]:
    """Return what stands before and behind a deadline, without it: 主导产业|到2023年|的总产值."""
    inside = [d for d in deadlines if head.start <= d.start < head.end]
    if not inside:
        return (head,) if head.start < head.end else ()
    first, second = Span(head.start, inside[0].start), Span(min(inside[-1].end, head.end), head.end)
    return tuple(
        span for span in (trim_phrase(folded, first), trim_phrase(folded, second)) if span.start < span.end
    )


def checked_pieces(folded: str, pieces: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the pieces where they name something, else nothing."""
    words = "".join(folded[piece.start : piece.end] for piece in pieces)
    return () if len(words) < 2 or _NO_INDICATOR.fullmatch(words) or "之日起" in words else pieces


def _is_counter(folded: str, figure: Figure) -> bool:
    return not folded[figure.measure.start : figure.measure.end].endswith(("元", "亩", "里", "米"))


def is_relative(folded: str, figure: Figure) -> bool:
    """Say whether a figure is a share or a multiple of something else."""
    return folded[figure.measure.start : figure.measure.end] in ("%", "倍", "成", "‰")


def without_change(folded: str, span: Span) -> Span:
    """Return a phrase without the verb of growth at its end."""
    return Span(span.start, span.start + len(CHANGE.sub("", folded[span.start : span.end])))


def trim_phrase(folded: str, span: Span) -> Span:
    """Return a phrase without connecting words at both ends."""
    words = folded[span.start : span.end]
    start = span.start + len(words) - len(strip_head(words))
    words = _CLEAN_TAIL.sub("", _FROM.sub("", folded[start : span.end]))
    return Span(start, start + len(words))


def strip_head(words: str) -> str:
    """Return words without connecting words at their beginning."""
    found = _CLEAN_HEAD.match(words)
    return words[found.end() :] if found else words.removeprefix("的")
