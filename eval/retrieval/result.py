"""The lines of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value."""

    task: str
    system: str  # what ranked, or what was timed
    measure: str
    value: float
    count: int  # of questions, or of texts


def recall_at_k(ranked: Sequence[str], relevant: frozenset[str], k: int) -> float:
    """Return the share of the relevant items among the first k of a ranking.

    >>> recall_at_k(["g", "c", "e"], frozenset({"e", "z"}), 3)
    0.5
    """
    return len(relevant.intersection(ranked[:k])) / len(relevant)


def first_place_share(questions: Floats, texts: Floats, groups: Sequence[str]) -> float:
    """Return how often text i is more similar to question i than any other text.

    Args:
        questions: unit vectors, shape (n, dimension).
        texts: unit vectors, shape (n, dimension); row i belongs to row i of `questions`.
        groups: texts of one group are one text that stands in several places, length n.
    """
    similarities = questions @ texts.T
    own = np.diag(similarities).copy()
    numbers = np.unique(np.array(groups), return_inverse=True)[1]
    similarities[numbers[:, None] == numbers[None, :]] = -np.inf
    return float((similarities.max(axis=1) < own).mean())


def format_figures(figures: Iterable[Figure]) -> str:
    """Return a Markdown table."""
    lines = ["| task | system | measure | value | of |", "|---|---|---|---:|---:|"]
    lines += [f"| {f.task} | {f.system} | {f.measure} | {_number(f.value)} | {f.count} |" for f in figures]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 10 else f"{value:,.0f}"
