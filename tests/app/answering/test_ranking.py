from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering import (
    DECISION_FEATURES,
    FEATURES,
    READING_FEATURES,
    FittedModels,
    LogisticModel,
    parse_models,
)
from app.answering.ranking import published_models

MODEL = LogisticModel(("a", "b"), (2.0, -1.0), 0.5)


def test_the_logit_is_the_intercept_and_the_weighted_sum() -> None:
    assert MODEL.logit((3.0, 1.0)) == 0.5 + 6.0 - 1.0
    assert MODEL.probability((0.25, 1.0)) == 0.5


def test_a_missing_or_spare_feature_is_an_error() -> None:
    with pytest.raises(ValueError, match="zip"):
        MODEL.logit((1.0,))
    with pytest.raises(ValueError, match="zip"):
        MODEL.logit((1.0, 2.0, 3.0))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2))
def test_a_probability_lies_between_0_and_1_and_grows_with_the_logit(values: list[float]) -> None:
    probability = MODEL.probability(values)
    assert 0.0 <= probability <= 1.0
    assert (probability > 0.5) == (MODEL.logit(values) > 0) or math.isclose(probability, 0.5)


def test_the_published_parameters_fit_the_features_in_their_order() -> None:
    models = published_models()
    assert models.ranking.features == FEATURES
    assert models.decision.features == DECISION_FEATURES
    assert models.read_decision.features == (*DECISION_FEATURES, *READING_FEATURES)
    assert 0.0 < models.threshold < 1.0
    assert 0.0 < models.read_threshold < 1.0


def stored(**changes: object) -> str:
    model = {"weights": {"a": 1.5}, "intercept": -1}
    read = {"weights": {"a": 1.5, "b": 0.5}, "intercept": -2}
    fitted = {
        "ranking": model,
        "decision": model,
        "threshold": 0.25,
        "read_decision": read,
        "read_threshold": 0.5,
    }
    return json.dumps(fitted | changes)


def test_stored_parameters_are_read_as_written() -> None:
    model = LogisticModel(("a",), (1.5,), -1.0)
    assert parse_models(stored()) == FittedModels(
        model, model, 0.25, LogisticModel(("a", "b"), (1.5, 0.5), -2.0), 0.5
    )


@pytest.mark.parametrize("text", ["", "{}", "[1", stored(threshold="high"), stored(ranking={"weights": {}})])
def test_damaged_parameters_are_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        parse_models(text)
