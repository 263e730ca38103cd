"""Titles that a question prints between 《 and 》."""

from __future__ import annotations

import re
from itertools import pairwise

from app.understanding.question import Question
from index import Snapshot

_TITLE = re.compile("《([^》]+)》")
_KIND = re.compile("(?:方案|意见|办法|条例|规定|细则|通知|要点|计划|规划|纲要|措施|决定|公告|指南|规范)$")


def title_pairs(question: Question) -> list[list[str]]:
    """Return the neighbouring characters of each title that a question prints, the kind of document apart."""
    titles = (_KIND.sub("", title) for title in _TITLE.findall(question.folded))
    return [[one + other for one, other in pairwise(title)] for title in titles]


def names_unknown_title(question: Question, snapshot: Snapshot) -> bool:
    """Tell whether a question prints a title of which the library prints nothing, not even two characters in a row."""
    return any(
        bool(pairs) and not any(snapshot.prints(pair) for pair in pairs) for pairs in title_pairs(question)
    )
