"""Texts -> unit vectors: the bundled encoder, or any sentence-transformers model."""

from index.encoders.errors import EncoderError
from index.encoders.loading import BUNDLED, BUNDLED_FOLDER, load_encoder

__all__ = ["BUNDLED", "BUNDLED_FOLDER", "EncoderError", "load_encoder"]
