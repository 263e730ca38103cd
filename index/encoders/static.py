"""The bundled encoder: a table of token vectors, read with model2vec and summed with numpy, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.encoders.errors import EncoderError
from index.encoders.fingerprint import name_folder
from index.tokens import well_formed
from index.types import Vectors

if TYPE_CHECKING:
    from model2vec import StaticModel

_BATCH = 1024  # texts pooled at a time: bounds the memory that the gathered rows take


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
        vector: Vectors = self._pool([question])[0]
        return vector

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); row i belongs to texts[i]."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            vectors[start : start + _BATCH] = self._pool(texts[start : start + _BATCH])
        return vectors

    def token_ids(self, texts: Sequence[str]) -> list[npt.NDArray[np.int64]]:
        """Return the tokens of each text, shape (tokens,); unknown ones are left out."""
        return [np.asarray(row, dtype=np.int64) for row in self._tokenize(texts)]

    def token_vectors(self, tokens: npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors whose sum is a text's direction, shape (*tokens.shape, dimension)."""
        vectors: Vectors = self._model.embedding[self._rows[tokens]] * self._weights[tokens][..., None]
        return vectors

    def _tokenize(self, texts: Sequence[str]) -> Sequence[Sequence[int]]:
        # Not StaticModel.encode: it changes the tokenizer's settings on every call, which two threads may not do.
        tokens: Sequence[Sequence[int]] = self._model.tokenize([well_formed(text) for text in texts])
        return tokens

    def _pool(self, texts: Sequence[str]) -> Vectors:
        tokens = self._tokenize(texts)
        lengths = np.array([len(row) for row in tokens])
        flat = np.fromiter(chain.from_iterable(tokens), np.int64, int(lengths.sum()))
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        filled = np.flatnonzero(lengths)
        if len(filled):
            gathered = self.token_vectors(flat)
            starts = (np.cumsum(lengths) - lengths)[filled]
            vectors[filled] = np.add.reduceat(gathered, starts, axis=0)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
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
