"""`python -m eval.fitting`: fits ranking and decision on the development questions and writes the parameters."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from app.answering import (
    DECISION_FEATURES,
    FEATURES,
    READING_FEATURES,
    Answerer,
    FittedModels,
    LogisticModel,
)
from eval.fitting.calibration import fit_bundled_calibration
from eval.fitting.examples import Asked, Example, ask_all, decision_examples, ranking_examples
from eval.fitting.logistic import fit_logistic
from eval.questions import Question, Split, load_questions, select_split
from eval.runs import Subject, find_evidence, temporary_subject
from index import load_encoder, load_reranker

_ROOT = Path(__file__).resolve().parents[2]
_OUTPUT = _ROOT / "app" / "answering" / "fitted.json"
_DECIMALS = 4
_REGULARISATION = 0.03  # of the decision (C), chosen by cross-validation
_DIVISIONS, _PARTS = 6, 5  # of the questions, for the threshold
# What can only speak for an answer, or against it.
SPEAKS_FOR = frozenset(
    """
    ranked margin sentence_similarity chunk_similarity lexical agreement answer_coverage clause_coverage document_coverage form
    soft_coverage softest soft_answer softest_answer focus_behind focus_before document_density_share document_support_share
    """.split()  # noqa: SIM905
) | frozenset(READING_FEATURES)
SPEAKS_AGAINST = frozenset(
    """
    rarest_missing rarest_missing_from_document numbers_missing names_missing form_missing lacking other_step other_year
    english_missing quote_length
    """.split()  # noqa: SIM905
)
_MOST_FALSE_ANSWERS = 0.08  # the share of unanswerable development questions that may be answered


@click.command()
@click.option(
    "--set",
    "sets",
    type=(click.Path(exists=True, path_type=Path), click.Path(exists=True, path_type=Path)),
    multiple=True,
    required=True,
    metavar="QUESTIONS FOLDER",
    help="A question set and the folder of its documents; can be repeated.",
)
@click.option(
    "--distraction",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="More documents for the sets in the last folder.",
)
@click.option("--output", type=click.Path(path_type=Path), default=_OUTPUT, show_default=False)
@click.option(
    "--rounds", default=2, show_default=True, help="Ranking is fitted, candidates are ranked anew, and so on."
)
@click.option(
    "--calibrate/--no-calibrate",
    default=False,
    show_default=True,
    help="Also fit the calibration of the bundled re-ranker, in its folder.",
)
def main(
    sets: Sequence[tuple[Path, Path]], distraction: Sequence[Path], output: Path, rounds: int, calibrate: bool
) -> None:
    """Fit the answerer's parameters on the development split of the given question sets."""
    encoder = load_encoder(None)
    models = _first_models()
    with ExitStack() as stack:
        libraries: dict[Path, Subject] = {}
        subjects: list[tuple[Subject, Sequence[Question]]] = []
        for questions_path, folder in sets:
            if folder not in libraries:
                folders = [folder, *(distraction if folder == sets[-1][1] else ())]
                libraries[folder] = stack.enter_context(temporary_subject(folders, encoder, None))
            questions = select_split(load_questions(questions_path).questions, Split.DEV)
            subjects.append((libraries[folder], questions))
        for number in range(rounds):
            asked = _ask(subjects, Answerer(models=models))
            decision, threshold = _fit_decision(asked, DECISION_FEATURES)
            ranking = (
                fit_logistic(ranking_examples(asked), FEATURES, regularisation=3.0)
                if number < rounds - 1
                else models.ranking
            )
            models = replace(models, ranking=ranking, decision=decision, threshold=threshold)
            click.echo(f"round {number + 1}: {len(asked)} questions, threshold {models.threshold}", err=True)
        if calibrate:
            calibration = fit_bundled_calibration(asked)
            click.echo(f"calibration of the re-ranker: {calibration}", err=True)
        asked = _ask(subjects, Answerer(models=models, reranker=load_reranker()))
    read_decision, read_threshold = _fit_decision(asked, (*DECISION_FEATURES, *READING_FEATURES))
    models = replace(models, read_decision=read_decision, read_threshold=read_threshold)
    click.echo(f"with the re-ranker: threshold {models.read_threshold}", err=True)
    output.write_text(json.dumps(_to_json(models), indent=1) + "\n", encoding="utf-8")
    click.echo(f"wrote {output}", err=True)


