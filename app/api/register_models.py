"""The JSON of the registers: units with their duties, and targets.

As in `app.api.models`, fields are added, never renamed, and nothing here needs FastAPI.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from app.registers import DutyRow, TargetRow, UnitRecord
from app.types import Citation
from ingest import Comparison, Role


class QuoteModel(BaseModel):
    """A quote that is exactly `text[start:end]` of a current document, and where it stands."""

    document_id: str
    document_title: str
    source_name: str = Field(description="The name of the ingested file")
    document_sha256: str = Field(description="Of the ingested file's bytes")
    clause_id: str
    clause_path: list[str] = Field(description="Labels and headings, outermost first")
    quote: str
    start: int = Field(description="In Unicode code points of the document's text")
    end: int

    @classmethod
    def of(cls, citation: Citation) -> QuoteModel:
        """Return a citation without what only an answer has."""
        return cls(
            document_id=citation.document_id,
            document_title=citation.document_title,
            source_name=citation.source_name,
            document_sha256=citation.document_sha256,
            clause_id=citation.clause_id,
            clause_path=list(citation.clause_path),
            quote=citation.quote,
            start=citation.start,
            end=citation.end,
        )


class DutyModel(BaseModel):
    """One duty of a unit, with the text that it answers for."""

    duty_id: str
    unit: str = Field(description="The unit's name in the register")
    printed_unit: str = Field(description="As printed here, without white space")
    region: str | None = Field(description="Of the document")
    role: Role
    listed: bool = Field(description="True: from a list of units; false: from a sentence")
    unit_start: int = Field(description="Of the printed name, in code points of the document's text")
    unit_end: int
    task: QuoteModel

    @classmethod
    def of(cls, row: DutyRow) -> DutyModel:
        """Return a row of the register in the API's words."""
        return cls(
            duty_id=row.duty_id,
            unit=row.unit,
            printed_unit=row.printed_unit,
            region=row.region,
            role=row.role,
            listed=row.listed,
            unit_start=row.unit_start,
            unit_end=row.unit_end,
            task=QuoteModel.of(row.task),
        )


class RoleCountsModel(BaseModel):
    """How many duties a unit has in each role."""

    lead: int
    responsible: int
    cooperating: int
    supervising: int


class UnitDocumentModel(BaseModel):
    """A document that names a unit."""

    document_id: str
    document_title: str


class UnitModel(BaseModel):
    """A unit under all its printed names, and how much it has to do."""

    name: str = Field(description="As the documents print it most often")
    region: str | None = Field(description="Whose unit it is, where a name or a document says so")
    aliases: list[str] = Field(description="All printed forms")
    duty_count: int
    counts: RoleCountsModel
    documents: list[UnitDocumentModel]

    @classmethod
    def of(cls, unit: UnitRecord) -> UnitModel:
        """Return a unit without its duties."""
        titles = {row.task.document_id: row.task.document_title for row in unit.duties}
        return cls(
            name=unit.name,
            region=unit.region,
            aliases=list(unit.aliases),
            duty_count=len(unit.duties),
            counts=RoleCountsModel(**{role.value: unit.count(role) for role in Role}),
            documents=[UnitDocumentModel(document_id=one, document_title=titles[one]) for one in titles],
        )


class UnitListModel(BaseModel):
    """Units, by the place where they are first named."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "units": [
                        {
                            "name": "县发改委",
                            "region": "青岚县",
                            "aliases": ["县发改委", "县发展和改革局"],
                            "duty_count": 3,
                            "counts": {"lead": 1, "responsible": 2, "cooperating": 0, "supervising": 0},
                            "documents": [{"document_id": "…", "document_title": "青岚县高新区改革方案"}],
                        }
                    ]
                }
            ]
        }
    )

    units: list[UnitModel]

    @classmethod
    def of(cls, units: Iterable[UnitRecord]) -> UnitListModel:
        """Return the list in the API's words."""
        return cls(units=[UnitModel.of(unit) for unit in units])


class UnitDutiesModel(UnitModel):
    """A unit with all its duties, in the order of documents and text."""

    duties: list[DutyModel]

    @classmethod
    def of_duties(cls, unit: UnitRecord) -> UnitDutiesModel:
        """Return a unit with its duties in the API's words."""
        return cls(**UnitModel.of(unit).model_dump(), duties=[DutyModel.of(row) for row in unit.duties])


class DutyListModel(BaseModel):
    """The responsibility table."""

    duties: list[DutyModel]

    @classmethod
    def of(cls, rows: Iterable[DutyRow]) -> DutyListModel:
        """Return the table in the API's words."""
        return cls(duties=[DutyModel.of(row) for row in rows])


class TargetModel(BaseModel):
    """One figure that a document sets; all words as printed."""

    indicator: str = Field(description="What is measured; parts that stand apart are joined by ' … '")
    comparison: Comparison
    value: str = Field(description='The number as printed, such as "10", "4-6" or "三分之一"')
    measure: str = Field(description='The unit of measure, such as "%", "家" or "万元/亩"; "" for a fraction')
    deadline: str | None = Field(description="By when, or how often")
    value_start: int = Field(
        description="Of the number and its measure, in code points of the document's text"
    )
    value_end: int
    quote: QuoteModel = Field(description="The sentence")

    @classmethod
    def of(cls, row: TargetRow) -> TargetModel:
        """Return a row of the register in the API's words."""
        return cls(
            indicator=row.indicator,
            comparison=row.comparison,
            value=row.value,
            measure=row.measure,
            deadline=row.deadline,
            value_start=row.value_start,
            value_end=row.value_end,
            quote=QuoteModel.of(row.quote),
        )


class TargetListModel(BaseModel):
    """The targets of documents, in the order of documents and text."""

    targets: list[TargetModel]

    @classmethod
    def of(cls, rows: Iterable[TargetRow]) -> TargetListModel:
        """Return the list in the API's words."""
        return cls(targets=[TargetModel.of(row) for row in rows])
