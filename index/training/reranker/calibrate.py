"""Fits what turns the logits of a trained re-ranker into probabilities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.reranking.calibration import Calibration

_DECIMALS = 6


def fit_calibration(logits: Sequence[float], labels: Sequence[bool], fitted_on: str) -> Calibration:
    """Return the logistic curve that fits labelled logits best (Platt, 1999).

    Args:
        logits: of pairs of a question and a chunk, as the re-ranker meets them: its candidates, right and wrong.
        labels: whether the chunk answers the question, in the same order.
        fitted_on: which pairs these are, in words.

    Raises:
        ValueError: all labels are the same, or higher logits do not mean that more labels are true.
    """
    from sklearn.linear_model import LogisticRegression  # with the extras "eval" and "train" only

    # The default regularisation is nothing beside thousands of pairs, and keeps the slope of a few bounded.
    model = LogisticRegression().fit(np.asarray(logits)[:, None], np.asarray(labels, dtype=bool))
    return Calibration(
        round(float(model.coef_[0, 0]), _DECIMALS), round(float(model.intercept_[0]), _DECIMALS), fitted_on
    )
