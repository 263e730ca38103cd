"""Question and chunk read together: a probability that the chunk answers the question."""

from index.reranking.errors import RerankerError
from index.reranking.loading import BUNDLED, BUNDLED_FOLDER, NONE, load_reranker
from index.reranking.onnx import OnnxReranker
from index.reranking.reading import is_unit_list, reading_start, reading_text
from index.types import Reranker

__all__ = [
    "BUNDLED",
    "BUNDLED_FOLDER",
    "NONE",
    "OnnxReranker",
    "Reranker",
    "RerankerError",
    "is_unit_list",
    "load_reranker",
    "reading_start",
    "reading_text",
]
