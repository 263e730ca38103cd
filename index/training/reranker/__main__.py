"""Rebuild the bundled re-ranker: `python -m index.training.reranker --data ../shared/training --out …`."""

from __future__ import annotations

from pathlib import Path

import click

from index.training.reranker.recipe import Recipe

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the *.jsonl.xz files.",
)
@click.option(
    "--written",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("eval/questions/written"),
    show_default=True,
    help="Folder of the written questions.",
)
@click.option("--out", type=_FOLDER, required=True, help="Model folder to write.")
@click.option(
    "--first", type=_FOLDER, default=None, help="Folder that keeps the model after the first phase."
)
@click.option(
    "--second", type=_FOLDER, default=None, help="Folder that keeps the model after the second phase."
)
@click.option(
    "--third", type=_FOLDER, default=None, help="Folder that keeps the model after the third phase."
)
@click.option(
    "--mined",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="File of `python -m eval.mining`, for the fourth phase.",
)
@click.option("--seed", type=int, default=Recipe().seed, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="For torch.")
def main(
    data: Path,
    written: Path,
    out: Path,
    first: Path | None,
    second: Path | None,
    third: Path | None,
    mined: Path | None,
    seed: int,
    threads: int,
) -> None:
    """Train the re-ranker on the data folder and the written questions, with the bundled encoder's vectors."""
    from dataclasses import replace

    from index.training.reranker.run import train  # brings torch

    train(data, written, out, replace(Recipe(), seed=seed), threads, first, second, third, mined)


if __name__ == "__main__":
    main()
