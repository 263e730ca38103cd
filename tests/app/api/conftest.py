from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from app.api import create_api
from app.assistant import Assistant


@pytest.fixture(scope="session")
def client(office: Assistant) -> TestClient:
    """The API over a library that nobody changes."""
    return TestClient(create_api(office), raise_server_exceptions=False)


@pytest.fixture
def own_client(own_office: Assistant) -> TestClient:
    """The API over a library of the test's own."""
    return TestClient(create_api(own_office, max_upload_bytes=100_000), raise_server_exceptions=False)
