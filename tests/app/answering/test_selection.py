from __future__ import annotations

import pytest

from app.answering.selection import rank_candidates
from index import Snapshot
from tests.app.answering.ranked import candidate
from tests.app.asking import Ask

POINTS = "yunlan-work-points-2024.txt"
PLAN = "qingheng-hightech-zone-plan.txt"
OPINIONS = "yanxi-economic-zone-opinions.txt"


def test_the_list_comes_first_where_the_question_asks_who_is_accountable(ask: Ask) -> None:
    answer = ask("青蘅高新区理顺涉企执法的责任单位是哪些")
    first = answer.citations[0]
    assert first.source_name == PLAN
    assert first.quote.startswith("〔责任单位：县综合行政执法局")
    assert first.quote.endswith("高新区管委会〕")
    assert first.responsible_units == (
        "县综合行政执法局", "县生态环境局", "县应急管理局", "县司法局", "高新区管委会"
    )  # fmt: skip


def test_the_sentence_comes_first_where_it_says_who_does_it(ask: Ask) -> None:
    answer = ask("青蘅高新区由谁统一办理园区内城市管理的检查和处罚")
    first, second = answer.citations[:2]
    assert "综合行政执法中队" in first.quote
    assert second.quote.startswith("〔责任单位：")


def test_the_lead_unit_is_told_from_the_responsible_units(ask: Ask) -> None:
    answer = ask("砚溪县完善薪酬分配由谁牵头")
    listed = next(citation for citation in answer.citations if citation.quote.startswith("（牵头单位"))
    assert listed.lead_units == ("县人社局",)
    assert listed.responsible_units == ("县财政局", "县审计局", "开发区管委会")


@pytest.mark.parametrize(
    ("question", "lead", "responsible", "foreign"),
    [
        ("採購省內首台套裝備的補助由哪些單位負責", (), ("省財政廳", "省工業和信息化廳"), "省國資委"),
        (
            "鼓勵鏈主企業開放訂單由哪些單位負責",
            (),
            ("省工業和信息化廳", "省國資委"),
            "省財政廳",
        ),
        ("項目開工率低於60%的開發區暫停申報由誰負責", (), ("省發展改革委",), "省政府督查室"),
    ],
)
def test_several_lists_of_one_clause_are_kept_apart(
    ask: Ask, question: str, lead: tuple[str, ...], responsible: tuple[str, ...], foreign: str
) -> None:
    first = ask(question).citations[0]
    assert first.source_name == POINTS
    assert (first.lead_units, first.responsible_units) == (lead, responsible)
    assert foreign not in first.quote


@pytest.mark.parametrize(
    ("question", "items"),
    [
        (
            "受让人有哪些情形不得转让标准地的土地使用权",
            ("未完成开发投资总额２５%的；", "未通过竣工验收的；", "有欠缴土地出让价款或者违约金的。"),
        ),
        (
            "市科学技术局对科创资金的职责有哪些",
            ("编制年度资金使用计划和申报指南；", "受理申报并组织专家评审；", "开展项目跟踪和验收。"),
        ),
    ],
)
def test_a_list_is_given_whole_with_the_words_that_announce_it(
    ask: Ask, question: str, items: tuple[str, ...]
) -> None:
    quotes = [citation.quote for citation in ask(question, top_k=12).citations]
    assert quotes[0].endswith("：")
    assert [next(item for item in items if item in quote) for quote in quotes[1:4]] == list(items)


def test_a_comparison_quotes_each_place(ask: Ask) -> None:
    answer = ask("青蘅和砚溪的薪酬水平有什么不同")
    by_source = {citation.source_name: citation.quote for citation in answer.citations}
    assert set(by_source) == {PLAN, OPINIONS}
    assert "倍" in by_source[PLAN]
    assert "倍" in by_source[OPINIONS]


@pytest.mark.parametrize("place", ["青蘅", "砚溪"])
def test_a_question_about_one_place_is_not_answered_from_another(ask: Ask, place: str) -> None:
    own = {"青蘅": PLAN, "砚溪": OPINIONS}[place]
    answer = ask(f"{place}的党工委书记由谁兼任")
    assert {citation.source_name for citation in answer.citations} == {own}


@pytest.mark.parametrize(("place", "source"), [("Qingheng", PLAN), ("Yanxi", OPINIONS), ("Yunlan", POINTS)])
def test_a_place_in_latin_letters_is_kept_to(ask: Ask, place: str, source: str) -> None:
    answer = ask(f"How is the pay system reformed in {place}?")
    assert answer.citations[0].source_name == source


def test_a_title_that_the_question_prints_is_kept_to(ask: Ask) -> None:
    answer = ask("霁川市科技创新发展资金管理办法第八条给高新技术企业多少奖励")
    assert {citation.source_name for citation in answer.citations} == {"jichuan-tech-fund-measures.md"}
    assert "20万元" in answer.citations[0].quote


def test_a_named_clause_is_quoted_with_its_items(ask: Ask) -> None:
    answer = ask("霁川市标准地办法第六条")
    assert answer.citations[0].clause_path[-1].startswith("第六条")
    assert [citation.clause_path[-1][:3] for citation in answer.citations[1:4]] == [
        "（一）",
        "（二）",
        "（三）",
    ]


def test_a_quote_is_a_sentence_and_not_a_page(ask: Ask) -> None:
    questions = (
        "青蘅引导基金总规模多少",
        "标准地出让公告期不少于多少天",
        "管委会公职人员可以在集团兼职取酬吗",
        "望屿海上综合试验场由谁建设和运营",
        "砚溪县弹性出让年限一般为多少年",
    )
    lengths = sorted(len(ask(question).citations[0].quote) for question in questions)
    assert lengths[len(lengths) // 2] < 120
    assert lengths[-1] <= 160


def test_no_span_is_cited_twice(ask: Ask) -> None:
    for question in ("谁负责薪酬", "标准地控制指标包括哪些", "青蘅和砚溪的薪酬有什么不同"):
        spans = [(one.document_id, one.start, one.end) for one in ask(question, top_k=50).citations]
        assert len(spans) == len(set(spans))


def test_ties_are_broken_by_chunk_and_place(sample_snapshot: Snapshot) -> None:
    later, earlier = candidate("b", 5), candidate("b", 0)
    other = candidate("a", 9)
    ranked = rank_candidates([later, other, earlier], [1.0, 1.0, 1.0])
    assert [one for _, one in ranked] == [other, earlier, later]
    assert rank_candidates([later, other], [2.0, 1.0])[0] == (2.0, later)


def test_two_places_in_one_question_are_both_answered(ask: Ask) -> None:
    quoted = {citation.source_name for citation in ask("青蘅和砚溪的收入倍数是多少").citations}
    assert {PLAN, OPINIONS} <= quoted
