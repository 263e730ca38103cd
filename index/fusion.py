"""Pure functions that merge the scores of the two legs into one ranking."""

from __future__ import annotations

from collections.abc import Mapping


def min_max(scores: Mapping[int, float], floor: float | None = None) -> dict[int, float]:
    """Return the scores stretched to [0, 1]; where all are equal, all are 1.

    Args:
        scores: by id, higher is better.
        floor: the lowest value that a score can take ("theoretical min-max", Bruch, Gai and Ingber, "An
            Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023); None takes the lowest given.

    >>> min_max({1: 3.0, 2: 1.0, 3: 2.0})
    {1: 1.0, 2: 0.0, 3: 0.5}
    >>> min_max({1: 4.0, 2: 1.0}, floor=0.0)
    {1: 1.0, 2: 0.25}
    """
    if not scores:
        return {}
    low = min(scores.values()) if floor is None else floor
    span = max(scores.values()) - low
    if span <= 0:
        return dict.fromkeys(scores, 1.0)
    return {key: max(0.0, (score - low) / span) for key, score in scores.items()}


def convex_combination(
    first: Mapping[int, float], second: Mapping[int, float], weight: float
) -> dict[int, float]:
    """Return weight · first + (1 − weight) · second over the ids of both.

    An id that one of them lacks counts 0 there. Both mappings hold scores in [0, 1], and so does the result
    (Bruch, Gai and Ingber, ACM TOIS 2023).

    >>> convex_combination({1: 1.0, 2: 0.5}, {2: 1.0}, weight=0.5)
    {1: 0.5, 2: 0.75}
    """
    keys = dict.fromkeys((*first, *second))
    return {key: weight * first.get(key, 0.0) + (1 - weight) * second.get(key, 0.0) for key in keys}
