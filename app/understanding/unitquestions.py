"""Questions for what a unit has to do: 编办负责什么, 哪些任务由发改局牵头, "what is the tax bureau responsible for"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.understanding.question import Kind, Question
from app.understanding.terms import Term, TermKind

_IN = r"(?:在(?P<topic>[^,。?？]{1,24}?)(?:之?中|里|上|方面|当中))?"
_MUST = r"(?:主要|具体|分别|都|还|要|应当|应该|应|该|需要|得|到底|究竟)*"
_WHAT = r"(?:什么|哪些|啥|哪几)"
_DUTIES = r"(?:职责|任务|责任|分工|工作)"
_UNIT = r"(?P<unit>[\u4e00-\u9fff]{2,18}?)"
_CHINESE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:请问)?{_UNIT}{_IN}{_MUST}(?:负责|牵头|承担|配合|参与)(?:的)?{_DUTIES}?(?:是|有)?{_WHAT}",
        rf"^(?:请问)?{_UNIT}{_IN}(?:要|该|应当|应该|应|得|需要)(?:做|干|办|抓|管){_WHAT}",
        rf"^(?:请问)?{_UNIT}{_IN}(?:的|有)(?:{_WHAT}{_DUTIES}|{_DUTIES}(?:有|是|包括)?{_WHAT}|{_DUTIES}[?？]?$)",
        rf"{_WHAT}(?:项|个|条)?(?:工作|任务|事项|事情|事|职责)?(?:是|要|该)?(?:由|归){_UNIT}(?:来)?(?:负责|牵头|承担|配合|管)",
    )
)
_ENGLISH_UNIT = r"(?P<unit>[^?]{3,60}?)"
_ENGLISH = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:duties|responsibilities|tasks) of {_ENGLISH_UNIT}(?:[?.]|$)",
        rf"\bwhat (?:is|are) {_ENGLISH_UNIT} (?:responsible for|in charge of|accountable for|supposed to do|to lead|to do|expected to do)\b",
        rf"\bwhat (?:\w+ )?(?:does|do|must|should|will) {_ENGLISH_UNIT} (?:lead|head|handle|oversee|take the lead on|have to do|take charge of|answer for|do)\b",
        rf"\b(?:which|what) (?:tasks?|duties|responsibilities|jobs|work|matters) (?:is|are|does|do|must|should) {_ENGLISH_UNIT} (?:responsible|lead|head|handle|in charge|take|have)\b",
        rf"\bwhat (?:are|is) {_ENGLISH_UNIT}(?:'s|’s|s'|s’)? (?:duties|responsibilities|tasks|role)\b",
    )
)
_ARTICLE = re.compile(r"^(?:the|a|an|our|each) ")
_LEVELS = {"county": "县", "municipal": "市", "city": "市", "provincial": "省", "district": "区"}
_LEADS = re.compile(r"牵头|\blead|\bhead\b")
_SAYS_NO_TOPIC = frozenset("职责 任务 责任 分工 工作 负责 牵头 承担 配合 参与 事项 主管 管".split())  # noqa: SIM905


def asked_unit_names(question: Question, terms: Sequence[Term]) -> tuple[str, ...]:
    """Return the names by which a question may mean the unit whose duties it asks for; none where it asks for others.

    Args:
        question: as understood.
        terms: of the question; an English one gives the Chinese names of the unit, and the English one last.
    """
    if Kind.COMPARE in question.kinds:
        return ()
    is_english = question.language == "en"
    match = next(
        (m for pattern in (_ENGLISH if is_english else _CHINESE) if (m := pattern.search(question.folded))),
        None,
    )
    if match is None:
        return ()
    if not is_english:
        return (match["unit"],)
    asked = _ARTICLE.sub("", match["unit"])
    level, _, bare = asked.partition(" ")
    names = [v for term in terms if term.word == asked for v in term.variants]
    names += [
        _LEVELS[level] + v for term in terms if level in _LEVELS and term.word == bare for v in term.variants
    ]
    return tuple(dict.fromkeys([*(name for name in names if not name.isascii()), asked]))


def asks_lead(question: Question) -> bool:
    """Tell whether a question asks only for what a unit leads."""
    return _LEADS.search(question.folded) is not None


def topic_beside_unit(topic: Sequence[Term], names: Sequence[str]) -> list[Term]:
    """Return the terms that tell one duty of a unit from its others."""
    return [
        term
        for term in topic
        if term.kind not in (TermKind.NUMBER, TermKind.CHARACTER)
        and _SAYS_NO_TOPIC.isdisjoint(term.variants)
        and not any(term.word in name or name in term.variants for name in names)
    ]
