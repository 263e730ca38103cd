"""Fixtures that tests of several stages share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, Snapshot
from index.encoders import load_encoder
from ingest import find_sources, parse_source

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The project's input folder; a test that takes it is marked `shared`."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"there is no input folder {folder} on this machine")
    return folder


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The sample policies in a library of the bundled encoder; only to be read."""
    with Library.open(tmp_path_factory.mktemp("samples"), load_encoder()) as library:
        library.add([parse_source(source) for source in find_sources([ROOT / "app" / "samples"])])
        yield library


@pytest.fixture
def sample_snapshot(sample_library: Library) -> Snapshot:
    """The sample policies, to search and to read."""
    return sample_library.snapshot()
