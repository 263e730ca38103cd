from __future__ import annotations

from pathlib import Path

import pytest
import torch
from sentence_transformers import CrossEncoder

from index.reranking.network import PairReader
from index.training.reranker.growth import deepen
from tests.index.reranking.models import make_cross_encoder, make_pair_reader

PAIRS = [
    ("谁来执法", "二、改革\n管委会组成联合执法队伍,负责执法。"),
    ("who collects the waste", "总则\n垃圾由街道清运。"),
]


@pytest.fixture(scope="module")
def shallow(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    folder = make_pair_reader(tmp_path_factory.mktemp("grown") / "shallow")
    model: CrossEncoder = CrossEncoder(
        str(folder), device="cpu", trust_remote_code=True, local_files_only=True
    )
    return model


def logits(model: CrossEncoder) -> torch.Tensor:
    model.eval()
    with torch.no_grad():
        found: torch.Tensor = model(model.preprocess(PAIRS))["scores"][:, 0]
    return found


def network(model: CrossEncoder) -> torch.nn.Module:
    reader = model[0]
    assert isinstance(reader, PairReader)
    return reader.network


def test_a_deepened_network_says_the_same(shallow: CrossEncoder) -> None:
    deep = deepen(shallow, 3)
    assert isinstance(deep[0], PairReader)
    assert deep[0].layers == 3
    assert torch.equal(logits(deep), logits(shallow))


def test_the_added_layers_learn(shallow: CrossEncoder) -> None:
    deep = deepen(shallow, 2)
    deep.train()
    before = {name: value.clone() for name, value in network(deep).state_dict().items()}
    optimizer = torch.optim.SGD(network(deep).parameters(), lr=0.5)
    for _ in range(2):  # the first step moves the last matrices, the second what stands behind them
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            deep(deep.preprocess(PAIRS))["scores"][:, 0], torch.tensor([1.0, 0.0])
        )
        torch.autograd.backward(loss)
        optimizer.step()
    after = network(deep).state_dict()
    for name in ("layers.1.down.weight", "layers.1.up.weight"):
        assert not torch.equal(after[name], before[name])


def test_the_old_network_is_left_as_it_is(shallow: CrossEncoder) -> None:
    before = logits(shallow)
    deep = deepen(shallow, 2)
    with torch.no_grad():
        for parameter in network(deep).parameters():
            parameter.zero_()
    assert torch.equal(logits(shallow), before)


def test_fewer_layers_are_refused(shallow: CrossEncoder) -> None:
    with pytest.raises(ValueError, match="1 layers already, 0 would be fewer"):
        deepen(shallow, 0)


def test_another_kind_of_model_is_refused(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "bert")
    model = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    assert not isinstance(model[0], PairReader)
    with pytest.raises(ValueError, match="only a PairReader is deepened"):
        deepen(model, 2)
