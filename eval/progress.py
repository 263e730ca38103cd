"""How far a long evaluation is, on stderr, if that is a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Bars:
    """One bar a task; it also watches an intake (`app.intake.IntakeProgress`)."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._files: TaskID | None = None
        self._chunks: TaskID | None = None

    def parsed(self, files: int) -> None:
        """So many more files have been read."""
        if self._files is None:
            self._files = self._progress.add_task("reading files", total=None)
        self._progress.advance(self._files, files)

    def embedded(self, done: int, total: int) -> None:
        """So many chunks of the present batch are embedded."""
        if self._chunks is None:
            self._chunks = self._progress.add_task("embedding chunks")
        self._progress.update(self._chunks, completed=done, total=total)

    def start(self, name: str, total: int) -> TaskID:
        """Show a further task."""
        return self._progress.add_task(name, total=total)

    def advance(self, task: TaskID) -> None:
        """Move a task on by one."""
        self._progress.advance(task)


@contextmanager
def progress_bars() -> Iterator[Bars]:
    """Show bars for as long as the block runs."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Bars(progress)
