"""`tiaowen duties`: the responsibility table of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import Command
from app.cli.exporting import export_options, require_file

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@click.option("--unit", metavar="NAME", help="Only this unit, by any of its names in either script.")
@export_options
def duties(
    settings: Settings, unit: str | None, document_ids: tuple[str, ...], form: str, output: Path | None
) -> None:
    """List who answers for what: unit, role, document, clause and the text of the task.

    Names of one unit are merged; the table of the terminal leaves out the offsets that the others have.
    """
    require_file(form, output)
    from app.api.register_models import DutyListModel
    from app.assistant import check_documents, open_library
    from app.cli.exporting import write_register
    from app.registers import build_duty_register, duty_table

    snapshot = open_library(settings).snapshot()
    check_documents(snapshot, document_ids)
    register = build_duty_register(snapshot, document_ids or None)
    rows = register.find(unit).duties if unit is not None else register.rows
    write_register(duty_table(rows), lambda: DutyListModel.of(rows), form, output)
