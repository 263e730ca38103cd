"""A deeper network from a trained one, which says the same before it is trained on (Chen et al., 2016, Net2Net)."""

from __future__ import annotations

import re

import torch
from sentence_transformers import CrossEncoder

from index.reranking.network import PairReader

_LAST_MATRICES = re.compile(r"layers\.(\d+)\.(?:out|down)\..+")  # without them a layer adds nothing


def deepen(model: CrossEncoder, layers: int) -> CrossEncoder:
    """Return a `PairReader` model with layers added on top, each of which passes on what it gets.

    Args:
        model: the trained one; left as it is.
        layers: of the new one, at least as many as the old one has.

    Raises:
        ValueError: the model is no `PairReader`, or has more layers.
    """
    reader = model[0]
    if not isinstance(reader, PairReader):
        raise ValueError(f"only a PairReader is deepened, not {type(reader).__name__}")
    if layers < reader.layers:
        raise ValueError(f"the network has {reader.layers} layers already, {layers} would be fewer")
    grown = PairReader(reader.dimension, reader.width, layers, reader.heads, reader.inner, reader.dropout)
    grown.network.load_state_dict(grown.network.state_dict() | reader.network.state_dict())
    with torch.no_grad():
        for name, parameter in grown.network.named_parameters():
            found = _LAST_MATRICES.fullmatch(name)
            if found and int(found[1]) >= reader.layers:
                parameter.zero_()
    deep: CrossEncoder = CrossEncoder(modules=[grown], device="cpu")
    return deep