def _ask(subjects: Sequence[tuple[Subject, Sequence[Question]]], answerer: Answerer) -> list[Asked]:
    asked: list[Asked] = []
    for subject, questions in subjects:
        evidence = find_evidence(questions, subject.clause_finder())
        asked += ask_all(answerer, subject.snapshot, questions, evidence)
    return asked


def _first_models() -> FittedModels:
    """Return plain parameters to gather the first candidates with."""
    start = {
        "fused": 2.0,
        "sentence_similarity": 3.0,
        "sentence_coverage": 3.0,
        "clause_coverage": 2.0,
        "form": 1.0,
    }
    ranking = LogisticModel(FEATURES, tuple(start.get(name, 0.0) for name in FEATURES), -4.0)
    read = (*DECISION_FEATURES, *READING_FEATURES)
    return FittedModels(
        ranking,
        LogisticModel(DECISION_FEATURES, (0.0,) * len(DECISION_FEATURES), 0.0),
        0.5,
        LogisticModel(read, (0.0,) * len(read), 0.0),
        0.5,
    )


def _fit_decision(asked: Sequence[Asked], names: tuple[str, ...]) -> tuple[LogisticModel, float]:
    """Return the decision and its threshold.

    The threshold is chosen on confidences that questions were given by decisions fitted without them: on the
    questions that a decision was fitted on it is surer than elsewhere.
    """
    found = [one for one in asked if one.considered.features]
    examples = decision_examples(found)
    unanswerable = [place for place, one in enumerate(found) if not one.question.answerable]
    confidences = held_out_confidences(examples, names, _REGULARISATION)
    allowed = int(_MOST_FALSE_ANSWERS * sum(not one.question.answerable for one in asked))
    threshold = choose_threshold([confidences[place] for place in unanswerable], allowed)
    return _decision(examples, names, _REGULARISATION), threshold


def _decision(examples: Sequence[Example], names: tuple[str, ...], regularisation: float) -> LogisticModel:
    return fit_logistic(examples, names, regularisation, SPEAKS_FOR, SPEAKS_AGAINST)


def held_out_confidences(
    examples: Sequence[Example], names: tuple[str, ...], regularisation: float
) -> list[float]:
    """Return for each example the mean probability by models that were fitted on others, seeded."""
    totals = [0.0] * len(examples)
    for number in range(_DIVISIONS):
        part_of = np.random.default_rng(number).permutation(len(examples)) % _PARTS
        for part in range(_PARTS):
            rest = [example for example, own in zip(examples, part_of, strict=True) if own != part]
            if len({example.label for example in rest} & {0.0, 1.0}) < 2:
                raise click.ClickException("too few questions: right and wrong answers are both needed")
            model = _decision(rest, names, regularisation)
            for place in np.flatnonzero(part_of == part).tolist():
                totals[place] += model.probability(examples[place].features) / _DIVISIONS
    return totals


def choose_threshold(confidences: Sequence[float], allowed: int) -> float:
    """Return the lowest confidence that no more than the allowed number of unanswerable questions reach."""
    ordered = sorted(confidences, reverse=True)
    return round(ordered[allowed] + 0.0001, _DECIMALS) if len(ordered) > allowed else 0.0


def _to_json(models: FittedModels) -> dict[str, object]:
    def show(model: LogisticModel) -> dict[str, object]:
        return {
            "intercept": model.intercept,
            "weights": dict(zip(model.features, model.weights, strict=True)),
        }

    return {
        "ranking": show(models.ranking),
        "decision": show(models.decision),
        "threshold": models.threshold,
        "read_decision": show(models.read_decision),
        "read_threshold": models.read_threshold,
    }


if __name__ == "__main__":
    main()
