"""`python -m eval.retrieval`: measure an encoder, and a re-ranker over it, on data that neither was trained on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.progress import track

from eval.questions import Split, split_of
from eval.retrieval.articles import held_out_articles, measure_articles
from eval.retrieval.policies import QuestionFile, measure_policies, read_answers
from eval.retrieval.reranking import (
    cross_encoder_scorer,
    measure_agreement,
    measure_latency,
    measure_load,
    measure_ranking,
    measure_separation,
)
from eval.retrieval.result import Figure, format_figures
from eval.retrieval.speed import measure_speed
from eval.retrieval.stard import measure_reranked_stard, measure_stard
from index import Encoder, load_encoder, load_reranker
from index.encoders import BUNDLED_FOLDER
from index.reranking import BUNDLED, NONE, OnnxReranker
from index.reranking import BUNDLED_FOLDER as BUNDLED_RERANKER

_ROOT = Path(__file__).resolve().parents[2]
_SAMPLES = _ROOT / "app" / "samples"
_QUESTIONS = _ROOT / "eval" / "questions"
_RERANK = "rerank"
_PARTS = ("articles", "stard", "policies", "speed", _RERANK)


@click.command()
@click.option(
    "--shared",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("../shared"),
    show_default=True,
    help="Folder with training, bench, policies and corpora.",
)
@click.option("--encoder", default=None, help="A folder or name of a model; else the bundled one.")
@click.option(
    "--reranker",
    default=None,
    help="A folder or name of a cross-encoder, or 'none'; else the bundled one where there is one.",
)
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="Measure only this part.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, one figure a line.")
def main(
    shared: Path, encoder: str | None, reranker: str | None, only: tuple[str, ...], as_json: bool
) -> None:
    """Measure retrieval: held-out articles, STARD, questions over policies, speed, and what re-ranking changes."""
    measures = _measures(shared, encoder, reranker)
    figures: list[Figure] = []
    for part in track(_choose_parts(only, reranker), description="measuring"):
        figures += measures[part]()
    if as_json:
        click.echo("\n".join(json.dumps(asdict(figure), ensure_ascii=False) for figure in figures))
    else:
        click.echo(format_figures(figures))


def _choose_parts(only: tuple[str, ...], reranker: str | None) -> tuple[str, ...]:
    """Return the parts to measure: those asked for, or all that can be."""
    is_there = reranker != NONE and (reranker is not None or BUNDLED_RERANKER.is_dir())
    if is_there:
        return only or _PARTS
    if _RERANK in only:
        raise click.UsageError("there is no re-ranker to measure: name one with --reranker")
    if not only:
        click.echo(f"left out: {_RERANK}, as there is no re-ranker", err=True)
    return only or tuple(part for part in _PARTS if part != _RERANK)


def _measures(
    shared: Path, spec: str | None, reranker: str | None
) -> dict[str, Callable[[], Iterator[Figure]]]:
    folder = (
        Path(spec) if spec is not None and Path(spec).is_dir() else BUNDLED_FOLDER if spec is None else None
    )
    return {
        "articles": lambda: measure_articles(load_encoder(spec), shared / "training"),
        "stard": lambda: measure_stard(load_encoder(spec), shared / "bench"),
        "policies": lambda: measure_policies(load_encoder(spec), shared, _QUESTIONS / "policies.jsonl"),
        "speed": lambda: measure_speed(spec, [a.zh for a in held_out_articles(shared / "training")], folder),
        _RERANK: lambda: _measure_reranking(load_encoder(spec), reranker, shared),
    }


def _measure_reranking(encoder: Encoder, spec: str | None, shared: Path) -> Iterator[Figure]:
    """Yield the figures of a re-ranker; the questions are read once and serve all of them but STARD's."""
    reranker = load_reranker(spec)
    if reranker is None:
        raise ValueError(f"{spec!r} is no re-ranker")
    distracted = (shared / "policies", shared / "corpora" / "policies")
    over_policies = QuestionFile("five policies and 140 others", _QUESTIONS / "policies.jsonl", distracted)
    over_samples = QuestionFile("samples", _QUESTIONS / "samples.jsonl", (_SAMPLES,))
    policies = read_answers(encoder, reranker, over_policies)
    judged = [*policies, *read_answers(encoder, reranker, over_samples)]
    yield from measure_ranking(judged)
    yield from measure_reranked_stard(encoder, reranker, shared / "bench")
    yield from measure_separation(judged)
    yield from measure_latency(reranker, [one.found for one in policies])
    yield from measure_load(spec)
    if isinstance(reranker, OnnxReranker):  # any other runs in one way only
        test = [one.found for one in judged if split_of(one.question) is Split.TEST]
        folder = BUNDLED_RERANKER if spec in (None, "", BUNDLED) else Path(spec).expanduser()
        yield from measure_agreement(reranker.logits, cross_encoder_scorer(folder), test)


if __name__ == "__main__":
    main()
