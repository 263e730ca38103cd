from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from index.reranking import RerankerError
from index.reranking.calibration import CALIBRATION_FILE, Calibration, read_calibration, write_calibration
from index.training.reranker.calibrate import fit_calibration


def test_what_is_written_is_read(tmp_path: Path) -> None:
    calibration = Calibration(1.25, -3.5, "development half of 问题")
    write_calibration(calibration, tmp_path)
    assert read_calibration(tmp_path) == calibration


def test_a_probability_rises_with_the_logit_and_stays_within_its_range() -> None:
    calibration = Calibration(2.0, -1.0, "")
    assert calibration.probability(0.5) == 0.5
    assert calibration.probability(1.0) == pytest.approx(1 / (1 + math.exp(-1.0)))
    logits = [-math.inf, -1e6, -3.0, 0.0, 3.0, 1e6]
    found = [calibration.probability(logit) for logit in logits]
    assert found == sorted(found)
    assert (found[0], found[-1]) == (0.0, 1.0)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        '{"slope": 1.0, "intercept": 0.0}',
        '{"slope": "steep", "intercept": 0.0, "fitted_on": ""}',
        '{"slope": null, "intercept": 0.0, "fitted_on": ""}',
        '{"slope": -1.0, "intercept": 0.0, "fitted_on": ""}',
        '{"slope": 0, "intercept": 0.0, "fitted_on": ""}',
        '{"slope": 1.0, "intercept": NaN, "fitted_on": ""}',
        '{"slope": Infinity, "intercept": 0.0, "fitted_on": ""}',
    ],
)
def test_a_file_that_holds_no_calibration_is_named(tmp_path: Path, stored: str) -> None:
    (tmp_path / CALIBRATION_FILE).write_text(stored, encoding="utf-8")
    with pytest.raises(RerankerError, match=CALIBRATION_FILE):
        read_calibration(tmp_path)


def test_fitting_finds_the_curve_that_drew_the_labels() -> None:
    rng = np.random.default_rng(0)
    logits = rng.normal(0.0, 3.0, 20_000)
    labels = rng.random(20_000) < 1 / (1 + np.exp(-(0.8 * logits - 1.5)))
    fitted = fit_calibration(logits.tolist(), labels.tolist(), "drawn")
    assert fitted.slope == pytest.approx(0.8, abs=0.05)
    assert fitted.intercept == pytest.approx(-1.5, abs=0.1)
    assert fitted.fitted_on == "drawn"


def test_logits_that_say_nothing_or_the_opposite_are_refused() -> None:
    with pytest.raises(ValueError, match="class"):
        fit_calibration([0.1, 0.2, 0.3], [True, True, True], "one label")
    with pytest.raises(ValueError, match="slope"):
        fit_calibration([3.0, 2.0, -2.0, -3.0], [False, False, True, True], "turned round")
