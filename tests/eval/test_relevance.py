from __future__ import annotations

from dataclasses import replace

import pytest

from eval.errors import EvidenceError
from eval.questions import ClauseRef
from eval.relevance import ClauseFinder, Evidence, ParsedSource, Region
from ingest import ParsedDocument, parse_bytes
from tests.eval.examples import answerable

PLAN = """青岚县高新区改革方案

本方案适用于青岚县。

一、总体要求
坚持简政放权。

二、重点任务
（一）规范管理权限。由县行政审批局负责。
（二）组建执法队伍。由县城管局负责。
"""


def source(name: str = "plan.txt") -> tuple[ParsedDocument, ParsedSource]:
    parsed = parse_bytes(PLAN.encode(), name)
    return parsed, ParsedSource(parsed.document.id, name, parsed.clauses)


def text_of(parsed: ParsedDocument, region: Region) -> str:
    return parsed.document.text[region.start : region.end]


def test_a_clause_is_found_however_its_labels_are_printed() -> None:
    parsed, plan = source()
    found = ClauseFinder([plan]).find(ClauseRef("plan.txt", ("二、", "(二)")))
    assert [text_of(parsed, region).strip() for region in found] == ["（二）组建执法队伍。由县城管局负责。"]


def test_a_clause_is_found_with_its_sub_clauses() -> None:
    parsed, plan = source()
    (region,) = ClauseFinder([plan]).find(ClauseRef("plan.txt", ("二、",)))
    assert "县城管局" in text_of(parsed, region)
    assert "简政放权" not in text_of(parsed, region)


def test_an_empty_path_is_the_text_before_the_first_number() -> None:
    parsed, plan = source()
    (region,) = ClauseFinder([plan]).find(ClauseRef("plan.txt", ()))
    assert "本方案适用于青岚县" in text_of(parsed, region)
    assert "总体要求" not in text_of(parsed, region)


def test_a_document_in_a_folder_is_found_by_its_file_name() -> None:
    _, plan = source("2024/plan.txt")
    assert ClauseFinder([plan]).find(ClauseRef("plan.txt", ("一、",)))


def test_a_file_name_that_two_documents_have_is_refused() -> None:
    with pytest.raises(EvidenceError, match=r"several documents have this name: a/plan\.txt, b/plan\.txt"):
        ClauseFinder([source("a/plan.txt")[1], source("b/plan.txt")[1]]).find(
            ClauseRef("plan.txt", ("一、",))
        )


def test_the_question_is_named_whose_clause_is_not_there() -> None:
    finder = ClauseFinder([source()[1]])
    question = replace(answerable(7), evidence=((ClauseRef("plan.txt", ("九、",)),),))
    with pytest.raises(
        EvidenceError, match=r"question q-0007: plan\.txt 九、: the document has no such clause"
    ):
        finder.evidence_of(question)
    elsewhere = replace(question, evidence=((ClauseRef("other.txt", ()),),))
    with pytest.raises(EvidenceError, match="the library has no document of this name"):
        finder.evidence_of(elsewhere)


def test_a_quote_of_the_parent_counts_only_where_it_reaches_into_the_clause() -> None:
    wanted = Evidence(((Region("plan", 10, 20),),))
    assert wanted.groups_hit(Region("plan", 0, 11)) == (0,)
    assert wanted.groups_hit(Region("plan", 0, 10)) == ()
    assert wanted.groups_hit(Region("plan", 20, 30)) == ()
    assert wanted.groups_hit(Region("other", 10, 20)) == ()
    assert wanted.groups_hit(Region("plan", 14, 15)) == (0,)


def test_any_alternative_of_a_piece_hits_it() -> None:
    wanted = Evidence(((Region("a", 0, 5), Region("b", 0, 5)), (Region("c", 0, 5),)))
    assert wanted.groups_hit(Region("b", 2, 3)) == (0,)
    assert wanted.groups_hit(Region("c", 2, 3)) == (1,)
