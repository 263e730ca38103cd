"""What a client does wrong is told as a problem detail, and is never the server's failure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api import create_api
from app.assistant import Assistant
from index import LibraryBusyError
from tests.app.office import QUESTION

JSON_HEADERS = {"content-type": "application/json"}


def problem_of(response: Response, status: int, name: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = json.loads(response.content)
    assert problem["type"] == f"urn:tiaowen:problem:{name}"
    assert problem["status"] == status
    assert set(problem) <= {"type", "title", "status", "detail", "errors", "files"}
    return problem


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": ',
        b"",
        b"\xff\xfe\xfa",
        b'{"question": "\xb8\xdf\xd0\xc2"}',
        b"[" * 100_000,
        b"1" * 5000,
    ],
    ids=["broken", "empty", "not UTF-8", "GB18030", "too deep", "huge number"],
)
def test_a_body_that_is_not_json_is_refused(client: TestClient, body: bytes) -> None:
    response = client.post("/api/v1/ask", content=body, headers=JSON_HEADERS)
    assert response.status_code in (400, 422)
    problem_of(
        response, response.status_code, {400: "malformed-body", 422: "invalid-request"}[response.status_code]
    )


@pytest.mark.parametrize("sent_as", ["text/plain", "application/x-www-form-urlencoded"])
def test_json_under_another_content_type_is_refused(client: TestClient, sent_as: str) -> None:
    body = json.dumps({"question": QUESTION}).encode()
    response = client.post("/api/v1/ask", content=body, headers={"content-type": sent_as})
    assert "application/json" in problem_of(response, 415, "unsupported-media-type")["detail"]


@pytest.mark.parametrize("field", ["question", "document", "key"])
def test_a_lone_surrogate_is_refused_and_can_be_reported(client: TestClient, field: str) -> None:
    body = {
        "question": r'{"question": "\ud800"}',
        "document": r'{"question": "执法", "document_ids": ["\ud800"]}',
        "key": r'{"question": "执法", "\ud800": 1}',
    }[field]
    response = client.post("/api/v1/ask", content=body.encode(), headers=JSON_HEADERS)
    assert response.status_code == 422
    json.loads(response.content)


def test_the_offending_part_is_named(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": QUESTION, "top_k": 99})
    problem = problem_of(response, 422, "invalid-request")
    assert [error["location"] for error in problem["errors"]] == ["body.top_k"]
    assert "body.top_k" in problem["detail"]


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/", "/api/v2/ask", "/api/v1/documents/no-such-id/x"]
)
def test_an_unknown_path_is_not_found(client: TestClient, path: str) -> None:
    problem_of(client.get(path), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "/api/v1/ask", "POST"),
        ("PATCH", "/api/v1/documents/some-id", "DELETE, GET"),
        ("PUT", "/api/v1/documents", "GET, POST"),
        ("POST", "/healthz", "GET"),
    ],
)
def test_a_method_that_a_path_does_not_take_is_refused_with_those_it_takes(
    client: TestClient, method: str, path: str, allowed: str
) -> None:
    response = client.request(method, path)
    problem_of(response, 405, "method-not-allowed")
    assert response.headers["allow"] == allowed


@pytest.mark.parametrize("path", ["/api/v1/documents/unknown", "/api/v1/documents/unknown/text"])
def test_an_unknown_document_is_not_found(client: TestClient, path: str) -> None:
    assert "unknown" in problem_of(client.get(path), 404, "document-not-found")["detail"]


@pytest.mark.parametrize("name", ["%00", "%ED%A0%80", "%FF", "a" * 5000])
def test_an_odd_document_id_is_not_found(client: TestClient, name: str) -> None:
    for path in (f"/api/v1/documents/{name}", f"/api/v1/documents/{name}/text"):
        problem_of(client.get(path), 404, "document-not-found")
    problem_of(client.delete(f"/api/v1/documents/{name}"), 404, "document-not-found")


def test_a_body_above_the_limit_is_refused_when_its_length_is_announced(own_client: TestClient) -> None:
    response = own_client.post("/api/v1/documents", files={"files": ("big.txt", b"x" * 200_000)})
    problem_of(response, 413, "body-too-large")


def test_a_body_above_the_limit_is_refused_while_it_streams_in(own_client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="big.txt"\r\n\r\n'
        for _ in range(300):
            yield b"x" * 1000

    headers = {"content-type": "multipart/form-data; boundary=b"}
    response = own_client.post("/api/v1/documents", content=chunks(), headers=headers)
    problem_of(response, 413, "body-too-large")


def test_a_question_of_megabytes_is_refused_unread(client: TestClient) -> None:
    response = client.post("/api/v1/ask", json={"question": "问" * 1_000_000})
    problem_of(response, 413, "body-too-large")


def test_another_sites_page_cannot_change_the_library(own_client: TestClient, own_office: Assistant) -> None:
    before = own_office.generation
    files = {"files": ("new.txt", "一、新的规定".encode())}
    response = own_client.post("/api/v1/documents", files=files, headers={"origin": "https://evil.example"})
    problem_of(response, 403, "foreign-origin")
    assert own_office.generation == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"origin": "https://policies.example", "x-forwarded-host": "policies.example"},
    ],
    ids=["own page", "own page behind a proxy"],
)
def test_a_page_of_this_server_can_change_the_library(
    own_client: TestClient, headers: dict[str, str]
) -> None:
    files = {"files": ("new.txt", "一、新的规定".encode())}
    assert own_client.post("/api/v1/documents", files=files, headers=headers).status_code == 200


class BusyAssistant(Assistant):
    """Meets another process that goes on writing."""

    def __init__(self) -> None:
        pass

    def remove(self, document_id: str) -> Any:
        raise LibraryBusyError("another process is writing")

    def text(self, document_id: str) -> str:
        raise RuntimeError("a fault of the program, with a secret")


def test_a_busy_library_asks_to_come_back() -> None:
    client = TestClient(create_api(BusyAssistant()), raise_server_exceptions=False)
    response = client.delete("/api/v1/documents/some-id")
    problem_of(response, 503, "library-busy")
    assert response.headers["retry-after"] == "5"


def test_a_fault_of_the_program_is_told_without_its_insides() -> None:
    client = TestClient(create_api(BusyAssistant()), raise_server_exceptions=False)
    response = client.get("/api/v1/documents/some-id/text")
    problem_of(response, 500, "internal-error")
    assert "secret" not in response.text


TEXTS = st.text(st.characters(categories=None), max_size=40)  # categories=None: surrogates and NUL too
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
REQUESTS = st.fixed_dictionaries(
    {"question": TEXTS | JSON_VALUES},
    optional={
        "top_k": st.integers(-2, 60) | JSON_VALUES,
        "document_ids": st.lists(TEXTS, max_size=2) | JSON_VALUES,
        "history": st.lists(
            st.fixed_dictionaries({"role": st.sampled_from(["user", "assistant"]), "content": TEXTS}),
            max_size=3,
        )
        | JSON_VALUES,
    },
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(["/api/v1/ask", "/api/v1/search"]), body=REQUESTS | JSON_VALUES)
def test_no_json_makes_the_server_fail(client: TestClient, path: str, body: object) -> None:
    response = client.post(path, content=json.dumps(body).encode(), headers=JSON_HEADERS)
    assert response.status_code in (200, 400, 422)
    answer = json.loads(response.content)
    if response.status_code == 200:
        assert isinstance(body, dict)
        assert answer["question"] == body["question"]
    else:
        assert re.fullmatch("urn:tiaowen:problem:[a-z-]+", answer["type"])
        assert response.headers["content-type"] == "application/problem+json"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_make_the_server_fail(client: TestClient, body: bytes) -> None:
    assert client.post("/api/v1/ask", content=body, headers=JSON_HEADERS).status_code in (200, 400, 422)
