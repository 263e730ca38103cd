"""A file's text -> a parsed document: clause tree, duties, chunks, and a report of what was found."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.chunks import chunk_sentences, split_chunks
from ingest.description import FoundTitle, find_furniture, find_title, read_statements
from ingest.duties import find_duties, find_unit_lists
from ingest.errors import UnreadableFileError
from ingest.language import fold_layout
from ingest.readers import DecodedText, SourceFile, decode_text
from ingest.structure import (
    Family,
    Label,
    Line,
    OutlineEntry,
    are_wrapped,
    build_outline,
    find_labels,
    split_lines,
)
from ingest.types import (
    Chunk,
    Clause,
    Document,
    Duty,
    LevelCount,
    ParsedDocument,
    ParseReport,
    Sentence,
    SetAside,
    Span,
)

PARSER_VERSION = 3
"""Goes up when the parser finds something else in the same bytes; stored documents are then parsed again."""

MAX_FILE_BYTES = 64 * 1024 * 1024
_HASHES = (Family.MARKDOWN_1, Family.MARKDOWN_2, Family.MARKDOWN_3, Family.MARKDOWN_4)


def parse_source(source: SourceFile) -> ParsedDocument:
    """Read and parse a file.

    Raises:
        UnreadableFileError: the file cannot be read, or `parse_bytes` refuses it.
    """
    return parse_bytes(read_source(source), source.source_name)


def read_source(source: SourceFile) -> bytes:
    """Return the bytes of a file.

    Raises:
        UnreadableFileError: the file cannot be opened or is larger than `MAX_FILE_BYTES`.
    """
    try:
        size = source.path.stat().st_size
        if size > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 2**20
            raise UnreadableFileError(
                f"{source.source_name}: {size} bytes are too many; the limit is {limit} MiB"
            )
        return source.path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(f"{source.source_name}: {error.strerror or error}") from error


def parse_bytes(data: bytes, source_name: str) -> ParsedDocument:
    """Parse the bytes of a text or Markdown file.

    Raises:
        UnreadableFileError: the bytes are empty, binary or in no known encoding.
    """
    decoded = decode_text(data, source_name)
    sha256 = hashlib.sha256(data).hexdigest()
    return _Parser(decoded, source_name, sha256).parse()


def make_document_id(source_name: str, sha256: str) -> str:
    """Return the id of one version of a file: the same bytes under the same name give the same id."""
    return hashlib.sha256(f"{source_name}\0{sha256}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A clause on its way: the clause, and where its words begin behind label and heading."""

    clause: Clause
    content_start: int
    inline: bool


