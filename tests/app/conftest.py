from __future__ import annotations

from pathlib import Path

import pytest

from app.assistant import Assistant
from tests.app.asking import answerer, ask, sample_lexicon, sample_texts
from tests.app.office import open_office

__all__ = ["answerer", "ask", "office", "own_office", "sample_lexicon", "sample_texts"]


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over two invented policies, only to be read."""
    return open_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def own_office(tmp_path: Path) -> Assistant:
    """The same, for a test that changes it."""
    return open_office(tmp_path / "library")
