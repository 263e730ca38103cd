"""From a setting to a re-ranker."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from index.encoders.hub import is_hub_name
from index.reranking.cross_encoder import CrossEncoderReranker
from index.reranking.errors import RerankerError
from index.reranking.onnx import OnnxReranker
from index.types import Reranker

BUNDLED = "bundled"
NONE = "none"
BUNDLED_FOLDER = Path(__file__).resolve().parent / "model"

_MODULES = "modules.json"
_OWN_MODULE = "index.reranking.network.PairReader"


@cache
def load_bundled_reranker() -> OnnxReranker:
    """Return the re-ranker that comes with the project; all callers share one.

    Raises:
        RerankerError: it is not there.
    """
    if not BUNDLED_FOLDER.is_dir():
        raise RerankerError(
            f"there is no bundled re-ranker in {BUNDLED_FOLDER}; make it with 'python -m index.training.reranker', "
            f"or set TIAOWEN_RERANKER={NONE}"
        )
    return OnnxReranker(BUNDLED_FOLDER, "tiaowen-reader-zh-en")


def load_reranker(spec: str | None = None) -> Reranker | None:
    """Return the re-ranker that a setting asks for.

    Args:
        spec: None or "bundled" for the model that comes with the project; "none" for none; else a folder of
            `index.training.reranker` or in the CrossEncoder format of sentence-transformers, or the name of such a
            model on the hub. A folder of that name is preferred.

    Raises:
        RerankerError: the model cannot be loaded.
    """
    if spec is None or spec in ("", BUNDLED):
        return load_bundled_reranker()
    if spec == NONE:
        return None
    folder = Path(spec).expanduser()
    if folder.is_dir():
        return OnnxReranker(folder) if _is_own(folder) else CrossEncoderReranker(folder)
    if not is_hub_name(spec):
        raise RerankerError(f"there is no folder {spec!r} to load a re-ranker from")
    return CrossEncoderReranker(spec)


def _is_own(folder: Path) -> bool:
    """Tell whether a folder holds the network of this project, which needs no torch."""
    modules = folder / _MODULES
    return modules.is_file() and _OWN_MODULE in modules.read_text(encoding="utf-8", errors="replace")
