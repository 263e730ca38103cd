from __future__ import annotations

import pytest

from app.understanding.places import places_in
from index import TranslationTable

ORDINARY = TranslationTable.load().terms


@pytest.mark.parametrize(
    "text", ["青蘅高新区", "砚溪县", "南康区", "望屿经开区", "镜屿岛", "江西省", "建始工业园区管委会"]
)
def test_what_stands_before_a_level_or_a_zone_is_a_place(text: str) -> None:
    assert text[:2] in places_in(text, ORDINARY)


@pytest.mark.parametrize(
    "text",
    [
        "薪酬方案由开发区提出",
        "化工园区",
        "实施方案",
        "发展集团",
        "推动县域经济",
        "支持高新区",
        "危险区域",
        "重点领域",
        "直辖市",
    ],
)
def test_a_word_of_the_topic_is_no_place(text: str) -> None:
    assert not places_in(text, ORDINARY)


def test_a_word_that_seldom_stands_before_a_level_is_no_place() -> None:
    assert places_in("墨溪镇。", ORDINARY) == {"墨溪"}
    assert places_in("墨溪镇。" + "墨溪的水。" * 9, ORDINARY) == frozenset()


def test_part_of_a_longer_word_is_no_place() -> None:
    assert places_in("边远地区和其他省份的部分地区", ORDINARY) == frozenset()


def test_a_place_of_the_segmenter_stands_though_it_means_something() -> None:
    assert "平湖" in places_in("平湖市", ORDINARY | {"平湖"})
    assert "墨溪" not in places_in("墨溪镇", frozenset()) & ORDINARY
