"""`python -m eval.retrieval`: measure an encoder on data that it was not trained on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.progress import track

from eval.retrieval.articles import held_out_articles, measure_articles
from eval.retrieval.policies import measure_policies
from eval.retrieval.result import Figure, format_figures
from eval.retrieval.speed import measure_speed
from eval.retrieval.stard import measure_stard
from index import load_encoder
from index.encoders import BUNDLED_FOLDER

_HERE = Path(__file__).resolve().parent
_QUESTIONS = _HERE.parent / "questions" / "policies.jsonl"
_PARTS = ("articles", "stard", "policies", "speed")


@click.command()
@click.option(
    "--shared",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("../shared"),
    show_default=True,
    help="Folder with training, bench, policies and corpora.",
)
@click.option("--encoder", default=None, help="A folder or name of a model; else the bundled one.")
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="Measure only this part.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one figure a line.")
def main(shared: Path, encoder: str | None, only: tuple[str, ...], as_json: bool) -> None:
    """Measure retrieval: held-out articles, STARD, questions over policies, and speed."""
    figures: list[Figure] = []
    for part in track(only or _PARTS, description="measuring"):
        figures += _measures(shared, encoder)[part]()
    if as_json:
        click.echo("\n".join(json.dumps(asdict(figure), ensure_ascii=False) for figure in figures))
    else:
        click.echo(format_figures(figures))


def _measures(shared: Path, spec: str | None) -> dict[str, Callable[[], Iterator[Figure]]]:
    folder = (
        Path(spec) if spec is not None and Path(spec).is_dir() else BUNDLED_FOLDER if spec is None else None
    )
    return {
        "articles": lambda: measure_articles(load_encoder(spec), shared / "training"),
        "stard": lambda: measure_stard(load_encoder(spec), shared / "bench"),
        "policies": lambda: measure_policies(load_encoder(spec), shared, _QUESTIONS),
        "speed": lambda: measure_speed(spec, [a.zh for a in held_out_articles(shared / "training")], folder),
    }


if __name__ == "__main__":
    main()
