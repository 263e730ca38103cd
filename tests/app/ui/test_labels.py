import re
from dataclasses import fields

import pytest

from app.ui.labels import CHINESE, ENGLISH, Labels, language_of


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh-Hant-TW", "zh"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.5, zh;q=0.9", "zh"),
        ("en-GB, zh-CN;q=0.3", "en"),
        ("de, fr;q=0.9", "en"),
        ("zh;q=0", "en"),
        ("zh;q=oops, en;q=0.1", "en"),
        ("", "zh"),
        (None, "zh"),
    ],
)
def test_page_opens_in_the_language_that_the_browser_likes_best(accepted: str | None, language: str) -> None:
    assert language_of(accepted) == language


@pytest.mark.parametrize("field", [field.name for field in fields(Labels)])
def test_each_label_says_the_same_with_the_same_blanks_in_both_languages(field: str) -> None:
    chinese, english = getattr(CHINESE, field), getattr(ENGLISH, field)
    assert chinese
    assert english
    assert set(re.findall(r"{\w+}", chinese)) == set(re.findall(r"{\w+}", english))
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert chinese != english
