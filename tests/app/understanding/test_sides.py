from __future__ import annotations

import pytest

from app.understanding import Side, find_sides, split_names, understand
from app.understanding.lexicon import build_lexicon
from app.understanding.terms import find_terms
from index import Snapshot


def sides_of(snapshot: Snapshot, text: str) -> tuple[Side, ...]:
    question = understand(text)
    documents = [snapshot.document(stored.id) for stored in snapshot.documents()]
    lexicon = build_lexicon(documents)
    terms = find_terms(question, lexicon, snapshot)
    return find_sides(question, text, terms, split_names(question, terms, lexicon.names), lexicon.names)


def documents_of(snapshot: Snapshot, text: str) -> list[list[str]]:
    names = {stored.id: stored.source_name.split("-")[0] for stored in snapshot.documents()}
    return [sorted(names[document] for document in side.documents) for side in sides_of(snapshot, text)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("青蘅和砚溪的薪酬倍数上限哪个高？", [["qingheng"], ["yanxi"]]),
        ("青蘅與硯溪的薪酬倍數上限哪個高？", [["qingheng"], ["yanxi"]]),
        ("Compare the pay multiples of the Qingheng zone and the Yanxi zone.", [["qingheng"], ["yanxi"]]),
        ("霁川市的青蘅和砚溪，薪酬倍数哪个高？", [["qingheng"], ["yanxi"]]),
        ("Who leads in Qingheng and who in Yanxi?", [["qingheng"], ["yanxi"]]),
    ],
)
def test_a_comparison_has_the_documents_of_each_place(
    sample_snapshot: Snapshot, question: str, expected: list[list[str]]
) -> None:
    assert documents_of(sample_snapshot, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "青蘅高新区谁来执法？",
        "霁川市青蘅高新区谁来执法？",
        "哪个园区的薪酬倍数更高？",
        "2023年和2024年的目标有什么不同？",
    ],
)
def test_what_names_fewer_than_two_has_no_sides(sample_snapshot: Snapshot, question: str) -> None:
    assert sides_of(sample_snapshot, question) == ()


def test_the_province_is_the_one_that_the_other_side_belongs_to(sample_snapshot: Snapshot) -> None:
    own, province = documents_of(sample_snapshot, "砚溪的审批时限和省里的规定相比哪个短？")
    assert own == ["yanxi"]
    assert province
    assert set(province) <= {"yunlan"}


def test_a_side_is_asked_without_the_names_of_the_others(sample_snapshot: Snapshot) -> None:
    first, second = sides_of(sample_snapshot, "青蘅和砚溪的薪酬倍数上限哪个高？")
    assert "青蘅" in first.text
    assert "砚溪" not in first.text
    assert {term.word for term, _ in second.scope.names} == {"砚溪"}
    assert "青蘅" not in {term.word for term in second.terms}
    assert first.scope.topic == second.scope.topic
