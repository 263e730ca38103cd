from __future__ import annotations

import pytest

from app.registers import UnitRecord, UnknownUnitError, build_duty_register
from index import Snapshot
from ingest import Role


def unit_of(snapshot: Snapshot, alias: str) -> list[UnitRecord]:
    return [unit for unit in build_duty_register(snapshot).units if alias in unit.aliases]


def test_names_of_one_unit_are_merged_over_aliases_and_scripts(bureaus: Snapshot) -> None:
    (unit,) = unit_of(bureaus, "市发改委")
    assert unit.aliases == ("市发改委", "市发展和改革委员会", "市發改局")
    assert (unit.region, len(unit.document_ids)) == ("青岚市", 2)
    assert [unit.count(role) for role in Role] == [1, 2, 0, 0]


def test_a_bare_name_and_the_unit_of_another_city_stay_apart(bureaus: Snapshot) -> None:
    assert [unit.region for unit in unit_of(bureaus, "市发改局")] == ["霜河市", None]
    assert [unit.region for unit in unit_of(bureaus, "发改委")] == ["青岚市", None]


def test_the_offices_of_party_and_government_stay_apart(bureaus: Snapshot) -> None:
    assert unit_of(bureaus, "市政府督查室")[0].aliases == ("市政府督查室",)


def test_every_duty_of_the_library_stands_once_in_the_register(bureaus: Snapshot) -> None:
    rows = build_duty_register(bureaus).rows
    assert sorted(row.duty_id for row in rows) == sorted(duty.id for duty in bureaus.duties())


def test_quotes_and_names_are_the_text_of_the_document(bureaus: Snapshot) -> None:
    rows = build_duty_register(bureaus).rows
    assert rows
    for row in rows:
        text = bureaus.document(row.task.document_id).text
        assert text[row.task.start : row.task.end] == row.task.quote
        assert "".join(text[row.unit_start : row.unit_end].split()) == row.printed_unit
        clause = bureaus.clause(row.task.clause_id)
        assert clause.start <= row.task.start < row.task.end <= clause.end


@pytest.mark.parametrize("name", ["市发改委", "市發展和改革委員會", "市发改部门", " 市 发改局"])
def test_a_unit_is_found_by_any_name_in_either_script(bureaus: Snapshot, name: str) -> None:
    found = build_duty_register(bureaus).find(name)
    assert found.region is None
    assert {row.region for row in found.duties} == {"青岚市", "霜河市", None}


def test_a_name_with_its_place_finds_the_unit_of_that_place_only(bureaus: Snapshot) -> None:
    found = build_duty_register(bureaus).find("青嵐市發改局")
    assert (found.region, len(found.duties)) == ("青岚市", 3)


def test_an_unknown_unit_is_told_with_near_names(bureaus: Snapshot) -> None:
    with pytest.raises(UnknownUnitError, match=r"near it: .*市财政局"):
        build_duty_register(bureaus).find("市财政所")
    with pytest.raises(UnknownUnitError, match=r"'披萨店'$"):
        build_duty_register(bureaus).find("披萨店")


def test_a_part_of_a_known_name_finds_units_that_print_another(bureaus: Snapshot) -> None:
    names = [unit.name for unit in build_duty_register(bureaus).matching("發展和改革")]
    assert names == ["市发改委", "发改委", "市发改局", "发改委", "市发改局"]
    assert build_duty_register(bureaus).matching("披萨") == []


def test_only_the_documents_that_are_asked_for_are_read(bureaus: Snapshot) -> None:
    document = next(one for one in bureaus.documents() if one.source_name == "nowhere.txt")
    register = build_duty_register(bureaus, [document.id])
    assert [unit.name for unit in register.units] == ["发改委", "市发改局"]
    assert build_duty_register(bureaus, []).units == ()


def test_every_duty_of_the_samples_can_be_cited(sample_snapshot: Snapshot) -> None:
    rows = build_duty_register(sample_snapshot).rows
    assert len(rows) == len(sample_snapshot.duties()) > 200
