from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from app.assistant import Assistant
from tests.app.office import PLAN, QUESTION, RULES

NEW = "桃溪镇绿化办法\n\n第一条 桃溪镇绿化由镇林业站负责。\n"


def upload(client: TestClient, *files: tuple[str, bytes]) -> Response:
    return client.post("/api/v1/documents", files=[("files", file) for file in files])


def document_id(client: TestClient, source_name: str) -> str:
    listed = client.get("/api/v1/documents").json()["documents"]
    return next(str(one["document_id"]) for one in listed if one["source_name"] == source_name)


def test_the_list_says_what_each_document_says_of_itself(client: TestClient) -> None:
    listed = client.get("/api/v1/documents").json()["documents"]
    assert [one["source_name"] for one in listed] == ["plan.txt", "rules.md"]
    assert listed[0]["title"] == "青岚县高新区改革方案"
    assert listed[0]["sha256"] == hashlib.sha256(PLAN.encode()).hexdigest()
    assert listed[0]["current"] is True
    assert listed[0]["issuer"] is None


def test_a_document_has_its_outline_in_reading_order_with_labels_where_they_stand(client: TestClient) -> None:
    document = client.get(f"/api/v1/documents/{document_id(client, 'plan.txt')}").json()
    numbered = [one for one in document["clauses"] if one["level"]]
    assert [one["label"] for one in numbered] == ["一、", "二、", "（一）", "1.", "2.", "（二）"]
    assert [one["level"] for one in numbered] == [1, 1, 2, 3, 3, 2]
    assert all(PLAN.startswith(one["label"], one["start"]) for one in numbered)
    by_id = {one["clause_id"]: one for one in numbered}
    assert [by_id[one["parent_id"]]["label"] for one in numbered if one["parent_id"]] == [
        "二、",
        "（一）",
        "（一）",
        "二、",
    ]


def test_the_text_is_the_files_text_unchanged(client: TestClient) -> None:
    found = document_id(client, "rules.md")
    assert client.get(f"/api/v1/documents/{found}/text").json() == {"document_id": found, "text": RULES}


def test_an_uploaded_file_can_be_asked_at_once(own_client: TestClient) -> None:
    response = upload(own_client, ("绿化.txt", NEW.encode("gb18030")))
    assert response.status_code == 200
    outcome = response.json()["files"][0]
    assert (outcome["source_name"], outcome["status"], outcome["reason"]) == ("绿化.txt", "added", None)
    assert outcome["report"]["encoding"].lower() == "gb18030"
    answer = own_client.post("/api/v1/ask", json={"question": "桃溪镇绿化由谁负责"}).json()
    assert answer["citations"][0]["document_id"] == outcome["document_id"]
    assert answer["library_generation"] == response.json()["library_generation"]


def test_the_same_file_again_changes_nothing(own_client: TestClient) -> None:
    before = own_client.get("/healthz").json()["library_generation"]
    response = upload(own_client, ("plan.txt", PLAN.encode()))
    assert response.json()["files"][0]["status"] == "unchanged"
    assert response.json()["library_generation"] == before


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays_readable(own_client: TestClient) -> None:
    old = document_id(own_client, "plan.txt")
    outcome = upload(own_client, ("plan.txt", NEW.encode())).json()["files"][0]
    assert (outcome["status"], outcome["replaced_id"]) == ("replaced", old)
    assert own_client.get(f"/api/v1/documents/{old}/text").json()["text"] == PLAN
    assert own_client.get(f"/api/v1/documents/{old}").json()["current"] is False
    assert old not in own_client.get("/api/v1/documents").text
    assert old in own_client.get("/api/v1/documents", params={"all_versions": True}).text


def test_a_refused_file_is_named_and_the_others_are_taken(own_client: TestClient) -> None:
    files = (
        ("scan.pdf", b"%PDF-1.7"),
        ("绿化.txt", NEW.encode()),
        ("empty.txt", b""),
        ("noise.txt", bytes(range(256))),
    )
    response = upload(own_client, *files)
    assert response.status_code == 200
    outcomes = response.json()["files"]
    assert [(one["source_name"], one["status"]) for one in outcomes] == [
        ("scan.pdf", "refused"),
        ("绿化.txt", "added"),
        ("empty.txt", "refused"),
        ("noise.txt", "refused"),
    ]
    assert ".txt" in outcomes[0]["reason"]
    assert "empty" in outcomes[2]["reason"]


