"""One training step: bags of rows are summed and normalised, pairs are told apart by InfoNCE, rows learn by Adam.

The same model as sentence-transformers' StaticEmbedding with MultipleNegativesSymmetricRankingLoss, but only the
rows that a batch touches are read and written, which is what makes a CPU fast enough.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it

from index.training.examples import Bags, Floats, Ints


class RowTrainer:
    """An embedding table and its lazy Adam state (Kingma and Ba, 2015), updated row by row."""

    def __init__(self, lengths: Floats, dimension: int, seed: int) -> None:
        """Start from random directions; `lengths` says how long each row is at first."""
        rows = len(lengths)
        generator = torch.Generator().manual_seed(seed)
        directions = F.normalize(torch.randn(rows, dimension, generator=generator))
        self.table = directions * torch.from_numpy(lengths)[:, None]
        self.table[0] = 0.0  # the unknown token adds nothing
        self._mean = torch.zeros(rows, dimension)
        self._square = torch.zeros(rows, dimension)
        self._updates = torch.zeros(rows, 1)

    def step(self, left: Bags, right: Bags, groups: Ints, scale: float, learning_rate: float) -> float:
        """Learn from one batch and return its loss.

        Args:
            left: bags of rows; row i means the same as row i of `right`.
            right: bags of rows.
            groups: texts of one group are never each other's negatives, shape (batch,).
            scale: of the cosine before the softmax.
            learning_rate: of Adam.
        """
        touched, (left_ids, right_ids) = _compact(len(self.table), left.tokens, right.tokens)
        rows = self.table[touched].requires_grad_()
        a = F.normalize(F.embedding_bag(left_ids, rows, torch.from_numpy(left.starts[:-1]), mode="sum"))
        b = F.normalize(F.embedding_bag(right_ids, rows, torch.from_numpy(right.starts[:-1]), mode="sum"))
        loss = info_nce(a, b, torch.from_numpy(groups), scale)
        (gradient,) = torch.autograd.grad(loss, rows)
        self._update(touched, gradient, learning_rate)
        return float(loss.detach())

    def embed(self, bags: Bags) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        """Return the unit vectors of bags of rows."""
        with torch.no_grad():
            starts = torch.from_numpy(bags.starts[:-1])
            summed = F.embedding_bag(torch.from_numpy(bags.tokens), self.table, starts, mode="sum")
            vectors: np.ndarray[tuple[int, int], np.dtype[np.float32]] = F.normalize(summed).numpy()
        return vectors

    def _update(self, touched: torch.Tensor, gradient: torch.Tensor, learning_rate: float) -> None:
        beta_mean, beta_square = 0.9, 0.99
        updates = self._updates[touched] + 1
        mean = self._mean[touched].lerp_(gradient, 1 - beta_mean)
        square = self._square[touched].mul_(beta_square).addcmul_(gradient, gradient, value=1 - beta_square)
        self._mean[touched], self._square[touched], self._updates[touched] = mean, square, updates
        step = mean / (1 - beta_mean**updates)
        # A floor under the root keeps rows that were seen once from jumping by a full step.
        step /= (square / (1 - beta_square**updates)).sqrt_().add_(1e-6)
        self.table.index_add_(0, touched, step, alpha=-learning_rate)
        self.table[0] = 0.0


def info_nce(a: torch.Tensor, b: torch.Tensor, groups: torch.Tensor, scale: float) -> torch.Tensor:
    """Return the symmetric InfoNCE loss of unit vectors a[i] ~ b[i], shape () (van den Oord et al., 2018)."""
    scores = a @ b.T * scale
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    scores = scores.masked_fill(same, -torch.inf)
    target = torch.arange(len(a))
    return (F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)) / 2


def _compact(rows: int, *ids: Ints) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """Return the rows that occur, sorted, and each array of ids renumbered to places among them."""
    seen = np.zeros(rows, dtype=bool)
    for part in ids:
        seen[part] = True
    touched = np.flatnonzero(seen)
    place = np.zeros(rows, dtype=np.int64)
    place[touched] = np.arange(len(touched))
    return torch.from_numpy(touched), [torch.from_numpy(place[part]) for part in ids]