class _Parser:
    """The steps of parsing one document, over one folded copy of its text."""

    def __init__(self, decoded: DecodedText, source_name: str, sha256: str) -> None:
        self.text = decoded.text
        self.encoding = decoded.encoding
        self.source_name = source_name
        self.sha256 = sha256
        self.document_id = make_document_id(source_name, sha256)
        self.folded = fold_layout(self.text)
        self.lines = split_lines(self.folded)
        self.wrapped = are_wrapped(self.lines)

    def parse(self) -> ParsedDocument:
        furniture = find_furniture(self.lines, wrapped=self.wrapped)
        furniture_lines = self._line_indices(furniture)
        labels = find_labels(self.folded, self.lines, furniture_lines, wrapped=self.wrapped)
        labels, title = self._title_and_labels(labels, furniture_lines)
        body = self._line_at(labels[0].start) if labels else len(self.lines)
        title_lines = [self.lines[i] for i in title.lines] if title else []
        set_aside = sorted(
            [*furniture, *(SetAside(line.start, line.end, "title") for line in title_lines)],
            key=lambda span: span.start,
        )
        outline = build_outline(self.folded, labels)
        document = self._describe(title.text if title else None, body)
        drafts = self._draft_clauses(outline, set_aside)
        chunks, sentences = self._chunk(drafts, set_aside)
        duties = self._assign_duties(drafts)
        return ParsedDocument(
            document=document,
            clauses=tuple(draft.clause for draft in drafts),
            duties=tuple(duties),
            chunks=tuple(chunks),
            sentences=tuple(sentences),
            report=self._report(document, outline, set_aside, len(duties), len(chunks)),
        )

    def _title_and_labels(
        self, labels: list[Label], furniture_lines: frozenset[int]
    ) -> tuple[list[Label], FoundTitle | None]:
        """Return the labels that open clauses, and the title; a Markdown file's only `#` line is its title."""
        outermost = [label for label in labels if label.family is Family.MARKDOWN_1]
        if len(outermost) == 1 and labels[0] is outermost[0]:
            index = self._line_at(labels[0].start)
            printed = self.text[labels[0].end : self.lines[index].end].strip().rstrip("#").strip()
            return labels[1:], FoundTitle(printed, (index,))
        body = self._line_at(labels[0].start) if labels else len(self.lines)
        return labels, find_title(self.text, self.lines, body, furniture_lines)

    def _line_indices(self, spans: Sequence[SetAside]) -> frozenset[int]:
        starts = {span.start for span in spans}
        return frozenset(i for i, line in enumerate(self.lines) if line.start in starts)

    def _line_at(self, offset: int) -> int:
        return max(0, bisect_right([line.start for line in self.lines], offset) - 1)

    def _describe(self, title: str | None, body: int) -> Document:
        stated = read_statements(self.text, self.folded, self.lines, title or "", body)
        return Document(
            id=self.document_id,
            title=title or PurePosixPath(self.source_name).stem,
            text=self.text,
            source_name=self.source_name,
            sha256=self.sha256,
            issuer=stated.issuer,
            document_number=stated.document_number,
            issued_on=stated.issued_on,
            effective_on=stated.effective_on,
            region=stated.region,
        )

    def _draft_clauses(self, outline: Sequence[OutlineEntry], set_aside: Sequence[SetAside]) -> list[_Draft]:
        drafts: list[_Draft] = []
        first = outline[0].nested.label.start if outline else len(self.folded)
        preamble = self._content(0, first, set_aside)
        if preamble:
            start, end = preamble[0].start, preamble[-1].end
            clause = Clause(self._id("c", 0), self.document_id, None, 0, 0, "", "", (), start, end, end)
            drafts.append(_Draft(clause, start, False))
        offset = len(drafts)
        for index, entry in enumerate(outline):
            parent = entry.nested.parent
            above = drafts[offset + parent].clause if parent is not None else None
            drafts.append(self._draft_clause(entry, offset + index, above))
        return drafts

    def _draft_clause(self, entry: OutlineEntry, ordinal: int, parent: Clause | None) -> _Draft:
        label = entry.nested.label
        printed = self.text[label.start : label.end].strip()
        if label.family not in _HASHES:
            printed = printed.lstrip("# ")
        heading = self.text[label.end : entry.heading_end].strip().rstrip("，,、；;#").strip()
        own = heading if label.family in _HASHES else printed + heading
        clause = Clause(
            id=self._id("c", ordinal),
            document_id=self.document_id,
            parent_id=parent.id if parent else None,
            ordinal=ordinal,
            level=entry.nested.level,
            label=printed,
            heading=heading,
            path=(*(parent.path if parent else ()), own),
            start=label.start,
            own_end=entry.own_end,
            end=entry.end,
        )
        return _Draft(clause, entry.heading_end, label.inline)

    def _content(self, start: int, end: int, set_aside: Sequence[SetAside]) -> list[Span]:
        """Return what is left of a stretch without the set-aside spans, blanks trimmed."""
        pieces: list[Span] = []
        for span in set_aside:
            if span.end <= start or span.start >= end:
                continue
            self._append_content(pieces, start, min(span.start, end))
            start = max(start, span.end)
        self._append_content(pieces, start, end)
        return pieces

    def _append_content(self, pieces: list[Span], start: int, end: int) -> None:
        words = self.folded[start:end]
        if words.strip():
            left = start + len(words) - len(words.lstrip())
            pieces.append(Span(left, start + len(words.rstrip())))

    def _chunk(
        self, drafts: Sequence[_Draft], set_aside: Sequence[SetAside]
    ) -> tuple[list[Chunk], list[Sentence]]:
        chunks: list[Chunk] = []
        sentences: list[Sentence] = []
        parents = {draft.clause.parent_id for draft in drafts}
        for draft in drafts:
            clause = draft.clause
            only_heading = not self.folded[draft.content_start : clause.own_end].strip(" \n。:;,")
            if only_heading and clause.id in parents:
                continue
            content_start = self._skip_marks(draft.content_start, clause.own_end)
            for span in split_chunks(
                self.text, self._content(clause.start, clause.own_end, set_aside), content_start
            ):
                chunk_id = self._id("k", len(chunks))
                words = self.text[span.start : span.end]
                chunks.append(
                    Chunk(
                        chunk_id,
                        self.document_id,
                        clause.id,
                        len(chunks),
                        span.start,
                        span.end,
                        words,
                        clause.path,
                    )
                )
                found = chunk_sentences(self.text, span, content_start, wrapped=self.wrapped)
                sentences += [Sentence(chunk_id, sentence.start, sentence.end) for sentence in found]
        return chunks, sentences

    def _skip_marks(self, start: int, end: int) -> int:
        """Return where the words behind a heading's full stop or colon begin."""
        while start < end and self.folded[start] in " \n。:":
            start += 1
        return start

    def _assign_duties(self, drafts: Sequence[_Draft]) -> list[Duty]:
        duties: list[Duty] = []
        for owner, start, end in self._duty_stretches(drafts):
            for found in find_duties(self.folded, start, end):
                printed = "".join(self.text[found.span.start : found.span.end].split())
                duties.append(
                    Duty(
                        id=self._id("d", len(duties)),
                        document_id=self.document_id,
                        clause_id=owner.id,
                        unit=printed,
                        role=found.role,
                        listed=found.listed,
                        start=found.span.start,
                        end=found.span.end,
                        task_start=found.task.start,
                        task_end=found.task.end,
                    )
                )
        return duties

    def _duty_stretches(self, drafts: Sequence[_Draft]) -> Iterator[tuple[Clause, int, int]]:
        """Yield each stretch of text with the clause that its lists belong to.

        A list behind 一是…二是…三是… closes the whole paragraph: it belongs to the clause that holds them,
        unless the items have lists of their own.
        """
        index = 0
        while index < len(drafts):
            run = self._inline_run(drafts, index)
            holder = drafts[index]
            if run > index + 1 and not holder.inline and self._one_closing_list(drafts[index + 1 : run]):
                yield holder.clause, holder.content_start, drafts[run - 1].clause.own_end
                index = run
                continue
            yield holder.clause, holder.content_start, holder.clause.own_end
            index += 1

    def _inline_run(self, drafts: Sequence[_Draft], index: int) -> int:
        """Return the index behind the inline clauses that stand directly under the clause at `index`."""
        run = index + 1
        while (
            run < len(drafts)
            and drafts[run].inline
            and drafts[run].clause.parent_id == drafts[index].clause.id
        ):
            run += 1
        return run

    def _one_closing_list(self, items: Sequence[_Draft]) -> bool:
        having = [
            i
            for i, item in enumerate(items)
            if find_unit_lists(self.folded, item.content_start, item.clause.own_end)
        ]
        return having == [len(items) - 1]

    def _id(self, kind: str, ordinal: int) -> str:
        return f"{self.document_id}-{kind}{ordinal:05d}"

    def _report(
        self,
        document: Document,
        outline: Sequence[OutlineEntry],
        set_aside: Sequence[SetAside],
        duties: int,
        chunks: int,
    ) -> ParseReport:
        return ParseReport(
            source_name=self.source_name,
            document_id=self.document_id,
            title=document.title,
            encoding=self.encoding,
            characters=len(self.text),
            levels=self._count_levels(outline),
            gaps=tuple(self._describe_gap(entry) for entry in outline if entry.nested.gap),
            set_aside=tuple(set_aside),
            duties=duties,
            chunks=chunks,
        )

    def _count_levels(self, outline: Sequence[OutlineEntry]) -> tuple[LevelCount, ...]:
        counts = Counter((entry.nested.level, entry.nested.label.family) for entry in outline)
        examples: dict[tuple[int, Family], str] = {}
        for entry in outline:
            label = entry.nested.label
            examples.setdefault(
                (entry.nested.level, label.family), self.text[label.start : label.end].strip()
            )
        return tuple(LevelCount(key[0], examples[key], counts[key]) for key in sorted(counts))

    def _describe_gap(self, entry: OutlineEntry) -> str:
        label = entry.nested.label
        line: Line = self.lines[self._line_at(label.start)]
        return f"{self.text[label.start : label.end].strip()} (offset {line.start}): {entry.nested.gap}"
