from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from starlette.testclient import TestClient

from app.api import create_api
from app.cli import main
from tests.app.cli.conftest import Tiaowen
from tests.app.office import open_office


def test_duties_are_a_table_of_units_roles_and_tasks(tiaowen: Tiaowen, policies: Path) -> None:
    tiaowen("ingest", str(policies))
    lines = tiaowen("duties", "--unit", "縣城管局").stdout.splitlines()
    assert lines[0].split()[:2] == ["单位", "角色"]
    assert [line.split()[1] for line in lines[1:]] == ["牵头", "责任"]


def test_csv_on_the_terminal_and_in_a_file_are_the_same_bytes(
    tiaowen: Tiaowen, policies: Path, tmp_path: Path
) -> None:
    tiaowen("ingest", str(policies))
    printed = tiaowen("duties", "--format", "csv").stdout_bytes
    assert tiaowen("duties", "--format", "csv", "--output", str(tmp_path / "d.csv")).stdout == ""
    assert (tmp_path / "d.csv").read_bytes() == printed
    rows = list(csv.DictReader(io.StringIO(printed.decode("utf-8-sig"), newline="")))
    assert [row["单位"] for row in rows if row["角色"] == "牵头"] == ["县城管局"]


def test_duties_as_json_are_those_of_the_api(tiaowen: Tiaowen, policies: Path, tmp_path: Path) -> None:
    tiaowen("ingest", str(policies))
    printed = json.loads(tiaowen("duties", "--unit", "县城管局", "--format", "json").stdout)["duties"]
    client = TestClient(create_api(open_office(tmp_path / "served")))
    assert printed == client.get("/api/v1/units/县城管局").json()["duties"]


@pytest.mark.parametrize("command", ["duties", "targets"])
def test_a_workbook_has_as_many_rows_as_the_json(
    tiaowen: Tiaowen, policies: Path, tmp_path: Path, command: str
) -> None:
    (policies / "goal.txt").write_text("桃溪镇绿化方案\n\n一、目标\n新增公园3个。\n", encoding="utf-8")
    tiaowen("ingest", str(policies))
    found = json.loads(tiaowen(command, "--format", "json").stdout)[command]
    path = tmp_path / "register.xlsx"
    assert tiaowen(command, "--format", "xlsx", "--output", str(path)).exit_code == 0
    assert load_workbook(path).active.max_row == len(found) + 1 > 1


def test_targets_of_one_document_only(tiaowen: Tiaowen, policies: Path) -> None:
    (policies / "goal.txt").write_text("桃溪镇绿化方案\n\n一、目标\n新增公园3个。\n", encoding="utf-8")
    tiaowen("ingest", str(policies))
    listed = json.loads(tiaowen("documents", "--json").stdout)["documents"]
    ids = {one["source_name"]: one["document_id"] for one in listed}
    assert "新增公园" in tiaowen("targets", "--document", ids["goal.txt"]).stdout
    assert "新增公园" not in tiaowen("targets", "--document", ids["plan.txt"]).stdout


@pytest.mark.parametrize("command", ["duties", "targets"])
def test_a_workbook_needs_a_file(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--format", "xlsx"])
    assert result.exit_code == 2
    assert "--output" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("duties", "--unit", "县公安所"),
        ("duties", "--document", "no-such-id"),
        ("targets", "--document", "no-such-id"),
        ("targets", "--output", "no/such/folder/targets.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    tiaowen: Tiaowen, policies: Path, arguments: tuple[str, ...]
) -> None:
    tiaowen("ingest", str(policies))
    result = tiaowen(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["duties", "targets"])
def test_without_a_library_nothing_is_made(tiaowen: Tiaowen, tmp_path: Path, command: str) -> None:
    result = tiaowen(command)
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert not (tmp_path / "library").exists()
