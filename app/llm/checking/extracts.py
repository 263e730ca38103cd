"""A sentence in the language of its evidence: it must be an extract of it.

The model may choose whole parts between commas, write numerals and characters in another script, name the
source first and put an object before its agent. Any other difference may be an altered fact (another number,
modal word, unit, negation, verb), and telling those that are not apart would take an understanding that no list
of words has. So such a sentence is not supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.llm.checking.frames import without_frame
from app.llm.checking.numerals import mark_numbers
from app.llm.checking.passages import Passage
from app.llm.checking.runs import can_stand, choose_runs, has_pairing
from ingest import fold_layout

_ROLES = "牵头|主责|主办|主管|责任|承办|负责|落实|实施|配合|协办|参与|参加|协同|指导|监督"
_LIST_LABEL = rf"(?:{_ROLES})(?:和?(?:{_ROLES}))?(?:单位|部门|机构|主体|科室|处室)"
_ASIDE = re.compile(r"\((?:以下|下同)[^()]*\)")
_LIST_BRACKETS = re.compile(rf"[\[(](?={_LIST_LABEL}\s*:)([^\[\]()]*(?:\([^()]*\)[^\[\]()]*)*)[\])]")
_LIST_IS = re.compile(rf"({_LIST_LABEL})(?:为|是|有|包括|分别为)?\s*:?(?=[^:;,。])")
_QUOTES = re.compile(r"[“”‘’\"'「」『』《》〈〉]")
_BLANK = re.compile(r" *([^\x20-\x7e]|[,;:]) *")
_AND = re.compile(r"、?(?:以及|及|与|和)|、")
_BORDER = re.compile(r"[,。;!?]|\.(?=\s|$)")
_OPENING = re.compile(r"^(?:并|且|同时|此外|另外|其中|(?:and|also|of which)\s+)")

_FACT = re.compile(r"#|不|未|无|非|没|应|须|可|得|由|、|每|各|全")


def is_extract(claim: str, passage: Passage) -> bool:
    """Say whether a sentence says nothing but what all sentences of a passage say, in their words and order."""
    bodies = [_parts(body) for body in without_frame(claim, passage)]
    whole = [_parts(sentence) for sentence in passage.sentences]
    # What an abbreviation stands for, (以下简称…), may be left out, but not altered.
    brief = [_parts(_ASIDE.sub("", fold_layout(sentence))) for sentence in passage.sentences]
    return any(_is_run(body, sentences) for sentences in (whole, brief) if all(sentences) for body in bodies)


def canonical(text: str) -> str:
    """Return a text in the form in which it is compared: one script, one width, numbers by value."""
    folded = " ".join(fold_layout(text).lower().split())
    folded = _LIST_BRACKETS.sub(r"。\1。", folded)
    folded = _QUOTES.sub("", folded)
    folded = _BLANK.sub(r"\1", folded)
    marked = _AND.sub("、", mark_numbers(folded))
    return _LIST_IS.sub(r"\1:", marked).strip()


def _parts(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and stops."""
    return [part for piece in _BORDER.split(canonical(text)) if (part := piece.strip())]


def _is_run(said: Sequence[str], sentences: Sequence[Sequence[str]]) -> bool:
    if len(sentences) == 1:
        parts = sentences[0]
        return any(_equal(said, [parts[index] for index in chosen]) for chosen in choose_runs(parts))
    first, last = sentences[0], sentences[-1]
    between = [part for sentence in sentences[1:-1] for part in sentence]
    for tail in range(1, len(first) + 1):
        head = len(said) - tail - len(between)
        if not 1 <= head <= len(last):
            continue
        before, after = first[: len(first) - tail], last[head:]
        if _equal(said, [*first[len(before) :], *between, *last[:head]]):
            cuts_pairs = (before and has_pairing(first)) or (after and has_pairing(last))
            stands = can_stand(first, len(before), len(first)) and can_stand(last, 0, head)
            return not cuts_pairs and stands
    return False


def _equal(said: Sequence[str], shown: Sequence[str]) -> bool:
    return len(said) == len(shown) and all(_same(one, other) for one, other in zip(said, shown, strict=True))


def _same(said: str, shown: str) -> bool:
    one, other = (_OPENING.sub("", part) for part in (said, shown))
    return one == other or _is_fronted(one, other)


def _is_fronted(said: str, shown: str) -> bool:
    """Say whether the object of 由…做… was put first: 由县城管局组成执法队伍 -> 执法队伍由县城管局组成."""
    agent = said.find("由")
    if agent < 2 or not shown.startswith("由") or _FACT.search(said[:agent]):
        return False
    return said[agent:] + said[:agent] == shown
