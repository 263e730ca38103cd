from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from tests.app.office import PLAN


def documents(client: TestClient) -> dict[str, str]:
    listed = client.get("/api/v1/documents").json()["documents"]
    return {one["source_name"]: one["document_id"] for one in listed}


def test_units_are_listed_with_their_names_counts_and_documents(client: TestClient) -> None:
    units = {one["name"]: one for one in client.get("/api/v1/units").json()["units"]}
    bureau = units["县城管局"]
    assert bureau["aliases"] == ["县城管局"]
    assert bureau["counts"] == {"lead": 1, "responsible": 1, "cooperating": 0, "supervising": 0}
    assert bureau["duty_count"] == 2
    assert bureau["documents"] == [
        {"document_id": documents(client)["plan.txt"], "document_title": "青岚县高新区改革方案"}
    ]


def test_units_are_filtered_by_document_and_by_part_of_a_name(client: TestClient) -> None:
    rules = documents(client)["rules.md"]
    assert [one["name"] for one in client.get("/api/v1/units", params={"q": "公安"}).json()["units"]] == [
        "县公安局"
    ]
    limited = client.get("/api/v1/units", params={"document_ids": [rules]}).json()["units"]
    assert {doc["document_id"] for one in limited for doc in one["documents"]} <= {rules}
    assert "县公安局" not in [one["name"] for one in limited]


@pytest.mark.parametrize("name", ["县公安局", "縣公安局", "县公安机关", "青岚县公安局"])
def test_a_unit_has_every_duty_with_the_text_that_it_answers_for(client: TestClient, name: str) -> None:
    unit = client.get(f"/api/v1/units/{quote(name)}").json()
    assert unit["name"] == "县公安局"
    (duty,) = unit["duties"]
    assert (duty["role"], duty["listed"]) == ("responsible", True)
    task = duty["task"]
    assert task["quote"] == PLAN[task["start"] : task["end"]]
    assert task["quote"].startswith("由县城管局牵头")
    assert PLAN[duty["unit_start"] : duty["unit_end"]] == duty["printed_unit"] == "县公安局"
    assert task["clause_path"][-1] == "2.组建执法队伍"
    assert task["document_id"] == documents(client)["plan.txt"]


def test_an_unknown_unit_is_a_problem_that_names_near_ones(client: TestClient) -> None:
    response = client.get(f"/api/v1/units/{quote('县公安所')}")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json()["type"] == "urn:tiaowen:problem:unit-not-found"
    assert "县公安局" in response.json()["detail"]


@pytest.mark.parametrize(
    "name", ["%20", "a%2Fb", "..%2F..", "%ED%A0%80", "%00", "%F0%9F%98%80", "(", "*", "[", "政府", "x" * 200]
)
def test_no_name_makes_the_server_fail(client: TestClient, name: str) -> None:
    assert client.get(f"/api/v1/units/{name}").status_code == 404


def test_a_name_that_is_too_long_is_a_problem(client: TestClient) -> None:
    response = client.get(f"/api/v1/units/{'x' * 201}")
    assert (response.status_code, response.json()["type"]) == (422, "urn:tiaowen:problem:invalid-request")


@pytest.mark.parametrize("path", ["units", "units/x", "targets"])
def test_a_document_that_is_not_current_is_a_problem(client: TestClient, path: str) -> None:
    response = client.get(f"/api/v1/{path}", params={"document_ids": ["no-such-id"]})
    assert (response.status_code, response.json()["type"]) == (422, "urn:tiaowen:problem:unknown-documents")


def test_targets_have_value_measure_and_the_sentence(own_client: TestClient) -> None:
    text = "桃溪镇绿化方案\n\n一、目标\n到2030年，绿化率达到45%以上，新增公园3个。\n"
    added = own_client.post("/api/v1/documents", files=[("files", ("绿化.txt", text.encode()))]).json()
    document_id = added["files"][0]["document_id"]
    found = own_client.get("/api/v1/targets", params={"document_ids": [document_id]}).json()["targets"]
    assert [
        (one["indicator"], one["comparison"], one["value"], one["measure"], one["deadline"]) for one in found
    ] == [
        ("绿化率", "at_least", "45", "%", "到2030年"),
        ("新增公园", "exactly", "3", "个", "到2030年"),
    ]
    for one in found:
        assert one["quote"]["quote"] == text[one["quote"]["start"] : one["quote"]["end"]]
        assert text[one["value_start"] : one["value_end"]] == one["value"] + one["measure"]
