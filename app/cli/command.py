"""What every command has: --data-dir, --debug, and errors as one line on stderr.

Only click is imported at the top of the modules in this folder, so `tiaowen --help` answers at once.
"""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from app.settings import Settings

logger = logging.getLogger(__name__)


class Command(click.Command):
    """A command of `tiaowen`; exits with 1 and one line on stderr when it fails."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [
            click.Option(
                ["--data-dir"],
                type=click.Path(file_okay=False, path_type=Path),
                help="Folder of the library (TIAOWEN_DATA_DIR).",
            ),
            click.Option(
                ["--debug"], is_flag=True, help="Log more, and the traceback of an unexpected error."
            ),
        ]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with its settings, and say in one line what went wrong."""
        debug = ctx.params.pop("debug")
        _configure_logging(debug)
        try:
            ctx.params["settings"] = _read_settings(ctx.params.pop("data_dir"))
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:  # the top of the program: nobody else is left to report it
            if debug:
                logger.exception("%s failed", ctx.command_path)
            raise click.ClickException(_one_line(error)) from error


def _configure_logging(debug: bool) -> None:
    """Show this program's warnings, and of the libraries below only what failed."""
    logging.basicConfig(
        level=logging.INFO if debug else logging.ERROR, format="%(levelname)s %(name)s: %(message)s"
    )
    for stage in ("app", "index", "ingest"):
        logging.getLogger(stage).setLevel(logging.DEBUG if debug else logging.WARNING)


def _read_settings(data_dir: Path | None) -> Settings:
    from app.settings import Settings

    settings = Settings.from_environment(os.environ)
    return settings if data_dir is None else replace(settings, data_dir=data_dir)


def _one_line(error: Exception) -> str:
    from ingest import TiaowenError

    if isinstance(error, TiaowenError):
        message = str(error)
    elif isinstance(error, OSError) and error.strerror:
        message = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    else:
        message = f"unexpected {type(error).__name__}: {error} (--debug shows where)"
    return " ".join(message.splitlines())
