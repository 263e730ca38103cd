"""A chunk, or a part of it, as a re-ranker reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest import Chunk, Document, Duty, subject_of


def reading_text(
    chunk: Chunk,
    document: Document,
    start: int | None = None,
    end: int | None = None,
    names: Sequence[str] = (),
) -> str:
    """Return the headings above a chunk with the title of its document in the first line, then its words.

    The region is named where the title does not name it.

    Args:
        chunk: of the document.
        document: it belongs to.
        start: in the document's text, where only a part of the chunk is read.
        end: of that part.
        names: others that the document goes by.
    """
    words = document.text[chunk.start if start is None else start : chunk.end if end is None else end]
    title = subject_of(document.title, document.source_name, document.text).replace("\n", " ")
    region = document.region if document.region and document.region not in title else ""
    return f"{' '.join(filter(None, (*chunk.path, *names, region, title)))}\n{words}"


def is_unit_list(duties: Iterable[Duty], start: int, end: int) -> bool:
    """Tell whether a sentence is a list of units: units begin in it, and their task lies wholly before it."""
    return bool(_task_starts(duties, start, end))


def reading_start(duties: Iterable[Duty], start: int, end: int) -> int:
    """Return from where a sentence is read: a list of units from its task on, every other from its own start."""
    return min(_task_starts(duties, start, end), default=start)


def _task_starts(duties: Iterable[Duty], start: int, end: int) -> list[int]:
    """Return where the tasks begin whose units a sentence lists, and that lie wholly before it."""
    return [d.task_start for d in duties if d.listed and start <= d.start < end and d.task_end <= start]
