"""What the ingest stage makes: documents, clauses, duties and chunks, all frozen.

Offsets everywhere count Unicode code points in `Document.text`, half-open: `text[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points, `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a file: its decoded text, unchanged, and what it says of itself.

    A field that the document does not state is None; nothing is guessed.
    """

    id: str  # names this version: made from the source name and the content
    title: str
    text: str
    source_name: str  # path of the file below the ingested folder, with "/"; or the file's name
    sha256: str  # of the file's bytes, in hex: what `sha256sum` prints
    issuer: str | None = None
    document_number: str | None = None  # as printed, e.g. 赣办发〔2023〕19号
    issued_on: str | None = None  # ISO 8601 date: the date of signature or publication
    effective_on: str | None = None  # ISO 8601 date
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered provision (or the unnumbered text before the first one), with everything below it.

    `text[start:end]` runs from the label to the end of the last sub-clause; `text[start:own_end]` is the
    clause's own words: its label, its heading and what stands before its first sub-clause.
    """

    id: str
    document_id: str
    parent_id: str | None
    ordinal: int  # reading order within the document, from 0
    level: int  # 1 = outermost numbered level; 0 = text that stands before the first number
    label: str  # as printed: "一、", "(二)", "第十二条", "一是"; "" at level 0
    heading: str  # as printed, without the label; "" where the clause has none
    path: tuple[str, ...]  # label and heading of each ancestor and of the clause itself, outermost first
    start: int
    own_end: int
    end: int


class Role(StrEnum):
    """What a unit is to a task."""

    LEAD = "lead"  # 牵头
    RESPONSIBLE = "responsible"  # 责任单位, 由…负责
    COOPERATING = "cooperating"  # 配合, 会同, 参加
    SUPERVISING = "supervising"  # 指导, 监督, 督办


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit that a clause makes responsible, and for what."""

    id: str
    document_id: str
    clause_id: str
    unit: str  # as printed, without white space
    role: Role
    listed: bool  # True: from a 〔责任单位:…〕 list; False: from a sentence (由…负责, 会同…)
    start: int  # of the unit's name
    end: int
    task_start: int  # of the text that the unit answers for: the sentences that the list closes
    task_end: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """The unit of retrieval: a piece of one clause's own words, never across a clause."""

    id: str
    document_id: str
    clause_id: str
    ordinal: int  # reading order within the document, from 0
    start: int
    end: int
    text: str  # exactly Document.text[start:end]
    path: tuple[str, ...]  # the clause's path of headings, searched together with the text


@dataclass(frozen=True, slots=True)
class SetAside:
    """A span that is not content: web page furniture, an advertising line, a repeated title."""

    start: int
    end: int
    reason: str  # a stable word: "advertisement", "source line", "page furniture", …


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many clauses of one numbering family stand on one level."""

    level: int
    family: str  # an example of the label: "一、", "(一)", "第一条"
    clauses: int


@dataclass(frozen=True, slots=True)
class ParseReport:
    """What was found in a document, for a person to check."""

    source_name: str
    document_id: str
    title: str
    encoding: str
    characters: int
    levels: tuple[LevelCount, ...]
    gaps: tuple[str, ...]  # breaks in the numbering, in words: "二、 is followed by 四、"
    set_aside: tuple[SetAside, ...]
    duties: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or item ended by a semicolon) of a chunk: the smallest thing that is quoted."""

    chunk_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """Everything that one file gives, in reading order."""

    document: Document
    clauses: tuple[Clause, ...]
    duties: tuple[Duty, ...]
    chunks: tuple[Chunk, ...]
    sentences: tuple[Sentence, ...]
    report: ParseReport
