"""The words before a statement that name its source: 根据《…》第二条规定, …; According to Article 2, …."""

from __future__ import annotations

import re

from app.llm.checking.numerals import mark_numbers
from app.llm.checking.passages import Passage
from ingest import fold_layout

_KINDS = "方案|办法|意见|通知|规定|条例|细则|要点|计划|规划|措施|文件|条款|条文"
_CHINESE = re.compile(
    rf"^(?:根据|依据|按照|依照|据)?(?:《(?P<title>[^《》]+)》|(?P<kind>(?:该|上述)(?:{_KINDS})))?"
    r"(?P<labels>(?:第[^,。第]{1,6}[章节条款项])*)(?:的)?(?:规定|明确|提出)?[,:]?\s*"
)
_ENGLISH = re.compile(
    r"^(?:according to|under|as stated in|in)\s+(?:the\s+)?"
    r"(?:(?:article|clause|section|item|paragraph)\s+(?P<number>\d{1,3})(?:\s+of\s+the\s+(?:plan|measures|rules|"
    r"opinions|notice|document|policy|regulations))?|(?:plan|measures|rules|opinions|notice|document|policy|"
    r"regulations|clause|article))\s*,\s*"
)
_SHORTEST_TITLE = 4  # characters of a title that is not given in full
_LABEL = re.compile(r"第[^第]+?[章节条款项]")


def without_frame(claim: str, passage: Passage) -> tuple[str, ...]:
    """Return the readings of a sentence: as it stands and, if it names this passage as its source, without that.

    Where it names another source, those words must stand in the evidence as all others.
    """
    folded = fold_layout(claim).strip()
    found = _CHINESE.match(folded)
    if found is not None and (found["title"] or found["kind"] or found["labels"]):
        if not (_is_title(found["title"], passage.title) and _are_labels(found["labels"], passage.path)):
            return (claim,)
        return (claim, folded[found.end() :])
    lowered = folded.lower()
    found = _ENGLISH.match(lowered)
    if found is None:
        return (claim,)
    if found["number"] and not _is_number(found["number"], passage.path):
        return (claim,)
    return (folded[found.end() :],)


def _is_title(named: str | None, title: str) -> bool:
    if named is None:
        return True
    one, other = (re.sub(r"[\s《》]", "", mark_numbers(fold_layout(text))) for text in (named, title))
    return one == other or (len(one) >= _SHORTEST_TITLE and other.endswith(one))


def _are_labels(labels: str, path: tuple[str, ...]) -> bool:
    places = mark_numbers(fold_layout(" ".join(path)))
    return all(mark_numbers(label) in places for label in _LABEL.findall(labels))


def _is_number(number: str, path: tuple[str, ...]) -> bool:
    """Say whether the clause itself, not one above it, has this number."""
    label = mark_numbers(fold_layout(path[-1] if path else ""))
    return re.match(rf"\W*第?#{int(number)}#", label) is not None
