"""What the commands that export a register share: their options, and writing the table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.registers import Table

F = TypeVar("F", bound=Callable[..., Any])


def export_options(command: F) -> F:
    """Add --document, --format and --output to a command."""
    options = (
        click.option(
            "--document",
            "document_ids",
            metavar="ID",
            multiple=True,
            help="Only this document; can be repeated.",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(["table", "csv", "xlsx", "json"]),
            default="table",
            show_default=True,
            help="How to write it; csv opens in Excel as it is.",
        ),
        click.option(
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help="File to write to instead of the terminal; xlsx needs it.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def require_file(form: str, output: Path | None) -> None:
    """Refuse to write a workbook to the terminal, before the library is read."""
    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output FILE")


def write_register(table: Table, model: Callable[[], BaseModel], form: str, output: Path | None) -> None:
    """Write a register in the given form to the file, or print it; the model makes the JSON."""
    from app.cli.output import register_text
    from app.registers import to_csv, to_xlsx

    if form == "csv":
        content = to_csv(table)
    elif form == "xlsx":
        content = to_xlsx(table)
    elif form == "json":
        content = f"{model().model_dump_json(indent=2)}\n".encode()
    else:
        content = register_text(table, for_terminal=output is None).encode()
    if output is None:
        click.echo(content, nl=False)
        return
    output.write_bytes(content)
    click.echo(f"wrote {len(table.rows)} row(s) to {output}", err=True)