def test_an_upload_of_which_nothing_can_be_taken_is_a_problem_that_names_every_file(
    own_client: TestClient,
) -> None:
    response = upload(own_client, ("scan.pdf", b"%PDF-1.7"), ("empty.txt", b""))
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"] == "urn:tiaowen:problem:upload-refused"
    assert [one["source_name"] for one in problem["files"]] == ["scan.pdf", "empty.txt"]
    assert all(one["reason"] for one in problem["files"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/plan-b.txt", "plan-b.txt"),
        ("C:\\Users\\me\\plan-b.txt", "plan-b.txt"),
        ("/plan-b.txt", "plan-b.txt"),
    ],
)
def test_a_clients_folders_are_not_part_of_the_name(own_client: TestClient, sent: str, kept: str) -> None:
    assert upload(own_client, (sent, NEW.encode())).json()["files"][0]["source_name"] == kept


@pytest.mark.parametrize("name", ["..", "../", ".", "字" * 600 + ".txt", ".txt/.."])
def test_a_name_that_cannot_be_kept_is_refused(own_client: TestClient, name: str) -> None:
    assert upload(own_client, (name, NEW.encode())).status_code == 422


def test_two_files_of_one_name_are_not_taken_for_versions_of_each_other(own_client: TestClient) -> None:
    outcomes = upload(own_client, ("a/x.txt", NEW.encode()), ("b/x.txt", RULES.encode())).json()["files"]
    assert [one["status"] for one in outcomes] == ["added", "refused"]
    assert "same name" in outcomes[1]["reason"]


@pytest.mark.parametrize(
    "fields", [{"data": {"files": "text"}}, {"files": {"file": ("x.txt", b"x")}}, {"json": []}]
)
def test_a_form_without_files_is_refused(own_client: TestClient, fields: dict[str, object]) -> None:
    response = own_client.post("/api/v1/documents", **fields)  # type: ignore[arg-type]
    assert response.status_code == 422
    assert response.json()["type"] == "urn:tiaowen:problem:invalid-request"


def test_a_broken_form_is_refused(own_client: TestClient) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    response = own_client.post("/api/v1/documents", content=b"--b\r\nnonsense", headers=headers)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


def test_a_removed_document_is_gone_with_all_its_versions(own_client: TestClient) -> None:
    old = document_id(own_client, "plan.txt")
    upload(own_client, ("plan.txt", NEW.encode()))
    response = own_client.delete(f"/api/v1/documents/{document_id(own_client, 'plan.txt')}")
    assert (response.status_code, response.content) == (204, b"")
    assert own_client.get(f"/api/v1/documents/{old}").status_code == 404
    assert own_client.delete(f"/api/v1/documents/{old}").status_code == 404
    results = own_client.post("/api/v1/search", json={"question": "桃溪镇绿化"}).json()["results"]
    assert {one["source_name"] for one in results} <= {"rules.md"}


def test_questions_are_answered_while_documents_come_and_go(
    own_client: TestClient, own_office: Assistant
) -> None:
    """Every answer quotes the text of the very version that it names, whatever was committed meanwhile."""

    def ask(_: int) -> None:
        response = own_client.post("/api/v1/ask", json={"question": QUESTION})
        assert response.status_code == 200, response.text
        for citation in response.json()["citations"]:
            assert citation["quote"] in texts[citation["document_sha256"]]

    versions = [f"{PLAN}\n三、附则\n第{n}版。\n" for n in range(6)]
    texts = {hashlib.sha256(text.encode()).hexdigest(): text for text in (PLAN, RULES, *versions)}
    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(ask, range(60))
        for text in versions:
            assert upload(own_client, ("plan.txt", text.encode())).status_code == 200
        assert len(list(asked)) == 60
    assert len(own_office.documents(include_old=True)) == 2 + len(versions)


def test_health_says_from_what_the_server_answers(client: TestClient, office: Assistant) -> None:
    health = client.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["documents"] == 2
    assert health["library_generation"] == office.generation
