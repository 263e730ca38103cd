from __future__ import annotations

import pytest

from ingest import label_key
from tests.ingest.policies import parse, tree


def test_families_nest_in_the_order_of_their_first_use() -> None:
    parsed = parse(
        "一、总则\n（一）目标。做好。\n1．第一项。甲。\n（1）小项；\n①细目；\n②细目。\n2、第二项。乙。\n二、附则\n说明。"
    )
    assert tree(parsed) == [
        (1, "一、"), (2, "（一）"), (3, "1．"), (4, "（1）"), (5, "①"), (5, "②"), (3, "2、"), (1, "二、"),
    ]  # fmt: skip


def test_items_that_run_through_stay_below_their_own_part() -> None:
    parsed = parse("一、甲\n(一)子\n1.a。x\n2.b。x\n(二)丑\n3.c。x\n二、乙\n1.d。x\n2.e。x")
    by_label = [(clause.label, clause.path[0]) for clause in parsed.clauses if clause.label.endswith(".")]
    assert by_label == [
        ("1.", "一、甲"),
        ("2.", "一、甲"),
        ("3.", "一、甲"),
        ("1.", "二、乙"),
        ("2.", "二、乙"),
    ]
    assert parsed.report.gaps == ()


def test_a_family_may_stand_inside_one_that_usually_stands_further_in() -> None:
    parsed = parse("1.工作安排\n(一)部署。x\n(二)落实。x\n2.工作要求\n(一)纪律。x\n3.其他\n说明。")
    assert [level for level, _ in tree(parsed)] == [1, 2, 2, 1, 2, 1]


def test_chapters_articles_and_items_of_a_regulation() -> None:
    parsed = parse(
        "第一章　总则\n第一条　为了规范管理，制定本办法。\n第二条　下列情形适用本办法：\n（一）甲；\n（二）乙。\n"
        "第二款的文字仍属于第二条的（二）项之后。\n第二章　罚则\n第三条　违反的，责令改正。\n第三条之一　另行规定。"
    )
    assert tree(parsed) == [
        (1, "第一章"), (2, "第一条"), (2, "第二条"), (3, "（一）"), (3, "（二）"),
        (1, "第二章"), (2, "第三条"), (2, "第三条之一"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "第二条规定的条件由县里核定。",
        "第二条、第五条所列情形除外。",
        "第一条第二款另有规定的从其规定。",
        "第二条至第四条不适用。",
    ],
)
def test_a_line_that_refers_to_another_article_opens_no_clause(line: str) -> None:
    parsed = parse(f"第一条 甲。\n第二条 乙。\n{line}\n第三条 丙。")
    assert [label for _, label in tree(parsed)] == ["第一条", "第二条", "第三条"]


def test_a_reference_broken_over_two_lines_opens_no_clause() -> None:
    parsed = parse("第一条 甲。\n第二条 乙，依照本办法\n第十二条的要求办理。\n第三条 丙。")
    assert [label for _, label in tree(parsed)] == ["第一条", "第二条", "第三条"]


def test_numerals_of_every_kind_count_on() -> None:
    labels = [
        "第一百零九条",
        "第一百一十条",
        "第１１１条",
        "第一一二条",
        "第 一百一十三 条",
        "第一百一十三条之二",
    ]
    parsed = parse("\n".join(f"{label} 内容。" for label in ["第一百零八条", *labels]))
    assert [label for _, label in tree(parsed)][1:] == labels
    assert len(parsed.report.gaps) == 1  # the series begins at 108
    assert label_key("第１１１条") == label_key("第一百一十一条") == label_key("第 一百一十一 条")


def test_enumeration_inside_a_paragraph_becomes_clauses() -> None:
    parsed = parse(
        "一、改革。分三步走。一是放权。下放审批权；二是减人。精简机构；三是提效。压缩时限。\n二、保障\n一是一句空话。"
    )
    assert tree(parsed) == [(1, "一、"), (2, "一是"), (2, "二是"), (2, "三是"), (1, "二、")]
    assert parsed.clauses[1].path == ("一、改革", "一是放权")


def test_layout_that_lost_its_line_breaks_is_still_split() -> None:
    parsed = parse(
        "各单位:为做好工作,通知如下。一、提高认识。要重视。二、落实责任。(一)县局负责。抓总。(二)乡镇配合。抓实。"
    )
    assert tree(parsed) == [(1, "一、"), (1, "二、"), (2, "(一)"), (2, "(二)")]


