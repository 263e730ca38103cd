"""Any sentence-transformers CrossEncoder as a re-ranker, from a local folder or by its name on the hub."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.fingerprint import name_folder
from index.encoders.hub import cached_folder
from index.reranking.calibration import sigmoid
from index.reranking.errors import RerankerError
from index.tokens import well_formed

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_DECIMALS = 4  # the last digits of a score hang on what else is in the batch


class CrossEncoderReranker:
    """A `Reranker` over a CrossEncoder with one score a pair; safe to use from many threads.

    A score becomes a probability by the model's own activation, and by the logistic function where it has none.
    Neither is calibrated on policy documents.
    """

    def __init__(self, source: Path | str) -> None:
        """Load a model: a Path is a local folder and never leaves this machine, a str is a name on the hub.

        Raises:
            RerankerError: the folder holds no such model, or the name is neither cached nor can be fetched.
        """
        self._model = _load(source)
        _check(self._model, source)
        self._raw = type(self._model.activation_fn).__name__ == "Identity"
        self._reading = threading.Lock()  # a tokenizer's settings change with every call
        folder = source if isinstance(source, Path) else cached_folder(source)
        if folder is None:
            raise RerankerError(
                f"the files of {source!r} are not in the hub's cache; give the model's folder"
            )
        self.name = name_folder(folder.resolve().name if isinstance(source, Path) else source, folder)

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return for each text the probability, in [0, 1], that it answers the question."""
        if not texts:
            return []
        pairs = [(well_formed(question), well_formed(text)) for text in texts]
        with self._reading:
            scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), dtype=np.float64)
        found = [round(score, _DECIMALS) for score in scores.tolist()]
        if self._raw:
            return [sigmoid(score) for score in found]
        if not all(0.0 <= score <= 1.0 for score in found):
            raise RerankerError(
                f"{self.name} scored {min(found)} to {max(found)}, which are no probabilities; choose another model"
            )
        return found


def _load(source: Path | str) -> CrossEncoder:
    # Takes six seconds and half a gigabyte, which only those pay who choose such a model.
    from sentence_transformers import CrossEncoder

    local = isinstance(source, Path)
    try:
        model: CrossEncoder = CrossEncoder(str(source), local_files_only=local)
        return model
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, ImportError) as error:
        reason = str(error).strip().split("\n")[0]
        if local:
            raise RerankerError(f"{source} holds no CrossEncoder: {reason}") from error
        raise RerankerError(
            f"cannot load the re-ranker {source!r}: it is no folder here, and it could not be fetched from the hub "
            f"({reason}); download the model on a connected machine and give its folder"
        ) from error


def _check(model: CrossEncoder, source: Path | str) -> None:
    """Raise RerankerError for a model that gives no score that was learnt."""
    if model.num_labels != 1:
        raise RerankerError(
            f"{source} gives {model.num_labels} scores a pair; a re-ranker gives one, choose another model"
        )
    trained = getattr(model.config, "architectures", None)
    if model.model is not None and trained and type(model.model).__name__ not in trained:
        raise RerankerError(
            f"{source} is a {trained[0]} and was not trained to score pairs: its scores would be random; "
            "choose a CrossEncoder"
        )
