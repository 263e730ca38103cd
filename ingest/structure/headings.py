"""Where a heading ends and its text begins: on its own line, or run in before the first full stop."""

from __future__ import annotations

import re

from ingest.structure.labels import Family, Label

_LONGEST_LINE_HEADING = 60
_LONGEST_RUN_IN = 36
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,30})[)\]]\s*(?=\S)")
_RUN_IN = re.compile(r"([^。；;！!？?\n]{2,36}?)(?:[。]|[:](?!\d))\s*(?=\S)")
_SENTENCE = re.compile(r"[。；;！!？?]")


def find_heading_end(folded: str, label: Label, line_end: int, own_end: int) -> int:
    """Return where the heading behind a label ends; the label's own end where there is none.

    Args:
        folded: the folded text.
        label: the clause's label.
        line_end: end of the line that the label stands on.
        own_end: end of the clause's own words.
    """
    limit = min(line_end, own_end)
    line = folded[label.end : limit]
    if label.family is Family.ARTICLE:
        bracketed = _BRACKETED.match(line)
        return label.end + bracketed.end(1) + 1 if bracketed and "[" in bracketed.group(0) else label.end
    if _stands_alone(line) and not label.inline:
        return label.end + len(line.rstrip())
    run_in = _RUN_IN.match(folded[label.end : line_end])
    if run_in is not None and run_in.end(1) <= len(line) and _reads_like_heading(run_in.group(1)):
        return label.end + run_in.end(1)
    return label.end


def _stands_alone(line: str) -> bool:
    """A heading on a line of its own is short and no sentence."""
    text = line.rstrip()
    return (
        0 < len(text.strip()) <= _LONGEST_LINE_HEADING
        and not _SENTENCE.search(text)
        and not text.endswith(":")
    )


def _reads_like_heading(text: str) -> bool:
    """A heading has at most one pause, and no figure list or cross-reference."""
    stripped = text.strip()
    return (
        len(stripped) <= _LONGEST_RUN_IN
        and len(re.findall(r"[,、]", stripped)) <= 3
        and stripped.count("(") == stripped.count(")")
        and stripped.count("“") == stripped.count("”")
        and stripped.count("《") == stripped.count("》")
    )
