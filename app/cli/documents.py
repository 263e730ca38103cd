"""`tiaowen documents` and `tiaowen remove`: what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.command import Command

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@click.option("--all", "include_old", is_flag=True, help="Also list versions that newer ones have replaced.")
@click.option("--json", "as_json", is_flag=True, help="Print the same object as the API.")
def documents(settings: Settings, include_old: bool, as_json: bool) -> None:
    """List the documents of the library."""
    from app.assistant import open_library
    from app.cli.output import print_documents, print_json

    stored = open_library(settings).snapshot().documents(include_old)
    if as_json:
        from app.api.models import DocumentListModel

        print_json(DocumentListModel.of(stored))
    else:
        print_documents(stored)


@click.command(cls=Command)
@click.argument("document_id", metavar="ID")
def remove(settings: Settings, document_id: str) -> None:
    """Remove the document ID from the library, with all its versions."""
    from app.assistant import open_library

    removed = open_library(settings).remove(document_id)
    versions = len(removed.document_ids)
    click.echo(f"removed {removed.title} ({removed.source_name}), {versions} version(s)", err=True)
