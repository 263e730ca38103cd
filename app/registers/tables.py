"""The registers as tables: the columns and cells of an export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.registers.duties import DutyRow
from app.registers.targets import TargetRow
from app.types import Citation
from ingest import Comparison, Role

Cell = str | int

ROLES = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.COOPERATING: "配合", Role.SUPERVISING: "监督指导"}
COMPARISONS = {
    Comparison.AT_LEAST: "不低于",
    Comparison.MORE_THAN: "超过",
    Comparison.EXACTLY: "达到",
    Comparison.ABOUT: "约",
    Comparison.LESS_THAN: "低于",
    Comparison.AT_MOST: "不超过",
    Comparison.RANGE: "区间",
}
_PLACE_COLUMNS = (("文件", 30), ("条款", 32))
_SOURCE_COLUMNS = (("起", 8), ("止", 8), ("文件ID", 18), ("条款ID", 18), ("源文件", 24), ("SHA-256", 20))


@dataclass(frozen=True, slots=True)
class Table:
    """A header with widths in characters, and rows as long as it."""

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]
    for_people: int  # of the columns, from the first: the others are for programs

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(name for name, _ in self.columns)


def duty_table(rows: Iterable[DutyRow]) -> Table:
    """Return the responsibility table: unit, role, document, clause, task with its offsets."""
    columns = (
        *(("单位", 20), ("角色", 9), ("文中名称", 20), ("来源", 9), ("地区", 10)),
        *_PLACE_COLUMNS,
        *(("任务原文", 60), ("单位起", 8), ("单位止", 8)),
        *_SOURCE_COLUMNS,
    )
    return Table("责任清单", columns, tuple(_duty_cells(row) for row in rows), for_people=8)


def target_table(rows: Sequence[TargetRow]) -> Table:
    """Return the table of targets: indicator, value, measure, comparison, deadline, place, quote with offsets."""
    columns = (
        *(("指标", 32), ("比较", 9), ("数值", 10), ("单位", 10), ("期限", 14)),
        *_PLACE_COLUMNS,
        *(("原文", 60), ("数值起", 8), ("数值止", 8)),
        *_SOURCE_COLUMNS,
    )
    return Table("指标清单", columns, tuple(_target_cells(row) for row in rows), for_people=8)


def _duty_cells(row: DutyRow) -> tuple[Cell, ...]:
    listed = "名单" if row.listed else "文句"
    names: tuple[Cell, ...] = (row.unit, ROLES[row.role], row.printed_unit, listed, row.region or "")
    return (*names, *_place(row.task), row.task.quote, row.unit_start, row.unit_end, *_source(row.task))


def _target_cells(row: TargetRow) -> tuple[Cell, ...]:
    figure = (row.indicator, COMPARISONS[row.comparison], row.value, row.measure, row.deadline or "")
    return (*figure, *_place(row.quote), row.quote.quote, row.value_start, row.value_end, *_source(row.quote))


def _place(citation: Citation) -> tuple[Cell, ...]:
    return citation.document_title, " > ".join(citation.clause_path)


def _source(citation: Citation) -> tuple[Cell, ...]:
    ids = (citation.document_id, citation.clause_id, citation.source_name, citation.document_sha256)
    return (citation.start, citation.end, *ids)
