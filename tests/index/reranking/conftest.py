from __future__ import annotations

from pathlib import Path

import pytest

from index.reranking import reading_text
from ingest import find_sources, parse_source
from tests.conftest import ROOT
from tests.index.reranking.models import make_pair_reader


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a tiny network with random weights; only to be read."""
    return make_pair_reader(tmp_path_factory.mktemp("reranker") / "tiny")


@pytest.fixture(scope="session")
def texts() -> list[str]:
    """Forty chunks of the sample policies, long and short, as a re-ranker reads them."""
    parsed = [parse_source(source) for source in find_sources([ROOT / "app" / "samples"])]
    found = [reading_text(chunk, one.document) for one in parsed for chunk in one.chunks]
    return found[:: len(found) // 40][:40]
