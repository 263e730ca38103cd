from __future__ import annotations

import re

import pytest

from app.answering.phrasing import Statement, phrase_abstention, phrase_answer
from app.answering.selection import Part
from app.types import Citation
from app.understanding.question import Language
from index import Glossary
from ingest import Role
from tests.app.asking import Ask

QUOTE = "由县财政局核定，每年不超过1.2倍。"


def citation(marker: int, path: tuple[str, ...] = ("二、任务", "（一）薪酬"), quote: str = QUOTE) -> Citation:
    return Citation(marker, "d", "办法", "a.txt", "0", "c", path, quote, 0, len(quote), (), (), 1.0)


UNITS = Statement(
    Part.UNITS,
    citation(1),
    ((Role.LEAD, ("县财政局",)), (Role.RESPONSIBLE, ("县审计局", "县人社局"))),
)
SENTENCE = Statement(Part.SENTENCE, citation(2), ())


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh-Hans",
            [
                "据《办法》二、任务 › （一）薪酬：",
                "牵头单位：县财政局 [1]",
                "责任单位：县审计局、县人社局 [1]",
                f"“{QUOTE}” [2]",
            ],
        ),
        (
            "zh-Hant",
            [
                "據《办法》二、任务 › （一）薪酬：",
                "牽頭單位：县财政局 [1]",
                "責任單位：县审计局、县人社局 [1]",
                f"“{QUOTE}” [2]",
            ],
        ),
    ],
)
def test_the_frame_is_in_the_script_of_the_question_and_quotes_stay(
    language: Language, lines: list[str]
) -> None:
    assert phrase_answer([UNITS, SENTENCE], language, Glossary.load()).split("\n") == lines


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("zh-Hans", "据文件“a.txt”二、任务 › （一）薪酬："),
        ("zh-Hant", "據文件“a.txt”二、任务 › （一）薪酬："),
        ("en", "According to the file “a.txt”, 二、任务 › （一）薪酬:"),
    ],
)
def test_a_document_without_a_title_is_named_by_its_file(language: Language, first: str) -> None:
    statement = Statement(Part.SENTENCE, citation(1), (), is_titled=False)
    assert phrase_answer([statement], language, Glossary.load()).split("\n")[0] == first


def test_an_english_frame_glosses_units_outside_the_quotes() -> None:
    lines = phrase_answer([UNITS, SENTENCE], "en", Glossary.load()).split("\n")
    assert lines[0] == "According to “办法”, 二、任务 › （一）薪酬:"
    assert lines[1].startswith("Lead: 县财政局 [1] [gloss: 县财政局 = ")
    assert lines[2].startswith("Responsible: 县审计局, 县人社局 [1] [gloss: 县审计局 = ")
    assert lines[3].startswith(f"“{QUOTE}” [2]")
    gloss = re.search(r"县财政局 = ([^;\]]+)", lines[1])
    assert gloss is not None
    assert gloss[1].isascii()
    assert "finance" in gloss[1].lower()


def test_a_unit_that_the_glossary_does_not_know_has_no_gloss() -> None:
    statement = Statement(Part.UNITS, citation(1), ((Role.LEAD, ("甲乙丙",)),))
    assert phrase_answer([statement], "en", Glossary.load()).split("\n")[1] == "Lead: 甲乙丙 [1]"


def test_a_source_is_named_once_for_what_stands_in_one_place() -> None:
    other = Statement(Part.SENTENCE, citation(3, ("三、附则",)), ())
    text = phrase_answer([SENTENCE, SENTENCE, other], "zh-Hans", Glossary.load())
    assert text.count("据《办法》二、任务") == 1
    assert text.count("据《办法》三、附则") == 1


def test_a_clause_without_a_path_is_named_by_its_document_alone() -> None:
    statement = Statement(Part.SENTENCE, citation(1, ()), ())
    assert phrase_answer([statement], "zh-Hans", Glossary.load()).split("\n")[0] == "据《办法》："


def test_braces_in_a_quote_or_title_are_only_text() -> None:
    statement = Statement(Part.SENTENCE, citation(1, ("{title}",), "{place}"), ())
    text = phrase_answer([statement], "en", Glossary.load())
    assert "“{place}” [1]" in text
    assert "{title}" in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh-Hans", "在这些文件中没有找到能回答这个问题的条文。条文中没有提到：“火星”。所列是最接近的条文"),
        ("zh-Hant", "在這些文件中沒有找到能回答這個問題的條文。條文中沒有提到：“火星”。所列是最接近的條文"),
        (
            "en",
            "No clause in these documents answers this question. The clauses do not mention: “火星”. The ",
        ),
    ],
)
def test_an_abstention_says_what_was_not_found(language: Language, text: str) -> None:
    assert phrase_abstention(language, ["火星"], True, False).startswith(text)


def test_an_abstention_without_tips_promises_none() -> None:
    assert phrase_abstention("zh-Hans", [], False, False) == "在这些文件中没有找到能回答这个问题的条文。"


def test_an_empty_library_says_just_that() -> None:
    assert phrase_abstention("en", ["x"], False, True) == "There are no documents to search yet."
    assert phrase_abstention("zh-Hant", [], False, True).startswith("文件庫")


@pytest.mark.parametrize(
    ("question", "frame"),
    [
        ("青蘅引导基金总规模多少", "据《以改革创新推动青蘅"),
        ("青蘅引導基金總規模多少", "據《以改革创新推动青蘅"),
        ("How large is the Qingheng guidance fund?", "According to “以改革创新推动青蘅"),
    ],
)
def test_an_answer_speaks_the_language_of_its_question(ask: Ask, question: str, frame: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith(frame)
    assert f"“{answer.citations[0].quote}” [1]" in answer.answer
    assert "总规模10亿元" in answer.citations[0].quote


def test_every_citation_is_referred_to_by_its_marker(ask: Ask) -> None:
    for question in ("谁负责青蘅的薪酬改革", "标准地控制指标包括哪些", "Who leads enforcement in Yanxi?"):
        answer = ask(question)
        markers = [int(found) for found in re.findall(r" \[(\d+)\]", answer.answer)]
        assert sorted(set(markers)) == [one.marker for one in answer.citations]
        assert [one.marker for one in answer.citations] == list(range(1, len(answer.citations) + 1))
