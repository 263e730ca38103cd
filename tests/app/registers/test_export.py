from __future__ import annotations

import csv
import io
import time

import pytest
from openpyxl import load_workbook

from app.registers import (
    ExportError,
    Table,
    build_duty_register,
    build_target_register,
    duty_table,
    target_table,
    to_csv,
    to_xlsx,
)
from index import Snapshot

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"]


def table_of(*cells: str | int) -> Table:
    return Table("表", tuple((f"列{number}", 10) for number in range(len(cells))), (cells,), len(cells))


def test_a_csv_opens_in_excel_and_reads_back_as_the_table(bureaus: Snapshot) -> None:
    document = next(one for one in bureaus.documents() if one.source_name == "qinglan.txt")
    table = duty_table(build_duty_register(bureaus, [document.id]).rows)
    content = to_csv(table)
    assert content.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert tuple(header) == table.header
    assert rows == [[str(cell) for cell in row] for row in table.rows]


def test_a_workbook_reads_back_as_the_table(bureaus: Snapshot) -> None:
    table = target_table(build_target_register(bureaus))
    sheet = load_workbook(io.BytesIO(to_xlsx(table))).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert header == table.header
    assert [tuple("" if cell is None else cell for cell in row) for row in rows] == list(table.rows)
    assert sheet.freeze_panes == "A2"
    assert sheet["A2"].alignment.wrap_text
    assert sheet.column_dimensions["H"].width == 60


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    table = table_of(text, 7)
    ((cell, number),) = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline="")))[1:]
    assert (cell, number) == (f"'{text}", "7")
    stored = load_workbook(io.BytesIO(to_xlsx(table))).active["A2"]
    assert (stored.value, stored.data_type, stored.quotePrefix) == (text, "s", True)


def test_the_same_table_gives_the_same_bytes_at_another_time(
    bureaus: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = duty_table(build_duty_register(bureaus).rows)
    first = to_xlsx(table)
    later = time.time() + 1e6
    monkeypatch.setattr(time, "time", lambda: later)
    assert to_xlsx(table) == first


def test_what_a_workbook_cannot_hold_is_marked_or_refused() -> None:
    assert load_workbook(io.BytesIO(to_xlsx(table_of("一\x0b二")))).active["A2"].value == "一\ufffd二"
    with pytest.raises(ExportError, match=r"32,768 characters.*csv or json"):
        to_xlsx(table_of("长" * 32_768))
