from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eval.command import main
from index import Library
from index.encoders import load_encoder
from ingest import parse_bytes

PLAN = """青岚县高新区改革方案

一、组建执法队伍。由县城管局牵头组成联合执法队伍，负责高新区执法。

二、改革薪酬制度。薪酬总额由县财政局核定，每年不超过上年的1.2倍。

三、优化服务。县行政审批局设立服务窗口，三个工作日内办结。
"""


def question(number: int, text: str, label: str, fact: str) -> str:
    row = {
        "id": f"tiny-{number}",
        "question": text,
        "language": "zh-Hans",
        "kind": "who",
        "history": [],
        "answerable": True,
        "evidence": [[{"source": "plan.txt", "path": [label]}]],
        "facts": [[fact]],
        "unanswerable_kind": None,
        "topic": "",
    }
    return json.dumps(row, ensure_ascii=False)


QUESTIONS = [
    question(1, "联合执法队伍由谁牵头", "一、", "县城管局"),
    question(2, "薪酬总额由谁核定", "二、", "县财政局"),
    question(3, "谁设立服务窗口", "三、", "县行政审批局"),
]


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with one document and three questions over it."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "tiny.jsonl").write_text("\n".join(QUESTIONS), encoding="utf-8")
    return tmp_path


def measure(workplace: Path, *options: str) -> Result:
    given = ["--questions", str(workplace / "tiny.jsonl"), "--policies", str(workplace / "policies")]
    return CliRunner().invoke(main, [*given, "--split", "all", *options], catch_exceptions=False)


def test_a_run_prints_the_systems_and_writes_the_report(workplace: Path) -> None:
    result = measure(workplace, "--report", str(workplace / "report"))
    assert result.exit_code == 0
    for system in ("Tiaowen", "common recipe", "bigram BM25", "dense leg alone", "lexical leg alone"):
        assert system in result.output
    stored = json.loads((workplace / "report" / "tiny-all.json").read_text(encoding="utf-8"))
    assert stored["conditions"]["questions"] == 3
    assert stored["answers"]["Tiaowen"]["all"]["verbatim"]["value"] == 1.0


def test_a_run_below_its_baseline_exits_1_and_names_the_figure(workplace: Path) -> None:
    path = workplace / "tiny.json"
    path.write_text("{}", encoding="utf-8")
    measured = measure(workplace, "--baseline", str(path), "--update-baseline")
    assert measured.exit_code == 0
    assert measure(workplace, "--baseline", str(path)).exit_code == 0
    stored = json.loads(path.read_text(encoding="utf-8"))
    stored["values"]["answers all cited_first"] = 1.5
    path.write_text(json.dumps(stored), encoding="utf-8")
    missed = measure(workplace, "--baseline", str(path))
    assert missed.exit_code == 1
    assert "below the baseline: answers all cited_first" in missed.output


def test_distraction_is_part_of_what_is_measured(workplace: Path) -> None:
    (workplace / "more").mkdir()
    (workplace / "more" / "other.txt").write_text("霜河市办法\n\n一、企业应当按期开工。\n", encoding="utf-8")
    assert (
        "3 questions over 2 documents" in measure(workplace, "--distraction", str(workplace / "more")).output
    )


def test_a_question_over_a_clause_that_is_not_there_exits_2(workplace: Path) -> None:
    (workplace / "tiny.jsonl").write_text(question(1, "谁", "九、", "县"), encoding="utf-8")
    result = measure(workplace)
    assert result.exit_code == 2
    assert "question tiny-1: plan.txt 九、: the document has no such clause" in result.output


def test_a_document_that_cannot_be_taken_exits_2(workplace: Path) -> None:
    (workplace / "policies" / "empty.txt").write_bytes(b"")
    result = measure(workplace)
    assert result.exit_code == 2
    assert "empty.txt cannot be taken" in result.output


@pytest.mark.parametrize("options", [["--split", "train"], ["--questions", "nowhere.jsonl"], ["--what"]])
def test_wrong_usage_exits_2(options: list[str]) -> None:
    assert CliRunner().invoke(main, options).exit_code == 2


def test_an_existing_library_is_measured_as_it_is(workplace: Path) -> None:
    folder = workplace / "library"
    with Library.open(folder, load_encoder()) as library:
        library.add([parse_bytes(PLAN.encode(), "zone/plan.txt")])
        generation = library.generation
    options = ["--questions", str(workplace / "tiny.jsonl"), "--data-dir", str(folder), "--split", "all"]
    result = CliRunner().invoke(main, options, catch_exceptions=False)
    assert result.exit_code == 0
    assert "3 questions over 1 documents" in result.output
    with Library.open(folder, None) as library:
        assert library.generation == generation


def test_an_existing_library_takes_no_further_documents(workplace: Path) -> None:
    both = measure(workplace, "--data-dir", str(workplace))
    assert both.exit_code == 2
    assert "leave --policies and --distraction out" in both.output


def test_a_folder_without_a_library_exits_2(workplace: Path) -> None:
    (workplace / "nothing").mkdir()
    options = ["--questions", str(workplace / "tiny.jsonl"), "--data-dir", str(workplace / "nothing")]
    result = CliRunner().invoke(main, options, catch_exceptions=False)
    assert result.exit_code == 2
    assert "there is no library in" in result.output
