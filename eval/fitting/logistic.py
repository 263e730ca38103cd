"""Logistic regression by maximum likelihood with an L2 penalty, whose weights may be held to a sign."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from app.answering import LogisticModel
from eval.fitting.examples import Example

_DECIMALS = 4
_STEPS = 2000

Floats = npt.NDArray[np.float64]


def fit_logistic(
    examples: Sequence[Example],
    names: tuple[str, ...],
    regularisation: float,
    speaks_for: Collection[str] = (),
    speaks_against: Collection[str] = (),
) -> LogisticModel:
    """Return the model that fits labelled and weighted rows best.

    The features are scaled to unit variance for the penalty, as is usual. Few questions show a rare feature: held
    to the sign that it can only have, its weight does not follow their chance (monotone constraints).

    Args:
        examples: rows; a label between 0 and 1 counts in part as wrong and in part as right.
        names: of the features, in the order of the rows.
        regularisation: the inverse strength of the penalty, C of scikit-learn.
        speaks_for: features whose weight is not negative.
        speaks_against: features whose weight is not positive.

    Raises:
        ValueError: all labels are wholly right, or all wholly wrong.
    """
    from scipy.optimize import minimize  # with the extra "eval" only
    from scipy.special import expit

    rows = np.array([example.features for example in examples], dtype=np.float64)
    labels = np.array([example.label for example in examples])
    weights = np.array([example.weight for example in examples])
    if not 0.0 < labels.mean() < 1.0:
        raise ValueError("right and wrong rows are both needed")
    shares, penalty = weights / weights.sum(), 1.0 / (regularisation * weights.sum())
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    scale[scale == 0.0] = 1.0
    scaled = (rows - mean) / scale

    def loss(parameters: Floats) -> tuple[float, Floats]:
        slopes, logits = parameters[:-1], scaled @ parameters[:-1] + parameters[-1]
        value = (shares * (np.logaddexp(0.0, logits) - labels * logits)).sum()
        errors = shares * (expit(logits) - labels)
        gradient = np.append(errors @ scaled + penalty * slopes, errors.sum())
        return float(value + 0.5 * penalty * (slopes @ slopes)), gradient

    bounds = [
        (0.0 if name in speaks_for else None, 0.0 if name in speaks_against else None) for name in names
    ]
    found = minimize(
        loss,
        np.zeros(len(names) + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
        options={"maxiter": _STEPS, "maxfun": 2 * _STEPS, "ftol": 1e-12, "gtol": 1e-8},
    ).x
    slopes = found[:-1] / scale
    intercept = float(found[-1] - (slopes * mean).sum())
    return LogisticModel(
        names, tuple(round(float(slope), _DECIMALS) for slope in slopes), round(intercept, _DECIMALS)
    )
