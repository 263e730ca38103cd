from __future__ import annotations

from itertools import pairwise

from index import Snapshot
from tests.app.asking import Ask

UNITS = "县财政局"


def units_of(snapshot: Snapshot, unit: str) -> set[str]:
    return {duty.clause_id for duty in snapshot.duties() if duty.unit == unit}


def test_the_duties_of_a_unit_are_those_of_the_register(ask: Ask, sample_snapshot: Snapshot) -> None:
    answer = ask("县财政局负责什么", top_k=20)
    assert answer.answerable
    assert {cited.clause_id for cited in answer.citations} == units_of(sample_snapshot, UNITS)
    assert answer.answer.count("（县财政局：") == len(answer.citations)
    assert answer.notice == ""


def test_how_many_duties_are_left_out_is_said(ask: Ask) -> None:
    answer = ask("縣財政局負責什麼", top_k=1)
    assert len(answer.citations) == 1
    assert answer.notice.startswith("共")
    assert answer.notice.endswith("這裡列出1項；全部見責任清單。")
    english = ask("What is the county finance bureau responsible for?", top_k=1)
    assert "1 of " in english.notice
    assert "(县财政局: " in english.answer


def test_a_place_before_the_unit_narrows_its_documents(ask: Ask, sample_snapshot: Snapshot) -> None:
    answer = ask("青蘅县财政局负责什么", top_k=20)
    assert answer.citations
    titles = {sample_snapshot.document(cited.document_id).title for cited in answer.citations}
    assert all("青蘅" in title for title in titles)


def test_what_comes_first_speaks_of_the_topic(ask: Ask) -> None:
    answer = ask("县财政局在引导基金中承担什么职责", top_k=20)
    assert "引导基金" in answer.citations[0].quote


def test_a_unit_without_duties_gets_the_usual_answer(ask: Ask) -> None:
    assert "：责任单位）" not in ask("县气象局负责什么").answer


def test_a_list_of_units_is_quoted_with_its_task(ask: Ask) -> None:
    for question in ("县司法局和执法有什么关系", "执法 县司法局 县应急管理局"):
        answer = ask(question)
        lists = [cited for cited in answer.citations if cited.quote.startswith("〔")]
        assert len(lists) < len(answer.citations)


def test_a_unit_named_in_a_sentence_and_in_its_list_has_one_task(ask: Ask) -> None:
    cited = ask("县财政局负责什么", top_k=20).citations
    spans = sorted((one.document_id, one.start, one.end) for one in cited)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
