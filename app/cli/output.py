"""What the commands print: tables and answers for people, JSON for programs, progress on stderr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from pydantic import BaseModel

    from app.assistant import Intake
    from app.intake import FileOutcome
    from app.registers import Table as RegisterTable
    from app.types import Answer, Citation
    from index import StoredDocument


def print_json(model: BaseModel) -> None:
    """Print a model as UTF-8 JSON, whatever the terminal's encoding."""
    click.echo(model.model_dump_json(indent=2).encode())


def print_answer(answer: Answer) -> None:
    """Print an answer and its citations, or an abstention and where to read on."""
    click.echo(answer.answer)
    for note in (answer.notice, "(phrased by a language model)" if answer.composed_by == "llm" else ""):
        if note:
            click.echo()
            click.echo(note)
    for citation in answer.citations or answer.suggestions:
        click.echo()
        click.echo(_citation(citation))


def print_documents(documents: Sequence[StoredDocument]) -> None:
    """Print the documents as a table."""
    table = _table("ID", "Title", "File", "Number", "Issued", "Version", "Clauses", "Duties")
    for one in documents:
        version = f"{one.version}" if one.is_current else f"{one.version} (replaced)"
        cells = [one.id, one.title, one.source_name, one.document_number or "", one.issued_on or "", version]
        table.add_row(*(Text(cell) for cell in cells), str(one.clauses), str(one.duties))
    _print_table(table)


def print_intake(intake: Intake) -> None:
    """Print what became of each file and what was found in it."""
    table = _table("File", "Status", "Title", "Encoding", "Clauses", "Duties", "Set aside", "Gaps")
    for one in intake.files:
        table.add_row(*(Text(cell) for cell in _intake_row(one)))
    _print_table(table)


def register_text(register: RegisterTable, *, for_terminal: bool) -> str:
    """Return a register as text: the columns that people read, each row on one line but in a terminal."""
    shown = range(register.for_people)
    table = _table(*(register.header[number] for number in shown))
    for row in register.rows:
        table.add_row(*(Text(" ".join(str(row[number]).split())) for number in shown))
    console = _console() if for_terminal else Console(width=10_000)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


class IntakeBars:
    """Shows two bars: files read, and chunks of the present batch embedded."""

    def __init__(self, bars: Progress, files: int) -> None:
        self._bars = bars
        self._files = bars.add_task("reading files", total=files)
        self._chunks = bars.add_task("embedding chunks", total=None, visible=False)

    def parsed(self, files: int) -> None:
        """Move the first bar on."""
        self._bars.advance(self._files, files)

    def embedded(self, done: int, total: int) -> None:
        """Move the second bar on."""
        self._bars.update(self._chunks, completed=done, total=total, visible=True)


@contextmanager
def progress_bars(files: int) -> Iterator[IntakeBars]:
    """Show the progress of an intake on stderr, if that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        yield IntakeBars(bars, files)


def _citation(citation: Citation) -> str:
    place = " > ".join(citation.clause_path)
    lines = [f"[{citation.marker}] {citation.document_title} ({citation.source_name})", f"    {place}"]
    lines += [f"    | {line}" for line in citation.quote.splitlines()]
    return "\n".join(lines)


def _intake_row(outcome: FileOutcome) -> list[str]:
    report = outcome.report
    if report is None:
        return [outcome.source_name, outcome.status, "", "", "", "", "", outcome.reason or ""]
    levels = ", ".join(f"{level.clauses} {level.family}" for level in report.levels)
    set_aside = len(report.set_aside)
    return [
        outcome.source_name,
        outcome.status,
        report.title,
        report.encoding,
        levels,
        str(report.duties),
        str(set_aside) if set_aside else "",
        "; ".join(report.gaps),
    ]


def _table(*headers: str) -> Table:
    """Return a table that folds long cells, and never its first column: an ID must stay whole to be of use."""
    table = Table(box=None)
    for number, header in enumerate(headers):
        table.add_column(header, no_wrap=number == 0, overflow="fold")
    return table


def _print_table(table: Table) -> None:
    _console().print(table)


def _console() -> Console:
    # A terminal's width folds long cells; a file or a pipe gets every row on one line.
    console = Console()
    return console if console.is_terminal else Console(width=10_000)
