from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import pytest
from starlette.testclient import TestClient

from app.api.headers import API_POLICY


def test_the_docs_load_their_scripts_and_styles_from_this_server(client: TestClient) -> None:
    page = client.get("/docs").text
    loaded = [
        *re.findall(r'<(?:script|img)[^>]* src="([^"]+)"', page),
        *re.findall(r'<link[^>]* href="([^"]+)"', page),
    ]
    assert len(loaded) >= 3
    for address in loaded:
        assert not urlsplit(address).netloc, address
        response = client.get(urljoin("/docs", address))
        assert response.status_code == 200
        assert len(response.content) > 1000


def test_the_docs_ask_no_other_site_to_check_the_schema(client: TestClient) -> None:
    assert '"validatorUrl": null' in client.get("/docs").text


def test_the_schema_has_the_documented_paths(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    assert {path: sorted(operations) for path, operations in schema["paths"].items()} == {
        "/api/v1/ask": ["post"],
        "/api/v1/search": ["post"],
        "/api/v1/documents": ["get", "post"],
        "/api/v1/documents/{document_id}": ["delete", "get"],
        "/api/v1/documents/{document_id}/text": ["get"],
        "/api/v1/units": ["get"],
        "/api/v1/units/{name}": ["get"],
        "/api/v1/targets": ["get"],
        "/healthz": ["get"],
    }


def test_every_documented_error_is_a_problem_detail(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    errors = [
        response
        for operations in schema["paths"].values()
        for operation in operations.values()
        for status, response in operation["responses"].items()
        if status.startswith(("4", "5"))
    ]
    assert len(errors) > 10
    for response in errors:
        assert list(response["content"]) == ["application/problem+json"]
        assert "type" in response["content"]["application/problem+json"]["schema"]["properties"]


def test_the_example_questions_can_be_asked(client: TestClient) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for name, path in (("AskRequest", "/api/v1/ask"), ("SearchRequest", "/api/v1/search")):
        assert schemas[name]["examples"]
        for example in schemas[name]["examples"]:
            assert client.post(path, json=example).status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/documents", "/api/v1/nothing", "/healthz", "/docs", "/openapi.json"]
)
def test_every_response_has_the_headers_that_keep_a_browser_here(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert "http" not in headers["content-security-policy"]
    assert policy["default-src"] in ("'self'", "'none'")


def test_data_of_the_api_may_run_and_load_nothing(client: TestClient) -> None:
    assert client.get("/api/v1/documents").headers["content-security-policy"] == API_POLICY
