from __future__ import annotations

import pytest

from app.understanding import understand
from app.understanding.titles import names_unknown_title
from index import Snapshot


@pytest.mark.parametrize("text", ["《火星条例》第一条", "青蘅方案和《火星办法》怎么说", "《火星》"])
def test_a_title_of_which_the_library_prints_nothing_is_unknown(sample_snapshot: Snapshot, text: str) -> None:
    assert names_unknown_title(understand(text), sample_snapshot)


@pytest.mark.parametrize(
    "text", ["《霁川市标准地办法》第六条", "《青蘅方案》", "火星条例第一条", "《办法》", "谁来执法", ""]
)
def test_a_title_that_the_library_knows_some_of_is_not(sample_snapshot: Snapshot, text: str) -> None:
    assert not names_unknown_title(understand(text), sample_snapshot)
