from __future__ import annotations

import pytest

from app.understanding.lexicon import Lexicon, build_lexicon
from app.understanding.question import understand
from app.understanding.terms import find_terms
from index import Snapshot


def nothing_printed(run: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("高薪区的薪酬怎么定", "高新区的薪酬怎么定"),  # sounds the same
        ("青蘅高薪区谁来执法", "青蘅高新区谁来执法"),
        ("免申既享是什么", "免申即享是什么"),
        ("未位淘汰怎么做", "末位淘汰怎么做"),  # looks the same, beside a word that is known
        ("公务员考核未位淘汰", "公务员考核末位淘汰"),
        ("营商环镜如何优化", "营商环境如何优化"),
    ],
)
def test_a_slip_of_the_pen_is_mended_by_sound_or_shape(
    sample_lexicon: Lexicon, written: str, meant: str
) -> None:
    assert sample_lexicon.correct(written, nothing_printed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "高新区的薪酬怎么定",
        "末位淘汰怎么做",
        "县行政审批局由谁负责",
        "由商务局负责",
        "未完成的任务",
        "企业未开工",
        "who handles enforcement",
        "",
        "2024年8.5%",
    ],
)
def test_what_is_written_well_stays(sample_lexicon: Lexicon, text: str) -> None:
    assert sample_lexicon.correct(text, nothing_printed) == text


def test_what_the_library_prints_is_not_mended(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    near = "一企一管"  # printed in a sample; near 一企一策 of the glossary
    assert sample_lexicon.correct(near, nothing_printed) == "一企一策"
    assert sample_lexicon.correct(near, lambda run: run == near) == near
    words = [term.word for term in find_terms(understand("污水一企一管"), sample_lexicon, sample_snapshot)]
    assert "策" not in "".join(words)


@pytest.mark.parametrize("run", ["那砚溪", "青蘅和砚溪的薪酬", "砚溪县和霁川市"])
def test_a_place_of_the_library_is_one_word(sample_lexicon: Lexicon, run: str) -> None:
    words = sample_lexicon.segment(run)
    assert "".join(words) == run
    assert {"砚溪", "砚溪县"} & set(words)


def test_a_correction_keeps_the_length(sample_lexicon: Lexicon) -> None:
    for text in ("高薪区的未位淘汰", "精准招商一起一策", "青蘅高薪区谁执发"):
        assert len(sample_lexicon.correct(text, nothing_printed)) == len(text)


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
