"""The JSON that the API takes and gives. Other programs rely on it: fields are added, never renamed.

Nothing here needs FastAPI, so the command line prints the same objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.assistant import DEFAULT_TOP_K, MAX_QUESTION_LENGTH, MAX_TOP_K
from index import StoredDocument
from ingest import Clause

# Strict: "5" is not a number and true is not 1. A misspelt field is an error, not a wish that is ignored.
REQUEST = ConfigDict(extra="forbid", strict=True)
RESPONSE = ConfigDict(from_attributes=True)

MAX_MESSAGES = 200
MAX_MESSAGE_LENGTH = 20_000


class MessageModel(BaseModel):
    """An earlier message of the conversation; fields that other programs add to it are not read."""

    model_config = ConfigDict(extra="ignore", strict=True, from_attributes=True)

    role: Literal["user", "assistant"]
    content: str = Field(max_length=MAX_MESSAGE_LENGTH)


class SearchRequest(BaseModel):
    """What to look for, and where."""

    model_config = ConfigDict(
        **REQUEST,
        json_schema_extra={"examples": [{"question": "规范管理权限", "top_k": 5, "document_ids": None}]},
    )

    question: str = Field(min_length=1, max_length=MAX_QUESTION_LENGTH)
    top_k: int = Field(DEFAULT_TOP_K, ge=1, le=MAX_TOP_K, description="How many clauses at most")
    document_ids: list[str] | None = Field(
        None,
        max_length=100_000,
        description="Only these documents; null means all current ones, and an empty list none at all",
    )


class AskRequest(SearchRequest):
    """A question, and the conversation that it stands in."""

    model_config = ConfigDict(
        **REQUEST,
        json_schema_extra={
            "examples": [
                {
                    "question": "谁来执法",
                    "history": [{"role": "user", "content": "高新区的薪酬怎么定"}],
                    "top_k": 5,
                    "document_ids": None,
                }
            ]
        },
    )

    history: list[MessageModel] = Field(
        default=[], max_length=MAX_MESSAGES, description="Earlier messages, oldest first"
    )


class CitationModel(BaseModel):
    """A quote that is exactly `text[start:end]` of a stored version of a document."""

    model_config = RESPONSE

    marker: int = Field(description="Stands in the answer as [1], [2], …; in search results, the rank")
    document_id: str
    document_title: str
    source_name: str = Field(description="The name of the ingested file")
    document_sha256: str = Field(description="Of the ingested file's bytes")
    clause_id: str
    clause_path: list[str] = Field(description="Labels and headings, outermost first")
    quote: str
    start: int = Field(description="In Unicode code points of the document's text")
    end: int
    lead_units: list[str]
    responsible_units: list[str]
    score: float = Field(description="0 to 1, higher is better")
    probability: float | None = Field(
        None, description="0 to 1: that the clause answers, by the re-ranker; null where none has read it"
    )


class AnswerModel(BaseModel):
    """An answer in which each statement has a citation, or an abstention with reading tips."""

    model_config = RESPONSE

    question: str
    answerable: bool
    confidence: float = Field(description="0 to 1")
    answer: str
    citations: list[CitationModel]
    suggestions: list[CitationModel] = Field(description="Reading tips of an abstention; not proof")
    library_generation: int
    elapsed_ms: float
    notice: str = Field("", description="What to know of how the answer was made; empty where nothing is")
    composed_by: Literal["rules", "llm"] = Field(
        "rules", description="Who phrased the answer; whether to answer is always decided by rules"
    )


class SearchResultsModel(BaseModel):
    """Ranked clauses, best first."""

    model_config = RESPONSE

    question: str
    results: list[CitationModel]
    library_generation: int
    elapsed_ms: float


class DocumentModel(BaseModel):
    """One version of a document, and what it says of itself (null where it does not)."""

    document_id: str
    title: str
    source_name: str
    sha256: str = Field(description="Of the ingested file's bytes")
    current: bool = Field(description="False for a version that a newer one has replaced")
    version: int = Field(description="Counts the versions of one source name, from 1")
    issuer: str | None
    document_number: str | None
    issued_on: str | None = Field(description="ISO 8601 date")
    effective_on: str | None = Field(description="ISO 8601 date")
    region: str | None
    characters: int
    clause_count: int
    duty_count: int

    @classmethod
    def of(cls, stored: StoredDocument) -> DocumentModel:
        """Return what a library holds of a document in the API's words."""
        return cls(**_document_fields(stored))


