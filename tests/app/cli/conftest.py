from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.app.office import PLAN, RULES, BigramEncoder


class Tiaowen(Protocol):
    """Runs the command with arguments, on a library of the test's own."""

    def __call__(self, *arguments: str, data_dir: Path | None = None) -> Result:
        """Return what it printed and its exit status."""


@pytest.fixture
def tiaowen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tiaowen]:
    for name in ("ENCODER", "RERANKER", "THRESHOLD", "DATA_DIR", "PORT"):
        monkeypatch.delenv(f"TIAOWEN_{name}", raising=False)
    # Loading the bundled encoder takes seconds; the tests of the process in test_start.py do it.
    monkeypatch.setattr("app.assistant.load_encoder", lambda _: BigramEncoder())
    levels = {name: logging.getLogger(name).level for name in ("root", "app", "index", "ingest")}

    def run(*arguments: str, data_dir: Path | None = None) -> Result:
        folder = data_dir or tmp_path / "library"
        return CliRunner().invoke(main, [arguments[0], "--data-dir", str(folder), *arguments[1:]])

    yield run
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    """A folder with two policies."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "rules.md").write_text(RULES, encoding="utf-8")
    return folder
