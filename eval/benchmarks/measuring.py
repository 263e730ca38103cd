"""Times that stand side by side: medians, and ratios to the first of a group."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of a report."""

    group: str  # what is compared: ratios are meant within a group
    name: str
    value: float
    unit: str


def median_ms(action: Callable[[int], object], times: int) -> float:
    """Return the median time of a call in milliseconds; call i gets i, and one call goes before, uncounted."""
    action(0)
    seconds: list[float] = []
    for number in range(times):
        start = time.perf_counter()
        action(number)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1000


def seconds_of(action: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def format_table(measurements: Sequence[Measurement]) -> str:
    """Return a Markdown table; the ratio is to the first line of the same group and unit.

    >>> print(format_table([Measurement("search", "flat", 4.0, "ms"), Measurement("search", "fp16", 2.0, "ms")]))
    | what | how | value | unit | ratio |
    |---|---|---:|---|---:|
    | search | flat | 4 | ms | 1.00 |
    | search | fp16 | 2 | ms | 0.50 |
    """
    lines = ["| what | how | value | unit | ratio |", "|---|---|---:|---|---:|"]
    first: dict[tuple[str, str], float] = {}
    for m in measurements:
        base = first.setdefault((m.group, m.unit), m.value)
        ratio = f"{m.value / base:.2f}" if base else ""
        lines.append(f"| {m.group} | {m.name} | {m.value:.4g} | {m.unit} | {ratio} |")
    return "\n".join(lines)