class DocumentListModel(BaseModel):
    """The documents of the library, in the order in which they came in."""

    documents: list[DocumentModel]

    @classmethod
    def of(cls, stored: Sequence[StoredDocument]) -> DocumentListModel:
        """Return the list in the API's words."""
        return cls(documents=[DocumentModel.of(one) for one in stored])


class ClauseModel(BaseModel):
    """One clause of a document's outline."""

    clause_id: str
    parent_id: str | None
    level: int = Field(description="1 = outermost numbered level; 0 = text before the first number")
    label: str = Field(description="As printed")
    heading: str
    start: int = Field(description="At the label, in Unicode code points of the document's text")
    end: int

    @classmethod
    def of(cls, clause: Clause) -> ClauseModel:
        """Return a clause in the API's words."""
        return cls(
            clause_id=clause.id,
            parent_id=clause.parent_id,
            level=clause.level,
            label=clause.label,
            heading=clause.heading,
            start=clause.start,
            end=clause.end,
        )


class OutlineModel(DocumentModel):
    """A document and its clauses in reading order."""

    clauses: list[ClauseModel]

    @classmethod
    def of_clauses(cls, stored: StoredDocument, clauses: Sequence[Clause]) -> OutlineModel:
        """Return a document with its outline in the API's words."""
        return cls(**_document_fields(stored), clauses=[ClauseModel.of(clause) for clause in clauses])


class TextModel(BaseModel):
    """The canonical text that all offsets count in."""

    document_id: str
    text: str


class LevelCountModel(BaseModel):
    """How many clauses of one numbering family stand on one level."""

    model_config = RESPONSE

    level: int
    family: str
    clauses: int


class SetAsideModel(BaseModel):
    """A span that is not content, and is neither searched nor cited."""

    model_config = RESPONSE

    start: int
    end: int
    reason: str


class ReportModel(BaseModel):
    """What was found in a document, for a person to check."""

    model_config = RESPONSE

    title: str
    encoding: str
    characters: int
    levels: list[LevelCountModel]
    gaps: list[str] = Field(description="Breaks in the numbering")
    set_aside: list[SetAsideModel]
    duties: int
    chunks: int


class FileOutcomeModel(BaseModel):
    """What became of one file."""

    model_config = RESPONSE

    source_name: str
    status: Literal["added", "replaced", "unchanged", "refused"]
    document_id: str | None = Field(description="null when refused")
    replaced_id: str | None = Field(description="The version that it replaced")
    reason: str | None = Field(description="Why it was refused")
    report: ReportModel | None = Field(description="null when refused")


class IntakeModel(BaseModel):
    """What became of each file."""

    model_config = RESPONSE

    files: list[FileOutcomeModel]
    library_generation: int


class HealthModel(BaseModel):
    """The server answers, and what it answers from."""

    status: Literal["ok"]
    version: str
    documents: int
    library_generation: int


def _document_fields(stored: StoredDocument) -> dict[str, Any]:
    return {
        "document_id": stored.id,
        "title": stored.title,
        "source_name": stored.source_name,
        "sha256": stored.sha256,
        "current": stored.is_current,
        "version": stored.version,
        "issuer": stored.issuer,
        "document_number": stored.document_number,
        "issued_on": stored.issued_on,
        "effective_on": stored.effective_on,
        "region": stored.region,
        "characters": stored.characters,
        "clause_count": stored.clauses,
        "duty_count": stored.duties,
    }