@pytest.mark.parametrize(
    "text",
    ["第一产业增长。", "一、二、三产业协调发展。", "1.5亿元用于建设。", "2023年完成。", "(2023年修订)"],
)
def test_numbers_that_are_no_labels_open_no_clause(text: str) -> None:
    assert tree(parse(f"关于工作的意见\n为了工作，提出意见。\n{text}\n完。")) == []


def test_a_heading_may_share_the_line_with_its_text() -> None:
    parsed = parse(
        "一、总体要求\n(一)规范权限。能放尽放。\n(二)企业在依法获得用地、作出承诺、完成备案并经过公示之后,方可开工建设厂房。\n(三)优化平台,做强产业,\n1.甲事。乙。"
    )
    assert [clause.heading for clause in parsed.clauses] == [
        "总体要求",
        "规范权限",
        "",
        "优化平台,做强产业",
        "甲事",
    ]


def test_a_paragraph_between_headings_belongs_to_the_clause_before() -> None:
    parsed = parse("一、甲\n第一段。\n第二段。\n二、乙\n第三段。")
    first = parsed.clauses[0]
    assert parsed.document.text[first.start : first.own_end] == "一、甲\n第一段。\n第二段。"


def test_a_clause_holds_its_sub_clauses_and_its_own_words_end_before_them() -> None:
    parsed = parse("一、甲\n引言。\n(一)子。内容一。\n(二)丑。内容二。\n二、乙\n尾。")
    first, child = parsed.clauses[0], parsed.clauses[1]
    text = parsed.document.text
    assert text[first.start : first.own_end] == "一、甲\n引言。"
    assert text[first.start : first.end] == "一、甲\n引言。\n(一)子。内容一。\n(二)丑。内容二。"
    assert child.parent_id == first.id


def test_gaps_in_the_numbering_are_reported_and_nothing_is_lost() -> None:
    parsed = parse("一、甲\n内容。\n二、乙\n内容。\n四、丁\n内容。")
    assert [label for _, label in tree(parsed)] == ["一、", "二、", "四、"]
    assert len(parsed.report.gaps) == 1
    assert "四、" in parsed.report.gaps[0]


def test_traditional_script_and_full_width_digits_are_understood() -> None:
    parsed = parse("第１條　為規範管理。\n第２條　責任單位應當落實。")
    assert tree(parsed) == [(1, "第１條"), (1, "第２條")]


def test_markdown_headings_are_levels_and_the_only_top_heading_is_the_title() -> None:
    parsed = parse(
        "# 甲市补助办法\n\n## 总则\n\n第一条 为了补助。\n\n## 申请\n\n写清楚。\n\n### 材料\n\n复印件。",
        "a.md",
    )
    assert parsed.document.title == "甲市补助办法"
    assert [(clause.level, clause.path[-1]) for clause in parsed.clauses] == [
        (1, "总则"), (2, "第一条"), (1, "申请"), (2, "材料"),
    ]  # fmt: skip


def test_decimal_numbering_nests_by_its_points() -> None:
    parsed = parse(
        "1 总则\n1.1 目的\n为了工作。\n1.2 范围\n1.2.1 县级。全县。\n2 附则\n2.1 解释\n由县里解释。"
    )
    assert tree(parsed) == [(1, "1"), (2, "1.1"), (2, "1.2"), (3, "1.2.1"), (1, "2"), (2, "2.1")]


def test_a_table_of_contents_is_not_parsed_as_clauses() -> None:
    contents = "目 录\n一、总则........1\n二、分则........3\n三、附则........9\n"
    parsed = parse(f"{contents}一、总则\n甲。\n二、分则\n乙。\n三、附则\n丙。")
    assert [label for _, label in tree(parsed)] == ["一、", "二、", "三、"]
    assert {span.reason for span in parsed.report.set_aside} == {"table of contents"}


def test_attachments_of_a_notice_are_no_clauses() -> None:
    parsed = parse(
        "关于工作的通知\n现将方案印发。\n附件:1.工作方案\n2.任务清单\n一、总体要求\n做好。\n二、任务\n落实。"
    )
    assert tree(parsed) == [(1, "一、"), (1, "二、")]


def test_a_heading_may_begin_with_a_year() -> None:
    parsed = parse(
        "一、工作\n（一）做了。x\n二、2026年打算\n（一）修路。x\n1.2026年底前修完。x\n2.2027年通车。x"
    )
    assert tree(parsed) == [(1, "一、"), (2, "（一）"), (1, "二、"), (2, "（一）"), (3, "1."), (3, "2.")]


def test_a_decimal_or_a_list_of_numbers_is_no_label() -> None:
    parsed = parse("一、甲\n长度\n1.5公里的路。\n2、3号楼已经拆除。")
    assert tree(parsed) == [(1, "一、")]
