from __future__ import annotations

from pathlib import Path

from app.registers import build_target_register
from index import Snapshot
from tests.app.registers.bureaus import open_texts


def test_targets_have_indicator_value_measure_and_deadline(bureaus: Snapshot) -> None:
    rows = build_target_register(bureaus)
    assert [(row.indicator, row.comparison.value, row.value, row.measure, row.deadline) for row in rows] == [
        ("下放事项", "at_least", "50", "项", None),
        ("新增规模以上企业", "exactly", "12", "家", "年底前"),
        ("引進人才", "at_least", "30", "名", "每年"),
        ("-首期引进项目", "at_least", "3", "个", None),
    ]


def test_the_quote_is_the_sentence_with_the_figure(bureaus: Snapshot) -> None:
    row = build_target_register(bureaus)[1]
    assert row.quote.quote == "年底前新增规模以上企业12家。"
    text = bureaus.document(row.quote.document_id).text
    assert text[row.value_start : row.value_end] == "12家"


def test_every_target_of_the_samples_stands_in_its_quote(sample_snapshot: Snapshot) -> None:
    rows = build_target_register(sample_snapshot)
    assert len(rows) > 100
    for row in rows:
        text = sample_snapshot.document(row.quote.document_id).text
        assert text[row.quote.start : row.quote.end] == row.quote.quote
        assert row.quote.start <= row.value_start < row.value_end <= row.quote.end
        assert text[row.value_start : row.value_end].startswith(row.value)


def test_a_measure_for_one_of_something_says_so(sample_snapshot: Snapshot) -> None:
    assert ("投资强度", "350", "万元/亩") in [
        (row.indicator, row.value, row.measure) for row in build_target_register(sample_snapshot)
    ]


def test_only_the_documents_that_are_asked_for_are_read(bureaus: Snapshot) -> None:
    document = next(one for one in bureaus.documents() if one.source_name == "shuanghe.txt")
    rows = build_target_register(bureaus, [document.id])
    assert {row.quote.document_id for row in rows} == {document.id}
    assert build_target_register(bureaus, []) == ()


def test_a_line_end_of_the_page_does_not_cut_an_indicator_or_a_number(tmp_path: Path) -> None:
    filler = "加快推进全市各类园区的绿色化和循环化改造，"
    words = f"{filler}园区工业用水重复利用率达到92%以上，{filler}新增绿色工厂12家，{filler * 8}"
    lines = [words[place : place + 31] for place in range(0, len(words), 31)]
    assert not any("用水重复利用率" in line or "新增绿色工厂12家" in line for line in lines)
    text = "一、总体目标\n" + "\n".join(lines) + "\n"
    rows = build_target_register(open_texts(tmp_path, {"wrapped.txt": text}))
    assert [(row.indicator, row.value) for row in rows] == [
        ("园区工业用水重复利用率", "92"),
        ("新增绿色工厂", "12"),
    ]


def test_a_report_and_a_part_that_tells_what_was_reached_set_nothing(tmp_path: Path) -> None:
    goal = "新增企业5家。\n"
    texts = {
        "report.txt": f"青岚市发展报告\n\n一、总体目标\n{goal}",
        "plan.txt": f"青岚市工作方案\n\n一、取得显著成效\n{goal}二、总体目标\n{goal}",
    }
    rows = build_target_register(open_texts(tmp_path, texts))
    assert [row.quote.clause_path for row in rows] == [("二、总体目标",)]
