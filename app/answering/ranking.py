"""Fitted parameters: which sentence answers, and how sure that is."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class LogisticModel:
    """A logistic regression over named features, already scaled: sigmoid(intercept + Σ weight · feature)."""

    features: tuple[str, ...]
    weights: tuple[float, ...]
    intercept: float

    def logit(self, values: Sequence[float]) -> float:
        """Return the log odds for features in the order of `features`."""
        return self.intercept + sum(w * v for w, v in zip(self.weights, values, strict=True))

    def probability(self, values: Sequence[float]) -> float:
        """Return the probability for features in the order of `features`."""
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.logit(values)))))


@dataclass(frozen=True, slots=True)
class FittedModels:
    """What `python -m eval.fitting` wrote: the ranking of sentences, the decision, the published threshold."""

    ranking: LogisticModel
    decision: LogisticModel
    threshold: float
    read_decision: LogisticModel  # the same where a re-ranker has read the candidates
    read_threshold: float


def parse_models(text: str) -> FittedModels:
    """Read the JSON that the fitting writes; ValueError or KeyError where it is damaged."""
    stored = json.loads(text)
    return FittedModels(
        _model(stored["ranking"]),
        _model(stored["decision"]),
        float(stored["threshold"]),
        _model(stored["read_decision"]),
        float(stored["read_threshold"]),
    )


@cache
def published_models() -> FittedModels:
    """Return the fitted parameters that ship with the product."""
    return parse_models((files("app.answering") / "fitted.json").read_text(encoding="utf-8"))


def _model(stored: dict[str, object]) -> LogisticModel:
    weights = stored["weights"]
    assert isinstance(weights, dict)
    return LogisticModel(
        tuple(weights), tuple(float(w) for w in weights.values()), float(str(stored["intercept"]))
    )
