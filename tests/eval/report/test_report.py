from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from eval.metrics import MEASURES, Rate
from eval.report import console_tables, draw_curves, slices_of, to_markdown, write_report
from tests.eval.examples import answerable, unanswerable
from tests.eval.reports import report_of


def test_slices_name_what_a_question_is() -> None:
    question = answerable(history=("薪酬怎么定",))
    assert slices_of(question)[:3] == ["all", "language=zh-Hans", "kind=who"]
    assert "conversation=follow-up" in slices_of(question)
    assert "unanswerable=near_miss" in slices_of(unanswerable())


def test_figures_are_given_for_every_slice() -> None:
    slices = report_of().ours.slices
    assert next(iter(slices)) == "all"
    assert slices["all"].cited_first == Rate(2, 3)
    assert slices["language=en"].cited_first == Rate(0, 1)
    assert slices["language=zh-Hans"].false_answers == Rate(1, 1)
    assert slices["unanswerable=near_miss"].coverage == Rate(1, 1)


def test_counts_by_split_cover_the_whole_file() -> None:
    report = report_of()
    assert sum(report.counts.values()) == report.conditions.questions


def test_the_markdown_shows_figures_intervals_and_failures() -> None:
    text = to_markdown(report_of(), "curve.svg")
    assert "| Tiaowen | 0.667 |" in text
    assert "0.667 [0.208, 0.939]" in text
    assert "![Risk by coverage](curve.svg)" in text
    assert "| q-0003 | wrong clause first, incomplete, facts missing |" in text
    assert "| q-0009 | false answer (near_miss) |" in text
    assert "| q-0001 |" not in text


def test_the_tables_of_the_terminal_show_ours_by_language() -> None:
    answers, rankings = console_tables(report_of())
    assert answers.row_count == 1 + 2  # ours, and its two languages
    assert [str(column.header) for column in rankings.columns] == ["rankings", *MEASURES]


def test_the_files_are_written_and_can_be_read(tmp_path: Path) -> None:
    markdown, data, picture = write_report(report_of(), tmp_path / "report")
    assert markdown.name == "tiny-test.md"
    stored = json.loads(data.read_text(encoding="utf-8"))
    assert stored["answers"]["Tiaowen"]["all"]["cited_first"]["value"] == pytest.approx(2 / 3)
    assert stored["rankings"]["fused search"]["all"]["Success@1"] == 1.0
    assert [one["id"] for one in stored["questions"]] == ["q-0001", "q-0002", "q-0003", "q-0009"]
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_the_picture_marks_where_ours_stands() -> None:
    root = ElementTree.fromstring(draw_curves(report_of()))
    space = {"svg": "http://www.w3.org/2000/svg"}
    (line,) = root.findall("svg:polyline", space)
    (ring,) = root.findall("svg:circle", space)
    last = line.attrib["points"].split()[-1].split(",")
    # All four questions are answered, two of them wrongly: the ring is the end of the line, at half height.
    assert (ring.attrib["cx"], ring.attrib["cy"]) == (last[0], last[1])
