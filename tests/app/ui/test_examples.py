from pathlib import Path

import app
from app.ui.examples import MAX_EXAMPLES, heading_questions, sample_questions

SAMPLES = {file.name for file in (Path(app.__file__).parent / "samples").iterdir()}


def test_the_bundled_samples_have_questions_of_their_own_in_both_languages() -> None:
    chinese, english = sample_questions(SAMPLES, "zh"), sample_questions(SAMPLES, "en")
    assert len(chinese) == len(english) == MAX_EXAMPLES
    assert all(question.isascii() for question in english)
    assert sample_questions({"someone-elses.txt"}, "zh") == []


def test_a_heading_makes_a_question_only_if_it_names_a_topic_of_its_own() -> None:
    headings = [
        "总体要求",
        "",
        "一是",
        "规范管理权限。",
        "负责2024年招商工作，完成任务",
        "创新薪酬制度",
        "扩大开放合作",
    ]
    assert heading_questions([headings], "zh") == [
        "关于“规范管理权限”有哪些规定？",
        "“创新薪酬制度”由哪些单位负责？",
    ]


def test_no_more_examples_than_a_page_can_hold_come_from_many_documents() -> None:
    assert len(heading_questions([["规范管理权限", "创新薪酬制度"]] * 10, "en")) == MAX_EXAMPLES
