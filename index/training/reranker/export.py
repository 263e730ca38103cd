"""A trained re-ranker as ONNX: its layers, which take token vectors, segments and links."""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from sentence_transformers import CrossEncoder

from index.reranking.links import LINK_FEATURES
from index.reranking.network import PairReader
from index.reranking.onnx import ONNX_FILE

_OPSET = 18


def export_onnx(model: CrossEncoder, folder: Path) -> None:
    """Write the network of a `PairReader` model to `folder`: (vectors, segments, links) -> logits."""
    reader = model[0]
    if not isinstance(reader, PairReader):
        raise ValueError(f"only a PairReader is exported, not {type(reader).__name__}")
    network = reader.network.eval()
    vectors = torch.randn(2, 9, reader.dimension)
    segments = torch.tensor([[1, 1, 1, 2, 2, 2, 2, 2, 2], [1, 1, 2, 2, 2, 2, 0, 0, 0]])
    links = torch.rand(2, 9, LINK_FEATURES)
    with warnings.catch_warnings():
        # It names its successor, which needs one more package.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            network,
            (vectors, segments, links),
            str(folder / ONNX_FILE),
            input_names=["vectors", "segments", "links"],
            output_names=["logits"],
            dynamic_axes={name: {0: "pairs", 1: "length"} for name in ("vectors", "segments", "links")}
            | {"logits": {0: "pairs"}},
            opset_version=_OPSET,
            dynamo=False,
        )
