from __future__ import annotations

import pytest

from app.understanding.lexicon import Lexicon, build_lexicon


@pytest.mark.parametrize("run", ["那砚溪", "青蘅和砚溪的薪酬", "砚溪县和霁川市"])
def test_a_place_of_the_library_is_one_word(sample_lexicon: Lexicon, run: str) -> None:
    words = sample_lexicon.segment(run)
    assert "".join(words) == run
    assert {"砚溪", "砚溪县"} & set(words)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("誰來管高薪區的執法", "誰來管高新區的執法"),  # the mended character alone changes
        ("who handles enforcment in the zone", "who handles enforcement in the zone"),
        ("WHO?", "WHO?"),
    ],
)
def test_a_question_of_either_language_is_mended(sample_lexicon: Lexicon, text: str, meant: str) -> None:
    assert sample_lexicon.correct(text, lambda run: False) == meant


def test_synonyms_of_a_term_leave_out_the_term_itself(sample_lexicon: Lexicon) -> None:
    synonyms = sample_lexicon.synonyms("编办")
    assert "机构编制委员会办公室" in synonyms
    assert "编办" not in synonyms
    assert sample_lexicon.synonyms("没有这个词条") == ()


def test_a_phrase_of_the_glossary_goes_before_its_words() -> None:
    words = build_lexicon([]).translate("who runs the high-tech zone", frozenset())
    found = {word: (terms, sure) for word, terms, sure in words}
    assert "高新区" in found["high-tech zone"][0]
    assert found["high-tech zone"][1] == 1.0
    assert "zone" not in found


def test_a_phrase_of_everyday_words_is_one_word_without_terms_of_its_own() -> None:
    lexicon = build_lexicon([])
    found = {word: terms for word, terms, _ in lexicon.translate("who signs off on sick leave", frozenset())}
    assert found["sick leave"] == ()
    assert "病假" in lexicon.said_as("sick leave")
    assert "leave" not in found


def test_words_come_in_the_order_of_the_text_and_the_glossary_is_surest() -> None:
    words = build_lexicon([]).translate("dinosaur fine beside high-tech zone", frozenset())
    assert [word for word, _, _ in words] == ["dinosaur", "fine", "beside", "high-tech zone"]
    sure = {word: sure for word, _, sure in words}
    assert sure["fine"] == sure["high-tech zone"] == 1.0


def test_a_name_of_the_library_is_not_translated() -> None:
    translated = build_lexicon([]).translate("the Jichuan measures", frozenset({"jichuan"}))
    assert "jichuan" not in [word for word, _, _ in translated]
