"""Shares of yes/no outcomes with their uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z_95 = 1.959963984540054  # 97.5 % quantile of the normal distribution: two-sided 95 %


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        """The share, [0, 1]; None of nothing."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the share; None of nothing."""
        return wilson_interval(self.hits, self.total) if self.total else None


def rate_of(outcomes: Iterable[bool]) -> Rate:
    """Return how many of the outcomes are true.

    >>> rate_of([True, False, True])
    Rate(hits=2, total=3)
    """
    listed = list(outcomes)
    return Rate(sum(listed), len(listed))


def wilson_interval(hits: int, total: int, z: float = Z_95) -> tuple[float, float]:
    """Return the score interval of a binomial share (Wilson, JASA 1927); total must be above 0.

    >>> [round(bound, 3) for bound in wilson_interval(0, 10)]
    [0.0, 0.278]
    """
    share = hits / total
    scale = 1 + z * z / total
    centre = (share + z * z / (2 * total)) / scale
    half = z / scale * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, centre - half), min(1.0, centre + half)
