from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from torch import Tensor

    from index.reranking.network import PairNetwork


@pytest.fixture
def network() -> PairNetwork:
    import torch

    from index.reranking.network import PairNetwork

    torch.manual_seed(1)
    return PairNetwork(dimension=8, width=8, layers=1, heads=1, inner=8, dropout=0.1)


def read(network: PairNetwork) -> Tensor:
    import torch

    from index.reranking.links import LINK_FEATURES

    drawn = torch.Generator().manual_seed(2)
    segments = torch.tensor([[1, 1, 2, 2, 2]] * 20)
    logits: Tensor = network(
        torch.randn(20, 5, 8, generator=drawn), segments, torch.rand(20, 5, LINK_FEATURES, generator=drawn)
    )
    return logits


def test_vectors_are_disturbed_in_training_alone(network: PairNetwork) -> None:
    network.disturb(0.0, 0.0, 0.0)
    plain = read(network.train())
    for hidden_share, blur in ((0.5, 0.0), (0.0, 0.5)):
        network.disturb(hidden_share, blur, 0.0)
        assert not read(network.train()).allclose(plain)
        assert read(network.eval()).allclose(plain)


def test_with_all_vectors_hidden_matches_are_still_read(network: PairNetwork) -> None:
    network.disturb(1.0, 0.3, 0.0)
    logits = read(network.train())
    assert logits.allclose(read(network))  # no noise is left to draw
    assert logits.std() > 1e-3


def test_dropout_is_set_in_every_layer(network: PairNetwork) -> None:
    from torch import nn

    network.disturb(0.0, 0.0, 0.25)
    assert {module.p for module in network.modules() if isinstance(module, nn.Dropout)} == {0.25}
