from __future__ import annotations

from itertools import pairwise

from datasets import Dataset

from index.training.reranker.sampling import ByLengthBatchSampler


def batches(seed: int, epoch: int = 0) -> list[list[int]]:
    lengths = [(number * 37) % 150 for number in range(70)]
    rows = Dataset.from_dict({"question": ["谁"] * 70, "chunk": ["字" * length for length in lengths]})
    sampler = ByLengthBatchSampler(rows, batch_size=8, drop_last=False, seed=seed)
    sampler.set_epoch(epoch)
    return list(sampler)


def test_every_pair_comes_once_among_pairs_of_nearly_its_length() -> None:
    drawn = batches(seed=1)
    assert sorted(place for batch in drawn for place in batch) == list(range(70))
    lengths = [[(place * 37) % 150 for place in batch] for batch in drawn]
    spans = sorted((min(batch), max(batch)) for batch in lengths)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_seed_and_an_epoch_have_their_own_order() -> None:
    assert batches(1) == batches(1)
    assert batches(1) != batches(2)
    assert batches(1) != batches(1, epoch=1)
