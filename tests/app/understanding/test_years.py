from __future__ import annotations

import pytest

from app.understanding import expected_form, speaks_of_other_years, understand


@pytest.mark.parametrize(
    ("question", "quotes", "surroundings", "speaks"),
    [
        ("2030年的营收目标是多少", "力争到2025年营收达到10亿元", "改革方案", True),
        ("2030年的营收目标是多少", "到2030年营收达到10亿元,2025年达到5亿元", "改革方案", False),
        ("2024年工作要点里的目标", "到2025年营收达到10亿元", "2024年工作要点", False),  # the title's year
        ("营收目标是多少", "到2025年营收达到10亿元", "改革方案", False),
        ("2030年的营收目标是多少", "营收达到10亿元", "改革方案", False),
    ],
)
def test_a_quote_of_another_year_is_told(question: str, quotes: str, surroundings: str, speaks: bool) -> None:
    assert speaks_of_other_years(question, quotes, surroundings) is speaks


def test_the_date_below_a_document_answers_only_when_it_was_issued() -> None:
    asked = expected_form(understand("示范区哪一年建成？"))
    assert asked.lacks("2018年11月23日")
    assert not expected_form(understand("通知是哪天印发的？")).lacks("2018年11月23日")


def test_years_and_the_numbers_of_documents_are_no_figures() -> None:
    form = expected_form(understand("要建多少个示范点？"))
    assert form.fit("根据《规划(2014-2020年)》(云办发〔2023〕3号)制定") < form.fit("建设示范点12个")
    figures = expected_form(understand("目标值定了多少？"))
    assert figures.fit("根据《规划(2014-2020年)》制定") == 0.0
    assert figures.fit("达到12%") == 1.0


@pytest.mark.parametrize(
    ("answer", "lacks"),
    [
        ("统一五项标准,形成各功能模块,实现数据互通,提升和改进服务", True),
        ("统一人员、材料、设备、环境和工法五项标准", False),
        ("一是人员;二是材料;三是设备;四是环境;五是工法", False),
    ],
)
def test_as_many_things_as_are_asked_stand_in_one_enumeration(answer: str, lacks: bool) -> None:
    assert expected_form(understand("统一的是哪五项标准？")).lacks(answer) is lacks
