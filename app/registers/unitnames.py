"""Which printed names are one unit: aliases of the glossary, both scripts, and the place that a name means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from index import Glossary
from ingest import fold_layout

_IGNORED = re.compile(r"[\s“”‘’\"「」『』《》〈〉]")
_LEVELS = "省市县区州旗盟乡镇"
# 市场监管局 and 县级 begin with no level of government.
_LEVEL = re.compile(r"(?:自治区|设区市|[省市县州旗盟镇]|乡(?!镇)|区(?!域|块))(?!场|级|直|属|、|\()")
_PLACE = re.compile(
    r"(?!各|有关|相关|属地|所在|本|其他|设区|高新|经开|开发|园|新区|社区)[\u4e00-\u9fff]{2,6}?[省市县州旗盟]"
)
_NATIONAL = re.compile(r"国家|国务院|中央|中共中央|党中央|全国|最高人民")
_PARTY_DEPARTMENT = ("组织部", "宣传部", "统战部", "武装部", "工作部")
_RELATIVE = re.compile(
    r"各|有关|相关|属地|所在|本|其他|试点|高新区|经开区|开发区|园区|新区|管委会|乡镇|街道(?:办|$)"
)


@dataclass(frozen=True, slots=True)
class UnitKey:
    """What two printed names must share to be one unit."""

    name: str  # Simplified, the glossary's usual form, with its level of government: 县发改委
    owner: str  # the region whose unit it is; a document's id where a name means something only there; or ""


def fold_unit(name: str) -> str:
    """Return a unit's name for comparison: Simplified, half-width, without blanks and quotation marks."""
    return _IGNORED.sub("", fold_layout(name)).replace(",", "、")


@lru_cache(maxsize=65536)
def normal_unit(name: str) -> str:
    """Return the usual form of a unit's name; level and place before it stay.

    >>> [normal_unit(name) for name in ("县发展和改革委员会", "縣發改局", "发改委", "县委编办")]
    ['县发改委', '县发改委', '发改委', '县编办']
    """
    folded = fold_unit(name)
    forms = Glossary.load().synonyms(folded)
    if not forms:
        return folded
    if "政府" in folded and "政府" not in forms[0]:  # 县政府督查室 is not 县委督查室
        return next((form for form in forms if "政府" in form), folded)
    return forms[0]


def unit_key(name: str, document_id: str, region: str | None, regions: Collection[str]) -> UnitKey:
    """Return the key of a name as a document prints it.

    A place in the name wins (德安县发改委); else 县发改委 is the one of the document's region. A name that means
    something only within its document (发改委, 各开发区, 管委会) is kept to its region, or else to the document.

    Args:
        name: as printed.
        document_id: of the document that prints it.
        region: of that document, folded; None where it states none.
        regions: the folded regions of all documents.
    """
    folded = fold_unit(name)
    for place in sorted(regions, key=lambda place: (-len(place), place)):
        if (rest := strip_place(folded, place)) is not None:
            return UnitKey(normal_unit(rest), place)
    normal = normal_unit(folded)
    if _is_national(folded) or _PLACE.match(folded):
        return UnitKey(normal, "")
    if _LEVEL.match(folded):
        return UnitKey(normal, region or "")
    if _RELATIVE.match(folded) or Glossary.load().synonyms(folded):
        return UnitKey(normal, region or document_id)
    return UnitKey(normal, region or "")


def is_unit(printed: str, asked: str) -> bool:
    """Tell whether a printed name is the unit that somebody asks for, with its level of government or without.

    >>> [is_unit("县发展和改革委员会", asked) for asked in ("发改局", "县发改委", "市发改委")]
    [True, True, False]
    """
    one, other = normal_unit(printed), normal_unit(asked)
    return one == other or (
        _LEVEL.match(one) is not None and normal_unit(_LEVEL.sub("", one, count=1)) == other
    )


def strip_place(folded: str, place: str) -> str | None:
    """Return the name without the place but with its level (德安县发改委 -> 县发改委), None for another place."""
    if not folded.startswith(place) or len(folded) <= len(place) + 1:
        return None
    level = place[-1] if place[-1] in _LEVELS else ""
    return level + folded[len(place) :]


def _is_national(folded: str) -> bool:
    if _NATIONAL.match(folded) or folded.endswith(("总局", "总署")):
        return True
    is_ministry = folded.endswith("部") and not folded.endswith(_PARTY_DEPARTMENT)
    return is_ministry and not _LEVEL.match(folded) and bool(Glossary.load().synonyms(folded))
