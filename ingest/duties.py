"""Who answers for what: units from 〔责任单位:…〕 lists and from sentences (由…负责, …牵头, 会同…)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.types import Role, Span

_ROLE_WORDS = {
    "牵头": Role.LEAD,
    "主责": Role.LEAD,
    "主办": Role.LEAD,
    "主管": Role.LEAD,
    "负责": Role.RESPONSIBLE,
    "责任": Role.RESPONSIBLE,
    "承办": Role.RESPONSIBLE,
    "落实": Role.RESPONSIBLE,
    "实施": Role.RESPONSIBLE,
    "执行": Role.RESPONSIBLE,
    "配合": Role.COOPERATING,
    "协办": Role.COOPERATING,
    "协同": Role.COOPERATING,
    "参与": Role.COOPERATING,
    "参加": Role.COOPERATING,
    "支持": Role.COOPERATING,
    "指导": Role.SUPERVISING,
    "监督": Role.SUPERVISING,
    "督办": Role.SUPERVISING,
    "督导": Role.SUPERVISING,
}
_ROLE = "|".join(_ROLE_WORDS)
_LIST_LABEL = re.compile(rf"({_ROLE})(?:和?(?:{_ROLE}))?(?:单位|部门|处室|科室|机构|主体)\s*:")
_OTHER_LABEL = re.compile(
    r"(?:责任(?:人|领导)|牵头领导|分管领导|联系人|完成(?:时限|时间|日期)|时限|时间|备注|说明)\s*:"
)
_OPEN_LIST = re.compile(rf"[(\[]\s*(?=(?:{_ROLE})(?:和?(?:{_ROLE}))?(?:单位|部门|处室|科室|机构|主体)\s*:)")
_BARE_LIST = re.compile(rf"(?:^|\n)[ ]*(?=(?:{_ROLE})(?:单位|部门|处室|科室|机构|主体)\s*:)")
_BRACKET = re.compile(r"[(\[]")
_ENDS_IN_ROLE = re.compile(
    rf"(?:按照?(?:各自)?职责(?:分工)?|分别|共同|分工|具体|牵头)?(?:{_ROLE})(?:落实|实施|组织)?$"
)
_UNIT_SUFFIXES = (
    "领导小组|联席会议|管理委员会|委员会|管委会|党工委|纪工委|纪委监委|纪委|监委|党委|政府|办公厅|办公室|工作专班|专班|指挥部|"
    "总局|分局|支局|公安局|部门|部委|机关|法院|检察院|分行|支行|银行|集团公司|集团|有限公司|公司|企业|中心|总站|站|所|研究院|院|学校|"
    "高校|大学|协会|商会|联合会|工商联|总工会|工会|团委|妇联|残联|科协|贸促会|乡镇|街道|镇|乡|开发区|高新区|经开区|工业园区|园区|"
    "新区|示范区|保税区|管理处|管理局|税务局|厅局|编办|审改办|发改|发改委|住建委|国资委|政府办|县委办|市委办|省委办|单位|机构|"
    "公安|厅|局|委|办|部|署|处|科|室|社|司"
)
_UNIT = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9·“”()、]{{0,40}}?(?:{_UNIT_SUFFIXES})(?:\([^()]{{1,16}}\))?$")
_UNIT_END = re.compile(rf"(?:{_UNIT_SUFFIXES})(?:\([^()]{{1,16}}\))?$")
_BARE_LEVELS = re.compile(
    r"(?:各(?:地)?|全)?(?:省|市|县|区|州|盟|旗|乡|镇|街道|乡镇|设区市|区县|县区|市县|县市|自治区|直辖市|自治州|计划单列市|副省级市|"
    r"新疆生产建设兵团)(?:\([^()]{1,8}\))?$"
)
_SPLIT_MARKS = "、,，;；。\n"
_PROSE = (
    (re.compile(r"(?<![自理])由([^。；;,!?\n由()\[\]]{2,60}?)(?:共同|统一|具体|分别|集中|主要|全面|直接|依法|单独|统筹|按照?职责(?:分工)?)*"
                r"(牵头|负责|承担|主管(?!部门|单位)|管理(?!局|部|委|处|中心|办|站|机构|单位|人员)|组织(?!部|人事|科|机构)|实施|办理|受理|"
                r"审批(?!局|部门)|审核|履行|会同)(?!同志|人|干部|领导)"), None),
    (re.compile(r"(?:^|[。；;,:\n])\s*([^。；;,:!?\n()\[\]由]{2,40}?)(?:作为)?(牵头)(?!单位|部门|领导|人|抓总的)"), Role.LEAD),
    (re.compile(r"(?:^|[。；;,:\n])\s*([^。；;,:!?\n()\[\]由]{2,40}?)(?<!社)(会同)(?!步|时|意|样|类|等)"), Role.LEAD),
    (re.compile(r"(?<!社)(会)同(?!步|时|意|样|类|等)([^。；;,:!?\n]{2,60}?)(?=对|制定|研究|开展|组织|做好|建立|推进|加强|负责|按照|根据|进行|共同|提出|出台|,|。|；|;)"),
     Role.COOPERATING),
)  # fmt: skip
_NO_UNIT = re.compile(
    r"^(?:有关|相关|其他|各|该|本|上级|下级|同级|所在)?(?:单位|机构|企业|公司|部门|办公室|中心|管理|组织|室|所|站|科|处)$"
)
# Words that stand before a unit in a sentence and are no part of its name.
_NO_NAME = re.compile(
    r"^(?:支持|鼓励|引导|推动|组织|发挥|实现|提高|大幅|每年|以|或|经|请|被|对|向|在|将|把|按|从|让|使|并|需|可|应|须)|[报须应将把被对向]|(?:以上|以下)"
)
_EXCEPTED = re.compile(r"^(?:各(?:有关|相关|成员)?(?:单位|部门)|(?:有关|相关)(?:单位|部门)|各责任单位)$")


@dataclass(frozen=True, slots=True)
class FoundDuty:
    """A unit by offsets in the text, and the text that it answers for."""

    span: Span
    role: Role
    listed: bool
    task: Span


@dataclass(frozen=True, slots=True)
class UnitList:
    """A bracket (or a line) that names units by role."""

    start: int
    end: int
    units: tuple[tuple[Span, Role], ...]


def find_duties(folded: str, start: int, end: int) -> list[FoundDuty]:
    """Return the duties that a stretch of one clause states, in order.

    A list answers for what stands between the list before it and itself; a sentence for itself.

    Args:
        folded: the text folded by `fold_layout`.
        start: where the clause's words begin, behind label and heading.
        end: where they end.
    """
    duties: list[FoundDuty] = []
    task_start = start
    lists = find_unit_lists(folded, start, end)
    for unit_list in lists:
        task = _trim(folded, task_start, unit_list.start)
        duties += [FoundDuty(span, role, True, task) for span, role in unit_list.units]
        task_start = unit_list.end
    duties += _prose_duties(folded, start, end, lists)
    return sorted(duties, key=lambda duty: (duty.span.start, duty.span.end))


def find_unit_lists(folded: str, start: int, end: int) -> list[UnitList]:
    """Return the lists of units in a stretch of text, in order, brackets included."""
    lists: list[UnitList] = []
    position = start
    while position < end:
        found = _next_list(folded, position, end)
        if found is None:
            return lists
        if found.units:
            lists.append(found)
        position = max(found.end, position + 1)
    return lists


def split_units(folded: str, start: int, end: int) -> list[Span]:
    """Split a list of units into single ones, as spans; "各市、县(区)政府" stays one unit."""
    pieces = _split_flat(folded, start, end)
    merged: list[Span] = []
    pending: int | None = None
    for piece in pieces:
        text = folded[piece.start : piece.end]
        if _BARE_LEVELS.match(text):
            pending = piece.start if pending is None else pending
            continue
        merged.append(Span(piece.start if pending is None else pending, piece.end))
        pending = None
    if pending is not None:
        merged.append(Span(pending, pieces[-1].end))
    return [unit for piece in merged for unit in _split_conjunction(folded, piece)]


def _next_list(folded: str, start: int, end: int) -> UnitList | None:
    """Return the next list, an empty one where a bracket turned out to hold none."""
    candidates: list[tuple[int, Callable[[str, int, int], UnitList]]] = []
    labelled = _OPEN_LIST.search(folded, start, end)
    if labelled is not None:
        candidates.append((labelled.start(), _bracketed_list))
    bare = _BARE_LIST.search(folded, start, end)
    if bare is not None:
        candidates.append((bare.end(), _line_list))
    trailing = _trailing_role_bracket(folded, start, end)
    if trailing is not None:
        candidates.append((trailing, _sentence_list))
    if not candidates:
        return None
    at, reader = min(candidates, key=lambda candidate: candidate[0])
    return reader(folded, at, end)


def _bracketed_list(folded: str, opening: int, end: int) -> UnitList:
    closing = _closing(folded, opening, end)
    return UnitList(opening, closing + 1, tuple(_labelled_units(folded, opening + 1, closing)))


def _line_list(folded: str, start: int, end: int) -> UnitList:
    """Read 责任单位:… that stands without brackets: to the end of its line."""
    newline = folded.find("\n", start, end)
    stop = newline if newline >= 0 else end
    return UnitList(start, stop, tuple(_labelled_units(folded, start, stop)))


def _trailing_role_bracket(folded: str, start: int, end: int) -> int | None:
    """Return where a bracket such as (教育部牵头,财政部配合) begins: its text ends in a role word."""
    for match in _BRACKET.finditer(folded, start, end):
        closing = _closing(folded, match.start(), end)
        inner = folded[match.end() : closing].strip()
        by_role = 4 <= len(inner) <= 400 and _ENDS_IN_ROLE.search(inner) and not _LIST_LABEL.match(inner)
        if by_role and any(_sentence_units(folded, match.end(), closing)):
            return match.start()
    return None


def _sentence_list(folded: str, opening: int, end: int) -> UnitList:
    closing = _closing(folded, opening, end)
    return UnitList(opening, closing + 1, tuple(_sentence_units(folded, opening + 1, closing)))


def _sentence_units(folded: str, start: int, end: int) -> Iterator[tuple[Span, Role]]:
    """Read "A、B牵头,C配合": each part ends in the role of the units before it."""
    for match in re.finditer(
        rf"(?:由)?([^;；。]+?)((?:按照?(?:各自)?职责(?:分工)?|分别|共同|具体)?(?:{_ROLE})(?:落实|实施)?)(?=[,;；、。\s]|$)",
        folded[start:end],
    ):
        role = next(_ROLE_WORDS[word] for word in _ROLE_WORDS if word in match.group(2))
        for span in split_units(folded, start + match.start(1), start + match.end(1)):
            if _UNIT_END.search(folded[span.start : span.end]):
                yield span, role


def _labelled_units(folded: str, start: int, end: int) -> Iterator[tuple[Span, Role]]:
    """Read 牵头单位:A、B;责任单位:C: each label governs what follows up to the next one."""
    labels = sorted(
        [(m.start(), m.end(), _ROLE_WORDS[m.group(1)]) for m in _LIST_LABEL.finditer(folded, start, end)]
        + [(m.start(), m.end(), None) for m in _OTHER_LABEL.finditer(folded, start, end)],
        key=lambda label: label[0],
    )
    for index, (_, begin, role) in enumerate(labels):
        stop = labels[index + 1][0] if index + 1 < len(labels) else end
        if role is not None:
            yield from ((span, role) for span in split_units(folded, begin, stop))


def _closing(folded: str, opening: int, end: int) -> int:
    """Return where the bracket closes; the end of the paragraph where it was forgotten."""
    depth = 0
    limit = min(end, opening + 600)
    for index in range(opening, limit):
        if folded[index] in "([":
            depth += 1
        elif folded[index] in ")]":
            depth -= 1
            if depth == 0:
                return index
    newline = folded.find("\n", opening, limit)
    return newline if newline >= 0 else limit


def _split_flat(folded: str, start: int, end: int) -> list[Span]:
    pieces: list[Span] = []
    depth, begin = 0, start
    for index in range(start, end):
        character = folded[index]
        depth += (character in "([") - (character in ")]" and depth > 0)
        # A line break inside a unit's name is the page's; one behind a mark is no name's end either.
        if depth == 0 and character in _SPLIT_MARKS and character != "\n":
            pieces.append(Span(begin, index))
            begin = index + 1
    pieces.append(Span(begin, end))
    trimmed = (_trim_unit(folded, piece) for piece in pieces)
    return [piece for piece in trimmed if piece.end > piece.start]


def _trim_unit(folded: str, piece: Span) -> Span:
    start, end = piece.start, piece.end
    while start < end and folded[start] in " \n和及与:":
        start += 1
    while end > start and folded[end - 1] in " \n:":
        end -= 1
    text = folded[start:end]
    shortened = re.sub(r"等(?:有关|相关|单位|部门|各)*(?:单位|部门)?$", "", text)
    return Span(start, start + len(shortened.rstrip())) if shortened else Span(start, end)


def _split_conjunction(folded: str, piece: Span) -> list[Span]:
    """Split "A和B" where A by itself ends like a unit; 自然资源和规划局 does not."""
    text = folded[piece.start : piece.end]
    for match in re.finditer(r"等?(?:以及|[和及与])", text):
        left, right = text[: match.start()], text[match.end() :]
        if (
            len(right) > 1
            and _UNIT_END.search(left)
            and _UNIT_END.search(right)
            and left.count("(") == left.count(")")
        ):
            middle = piece.start + match.start()
            rest = Span(piece.start + match.end(), piece.end)
            return [Span(piece.start, middle), *_split_conjunction(folded, rest)]
    return [piece]


def _prose_duties(folded: str, start: int, end: int, lists: Sequence[UnitList]) -> list[FoundDuty]:
    duties: dict[tuple[int, int], FoundDuty] = {}
    for pattern, fixed_role in _PROSE:
        for match in pattern.finditer(folded, start, end):
            group = 2 if fixed_role is Role.COOPERATING else 1
            if any(unit_list.start <= match.start(group) < unit_list.end for unit_list in lists):
                continue
            role = fixed_role or (Role.LEAD if match.group(2) in ("牵头", "会同") else Role.RESPONSIBLE)
            task = _sentence_around(folded, match.start(group), start, end)
            units = split_units(folded, match.start(group), match.end(group))
            if not units or not all(_names_unit(folded[span.start : span.end]) for span in units):
                continue  # "由县政府主要负责同志牵头": a person, or words that only end like a unit
            for span in units:
                duties.setdefault((span.start, span.end), FoundDuty(span, role, False, task))
    return list(duties.values())


def _names_unit(text: str) -> bool:
    if _EXCEPTED.match(text):
        return True
    if _NO_NAME.search(text):
        return False
    return 2 <= len(text) <= 30 and _UNIT.match(text) is not None and not _NO_UNIT.match(text)


def _sentence_around(folded: str, position: int, start: int, end: int) -> Span:
    before = max((folded.rfind(mark, start, position) for mark in "。；;!?\n"), default=-1)
    after = [found for mark in "。；;!?\n" if (found := folded.find(mark, position, end)) >= 0]
    return _trim(folded, max(start, before + 1), min([*after, end - 1]) + 1)


def _trim(folded: str, start: int, end: int) -> Span:
    while start < end and folded[start] in " \n。；;,、:":
        start += 1
    while end > start and folded[end - 1] in " \n":
        end -= 1
    return Span(start, end)
