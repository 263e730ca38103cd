"""What the app stage gives to people and programs: answers with citations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Message:
    """An earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote that is exactly `text[start:end]` of a stored version of a document; made in `app.verbatim` only."""

    marker: int  # [1], [2], … in the answer's text
    document_id: str
    document_title: str
    source_name: str
    document_sha256: str
    clause_id: str
    clause_path: tuple[str, ...]
    quote: str
    start: int
    end: int
    lead_units: tuple[str, ...]
    responsible_units: tuple[str, ...]
    score: float  # [0, 1]
    probability: float | None = (
        None  # [0, 1]: that the clause answers, by the re-ranker; None where none read it
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to a question: statements with citations, or an abstention with reading tips."""

    question: str
    answerable: bool
    confidence: float  # [0, 1]: calibrated probability that the citations answer the question
    answer: str  # each statement is followed by its marker, "…[1]"
    citations: tuple[Citation, ...]  # empty when not answerable
    suggestions: tuple[Citation, ...]  # the nearest clauses when not answerable: not proof
    library_generation: int
    elapsed_ms: float
    notice: str = ""  # what to know of how the answer was made, in the question's language
    composed_by: Literal["rules", "llm"] = "rules"
