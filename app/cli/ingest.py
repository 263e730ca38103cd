"""`tiaowen ingest`: files and folders into the library, with a report on each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import Command

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report on each document as JSON.")
@click.pass_context
def ingest(ctx: click.Context, settings: Settings, paths: tuple[Path, ...], as_json: bool) -> None:
    """Take the files and folders PATH into the library.

    A file that is already there unchanged changes nothing; a changed file becomes a new version, and the old
    one stays readable. A file that cannot be taken is named on stderr with the reason, the others are taken,
    and the exit status is 1.
    """
    from app.assistant import open_assistant
    from app.cli.output import print_intake, print_json, progress_bars
    from app.intake import incoming_files
    from ingest import find_sources

    # Before the library is opened: a wrong path must not leave an empty library behind.
    files = incoming_files(find_sources(paths))
    assistant = open_assistant(settings, create=True)
    with progress_bars(len(files)) as progress:
        intake = assistant.add_files(files, progress)
    if as_json:
        from app.api.models import IntakeModel

        print_json(IntakeModel.model_validate(intake))
    else:
        print_intake(intake)
    refused = [one for one in intake.files if one.status == "refused"]
    for one in refused:
        click.echo(f"refused {one.source_name}: {one.reason}", err=True)
    if refused:
        ctx.exit(1)
