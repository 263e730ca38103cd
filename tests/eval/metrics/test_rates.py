from __future__ import annotations

import pytest
from scipy.stats import binomtest

from eval.metrics import Rate, rate_of, wilson_interval


@pytest.mark.parametrize(("hits", "total"), [(0, 10), (10, 10), (3, 7), (170, 200), (1, 1)])
def test_the_interval_agrees_with_scipy(hits: int, total: int) -> None:
    theirs = binomtest(hits, total).proportion_ci(0.95, method="wilson")
    assert wilson_interval(hits, total) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_a_share_of_nothing_is_none() -> None:
    assert rate_of([]) == Rate(0, 0)
    assert Rate(0, 0).value is None
    assert Rate(0, 0).interval is None
    assert Rate(1, 4).value == 0.25
