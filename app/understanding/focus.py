"""The focus of a question: the words beside the asking word, by which one question differs from its neighbour.

"Who pays for the survey" and "who reviews the survey" share their topic; what is asked stands beside "who".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.understanding.question import Question
from app.understanding.terms import Term, TermKind

_ASKING = re.compile(
    r"由谁|归谁|找谁|谁|哪(?:里|儿|[些几一两三四五]?[个家项位条所座种类]?)|什么|啥|多少|几|多久|多长|多大|多高|怎么|如何|为何|何时|"
    r"能不能|可不可以|是不是|要不要|会不会|有没有|需不需要|能否|可否|是否|算不算|准不准|吗(?=[?？。!]*$)|"
    r"\b(?:who|whom|whose|which|what|when|where|why|how(?: (?:many|much|long|often|soon|far|old|big|large|high|early|late))?)\b"
)


def focus_of(question: Question, terms: Sequence[Term]) -> tuple[int | None, int | None]:
    """Return the places of the terms right behind (or from) and right before the first asking word; None where there is none.

    Names of places, numbers and what the conversation adds are passed over.
    """
    match = _ASKING.search(question.folded)
    if match is None:
        return None, None
    behind: tuple[int, int] | None = None
    before: tuple[int, int] | None = None
    for index, term in enumerate(terms):
        if term.carried or term.kind in (TermKind.NAME, TermKind.NUMBER):
            continue
        at = question.folded.find(term.word, match.start())
        if at + len(term.word) > match.end() and (behind is None or at < behind[0]):
            behind = at, index
        at = question.folded.rfind(term.word, 0, match.start())
        if at >= 0 and (before is None or at > before[0]):
            before = at, index
    return (behind[1] if behind else None), (before[1] if before else None)
