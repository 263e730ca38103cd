"""From a setting to an encoder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.encoders.errors import EncoderError
from index.encoders.hub import is_hub_name
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from index.encoders.static import StaticEncoder
from index.types import Encoder

BUNDLED = "bundled"
BUNDLED_FOLDER = Path(__file__).resolve().parent.parent / "model"


@cache
def load_bundled() -> StaticEncoder:
    """Return the encoder that comes with the project; all callers share one."""
    return StaticEncoder(BUNDLED_FOLDER, "tiaowen-static-zh-en")


def load_encoder(spec: str | None = None) -> Encoder:
    """Return the encoder that a setting asks for.

    Args:
        spec: None or "bundled" for the model that comes with the project; else a folder in
            sentence-transformers format, or the name of a model on the hub. A folder of that name is preferred.

    Raises:
        EncoderError: the model cannot be loaded.
    """
    if spec is None or spec in ("", BUNDLED):
        return load_bundled()
    folder = Path(spec).expanduser()
    if folder.is_dir():
        return SentenceTransformerEncoder(folder)
    if not is_hub_name(spec):
        raise EncoderError(f"there is no folder {spec!r} to load an encoder from")
    return SentenceTransformerEncoder(spec)
