from __future__ import annotations

import pytest

from app.understanding.expected import expected_form
from app.understanding.question import understand


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("补助多少钱", "给予一次性补助200万元", "任期不少于3年"),
        ("负债率不超过多少百分之几", "资产负债率不得超过65%", "每季度报送1次"),
        ("收入是平均水平的几倍", "按平均水平的0.8至1.6倍掌握", "聘期三年"),
        ("提前几天备案", "提前3个工作日备案", "不少于3家"),
        ("整改几个月", "应当在六个月内整改", "罚款六万元"),
        ("任期几年", "聘期三年", "派2名人员"),
        ("年龄不超过多少岁", "一般不超过35周岁", "不超过35名"),
        ("规划多少亩", "规划1500亩配套产业园", "1500万元"),
        ("派几名执法人员", "各派2名执法人员", "2亿元"),
        ("要培育多少家企业", "达到120家", "达到120亿元"),
        ("一年检查几次", "每年不超过2次", "罚款2万元"),
        ("How much money is the grant?", "给予一次性补助200万元", "任期不少于3年"),
        ("What share goes to the park?", "比例不低于70%", "每季度报送1次"),
        ("How many days before?", "提前3个工作日备案", "不少于3家"),
        ("How old may a recruit be?", "一般不超过35周岁", "不超过35名"),
        ("How many companies are there?", "达到120家", "达到120亿元"),
    ],
)
def test_a_figure_fits_only_with_the_measure_that_is_asked_for(question: str, right: str, wrong: str) -> None:
    form = expected_form(understand(question))
    assert form.measure is not None
    assert form.fit(right) == 1.0
    assert form.fit(wrong) == 0.0


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("指标有多少", "辟出三个家园", "坚持简政放权"),
        ("什么时候完成", "2024年6月底前完成", "坚持简政放权"),
        ("When is it done?", "自公布之日起施行", "坚持简政放权"),
        ("谁来执法", "由县城管局牵头组成联合执法队伍", "坚持简政放权"),
    ],
)
def test_a_sentence_fits_by_what_the_kind_needs(question: str, right: str, wrong: str) -> None:
    form = expected_form(understand(question))
    assert form.fit(right) == 1.0
    assert form.fit(wrong) == 0.0


def test_a_unit_without_a_deed_fits_by_half() -> None:
    assert expected_form(understand("谁来执法")).fit("县城管局") == 0.5


def test_a_decision_is_worth_more_than_a_plain_statement() -> None:
    form = expected_form(understand("可以转让吗"))
    assert form.fit("受让人不得转让土地使用权") > form.fit("坚持简政放权") > 0


def test_any_sentence_will_do_where_the_form_is_open() -> None:
    form = expected_form(understand("薪酬改革"))
    assert form.fit("坚持简政放权") == form.fit("2024年6月底前完成") == 0.5


@pytest.mark.parametrize("question", ["办法什么时候施行", "When does the plan take effect?", "意见管到哪天"])
def test_from_when_a_document_holds_is_no_other_date(question: str) -> None:
    form = expected_form(understand(question))
    assert form.fit("本办法自2023年8月1日起施行") == 1.0
    assert 0.0 < form.fit("2024年6月底前完成") < 0.5
    assert form.fit("牵头组织本办法的落实") == 0.0


@pytest.mark.parametrize(
    "question", ["什么叫标准地", "「差額安排」指什麼", "What is meant by standard land?"]
)
def test_a_meaning_is_given_by_a_definition(question: str) -> None:
    form = expected_form(understand(question))
    assert form.fit("本办法所称“标准地”,是指带着指标出让的土地") > form.fit("“标准地”出让前,应当完成下列工作")


def test_a_list_names_several_things_or_announces_them() -> None:
    form = expected_form(understand("要做哪些评估"))
    assert form.fit("完成防洪、节能、水土保持评估") == form.fit("申报单位应当符合下列条件:") == 1.0
    assert form.fit("评估成果五年内有效") < 0.5


def test_the_opening_of_a_document_is_wanted_only_where_it_is_asked_for() -> None:
    opening = "为了规范资金使用,制定本办法"
    assert expected_form(understand("资金由谁拨付")).opens(opening) == -1.0
    assert expected_form(understand("办法的制定依据是什么")).opens(opening) == 1.0
    assert expected_form(understand("资金由谁拨付")).opens("资金由县财政局拨付") == 0.0


def test_a_doer_is_named_only_where_somebody_does_something() -> None:
    form = expected_form(understand("谁来执法"))
    assert form.names_doer("执法部门各派2名人员,组成联合执法队伍,负责高新区执法")
    assert form.names_doer("由县城管局牵头执法")
    assert not form.names_doer("探索组建综合执法局,实现一支队伍管执法")
    assert not expected_form(understand("怎么执法")).names_doer("由县城管局牵头执法")
