from __future__ import annotations

from dataclasses import replace

import pytest

from app.understanding.lexicon import Lexicon
from app.understanding.names import NameIndex, names_in, romanised_words, spell
from ingest import Document

SHUANGHE = Document("s", "霜河市企业用地办法", "霜河市企业用地办法\n第一条 霜河市的企业。", "s.txt", "0")
QINGLAN = Document(
    "q", "青岚高新区改革方案", "青岚高新区改革方案\n一、借鉴霜河市做法。青岚高新区管委会。", "q.txt", "1"
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推动青蘅高新区提质增效", "青蘅"),
        ("德安高新区", "德安"),
        ("砚溪县", "砚溪"),
        ("张家港开发区", "张家港"),
        ("建始方案", "建始"),
        ("雲瀾省", "云澜"),
    ],
)
def test_a_name_stands_before_a_level_or_a_zone(text: str, name: str) -> None:
    assert name in names_in(text)


@pytest.mark.parametrize("text", ["青蘅高新区", "砚溪县", "南康区", "望屿经开区", "镜屿岛"])
def test_a_place_is_a_name(text: str) -> None:
    assert text[:2] in names_in(text)


@pytest.mark.parametrize(("name", "spelling"), [("德安", "dean"), ("砚溪", "yanxi"), ("青蘅", "qingheng")])
def test_a_name_is_spelt_without_tones_and_marks(name: str, spelling: str) -> None:
    assert spell(name) == spelling


def test_the_words_of_a_question_lose_case_and_marks() -> None:
    assert romanised_words("Who in De'an and jianshi, Jian-shi's side?") == [
        ("who", True),
        ("in", False),
        ("dean", True),
        ("and", False),
        ("jianshi", False),
        ("jianshi", True),
        ("side", False),
    ]


def test_without_a_capital_only_a_place_that_is_no_english_word_is_a_name() -> None:
    places = NameIndex([SHUANGHE, Document("d", "德安县办法", "德安县办法\n德安县的企业。", "d.txt", "2")])
    assert places.find("what does shuanghe do") == {"shuanghe": ("霜河",)}
    assert places.find("who is the dean") == {}
    assert places.find("who pays in De'an") == {"dean": ("德安",)}


def test_names_in_latin_letters_are_found_by_their_sound() -> None:
    names = NameIndex([SHUANGHE, QINGLAN])
    assert names.find("What does Shuanghe do?") == {"shuanghe": ("霜河",)}
    assert "青岚" in names.find("What does Qinglan do?")["qinglan"]
    assert names.find("What does Beijing do?") == {}


def test_a_name_belongs_most_to_the_document_that_has_it_in_its_title() -> None:
    strengths = NameIndex([SHUANGHE, QINGLAN]).documents_of(["霜河"])
    assert strengths["s"] == 1.0
    assert 0 < strengths["q"] < strengths["s"]
    assert NameIndex([SHUANGHE, QINGLAN]).documents_of(["霜河市"]) == strengths
    assert NameIndex([SHUANGHE, QINGLAN]).documents_of(["执法"]) == {}


def test_a_title_that_the_question_prints_names_its_document() -> None:
    names = NameIndex([SHUANGHE, QINGLAN])
    assert names.titled("按照霜河市企业用地办法怎么开工") == {"霜河市企业用地办法": {"s": 1.0}}
    assert names.titled("怎么开工") == {}


def test_a_library_without_documents_has_no_names(sample_lexicon: Lexicon) -> None:
    names = NameIndex([])
    assert names.find("What does Shuanghe do?") == {}
    assert names.documents_of(["霜河"]) == {}
    assert names.titled("霜河市企业用地办法") == {}


def test_the_places_of_the_sample_policies_are_found_in_english(sample_lexicon: Lexicon) -> None:
    found = sample_lexicon.names.find("Compare Qingheng, Yanxi, Wangyu, Jichuan and Yunlan")
    assert {"qingheng", "yanxi", "wangyu", "jichuan", "yunlan"} <= set(found)


def test_words_of_a_title_name_its_document_together() -> None:
    opinions = replace(SHUANGHE, id="o", title="青岚县改革开放实施意见")
    plan = replace(QINGLAN, id="p", title="青岚县改革方案")
    names = NameIndex([opinions, plan])
    terms = [("薪酬",), ("改革", "改革开放"), ("意见",)]
    assert names.titled_by_terms(terms) == (2, frozenset({"o"}))
    assert names.titled_by_terms(terms[:2]) == (0, frozenset())
    assert names.titled_by_terms([("薪酬",), ("意见",)]) == (0, frozenset())
    assert names.titled_by_terms([]) == (0, frozenset())


def test_a_document_that_does_not_say_what_kind_it_is_may_be_of_any() -> None:
    untitled = Document("u", "u", "为加快智慧农场建设，建成一批农场。", "u.txt", "3")
    strengths = NameIndex([SHUANGHE, QINGLAN, untitled]).with_title_word("办法")
    assert strengths["s"] > strengths["u"] > 0
    assert "q" not in strengths


def test_a_document_that_does_not_say_of_which_year_it_is_may_be_of_any() -> None:
    dated = Document("j", "霜河市2023年工作要点", "霜河市2023年工作要点\n一、企业。", "j.txt", "3")
    other = replace(dated, id="k", title="霜河市2024年工作要点")
    strengths = NameIndex([SHUANGHE, dated, other]).with_title_word("2023")
    assert strengths["j"] > strengths["s"] > 0
    assert "k" not in strengths


def test_a_document_of_a_province_that_it_does_not_name_may_be_of_any() -> None:
    ours = Document("y", "云澜省用地办法", "云澜省用地办法\n第一条 云澜省的企业。", "y.txt", "4")
    unnamed = Document("u", "u", "现就我省用地工作提出如下意见。\n一、全省企业。", "u.txt", "5")
    of_all = Document("a", "a", "各省、自治区、直辖市：\n现就用地提出如下意见。", "a.txt", "6")
    strengths = NameIndex([ours, unnamed, of_all]).documents_of(["云澜省"])
    assert strengths["y"] == 1.0
    assert 0 < strengths["u"] < 0.4
    assert "a" not in strengths


def test_a_document_without_a_region_is_of_the_place_that_it_names_most() -> None:
    text = "我市企业用地工作如下。\n一、霜河市的园区。\n二、全市企业。"
    strengths = NameIndex([SHUANGHE, Document("n", "n", text, "n.txt", "7")]).documents_of(["霜河"])
    assert strengths["n"] >= 0.8


def test_a_kind_of_document_alone_is_no_title() -> None:
    index = NameIndex([SHUANGHE, Document("g", "霜河市用地的指导意见", "霜河市用地的指导意见", "g.txt", "8")])
    assert index.titled("人工智能的指导意见里怎么说") == {}
    assert list(index.titled("按照用地的指导意见")) == ["用地的指导意见"]
