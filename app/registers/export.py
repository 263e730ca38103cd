"""A table as CSV or as an Excel workbook; the same table gives the same bytes."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, datetime

from app.registers.tables import Cell, Table
from ingest import TiaowenError

# A spreadsheet takes a cell that begins like this for a formula; the text of a document must never run.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CELL_LIMIT = 32_767  # characters; Excel takes no more, and openpyxl would cut without a word
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the first date that a zip file can hold
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


class ExportError(TiaowenError):
    """A table that does not fit the format."""


def to_csv(table: Table) -> bytes:
    """Return the table as UTF-8 with a byte order mark, by which Excel knows the encoding.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(table.header)
    writer.writerows([_guarded(cell) for cell in row] for row in table.rows)
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8")


def to_xlsx(table: Table) -> bytes:
    """Return the table as a workbook: header frozen and filtered, text wrapped, every text a text.

    Control characters, which a workbook cannot hold, become U+FFFD.

    Raises:
        ExportError: a cell is longer than a workbook can hold.
    """
    from openpyxl import Workbook  # a third of a second to import
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.properties.creator = "Tiaowen"
    workbook.properties.created = workbook.properties.modified = _EPOCH
    sheet = workbook.active
    sheet.title = table.name
    for number, row in enumerate((table.header, *table.rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.value = _storable(value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
                cell.quotePrefix = bool(_FORMULA.match(value))
    for column, (_, width) in enumerate(table.columns, start=1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    buffer = io.BytesIO()
    workbook.save(buffer)
    return _without_times(buffer.getvalue())


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _storable(cell: Cell) -> Cell:
    if isinstance(cell, int):
        return cell
    if len(cell) > _CELL_LIMIT:
        raise ExportError(
            f"a cell has {len(cell):,} characters, and a workbook holds {_CELL_LIMIT:,}: export as csv or json"
        )
    return _CONTROL.sub("\ufffd", cell)


def _without_times(workbook: bytes) -> bytes:
    """Return the workbook with fixed times in its archive and its properties."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + _EPOCH.isoformat().encode() + b"Z", content)
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return buffer.getvalue()
