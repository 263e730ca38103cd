"""Figures that a text sets, each with what it measures and by when; by rules, precision before recall.

A figure counts as set where words compare it (不低于, 达到, 以上) or where a verb of aim governs it (新增, 引进,
年均增长). What is reported (截至, 已, 去年), what only says to whom a rule applies (满两年的, 投资超过300万元的,) and
sums that are merely paid out (给予20万元奖励) are no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.targets.deadlines import find_deadlines
from ingest.targets.figures import Comparison, Figure, find_figures, is_duration
from ingest.targets.indicators import (
    AIMS,
    CHANGE,
    Place,
    around_deadline,
    checked_pieces,
    find_indicator,
    is_relative,
    share_of,
    strip_head,
    trim_phrase,
    without_change,
)
from ingest.types import Span


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A figure by offsets in the text, with what it measures."""

    indicator: tuple[Span, ...]  # what is measured, in the order in which it reads; its parts may stand apart
    number: Span  # with "-" or "至" where it is a range
    measure: Span  # the unit of measure: 家, %, 亿元; empty for a fraction (三分之一)
    per: Span | None  # 每亩, where the measure is for one of something
    comparison: Comparison
    deadline: Span | None  # by when or how often, where the sentence says so
    start: int  # of the figure with the words that compare
    end: int

    def placed(self, offsets: Sequence[int]) -> FoundTarget:
        """Return the same target in the text that `offsets[i]` gives the place of its character i in.

        So a text can be searched from which line ends in the middle of words were taken out.
        """

        def place(span: Span) -> Span:
            end = offsets[span.end - 1] + 1
            return Span(offsets[span.start], end) if span.start < span.end else Span(end, end)

        figure = place(Span(self.start, self.end))
        return FoundTarget(
            indicator=tuple(place(piece) for piece in self.indicator),
            number=place(self.number),
            measure=place(self.measure),
            per=place(self.per) if self.per else None,
            comparison=self.comparison,
            deadline=place(self.deadline) if self.deadline else None,
            start=figure.start,
            end=figure.end,
        )


_SENTENCE_END = re.compile(r"[。!?\n]")
# A short bracket belongs to the words around it: 每个县(市、区)的开发区.
_SEGMENT_END = re.compile(r"[,;:。!?\n\[\]]|\((?=[^()]{9})|(?<=[^()]{9})\)")
_REPORTED = re.compile(
    "截至|截止|去年|上年末|上年底|目前|现有|已|共有|原有|近年|累计(?!.{0,4}不)|同比|据介绍|据悉|获悉|记者|曾|(?<!为)了(?!解)|改革后|清理规范后|"
    r"成功|签订《|还把|还在|共核减|共清理|较20\d\d|比五年前|是20\d\d年的|居全[国省市球]|居世界|调查显示|涌现|经济效益|同\s*比"
)
_AIM = re.compile(AIMS)
_SHARE = re.compile("(?:占[^,]{1,24}的|(?:比例|比重|率|占比|覆盖面|强度)(?:为|是)?)$")
_PAID = re.compile(
    "给予|奖励|补助|补贴|拨付|发放|征缴|收取|扣减|返还|按[^,]{0,20}的$|补偿$|承担$|配套$|资助|优惠|罚款|减免|租金|[按加扣由]$"
)
_CONDITION = re.compile("(?:对|如|若|凡|符合|属于)")
_CONSEQUENCE = re.compile(r",\s*(?:应|可|给予|优先|不|暂停|由|须|必须|一次性|予以|县委|同时取消|分别给予|按)")
_BASELINE = re.compile(r"[由从]$")
_REFERENCE = re.compile(
    "(?P<head>.*?)(?:(?P<least>不得?低于|不得?少于)|(?P<most>不得?超过|不得?高于)|(?P<range>控制在|可在|保持在))(?P<base>[^、]{1,16}?)的?$"
)
_NO_TARGET = re.compile(
    "(?<![年底末月日])前$|后$|名末$|排名|第$|这$|该$|上述$|前款|同一$|聘$|满$|每$|第[^,]{1,3}$"
)


