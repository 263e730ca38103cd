"""Texts -> unit vectors: the bundled encoder, or any sentence-transformers model."""

from index.encoders.errors import EncoderError
from index.encoders.loading import BUNDLED, BUNDLED_FOLDER, load_bundled, load_encoder
from index.encoders.static import StaticEncoder

__all__ = ["BUNDLED", "BUNDLED_FOLDER", "EncoderError", "StaticEncoder", "load_bundled", "load_encoder"]
