from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from app.answering import DECISION_FEATURES, FEATURES, READING_FEATURES, parse_models
from eval.fitting.__main__ import SPEAKS_AGAINST, SPEAKS_FOR, choose_threshold, held_out_confidences, main
from eval.fitting.examples import Example
from eval.fitting.logistic import fit_logistic
from eval.questions import Split, load_questions, select_split

ROOT = Path(__file__).parents[3]


def test_fitted_weights_hold_for_features_as_they_come() -> None:
    draws = np.random.default_rng(3)
    rows = draws.normal(loc=(5.0, -2.0), scale=(10.0, 0.1), size=(400, 2))
    labels = rows[:, 0] - 5 + 100 * (rows[:, 1] + 2) > 0
    examples = [
        Example((float(a), float(b)), float(label), 1.0) for (a, b), label in zip(rows, labels, strict=True)
    ]
    model = fit_logistic(examples, ("a", "b"), regularisation=100.0)
    right = [(model.probability(one.features) > 0.5) == one.label for one in examples]
    assert sum(right) / len(right) > 0.97
    assert model.features == ("a", "b")


def test_an_example_counts_by_its_weight() -> None:
    examples = [Example((0.0,), 1.0, 3.0), Example((0.0,), 0.0, 1.0), Example((1.0,), 0.0, 1e-9)]
    model = fit_logistic(examples, ("a",), regularisation=1.0)
    assert model.probability((0.0,)) == pytest.approx(0.75, abs=0.01)


def test_what_is_partly_right_counts_for_both_sides() -> None:
    examples = [Example((0.0,), 0.75, 1.0), Example((1.0,), 1.0, 1.0), Example((-1.0,), 0.0, 1.0)]
    model = fit_logistic(examples, ("a",), regularisation=1e-6)
    assert model.probability((0.0,)) == pytest.approx(1.75 / 3, abs=0.01)
    model = fit_logistic([*examples[:1], *[Example((0.0,), 0.5, 1.0)] * 3], ("a",), regularisation=1.0)
    assert model.probability((0.0,)) == pytest.approx(2.25 / 4, abs=0.01)


def test_a_weight_does_not_follow_a_few_rows_against_the_sign_it_can_only_have() -> None:
    rows = [((float(n % 2), 1.0 if n < 3 else 0.0), float(n % 2 or n < 3)) for n in range(40)]
    examples = [Example(features, label, 1.0) for features, label in rows]
    free = fit_logistic(examples, ("told", "lacking"), regularisation=1.0)
    held = fit_logistic(examples, ("told", "lacking"), 1.0, speaks_against={"lacking"})
    assert free.weights[1] > 0.5
    assert held.weights[1] == 0.0
    assert held.weights[0] > 1.0
    assert fit_logistic(examples, ("told", "lacking"), 1.0, speaks_for={"lacking"}).weights == free.weights


def test_rows_of_one_label_cannot_be_fitted() -> None:
    with pytest.raises(ValueError, match="right and wrong rows are both needed"):
        fit_logistic([Example((1.0,), 1.0, 1.0)], ("a",), regularisation=1.0)


def test_signs_are_held_of_features_that_there_are() -> None:
    assert {*DECISION_FEATURES, *READING_FEATURES} >= SPEAKS_FOR | SPEAKS_AGAINST
    assert not SPEAKS_FOR & SPEAKS_AGAINST


def test_the_threshold_lets_through_the_allowed_number_of_unanswerable_questions() -> None:
    confidences = [place / 101 for place in range(1, 101)]
    threshold = choose_threshold(confidences, allowed=10)
    assert sum(confidence >= threshold for confidence in confidences) == 10
    assert sum(confidence >= threshold - 0.01 for confidence in confidences) == 11


def test_where_fewer_are_asked_than_allowed_everything_may_be_answered() -> None:
    assert choose_threshold([0.4, 0.6], allowed=2) == 0.0
    assert choose_threshold([], allowed=0) == 0.0


def test_held_out_confidences_know_what_can_be_learnt_and_not_what_cannot() -> None:
    draws = np.random.default_rng(5)
    told, noise = draws.normal(size=200), draws.normal(size=(200, 40))
    labels = told > 0
    learnt = [Example((float(t),), float(label), 1.0) for t, label in zip(told, labels, strict=True)]
    confidences = held_out_confidences(learnt, ("told",), regularisation=1.0)
    assert np.mean((np.array(confidences) > 0.5) == labels) > 0.95
    names = tuple(f"noise {number}" for number in range(40))
    unlearnable = [
        Example(tuple(map(float, row)), float(label), 1.0) for row, label in zip(noise, labels, strict=True)
    ]
    confidences = held_out_confidences(unlearnable, names, regularisation=1.0)
    assert np.mean((np.array(confidences) > 0.5) == labels) < 0.65
    assert confidences == held_out_confidences(unlearnable, names, regularisation=1.0)


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    """The first development questions over the samples, both answerable and not."""
    questions = ROOT / "eval" / "questions" / "samples.jsonl"
    chosen = select_split(load_questions(questions).questions, Split.DEV)
    ids = {
        one.id
        for answerable in (True, False)
        for one in [one for one in chosen if one.answerable is answerable][:12]
    }
    lines = questions.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "small.jsonl"
    path.write_text("\n".join(line for line in lines if json.loads(line)["id"] in ids), encoding="utf-8")
    return path


def test_the_command_writes_parameters_that_the_product_reads_the_same_each_time(
    tmp_path: Path, small_set: Path
) -> None:
    outputs = [tmp_path / "first.json", tmp_path / "second.json"]
    for output in outputs:
        arguments = ["--set", str(small_set), str(ROOT / "app" / "samples"), "--output", str(output)]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.exit_code == 0
        assert "24 questions" in result.stderr
    models = parse_models(outputs[0].read_text(encoding="utf-8"))
    assert models.ranking.features == FEATURES
    assert models.decision.features == DECISION_FEATURES
    assert models.read_decision.features == (*DECISION_FEATURES, *READING_FEATURES)
    assert 0.0 <= models.read_threshold <= 1.0
    assert any(models.read_decision.weights[-len(READING_FEATURES) :])
    assert 0.0 <= models.threshold <= 1.0
    assert any(models.ranking.weights)
    assert any(models.decision.weights)
    assert outputs[0].read_bytes() == outputs[1].read_bytes()


def test_the_command_needs_a_question_set() -> None:
    assert CliRunner().invoke(main, []).exit_code == 2
    assert CliRunner().invoke(main, ["--set", "no-such-file", "."]).exit_code == 2