def find_targets(folded: str, start: int, end: int) -> list[FoundTarget]:
    """Return the targets that a stretch of one clause sets, in order.

    Args:
        folded: the text folded by `fold_layout`.
        start: where the clause's words begin, behind label and heading.
        end: where they end.
    """
    found: list[FoundTarget] = []
    for sentence in _split(folded, start, end, _SENTENCE_END):
        if not _REPORTED.search(folded, sentence.start, sentence.end):
            found += _sentence_targets(folded, sentence)
    return found


def _sentence_targets(folded: str, sentence: Span) -> Iterator[FoundTarget]:
    segments = list(_split(folded, sentence.start, sentence.end, _SEGMENT_END))
    applied = [segment for segment in segments if not _is_condition(folded, segment)]
    deadlines = [d for segment in applied for d in find_deadlines(folded, segment.start, segment.end)]
    subject: tuple[Span, ...] = ()
    last: Figure | None = None
    for segment in applied:
        before = segments[segments.index(segment) - 1] if segment is not segments[0] else None
        figures = [f for f in find_figures(folded, segment.start, segment.end) if _counts(folded, segment, f)]
        listed = _parallel(folded, segment, figures)
        for number, place in enumerate(_places(folded, segment, figures, before)):
            figure = place.figure
            if listed:
                indicator: tuple[Span, ...] = (listed[number],)
                comparison = figures[0].comparison
            else:
                indicator, comparison = _read(folded, place, deadlines, subject)
                if indicator and last is not None and _continues(folded, segment, last, figure):
                    indicator = (*subject, *indicator)
            if not indicator or comparison is None:
                continue
            if indicator[0].end <= figure.start and not (last and _continues(folded, segment, last, figure)):
                subject = (without_change(folded, indicator[-1] if len(indicator) == 1 else indicator[0]),)
            last = figure
            yield FoundTarget(
                indicator, figure.number, figure.measure, figure.per, comparison,
                _deadline(deadlines, figure, segment), figure.start, figure.end,
            )  # fmt: skip


def _places(folded: str, segment: Span, figures: Sequence[Figure], previous: Span | None) -> Iterator[Place]:
    begin = segment.start
    for number, figure in enumerate(figures):
        stop = figures[number + 1].start if number + 1 < len(figures) else segment.end
        if number and folded[figures[number - 1].end] in "、和及与或至—*" + "0123456789":
            begin = figures[number - 1].end
        yield Place(figure, Span(begin, figure.start), Span(figure.end, stop), segment, previous)


def _counts(folded: str, segment: Span, figure: Figure) -> bool:
    """Say whether a figure is more than an article (一个) or the state to start from (由9个压减为5个)."""
    head = folded[segment.start : figure.start]
    if _BASELINE.search(head):
        return False
    number = folded[figure.number.start : figure.number.end]
    is_fraction = figure.measure.start == figure.measure.end
    return number[0].isdecimal() or figure.comparison is not None or is_fraction or "至少" in head[-6:]


def _parallel(folded: str, segment: Span, figures: Sequence[Figure]) -> list[Span]:
    """Return the parts of 注册、开工率分别达到90%、60%, one for each figure; none for anything else."""
    if len(figures) < 2 or "分别" not in (words := folded[segment.start : figures[0].number.start]):
        return []
    head = words[: words.index("分别")]
    begin = segment.start + len(head) - len(strip_head(head))
    parts = list(_split(folded, begin, segment.start + len(head), re.compile("[、和]")))
    return parts if len(parts) == len(figures) else []


def _read(
    folded: str, place: Place, deadlines: Sequence[Span], subject: tuple[Span, ...]
) -> tuple[tuple[Span, ...], Comparison | None]:
    """Return what a figure measures and how it is set; an empty tuple or None where it is no target."""
    comparison = _set_comparison(folded, place)
    indicator = find_indicator(folded, place, deadlines, subject)
    if is_relative(folded, place.figure):
        reference = _REFERENCE.fullmatch(folded[place.left.start : place.figure.start])
        if reference is not None and not place.figure.before:
            head = trim_phrase(folded, Span(place.left.start, place.left.start + reference.end("head")))
            pieces = around_deadline(folded, head, deadlines) + share_of(folded, place)
            by = Comparison.AT_LEAST if reference["least"] else Comparison.AT_MOST
            is_range = place.figure.comparison is Comparison.RANGE
            found = place.figure.comparison if is_range else None if reference["range"] else by
            return checked_pieces(folded, pieces), found
    return indicator, comparison


