import pytest
from fastapi.testclient import TestClient

from app.api import create_api
from app.assistant import Assistant
from tests.app.ui.conftest import mounted


@pytest.fixture(scope="module")
def client(office: Assistant) -> TestClient:
    return TestClient(mounted(create_api(office), office))


def test_the_page_stands_at_the_root_and_may_load_from_its_own_host_only(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "条文 Tiaowen" in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "https:" not in policy


def test_the_api_beside_the_page_answers_as_without_it(client: TestClient) -> None:
    assert client.get("/healthz").json()["status"] == "ok"
    assert client.get("/docs").status_code == 200
    answer = client.post("/api/v1/ask", json={"question": "逾期不开工的土地由谁收回"})
    assert answer.status_code == 200
    unknown = client.get("/api/v1/nothing-of-the-kind")
    assert unknown.status_code == 404
    assert unknown.headers["content-type"] == "application/problem+json"
