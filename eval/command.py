"""`python -m eval`: measures answers and rankings against a question set, and against the baseline."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

import app
from app.settings import Settings
from eval.baselines import (
    Baseline,
    Verdict,
    baseline_path,
    compare,
    load_baseline,
    make_baseline,
    save_baseline,
)
from eval.evaluation import evaluate
from eval.progress import Bars, progress_bars
from eval.questions import Split, load_questions
from eval.report import Report, console_tables, write_report
from eval.runs import Subject, existing_subject, temporary_subject
from index import load_reranker
from index.encoders import load_encoder
from ingest import TiaowenError

QUESTIONS = Path(__file__).parent / "questions" / "samples.jsonl"
SAMPLES = Path(app.__file__).parent / "samples"

CANNOT_MEASURE = 2  # exit status
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--questions", type=_FILE, default=QUESTIONS, help="Question set; over the sample policies unless given."
)
@click.option("--policies", type=_FOLDER, help="Folder of the documents; the sample policies unless given.")
@click.option("--distraction", type=_FOLDER, help="Folder of documents that no question asks about.")
@click.option("--data-dir", type=_FOLDER, help="Measure the library in this folder; nothing is added to it.")
@click.option(
    "--split", type=click.Choice(["dev", "test", "all"]), default="test", show_default=True,
    help="Which side of the question set.",
)  # fmt: skip
@click.option(
    "--report",
    "report_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the whole report into this folder: Markdown, JSON and a picture.",
)
@click.option("--baseline", type=_FILE, help="Baseline to hold; the committed one of the set unless given.")
@click.option("--update-baseline", is_flag=True, help="Write the figures of this run as the new baseline.")
def main(
    questions: Path,
    policies: Path | None,
    distraction: Path | None,
    data_dir: Path | None,
    split: str,
    report_folder: Path | None,
    baseline: Path | None,
    update_baseline: bool,
) -> None:
    """Measure answers and rankings over a library.

    The exit status is 1 when a figure is below its baseline, and 2 when nothing could be measured.
    """
    if data_dir is not None and (policies is not None or distraction is not None):
        raise click.UsageError(
            "--data-dir measures a library as it is: leave --policies and --distraction out"
        )
    side = None if split == "all" else Split(split)
    try:
        question_set = load_questions(questions)
        path = baseline or baseline_path(question_set.name)
        stored = None if update_baseline else _stored_baseline(path)
        folders = [policies or SAMPLES, *([distraction] if distraction else [])]
        with progress_bars() as bars, _open_subject(data_dir, folders, bars) as subject:
            report = evaluate(question_set, side, subject, bars)
    except TiaowenError as error:
        click.echo(f"error: {error}", err=True)
        raise SystemExit(CANNOT_MEASURE) from error
    _print_report(report, report_folder)
    if update_baseline:
        stored = make_baseline(report)
        save_baseline(stored, path)
        click.echo(f"new baseline: {path}")
    _announce(compare(report, stored), stored, path)


@contextmanager
def _open_subject(data_dir: Path | None, folders: list[Path], bars: Bars) -> Iterator[Subject]:
    settings = Settings.from_environment(os.environ)
    encoder = load_encoder(settings.encoder)
    if data_dir is not None:
        opened = existing_subject(replace(settings, data_dir=data_dir), encoder)
    else:
        opened = temporary_subject(
            folders, encoder, settings.threshold, load_reranker(settings.reranker), bars
        )
    with opened as subject:
        yield subject


def _stored_baseline(path: Path) -> Baseline | None:
    return load_baseline(path) if path.exists() else None


def _print_report(report: Report, folder: Path | None) -> None:
    conditions = report.conditions
    click.echo(
        f"{conditions.question_set}, {conditions.split}: {conditions.questions} questions over "
        f"{conditions.documents} documents"
    )
    console = Console(width=None if Console().is_terminal else 160)
    for table in console_tables(report):
        console.print(table)
    if folder is not None:
        for path in write_report(report, folder):
            click.echo(f"written: {path}")


def _announce(verdict: Verdict, baseline: Baseline | None, path: Path) -> None:
    for note in verdict.notes:
        click.echo(f"note: {note}")
    for miss in verdict.misses:
        click.echo(f"below the baseline: {miss}", err=True)
    if not verdict.passed:
        raise SystemExit(1)
    if baseline is not None and not verdict.notes:
        click.echo(f"no figure is below {path.name}")
