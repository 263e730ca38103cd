from __future__ import annotations

import pytest

from ingest import fold_layout
from ingest.duties import find_duties
from ingest.types import Role


def _duties(text: str) -> list[tuple[str, Role, bool]]:
    folded = fold_layout(text)
    assert len(folded) == len(text)
    return [
        ("".join(text[d.span.start : d.span.end].split()), d.role, d.listed)
        for d in find_duties(folded, 0, len(folded))
    ]


LEAD, RESPONSIBLE, COOPERATING = Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("做好工作。〔责任单位:甲县发改委、甲县林业局〕", [("甲县发改委", RESPONSIBLE, True), ("甲县林业局", RESPONSIBLE, True)]),
        ("做好。（牵头单位：县委编办。责任单位：有关部门和乡镇政府，县高新区党工委、管委会）",
         [("县委编办", LEAD, True), ("有关部门", RESPONSIBLE, True), ("乡镇政府", RESPONSIBLE, True),
          ("县高新区党工委", RESPONSIBLE, True), ("管委会", RESPONSIBLE, True)]),
        ("辦好。(牽頭單位:省商務廳;\n責任單位:各市、縣(區)政府、甲江新區管委會)",
         [("省商務廳", LEAD, True), ("各市、縣(區)政府", RESPONSIBLE, True), ("甲江新區管委會", RESPONSIBLE, True)]),
        ("推进（教育部牵头，财政部、人力资源社会保障部等部门配合）。",
         [("教育部", LEAD, True), ("财政部", COOPERATING, True), ("人力资源社会保障部", COOPERATING, True)]),
        ("办理(责任单位:县自然资源和规划局)", [("县自然资源和规划局", RESPONSIBLE, True)]),
        ("牵头单位：县工信局\n责任单位：县商务局、各省、自治区、直辖市人民政府",
         [("县工信局", LEAD, True), ("县商务局", RESPONSIBLE, True), ("各省、自治区、直辖市人民政府", RESPONSIBLE, True)]),
        ("日常工作由县委组织部、县人社局负责。", [("县委组织部", RESPONSIBLE, False), ("县人社局", RESPONSIBLE, False)]),
        ("县发改局会同县财政局制定办法。", [("县发改局", LEAD, False), ("县财政局", COOPERATING, False)]),
        ("评估由高新区牵头组织开展。", [("高新区", LEAD, False)]),
    ],
)  # fmt: skip
def test_units_and_roles_are_read(text: str, expected: list[tuple[str, Role, bool]]) -> None:
    assert _duties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "由专人负责受理。",
        "由县政府主要负责同志牵头。",
        "经济与社会同步发展。",
        "加强组织领导,落实责任。",
        "支持企业牵头组建联盟。",
    ],
)
def test_persons_and_phrases_are_no_units(text: str) -> None:
    assert _duties(text) == []


def test_each_list_answers_for_the_sentences_since_the_list_before() -> None:
    text = "整合园区。推进撤并(责任单位:甲局)。推广经验(牵头单位:乙委)。"
    folded = fold_layout(text)
    tasks = [text[d.task.start : d.task.end] for d in find_duties(folded, 0, len(text))]
    assert tasks == ["整合园区。推进撤并", "推广经验"]


def test_a_bracket_that_was_never_closed_ends_with_its_paragraph() -> None:
    assert _duties("做好。(责任单位:甲局、乙局\n下一段讲别的事。") == [
        ("甲局", RESPONSIBLE, True),
        ("乙局", RESPONSIBLE, True),
    ]
