from __future__ import annotations

from app.registers import build_target_register
from index import Snapshot


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
