"""Batches of pairs of nearly one length: short pairs are not padded to long ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from datasets import Dataset
from sentence_transformers.base.sampler import DefaultBatchSampler

_BATCHES_SORTED = 50  # at a time: length decides within so many batches, chance beyond
_LONGEST = 200  # characters: the rest of a longer text is not read
_LATIN_SHARE = 0.25  # an English letter is about a quarter of a token, a Chinese character two thirds


class ByLengthBatchSampler(DefaultBatchSampler):
    """Yields the places of pairs in batches, the same for the same seed and epoch."""

    def __init__(self, dataset: Dataset, *args: Any, **kwargs: Any) -> None:
        super().__init__(dataset, *args, **kwargs)
        self._pairs = dataset

    def __iter__(self) -> Iterator[list[int]]:
        rng = np.random.default_rng([self.seed, self.epoch])
        lengths = np.array(
            [
                _LATIN_SHARE * len(question) + min(_LONGEST, len(chunk))
                for question, chunk in zip(self._pairs["question"], self._pairs["chunk"], strict=True)
            ]
        )
        order = rng.permutation(len(lengths))
        window = self.batch_size * _BATCHES_SORTED
        for start in range(0, len(order), window):
            places = order[start : start + window]
            places = places[np.argsort(lengths[places], kind="stable")]
            batches = [places[at : at + self.batch_size] for at in range(0, len(places), self.batch_size)]
            for number in rng.permutation(len(batches)).tolist():
                yield batches[number].tolist()
