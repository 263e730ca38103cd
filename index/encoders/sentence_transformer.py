"""Any sentence-transformers model as an encoder, from a local folder or by its name on the hub."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.errors import EncoderError
from index.encoders.fingerprint import name_folder
from index.encoders.hub import cached_folder
from index.tokens import well_formed
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceTransformerEncoder:
    """An `Encoder` over sentence-transformers; uses the model's query and document prompts where it has them."""

    def __init__(self, source: Path | str) -> None:
        """Load a model: a Path is a local folder and never leaves this machine, a str is a name on the hub.

        Raises:
            EncoderError: the folder holds no model, or the name is neither cached nor can be fetched.
        """
        self._model = _load(source)
        folder = source if isinstance(source, Path) else cached_folder(source)
        if folder is None:
            raise EncoderError(f"the files of {source!r} are not in the hub's cache; give the model's folder")
        self.name = name_folder(folder.resolve().name if isinstance(source, Path) else source, folder)
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EncoderError(f"{source} does not say how long its vectors are; choose another model")
        self.dimension = int(dimension)

    def encode_query(self, question: str) -> Vectors:
        """Return one unit vector, shape (dimension,)."""
        vectors = self._model.encode_query(
            [well_formed(question)], normalize_embeddings=True, show_progress_bar=False
        )
        vector: Vectors = _as_vectors(vectors, 1, self.dimension)[0]
        return vector

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors, shape (len(texts), dimension); row i belongs to texts[i]."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode_document(
            [well_formed(text) for text in texts], normalize_embeddings=True, show_progress_bar=False
        )
        return _as_vectors(vectors, len(texts), self.dimension)


def _load(source: Path | str) -> SentenceTransformer:
    # Takes six seconds and half a gigabyte, which only those pay who choose such a model.
    from sentence_transformers import SentenceTransformer

    local = isinstance(source, Path)
    try:
        return SentenceTransformer(str(source), local_files_only=local)
    except (OSError, ValueError, KeyError, RuntimeError, TypeError, ImportError) as error:
        reason = str(error).strip().split("\n")[0]
        if local:
            raise EncoderError(f"{source} holds no sentence-transformers model: {reason}") from error
        raise EncoderError(
            f"cannot load the encoder {source!r}: it is no folder here, and it could not be fetched from the hub "
            f"({reason}); download the model on a connected machine and give its folder"
        ) from error


def _as_vectors(vectors: object, count: int, dimension: int) -> Vectors:
    array = np.asarray(vectors, dtype=np.float32)
    if array.shape != (count, dimension):
        raise EncoderError(f"the encoder made vectors of shape {array.shape}, not {(count, dimension)}")
    return array
