from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from app.answering import Answerer
from app.api import create_api
from app.assistant import Assistant
from app.cli import main
from index import Library, load_reranker
from tests.app.cli.conftest import Tiaowen
from tests.app.office import PLAN, QUESTION, BigramEncoder

OFF_TOPIC = "披萨面团要醒发多久"


def test_a_folder_is_taken_with_a_report_on_each_file(tiaowen: Tiaowen, policies: Path) -> None:
    result = tiaowen("ingest", str(policies))
    assert result.exit_code == 0, result.output
    assert "青岚县高新区改革方案" in result.stdout
    assert "rules.md" in result.stdout


def test_the_report_as_json_says_what_was_found(tiaowen: Tiaowen, policies: Path) -> None:
    report = json.loads(tiaowen("ingest", "--json", str(policies)).stdout)
    plan = report["files"][0]
    assert (plan["source_name"], plan["status"], plan["report"]["encoding"]) == ("plan.txt", "added", "utf-8")
    assert [level["family"] for level in plan["report"]["levels"]] == ["一、", "（一）", "1."]
    assert report["library_generation"] == 1


def test_taking_the_same_files_again_changes_nothing(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    again = json.loads(tiaowen("ingest", "--json", str(policies)).stdout)
    assert {one["status"] for one in again["files"]} == {"unchanged"}
    assert again["library_generation"] == 1


def test_a_refused_file_is_one_line_on_stderr_and_the_others_are_taken(
    tiaowen: Tiaowen, policies: Path
) -> None:
    (policies / "empty.txt").touch()
    (policies / "noise.txt").write_bytes(bytes(range(256)) * 8)
    result = tiaowen("ingest", "--json", str(policies))
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == ["refused empty.txt", "refused noise.txt"]
    taken = [one["source_name"] for one in json.loads(result.stdout)["files"] if one["status"] == "added"]
    assert taken == ["plan.txt", "rules.md"]


def test_an_answer_shows_title_place_and_quote(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    result = tiaowen("ask", QUESTION)
    assert result.exit_code == 0, result.output
    assert "[1] 青岚县高新区改革方案 (plan.txt)" in result.stdout
    assert "二、重点任务 > （一）完善体制机制 > 2.组建执法队伍" in result.stdout
    assert "联合执法队伍" in result.stdout


def test_an_answer_as_json_is_the_object_of_the_api(tiaowen: Tiaowen, policies: Path, tmp_path: Path) -> None:
    tiaowen("ingest", str(policies))
    printed = json.loads(tiaowen("ask", "--json", "--top-k", "3", QUESTION).stdout)
    answerer = Answerer(reranker=load_reranker())
    assistant = Assistant(Library.open(tmp_path / "library", BigramEncoder()), answerer)
    served = (
        TestClient(create_api(assistant)).post("/api/v1/ask", json={"question": QUESTION, "top_k": 3}).json()
    )
    assert list(printed) == list(served)
    assert {**printed, "elapsed_ms": 0} == {**served, "elapsed_ms": 0}
    assert printed["citations"][0]["quote"] in PLAN


def test_an_abstention_says_so_and_is_no_error(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    result = tiaowen("ask", OFF_TOPIC)
    assert result.exit_code == 0
    assert result.stdout.strip()
    printed = json.loads(tiaowen("ask", "--json", OFF_TOPIC).stdout)
    assert (printed["answerable"], printed["citations"]) == (False, [])


def test_only_the_named_document_is_asked(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    listed = json.loads(tiaowen("documents", "--json").stdout)["documents"]
    rules = next(one["document_id"] for one in listed if one["source_name"] == "rules.md")
    printed = json.loads(tiaowen("ask", "--json", "--document", rules, "逾期不开工由谁收回土地").stdout)
    shown = [*printed["citations"], *printed["suggestions"]]
    assert shown
    assert {one["document_id"] for one in shown} == {rules}


def test_documents_are_listed_and_old_versions_when_asked_for(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    (policies / "plan.txt").write_text(PLAN + "\n三、附则\n本方案自印发之日起施行。\n", encoding="utf-8")
    tiaowen("ingest", str(policies))
    assert tiaowen("documents").stdout.count("plan.txt") == 1
    assert tiaowen("documents", "--all").stdout.count("plan.txt") == 2
    assert len(json.loads(tiaowen("documents", "--all", "--json").stdout)["documents"]) == 3


def test_a_removed_document_is_no_longer_listed(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    first = json.loads(tiaowen("documents", "--json").stdout)["documents"][0]
    result = tiaowen("remove", first["document_id"])
    assert result.exit_code == 0
    assert first["title"] in result.stderr
    left = json.loads(tiaowen("documents", "--json").stdout)["documents"]
    assert first["document_id"] not in [one["document_id"] for one in left]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", QUESTION),
        ("documents",),
        ("remove", "some-id"),
        ("ingest", "no/such/folder"),
    ],
)
def test_without_a_library_or_a_source_the_error_is_one_line_and_nothing_is_made(
    tiaowen: Tiaowen, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = tiaowen(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert result.stderr.startswith("Error: ")
    assert not (tmp_path / "library").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""),
        ("ask", "问" * 2001),
        ("ask", "--document", "no-such-id", QUESTION),
        ("remove", "no-such-id"),
    ],
)
def test_what_the_library_refuses_is_one_line(
    tiaowen: Tiaowen, policies: Path, arguments: tuple[str, ...]
) -> None:
    tiaowen("ingest", str(policies))
    result = tiaowen(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", QUESTION, "--top-k", "0"),
        ("ingest",),
        ("remove",),
        ("nothing",),
        ("serve", "--port", "http"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_a_setting_that_cannot_be_used_is_named(tiaowen: Tiaowen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_THRESHOLD", "much")
    result = tiaowen("documents")
    assert result.exit_code == 1
    assert "TIAOWEN_THRESHOLD='much'" in result.stderr


def test_an_unexpected_error_is_one_line_and_a_traceback_only_for_debugging(
    tiaowen: Tiaowen, policies: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("first line\nsecond line")

    tiaowen("ingest", str(policies))
    monkeypatch.setattr(Library, "snapshot", fail)
    result = tiaowen("documents")
    assert result.exit_code == 1
    assert result.stderr == "Error: unexpected RuntimeError: first line second line (--debug shows where)\n"
    assert not caplog.records
    assert tiaowen("documents", "--debug").exit_code == 1
    assert caplog.records[-1].exc_info is not None


def test_a_folder_that_is_not_a_library_folder_is_an_error(
    tiaowen: Tiaowen, policies: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "file" / "library"
    blocked.parent.touch()
    result = tiaowen("ingest", str(policies), data_dir=blocked)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "offline"), [("none", True), ("bundled", True), ("{folder}", True), ("office/model", False)]
)
def test_only_for_a_model_of_the_hub_may_serving_ask_the_hub(
    tiaowen: Tiaowen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, offline: bool
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("the address is in use")

    monkeypatch.setattr("app.server.listen", refuse)
    for variable in ("HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK", "HF_HUB_OFFLINE"):
        monkeypatch.setenv(variable, "as it was")
    monkeypatch.setenv("TIAOWEN_RERANKER", name.format(folder=tmp_path))
    assert tiaowen("serve").exit_code == 1
    assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert os.environ["HF_HUB_OFFLINE"] == ("1" if offline else "as it was")
