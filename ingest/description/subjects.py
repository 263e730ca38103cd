"""What a document is about, where it prints no title: the beginning of its text without what all documents say."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath

from ingest.language import fold_layout

_LOOKED_AT = 800  # characters
_LONGEST = 40  # characters: as long as a long title
_SHORTEST = 4  # characters of a title
_HAN = re.compile("[\u4e00-\u9fff]")
_OTHER_DOCUMENTS = re.compile(r"[《<«〈][^》>»〉]*[》>»〉]|[(（〔\[][^)）〕\]]*[)）〕\]]")
_ADDRESSEES = re.compile(r"^[^。]{2,300}?[:：]\s*$", re.MULTILINE)
_BREAK = re.compile(r"[，,。；;：:？！\n]|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_NUMBER = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]+[、章条节]|[（(][一二三四五六七八九十]+[)）]|\d+[.．、])\s*"
)
_SAID_BY_ALL = re.compile(
    "习近平|党的|党中央|国务院|全会|省委|市委|州委|县委|政府|部署|精神|贯彻|根据|按照|依据|简称|总体要求|总体思路|指导思想"
    "|指导$|总则|制定|现提|印发|坚持|遵循|通知如下|各省|各市|自治区|有关单位|结合.{0,8}实际|意义|机遇|变革"
)
_KIND = re.compile(
    r"(?:制定|提出|制订|印发|出台|发布)(?:本|以下|如下|了)?([\u4e00-\u9fff]{0,6}?(?:方案|意见|办法|条例|规定|细则|要点|计划|规划|措施|指南|政策|规范))"
)
_AIM = re.compile(
    "^(?:为了?|切实|进一步|深入|积极|加快|全面|大力|着力|推动|推进|促进|提升|现就|现将|充分发挥|组织)+"
)


def prints_title(title: str, source_name: str, text: str) -> bool:
    """Tell whether a document prints its title, which is not just the name of its file for want of one.

    A file may be called as its document is: then the title stands at the beginning of the text.
    """
    return title != PurePath(source_name).stem or _begins_with(text[:_LOOKED_AT], title)


def subject_of(title: str, source_name: str, text: str) -> str:
    """Return the title of a document; where it prints none, what it says at its beginning that it is about.

    The name of a file, which stands for a missing title, says nothing about the text.

    Args:
        title: of the document, or the name of its file.
        source_name: of the document.
        text: of the document; its beginning is enough.
    """
    return title if prints_title(title, source_name, text) else _beginning(text[:_LOOKED_AT]) or title


@lru_cache(maxsize=4096)
def _begins_with(beginning: str, title: str) -> bool:
    printed, own = (re.sub(r"\s", "", fold_layout(text)) for text in (beginning, title))
    return _HAN.search(own) is not None and len(own) >= _SHORTEST and own in printed


@lru_cache(maxsize=4096)
def _beginning(text: str) -> str:
    own = _OTHER_DOCUMENTS.sub("", _ADDRESSEES.sub("", text))
    kind = _KIND.search(own)
    parts = (_AIM.sub("", _NUMBER.sub("", part).strip()) for part in _BREAK.split(own))
    telling = [part for part in parts if len(part) > 3 and not _SAID_BY_ALL.search(part)]
    found = ""
    for part in dict.fromkeys(telling):
        if len(found) >= _LONGEST // 2:
            break
        found = f"{found} {part}".strip()
    return f"{found[:_LONGEST]} {kind[1] if kind else ''}".strip()
