"""From a re-ranker's logit to the probability that a chunk answers a question; kept beside the weights."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

from index.reranking.errors import RerankerError

CALIBRATION_FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over logits (Platt, 1999)."""

    slope: float  # above 0: a higher logit is a higher probability
    intercept: float
    fitted_on: str  # which labelled pairs, in words

    def __post_init__(self) -> None:
        if not (math.isfinite(self.slope) and math.isfinite(self.intercept) and self.slope > 0):
            raise ValueError(
                f"slope {self.slope} and intercept {self.intercept} must be finite, and the slope above 0"
            )

    def probability(self, logit: float) -> float:
        """Return the probability, in [0, 1], that a pair with this logit is a question and its answer."""
        return sigmoid(self.slope * logit + self.intercept)


def sigmoid(logit: float) -> float:
    """Return the logistic function, for logits of any size."""
    if logit >= 0:
        return 1.0 / (1.0 + math.exp(-logit))
    odds = math.exp(logit)
    return odds / (1.0 + odds)


def read_calibration(folder: Path) -> Calibration:
    """Return the calibration of a model folder.

    Raises:
        RerankerError: there is none, or it cannot be read.
    """
    path = folder / CALIBRATION_FILE
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        return Calibration(float(stored["slope"]), float(stored["intercept"]), str(stored["fitted_on"]))
    except FileNotFoundError as error:
        raise RerankerError(
            f"{folder} holds no {CALIBRATION_FILE}, so its scores are no probabilities; "
            "fit one with index.training.reranker.calibrate"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RerankerError(f"{path} is no calibration: {error!r}; fit it again") from error


def write_calibration(calibration: Calibration, folder: Path) -> None:
    """Write the calibration into a model folder."""
    text = json.dumps(asdict(calibration), ensure_ascii=False, indent=2) + "\n"
    (folder / CALIBRATION_FILE).write_text(text, encoding="utf-8")
