from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from index.encoders import BUNDLED_FOLDER
from index.encoders.normal_forms import APOSTROPHE, SPACE, UNCLEAR, NormalForms
from index.encoders.trie import read_codes


@pytest.fixture(scope="module")
def forms() -> NormalForms:
    return NormalForms(Tokenizer.from_file(str(BUNDLED_FOLDER / "tokenizer.json")), "▁")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("法執aZ9", "法執az9"),
        ("ＡＺ１２％（", "az12" + chr(SPACE) * 2),
        ("①〇々é", "1〇々é"),
        (" \n\t　，。…〔|▁\u200b", chr(SPACE) * 11),
        ("'’＇", chr(APOSTROPHE) * 3),
    ],
)
def test_a_character_has_the_form_that_the_normaliser_gives(
    forms: NormalForms, text: str, expected: str
) -> None:
    assert forms.of(read_codes(text)).tolist() == [ord(character) for character in expected]
    assert forms.of(read_codes(text)).tolist() == [ord(character) for character in expected]


@pytest.mark.parametrize(
    "character", ["℃", "㎡", "㈠", "½", "\u0301", "\u3099", "ﾞ", "\u1161", "🙂", "\ud800", "\u0378"]
)
def test_what_is_longer_or_joins_its_neighbours_is_unclear(forms: NormalForms, character: str) -> None:
    assert forms.of(read_codes(f"法{character}")).tolist() == [ord("法"), UNCLEAR]
