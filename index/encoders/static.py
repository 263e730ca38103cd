"""The bundled encoder: a table of token vectors, read with model2vec and summed with numpy, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.encoders.errors import EncoderError
from index.encoders.fingerprint import name_folder
from index.encoders.segmentation import Segmenter
from index.tokens import well_formed
from index.types import Vectors

if TYPE_CHECKING:
    from model2vec import StaticModel

_BATCH = 1024  # texts tokenised at a time: bounds the memory that their tokens take
_BLOCK = 16  # texts whose rows are gathered at a time: few enough to stay in the processor's cache
_ROWS = 64  # rows summed in single precision: longer sums lose digits
_MANY = 64  # texts from which on a segmenter is worth while; it takes a quarter of a second to make


class StaticEncoder:
    """An `Encoder` over a folder in the static format of sentence-transformers and model2vec.

    The whole text counts, however long. A text without one known token (an empty one, say) has the zero
    vector, which is similar to nothing. Safe to use from many threads at once.
    """

    def __init__(self, folder: Path, label: str) -> None:
        """Load the model; `label` becomes the readable part of its name.

        Raises:
            EncoderError: the folder is missing, incomplete or of another format.
        """
        self._model = _load(folder)
        self._rows: npt.NDArray[np.int64] = _token_rows(self._model)
        self._weights = _token_weights(self._model)
        self.name = name_folder(label, folder)
        self.dimension = int(self._model.dim)

    def encode_query(self, question: str) -> Vectors:
        """Return one unit vector, shape (dimension,)."""
        vector: Vectors = self._pool(self.token_ids([question]))[0]
        return vector

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); row i belongs to texts[i]."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            vectors[start : start + _BATCH] = self._pool(self.token_ids(texts[start : start + _BATCH]))
        return vectors

    def token_ids(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """Return the tokens of each text, shape (tokens,); unknown ones are left out."""
        if len(texts) >= _MANY and self._segmenter is not None:
            return self._segmenter.tokenize(texts)
        # Not StaticModel.encode: it changes the tokenizer's settings on every call, which two threads may not do.
        tokens = self._model.tokenize([well_formed(text) for text in texts])
        return [np.asarray(row, dtype=np.int64) for row in tokens]

    def token_words(self, tokens: npt.NDArray[np.int64]) -> list[str]:
        """Return tokens, shape (tokens,), as they stand in the vocabulary."""
        words: Sequence[str] = self._model.tokens
        return [words[token] for token in tokens.tolist()]

    def token_vectors(self, tokens: npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors whose sum is a text's direction, shape (*tokens.shape, dimension)."""
        stored = self._model.embedding.take(self._rows.take(tokens), axis=0)
        vectors: Vectors = stored.astype(np.float32, copy=False)
        vectors *= self._weights.take(tokens)[..., None]
        return vectors

    @cached_property
    def _segmenter(self) -> Segmenter | None:
        """Reads many texts faster than the tokenizer; None where that has other settings than the bundled one."""
        try:
            return Segmenter(self._model.tokenizer)
        except ValueError:
            return None

    def _pool(self, tokens: Sequence[npt.NDArray[np.int64]]) -> Vectors:
        sums = np.zeros((len(tokens), self.dimension), dtype=np.float64)
        for start in range(0, len(tokens), _BLOCK):
            block = tokens[start : start + _BLOCK]
            gathered = self.token_vectors(np.concatenate(block))
            end = 0
            for row, ids in enumerate(block, start=start):
                begin, end = end, end + len(ids)
                for first in range(begin, end, _ROWS):
                    sums[row] += np.add.reduce(gathered[first : min(first + _ROWS, end)], axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors: Vectors = np.divide(sums, norms, out=sums, where=norms > 0).astype(np.float32)
        return vectors


def _load(folder: Path) -> StaticModel:
    if not folder.is_dir():
        raise EncoderError(f"there is no model folder {folder}")
    from model2vec import StaticModel  # takes a third of a second to import
    from safetensors import SafetensorError

    try:
        return StaticModel.from_pretrained(folder, max_length=None)
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise EncoderError(f"{folder} holds no complete static model: {error}") from error


def _token_rows(model: StaticModel) -> npt.NDArray[np.int64]:
    if model.token_mapping is None:
        return np.arange(len(model.embedding))
    return np.asarray(model.token_mapping, dtype=np.int64)


def _token_weights(model: StaticModel) -> npt.NDArray[np.float32]:
    if model.weights is None:
        return np.ones(len(model.tokens), dtype=np.float32)
    return np.asarray(model.weights, dtype=np.float32)
