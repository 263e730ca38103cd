"""Rebuild the bundled encoder: `python -m index.training --data ../shared/training --out index/model`."""

from __future__ import annotations

from pathlib import Path

import click

from index.training.recipe import Recipe


@click.command()
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="Folder with the five *.jsonl.xz files.",
)
@click.option(
    "--written",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("eval/questions/written"),
    show_default=True,
    help="Folder of the written questions.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Model folder to write."
)
@click.option("--steps", type=click.IntRange(min=1), default=Recipe().steps, show_default=True)
@click.option("--seed", type=int, default=Recipe().seed, show_default=True)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="For torch; more than one helps only on an idle machine.",
)
@click.option(
    "--resume", is_flag=True, help="Go on from the checkpoint in OUT, which stands before the last phase."
)
def main(data: Path, written: Path, out: Path, steps: int, seed: int, threads: int, resume: bool) -> None:
    """Train the bilingual encoder and the word translation table from the data folder."""
    from dataclasses import replace

    from index.training.run import train  # brings torch

    train(data, written, out, replace(Recipe(), steps=steps, seed=seed), threads, resume)


if __name__ == "__main__":
    main()
