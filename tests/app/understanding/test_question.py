from __future__ import annotations

import pytest

from app.understanding.question import Kind, detect_language, understand


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("谁来执法", "zh-Hans"),
        ("誰來執法", "zh-Hant"),
        ("高新區的薪酬怎麼定", "zh-Hant"),
        ("who handles enforcement", "en"),
        ("Who handles enforcement in 青蘅 zone", "en"),
        ("De'an 谁来执法", "zh-Hans"),
        ("2023", "zh-Hans"),
        ("ＷＨＯ", "zh-Hans"),  # full-width letters are no Latin words before they are folded
    ],
)
def test_the_language_and_script_are_those_of_most_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("谁来执法", Kind.WHO),
        ("誰來執法？", Kind.WHO),
        ("由哪个部门牵头", Kind.WHO),
        ("这件事归口哪里", Kind.WHO),
        ("who handles enforcement?", Kind.WHO),
        ("Which county department leads the work?", Kind.WHO),
        ("什么时候完成", Kind.WHEN),
        ("多久评估一次", Kind.WHEN),
        ("When does it take effect?", Kind.WHEN),
        ("How long is the trial period?", Kind.WHEN),
        ("补助多少钱", Kind.HOW_MANY),
        ("資產負債率上限", Kind.HOW_MANY),
        ("要培育几家企业", Kind.HOW_MANY),
        ("How much is the fund?", Kind.HOW_MANY),
        ("What percentage must go to the park?", Kind.HOW_MANY),
        ("管委会主任可以兼职取酬吗", Kind.YES_NO),
        ("能不能转让", Kind.YES_NO),
        ("這算不算兼職", Kind.YES_NO),
        ("可以转让么？", Kind.YES_NO),
        ("May a company transfer the land?", Kind.YES_NO),
        ("控制指标包括哪些", Kind.LIST),
        ("What are the conditions?", Kind.LIST),
        ("怎么申请", Kind.HOW),
        ("How are pay levels set?", Kind.HOW),
        ("青蘅和砚溪的薪酬有什么不同", Kind.COMPARE),
        ("How do Qingheng and Yanxi differ on pay?", Kind.COMPARE),
        ("青蘅和砚溪的薪酬上限哪个高", Kind.COMPARE),
        ("收入倍数各是多少（青蘅、砚溪）", Kind.COMPARE),
        ("什么是标准地", Kind.WHAT),
        ("What is standard land?", Kind.WHAT),
        ("薪酬", Kind.WHAT),
    ],
)
def test_the_kind_follows_from_the_words_of_the_question(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


@pytest.mark.parametrize("text", ["转让的条件是什么", "第九条之一说了什么？", "到底怎么", "有那么多什么"])
def test_a_question_that_ends_in_what_or_how_is_no_yes_or_no_question(text: str) -> None:
    assert Kind.YES_NO not in understand(text).kinds


@pytest.mark.parametrize("text", ["哪几家企业可以申请", "有哪几项措施"])
def test_which_ones_is_a_list_and_not_a_count(text: str) -> None:
    kinds = understand(text).kinds
    assert Kind.LIST in kinds
    assert Kind.HOW_MANY not in kinds


def test_a_question_of_two_parts_has_both_kinds() -> None:
    assert understand("由谁负责，什么时候完成？").kinds[:2] == (Kind.WHO, Kind.WHEN)


@pytest.mark.parametrize(
    ("text", "accountable"),
    [
        ("谁来执法", False),
        ("谁负责执法", True),
        ("执法由谁牵头", True),
        ("who does the checks", False),
        ("Who is responsible for the checks?", True),
        ("Which bureau leads the checks?", True),
        ("责任怎么分", False),
    ],
)
def test_who_does_it_is_told_from_who_answers_for_it(text: str, accountable: bool) -> None:
    question = understand(text)
    assert question.accountable == accountable


def test_figures_are_read_in_any_width() -> None:
    question = understand("２０２４年要比2023年增长 8.5%，到第３０号")
    assert question.numbers == ("2024", "2023", "8.5%", "30")


def test_folding_makes_simplified_half_width_lower_case_and_leaves_the_text() -> None:
    question = understand("  ＡＢＣ 由誰\n負責 ")
    assert question.folded == "abc 由谁 负责"
    assert question.text == "  ＡＢＣ 由誰\n負責 "
