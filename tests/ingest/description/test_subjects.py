from __future__ import annotations

import pytest

from ingest import prints_title, subject_of

OPENING = """各市、县人民政府，省政府各部门：
  为贯彻落实《关于促进数据发展的决定》（云办发〔2023〕3号）精神，加快推动智慧农场建设，培育新的增长点，制定本行动计划。
一、总体要求
以新发展理念为指导。
"""


def test_a_printed_title_is_the_subject() -> None:
    assert subject_of("霜河县执法办法", "执法.txt", OPENING) == "霜河县执法办法"


def test_without_a_title_the_beginning_says_what_a_document_is_about() -> None:
    assert subject_of("plan-7", "county/plan-7.txt", OPENING) == "智慧农场建设 培育新的增长点 行动计划"


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n现就智慧农场建设提出如下意见。\n（一）智慧农场建设试点",
        "智慧农场建设\n根据《农场条例》，智慧农场建设由县政府部署。",
    ],
)
def test_what_all_documents_say_is_left_out(text: str) -> None:
    subject = subject_of("a", "a.txt", text)
    assert "智慧农场建设" in subject
    assert "总体要求" not in subject
    assert "条例" not in subject
    assert "根据" not in subject


def test_a_subject_is_as_long_as_a_long_title() -> None:
    assert len(subject_of("a", "a.txt", "智慧农场" * 200)) == 40


@pytest.mark.parametrize("text", ["", "。。。", "一、总体要求\n", "为贯彻落实党的二十大精神。"])
def test_a_text_that_says_nothing_leaves_the_name_of_the_file(text: str) -> None:
    assert subject_of("a", "a.txt", text) == "a"


@pytest.mark.parametrize(
    ("title", "source_name", "is_printed"),
    [
        ("霜河县执法办法", "执法.txt", True),
        ("霜河县执法办法", "county/霜河县执法办法.txt", True),  # the file is called as its document is
        ("霜河县招商办法", "霜河县招商办法.txt", False),
        ("第一条", "第一条.txt", False),
        ("2024", "2024.txt", False),
    ],
)
def test_the_name_of_a_file_is_a_title_only_where_the_text_begins_with_it(
    title: str, source_name: str, is_printed: bool
) -> None:
    text = "霜河县\n执法办法\n（2024年）\n第一条 执法应当文明。"
    assert prints_title(title, source_name, text) is is_printed


def test_a_printed_title_that_names_the_file_too_is_the_subject() -> None:
    text = "霜河县执法办法\n第一条 为加强智慧农场建设，制定本办法。"
    assert subject_of("霜河县执法办法", "霜河县执法办法.txt", text) == "霜河县执法办法"
