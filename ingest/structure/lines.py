"""The lines of a text with their offsets, and whether they were broken at a page's edge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_SENTENCE_END = re.compile(r"[。！？!?；;：:.…”’」』)\]》>]\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its folded text without blanks at the ends, and where that stands."""

    text: str
    start: int
    end: int
    after_blank: bool  # a blank line, or the beginning of the text, stands before it

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends with a mark that ends a sentence or a list of units."""
        return _SENTENCE_END.search(self.text) is not None


def split_lines(folded: str) -> list[Line]:
    """Return the lines of a folded text that are not blank, in order."""
    lines: list[Line] = []
    start = 0
    blank = True
    for raw in folded.split("\n"):
        text = raw.strip()
        if text:
            left = start + len(raw) - len(raw.lstrip())
            lines.append(Line(text, left, left + len(text), blank))
        blank = not text
        start += len(raw) + 1
    return lines


def are_wrapped(lines: Sequence[Line]) -> bool:
    """Tell whether lines were broken at a page's edge, as in text taken from a PDF.

    Then most long lines end in mid-sentence, and none is much longer than the rest.
    """
    long_lines = [line for line in lines if len(line.text) >= 20]
    if len(long_lines) < 8:
        return False
    unfinished = sum(not line.ends_sentence for line in long_lines) / len(long_lines)
    typical = median(len(line.text) for line in long_lines)
    longest = sorted(len(line.text) for line in long_lines)[int(len(long_lines) * 0.95)]
    return unfinished > 0.5 and longest < 2.2 * typical
