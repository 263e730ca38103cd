"""Texts -> unit vectors: the bundled encoder, or any sentence-transformers model."""

from index.encoders.errors import EncoderError
from index.encoders.loading import BUNDLED, load_encoder

__all__ = ["BUNDLED", "EncoderError", "load_encoder"]
