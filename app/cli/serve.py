"""`tiaowen serve`: the page, the API and its docs."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.command import Command

if TYPE_CHECKING:
    from app.settings import Settings


@click.command(cls=Command)
@click.option("--host", help="Address to serve on (TIAOWEN_HOST); 127.0.0.1 unless set.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port to serve on (TIAOWEN_PORT); 7860 unless set."
)
@click.option(
    "--policies",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder whose new and changed files are taken into the library first.",
)
def serve(settings: Settings, host: str | None, port: int | None, policies: Path | None) -> None:
    """Serve the page at /, the API under /api/v1 and its docs at /docs.

    Without a library, one is built from --policies, or from the sample policies that come along.
    """
    settings = replace(settings, host=host or settings.host, port=settings.port if port is None else port)
    _stay_offline(settings)
    from app.assistant import open_assistant
    from app.cli.output import progress_bars
    from app.server import build_server, files_to_take, listen, remove_samples

    with listen(settings.host, settings.port) as listener:
        assistant = open_assistant(settings, create=True)
        files = files_to_take(assistant, policies)
        with progress_bars(len(files)) as progress:
            intake = assistant.add_files(files, progress)
        for one in intake.files:
            outcome = f"{one.status} {one.source_name}"
            click.echo(f"{outcome}: {one.reason}" if one.reason else outcome, err=True)
        if policies is not None and (removed := remove_samples(assistant, policies)):
            click.echo(f"removed {removed} sample policies: the library now has real ones", err=True)
        assistant.warm_up()
        server = build_server(assistant, settings)
        address = f"http://{_display_host(settings.host)}:{listener.getsockname()[1]}/"
        try:
            click.echo(
                f"Tiaowen serves {address} (docs of the API: {address}docs); Ctrl+C stops it", err=True
            )
            server.run(sockets=[listener])
        except KeyboardInterrupt:  # uvicorn has shut down in order, and says once more what stopped it
            click.echo("stopped", err=True)


def _display_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stay_offline(settings: Settings) -> None:
    """Tell the libraries below not to call their makers' servers; they read this when they are imported."""
    quiet = {"HF_HUB_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
    models = {settings.encoder, settings.reranker} - {None, "bundled", "none"}
    if all(Path(model).expanduser().exists() for model in models if model):
        quiet["HF_HUB_OFFLINE"] = "1"  # only a model that is named by its hub name may be fetched
    os.environ.update(quiet)