def _set_comparison(folded: str, place: Place) -> Comparison | None:
    """Return how the text sets a figure, None where it does not set it."""
    figure = place.figure
    before = folded[place.segment.start : figure.start]
    near = folded[place.left.start : figure.start]
    behind = folded[figure.end : place.segment.end]
    if _NO_TARGET.search(near) or figure.comparison is Comparison.LESS_THAN or behind.startswith("或"):
        return None
    if figure.before.startswith("不") and near.endswith("的"):
        return None  # 考核为“较差”的不得高于1倍: a case, not what is measured
    aimed = _AIM.search(before) is not None
    strict = figure.before.startswith(("不", "至少", "最"))
    if figure.comparison is not None:
        if not aimed and not strict and "的" in behind and figure.comparison is not Comparison.EXACTLY:
            return None  # 项目开工率低于60%的开发区: whom a rule is for
        if figure.after == "以下" and behind[:1].isalpha():
            return None  # 35蒸吨以下燃煤锅炉
        if figure.comparison is Comparison.ABOUT and figure.before and not aimed:
            return None
        if figure.comparison is Comparison.EXACTLY and is_duration(folded, figure):
            return figure.comparison if re.match("压|缩|减|降", figure.before) else None
        unsure = figure.comparison in (Comparison.RANGE, Comparison.EXACTLY)
        return None if unsure and _PAID.search(near) else figure.comparison
    return _uncompared(folded, figure, near, aimed)


def _uncompared(folded: str, figure: Figure, near: str, aimed: bool) -> Comparison | None:
    """Return how a figure without words that compare is set: by growth, a share, or a verb of aim."""
    if is_duration(folded, figure) or _PAID.search(near):
        return None
    if re.search("至少.{0,4}$", near):
        return Comparison.AT_LEAST
    measure = folded[figure.measure.start : figure.measure.end]
    if CHANGE.search(near) or (measure in ("%", "‰") and _SHARE.search(near)):
        return Comparison.EXACTLY
    is_count = folded[figure.number.start].isdecimal() and measure not in ("%", "‰", "成", "倍", "")
    return Comparison.EXACTLY if aimed and is_count and _AIM.search(near) else None


def _continues(folded: str, segment: Span, last: Figure, figure: Figure) -> bool:
    """Say whether a figure bounds for another case what the last one bounded: 省级开发区不得低于每亩300万元."""
    measure = folded[figure.measure.start : figure.measure.end]
    same_measure = measure == folded[last.measure.start : last.measure.end]
    same_words = figure.before == last.before != "" and figure.before.startswith("不")
    apart = last.end <= segment.start and not folded.startswith("其中", segment.start)
    return same_measure and same_words and apart and measure.endswith(("元", "工作日"))


def _is_condition(folded: str, segment: Span) -> bool:
    """Say whether a segment only says to whom or when the rest applies."""
    words = folded[segment.start : segment.end].strip()
    if _CONDITION.match(words) or words.endswith("的"):
        return True
    return "的" in words and "以上的" in words and _CONSEQUENCE.match(folded, segment.end) is not None


def _deadline(deadlines: Sequence[Span], figure: Figure, segment: Span) -> Span | None:
    """Return the last deadline before a figure, else one behind it in the same segment."""
    before = [deadline for deadline in deadlines if deadline.end <= figure.number.start]
    if before:
        return before[-1]
    behind = [deadline for deadline in deadlines if segment.start <= deadline.start < segment.end]
    return behind[0] if behind else None


def _split(folded: str, start: int, end: int, mark: re.Pattern[str]) -> Iterator[Span]:
    begin = start
    for match in mark.finditer(folded, start, end):
        if match.start() > begin:
            yield Span(begin, match.start())
        begin = match.end()
    if end > begin:
        yield Span(begin, end)
