from __future__ import annotations

import pytest

from index import Snapshot
from tests.app.registers.bureaus import open_bureaus


@pytest.fixture(scope="session")
def bureaus(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Policies of two cities, only to be read."""
    return open_bureaus(tmp_path_factory.mktemp("bureaus"))
