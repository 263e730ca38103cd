"""What a document says of itself: issuer, number, dates, region. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ingest.description.furniture import index_table_value
from ingest.language.numerals import parse_numeral
from ingest.structure.lines import Line

_OWN_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16}\s*[\[(]\s*\d{4}\s*[\])]\s*第?\s*\d+\s*号")
_YEAR = r"(?:\d{4}|[一二][〇零○O0一二三四五六七八九]{3})"
_DATE = re.compile(
    rf"({_YEAR})\s*年\s*([\d一二三四五六七八九十]{{1,3}})\s*月\s*([\d一二三四五六七八九十]{{1,3}})\s*日"
)
_ISO_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
_ISSUED = re.compile(r"(?:发布|公布|印发|通过|颁布)")
_EFFECTIVE = re.compile(
    rf"自\s*({_YEAR}\s*年\s*[\d一二三四五六七八九十]+\s*月\s*[\d一二三四五六七八九十]+\s*日)\s*起\s*(?:施行|实施|执行|生效)"
)
_ORDER_NUMBER = re.compile(
    r"(?:^[>(\s*]*|[日,、。\s])((?:[\u4e00-\u9fff]{2,16}令第\s*\d+\s*号)|(?:[\u4e00-\u9fff]{1,16}\s*[\[(]\s*\d{4}\s*[\])]\s*第?\s*\d+\s*号))"
)
_SIGNATORY = re.compile(
    r"[\u4e00-\u9fff()、 ]{2,40}?(?:委员会|人民政府|政府|办公厅|办公室|领导小组|厅|局|部|委|办|院|中心|管委会|管理处|公司|署|总局|工委|县委|市委|省委|国务院)"
)
_REGION = re.compile(
    r"((?:[\u4e00-\u9fff]{2,3}(?:省|自治区))?(?:[\u4e00-\u9fff]{2,4}?(?:市|自治州|州|地区|盟))?(?:[\u4e00-\u9fff]{2,4}?(?:县|区|旗))?)"
)


@dataclass(frozen=True, slots=True)
class Statements:
    """What the document states of itself; None where it does not."""

    issuer: str | None
    document_number: str | None
    issued_on: str | None  # ISO 8601
    effective_on: str | None  # ISO 8601
    region: str | None


def read_statements(original: str, folded: str, lines: Sequence[Line], title: str, body: int) -> Statements:
    """Read the index table, the lines above the first provision and the signature at the end.

    Args:
        original: the text as decoded; names are returned as printed there.
        folded: the text folded by `fold_layout`.
        lines: its folded lines.
        title: the document's title, as printed.
        body: index of the line with the first label.
    """
    signature = _find_signature(lines, body)
    issuer = index_table_value(lines, "发文机关") or index_table_value(lines, "发布机构")
    if issuer is None and signature is not None:
        issuer = original[signature[0].start : signature[0].end].strip()
    stated_date = index_table_value(lines, "成文日期")
    issued_on = parse_date(stated_date) if stated_date else None
    if issued_on is None:
        issued_on = parse_date(signature[1].text) if signature else _lone_date(lines, body)
    return Statements(
        issuer=issuer,
        document_number=_own_number(original, lines, body),
        issued_on=issued_on,
        effective_on=_effective_date(folded),
        region=_stated_region(title, issuer),
    )


def parse_date(text: str) -> str | None:
    """Return the first date in a text as ISO 8601, or None.

    >>> [parse_date(t) for t in ("2024年2月7日", "二〇〇五年三月三日", "2023-11-27 11:18:00", "2024年")]
    ['2024-02-07', '2005-03-03', '2023-11-27', None]
    """
    match = _DATE.search(text) or _ISO_DATE.search(text)
    if match is None:
        return None
    year, month, day = (parse_numeral(re.sub("[○O]", "〇", part)) for part in match.groups()[:3])
    try:
        return date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        return None


def _own_number(original: str, lines: Sequence[Line], body: int) -> str | None:
    """Return the number that stands on a line of its own: one inside a sentence is another document's."""
    stated = index_table_value(lines, "发文字号") or index_table_value(lines, "文号")
    if stated and _OWN_NUMBER.fullmatch(stated):
        return stated
    for line in lines[: min(body, 40)]:
        if _OWN_NUMBER.fullmatch(line.text):
            return original[line.start : line.end]
        remark = _ORDER_NUMBER.search(line.text) if _is_remark(line) else None
        if remark is not None:
            return original[line.start + remark.start(1) : line.start + remark.end(1)]
    return None


def _is_remark(line: Line) -> bool:
    """Tell whether a line is the remark below a title: in brackets, or a quotation in Markdown."""
    return line.text.startswith(">") or (line.text.startswith("(") and line.text.endswith(")"))


def _find_signature(lines: Sequence[Line], body: int) -> tuple[Line, Line] | None:
    """Return the lines of signatory and date, from the issuing notice above or from the end."""
    head = range(1, min(body, len(lines)))
    tail = range(max(body, len(lines) - 8, 1), len(lines))
    for index in (*tail, *head):
        if not _DATE.fullmatch(lines[index].text.strip("() ")):
            continue
        above = lines[index - 1]
        if _SIGNATORY.fullmatch(above.text) and not above.text.startswith("各"):
            return above, lines[index]
    return None


def _lone_date(lines: Sequence[Line], body: int) -> str | None:
    """Return the date that stands on a line of its own above the text, below the title, or at the end."""
    head = list(lines[: min(max(body, 6), 12)])
    for line in (*head, *lines[-4:]):
        text = line.text.strip("()[] ")
        if _DATE.fullmatch(text) or _ISO_DATE.fullmatch(text):
            return parse_date(text)
    remarks = (line for line in lines[: min(body, 12)] if _is_remark(line) and _ISSUED.search(line.text))
    return next((parse_date(_date_of_issue(line.text)) for line in remarks), None)


def _date_of_issue(remark: str) -> str:
    """Return the remark from the date that stands before 公布 or 印发 on: it may name others before."""
    issued = re.search(r"公布|发布|印发|颁布", remark)
    dates = [match.start() for match in _DATE.finditer(remark, 0, issued.start() if issued else len(remark))]
    return remark[dates[-1] :] if dates else remark


def _effective_date(folded: str) -> str | None:
    matches = _EFFECTIVE.findall(folded)
    return parse_date(matches[-1]) if matches else None


def _stated_region(title: str, issuer: str | None) -> str | None:
    for stated in (issuer, title):
        region = leading_region(stated or "")
        if region:
            return region
    return None


def leading_region(name: str) -> str:
    """Return the place that a title or a unit's name begins with, or "".

    >>> [leading_region(n) for n in ("德安县促进高新区改革领导小组", "江西省南昌市红谷滩区方案", "县发改委", "国务院")]
    ['德安县', '江西省南昌市红谷滩区', '', '']
    """
    match = _REGION.match(re.sub(r"^(?:中共|关于)", "", name))
    region = match.group(1) if match else ""
    if re.match(
        r"全[国省市县区州]|各[省市县区州]|[国省市县区]|(?:开发|高新|工业|经济|园|新|保税|试验|示范|功能|片|社|地|城|城镇)区",
        region,
    ):
        return ""
    return (
        ""
        if re.search(
            r"(?:开发|高新|技术|工业|园|示范|试验|保税|功能|社|城市|老|郊|辖|设)区$|城市$|都市$|超市$|上市$",
            region,
        )
        else region
    )
