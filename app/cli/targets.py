"""`tiaowen targets`: the figures that the documents of the library set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import Command
from app.cli.exporting import export_options, require_file

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@export_options
def targets(settings: Settings, document_ids: tuple[str, ...], form: str, output: Path | None) -> None:
    """List the figures that documents set: indicator, value, measure, deadline, clause and sentence.

    They are found by rules that prefer leaving one out to inventing one: check the table before relying on
    its being complete.
    """
    require_file(form, output)
    from app.api.register_models import TargetListModel
    from app.assistant import check_documents, open_library
    from app.cli.exporting import write_register
    from app.registers import build_target_register, target_table

    snapshot = open_library(settings).snapshot()
    check_documents(snapshot, document_ids)
    rows = build_target_register(snapshot, document_ids or None)
    write_register(target_table(rows), lambda: TargetListModel.of(rows), form, output)
