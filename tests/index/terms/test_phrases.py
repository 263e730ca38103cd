from __future__ import annotations

from itertools import pairwise

import pytest

from index import EverydayWords, Glossary, known_phrases

WORDS = "word\tsaid_as\nsick leave\t病假|病休\nstreet vendor\t摊贩|占道经营\nkennel\t犬舍\nhigh tech zone office\t管委会办公室\n"


@pytest.fixture
def everyday() -> EverydayWords:
    return EverydayWords.parse(WORDS)


def known(text: str, everyday: EverydayWords) -> list[str]:
    return [text[start:end] for start, end, _ in known_phrases(text, Glossary.load(), everyday)]


def test_a_phrase_of_several_everyday_words_is_known(everyday: EverydayWords) -> None:
    assert "sick leave" in known("who may grant sick leave", everyday)
    assert "street vendors" in known("fines for street vendors", everyday)


def test_a_single_everyday_word_is_left_to_the_learnt_table(everyday: EverydayWords) -> None:
    assert known("the biggest kennel", everyday) == []


def test_a_longer_phrase_goes_before_a_term_of_the_glossary(everyday: EverydayWords) -> None:
    assert known("the high-tech zone", everyday) == ["high-tech zone"]
    assert known("the high-tech zone office", everyday) == ["high-tech zone office"]


def test_a_term_of_the_glossary_has_its_chinese_and_an_everyday_phrase_has_none_here(
    everyday: EverydayWords,
) -> None:
    text = "sick leave in the high-tech zone"
    found = {text[start:end]: terms for start, end, terms in known_phrases(text, Glossary.load(), everyday)}
    assert found["sick leave"] == ()
    assert "高新区" in found["high-tech zone"]


def test_terms_come_in_the_order_of_the_text_without_overlaps(everyday: EverydayWords) -> None:
    text = "enforcement against street vendors near the high-tech zone office"
    spans = [(start, end) for start, end, _ in known_phrases(text, Glossary.load(), everyday)]
    assert spans == sorted(spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
