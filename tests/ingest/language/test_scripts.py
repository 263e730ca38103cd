from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ingest import to_simplified, to_traditional


def test_traditional_becomes_simplified_and_the_rest_stays() -> None:
    assert to_simplified("各開發區管委會 ABC 12%") == "各开发区管委会 ABC 12%"
    assert to_simplified("各开发区管委会") == "各开发区管委会"


def test_simplified_becomes_traditional() -> None:
    assert to_traditional("责任单位:县发改委") == "責任單位:縣發改委"


def test_a_phrase_decides_between_forms_of_one_character() -> None:
    assert to_traditional("头发发展") == "頭髮發展"
    assert to_simplified("著作權受著重保護")[0] == "著"


@given(
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"]), max_size=40)
)
def test_length_never_changes(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
    assert len(to_traditional(text)) == len(text)


def test_a_compatibility_ideograph_in_a_long_text_keeps_its_length() -> None:
    text = "責任" * 500 + "\U0002f800"
    assert len(to_simplified(text)) == len(text)
    assert to_simplified(text).startswith("责任责任")


def test_the_empty_text_stays_empty() -> None:
    assert to_simplified("") == to_traditional("") == ""
