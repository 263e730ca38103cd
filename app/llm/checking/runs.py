"""Which parts of a sentence can be said without the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.llm.checking.numerals import mark_numbers

_HARMLESS = re.compile(
    r"不(?:少于|低于|高于|超过|大于|小于|断|同|动产|良)|无偿|无线|无人机|非常|未来|未成年|可靠|可持续|可行|可再生"
)
_LIMITING = re.compile(
    r"不|未|无|非|没|勿|禁|如(?!何)|若|凡|除|但|仅|只|限(?!公司|制)|原则|(?:一|#1#)般|通常|特殊|确需|情况|情形|条件|前提|"
    r"经(?!济|营|费|验|办|开|信|贸)|逾期|期满|暂|可|另有|违反|鼓励|试点|拟|或|(?:的|时|后|前|外|者|间|起|中)$|"
    r"\b(?:if|unless|except|provided|when|where|only|until|before|after|subject|not|no|without|but|however|may|"
    r"generally|principle|case|during|or)\b"
)
_PAIRING = re.compile(r"分别|依次|各自|respectively")
_TIME = re.compile(
    r"#\d+#(?:年|月|日|个月|天|个工作日|季度)|\b(?:19|20)\d\d\b|今年|明年|每年|每月|每季度|期内"
)
_UNFINISHED = re.compile(r"(?:的|时|后|前|外|者|中)$")
# A part that begins so takes its subject or its scope from the parts before it.
_LEANS_BACK = re.compile(
    r"不|未|无|达|提高|增长|增加|降低|减少|下降|予以|给予|实行|重点|在|按|每|可|应|须|必须|严禁|禁止|#|年均|年度|单笔|单户|单项|最高|最低|"
    r"最长|最多|最少|其中|首期|首批|分|从|经|报|向|对|以|期|另|再|并|且|也|均|都|各设|一次性|#1#次性|具体|原则|一律|逐|该|其|"
    r"(?:and|but|of which|which|who|that|not|at|to|with|by|up)\b"
)
_SCOPE = re.compile(r"对|就|关于|在|向|为(?!了)|for |in |at |to ")
_TIME_HEAD = re.compile(r"^(?:到|自|从|截至|力争|争取)?(?:#\d+#(?:年|月|日|个月|季度))+(?:底|末|初|前|内|起|上半年|下半年|以来)*$")  # fmt: skip


def may_omit(parts: Sequence[str], *, before: bool = False) -> bool:
    """Say whether parts of a sentence can be left out without changing what the rest of it says.

    Args:
        parts: between commas, their numbers marked.
        before: they stand before what is said.
    """
    if any(_LIMITING.search(_HARMLESS.sub("", part)) for part in parts):
        return False
    return not (before and any(_TIME_HEAD.match(part) or _SCOPE.match(part) for part in parts))


def can_stand(parts: Sequence[str], start: int, end: int, kept: int = 0) -> bool:
    """Say whether parts[start:end] of a sentence say by themselves what they say in it.

    Args:
        parts: between commas, their numbers marked.
        start: of what is said.
        end: of it.
        kept: how many parts from the beginning are said too.
    """
    if start > kept and _LEANS_BACK.match(parts[start]):
        return False
    if end < len(parts) and _UNFINISHED.search(parts[end - 1]):
        return False
    return may_omit(parts[kept:start], before=True) and may_omit(parts[end:])


def has_pairing(parts: Sequence[str]) -> bool:
    """Say whether a sentence pairs the items of two lists, so that none can be left out."""
    return any(_PAIRING.search(part) for part in parts)


def is_time_head(part: str) -> bool:
    """Say whether a part is a time and nothing else."""
    return _TIME_HEAD.match(part) is not None


def names_time(part: str) -> bool:
    """Say whether a part names a time."""
    return _TIME.search(part) is not None


def choose_runs(parts: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Yield which parts of a sentence can be said without the others, as indices in order; all of them first.

    That are the parts from its beginning, those to its end, or a single one, also after the time that opens the
    sentence: parts from the middle could join what belongs to different things.
    """
    count = len(parts)
    yield tuple(range(count))
    if has_pairing(parts):
        return
    for start in range(count):
        for end in range(start + 1, count + 1):
            whole = end - start == count
            stands_alone = start == 0 or end == count or end - start == 1
            if not whole and stands_alone and can_stand(parts, start, end):
                yield tuple(range(start, end))
    if count > 2 and is_time_head(parts[0]):
        for place in range(2, count):
            skipped, shown = parts[1:place], parts[place : place + 1]
            governed = not any(map(names_time, skipped)) and may_omit([*skipped, *shown])
            if governed and can_stand(parts, place, place + 1, 1):
                yield (0, place)


def runs_of(folded: str) -> Iterator[str]:
    """Yield the texts of a folded sentence that can be said by themselves, the whole first."""
    parts = [part for piece in re.split("[,，;；]", folded) if (part := piece.strip())]
    for chosen in choose_runs([mark_numbers(part).rstrip("。.!?") for part in parts]):
        yield ",".join(parts[index] for index in chosen)
