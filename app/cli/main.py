"""The command `tiaowen`."""

from __future__ import annotations

import click

from app.cli.ask import ask
from app.cli.documents import documents, remove
from app.cli.duties import duties
from app.cli.ingest import ingest
from app.cli.serve import serve
from app.cli.targets import targets


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tiaowen")
def main() -> None:
    """Answer questions over policy documents, quoting word for word the clause that says so.

    Exit status: 0 = done, 1 = an error, told in one line on stderr, 2 = wrong usage.
    """


for command in (ingest, ask, serve, documents, remove, duties, targets):
    main.add_command(command)
