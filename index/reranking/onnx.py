"""The bundled re-ranker, and any other that `index.training.reranker` made: run by onnxruntime, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders import StaticEncoder, load_bundled
from index.encoders.fingerprint import name_folder
from index.reranking.calibration import read_calibration
from index.reranking.errors import RerankerError
from index.reranking.pairs import PairTokenizer, by_length, pad

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

ONNX_FILE = "model.onnx"

_INPUTS = {"vectors", "segments", "links"}
_OUTPUT = "logits"
# A number of our own: the default is one thread a core, which on a large machine costs more than it gains for
# batches as small as these, and the same number everywhere makes figures of latency comparable.
_THREADS = 2
_BATCH = 8  # pairs: more are padded more, fewer keep the threads less busy
# The last digits of a logit hang on what else is in the batch. An answer must not.
_DECIMALS = 4


class OnnxReranker:
    """A `Reranker` over a folder with `model.onnx` and `calibration.json`; safe to use from many threads at once."""

    def __init__(self, folder: Path, label: str | None = None) -> None:
        """Load the model; `label`, or else the folder's name, becomes the readable part of its name.

        Raises:
            RerankerError: a file is missing or broken.
        """
        encoder = load_bundled()
        self._session = _load(folder / ONNX_FILE, encoder)
        self._calibration = read_calibration(folder)
        self._pairs = PairTokenizer(encoder)
        # The vectors of the tokens are weights too, and the encoder keeps them.
        self.name = f"{name_folder(label or folder.resolve().name, folder)}+{encoder.name}"

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return for each text the probability, in [0, 1], that it answers the question."""
        return [self._calibration.probability(logit) for logit in self.logits(question, texts)]

    def logits(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return for each text the score that the calibration takes, rounded; higher is better.

        Where question or text hold no known word, nothing is read, and the score is minus infinity.
        """
        pairs = self._pairs.pairs([question] * len(texts), texts)
        logits = np.full(len(texts), -np.inf)
        readable = [place for place, pair in enumerate(pairs) if len(pair.question) and len(pair.chunk)]
        for places in by_length([pairs[place] for place in readable], _BATCH):
            chosen = [readable[place] for place in places]
            batch = pad([pairs[place] for place in chosen])
            given = {
                "vectors": self._pairs.vectors(batch.tokens),
                "segments": batch.segments,
                "links": batch.links,
            }
            logits[chosen] = self._session.run([_OUTPUT], given)[0]
        return [round(logit, _DECIMALS) for logit in logits.tolist()]


def _load(path: Path, encoder: StaticEncoder) -> InferenceSession:
    if not path.is_file():
        raise RerankerError(
            f"there is no {path}; 'python -m index.training.reranker' writes it beside the weights"
        )
    # The only import of it, here because it takes a fifth of a second.
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as errors

    onnxruntime.disable_telemetry_events()  # which the builds for Windows would send
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    # Threads that wait busily for the next batch take the cores from whatever else runs on the machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (
        errors.Fail,
        errors.InvalidArgument,
        errors.InvalidGraph,
        errors.InvalidProtobuf,
        errors.NotImplemented,
        errors.RuntimeException,
    ) as error:
        reason = str(error).strip().split("\n")[0]
        raise RerankerError(f"{path} is no model that onnxruntime can load: {reason}") from error
    inputs = {one.name: one.shape for one in session.get_inputs()}
    if set(inputs) != _INPUTS or _OUTPUT not in {one.name for one in session.get_outputs()}:
        raise RerankerError(
            f"{path} is not of this program's re-ranker: it takes {sorted(inputs)}, not {sorted(_INPUTS)}"
        )
    if inputs["vectors"][-1] != encoder.dimension:
        raise RerankerError(
            f"{path} reads vectors of {inputs['vectors'][-1]} numbers, and the bundled encoder makes "
            f"{encoder.dimension}; train the re-ranker again"
        )
    return session
