from __future__ import annotations

from app.understanding import Scope, split_names, understand
from app.understanding.lexicon import build_lexicon
from app.understanding.terms import find_terms
from index import Snapshot
from ingest import Document

# Its title names no place; its text speaks of one.
UNTITLED = Document(
    "u", "行动方案", "行动方案\n一、霜河县工业园区。\n二、霜河县企业、霜河县道路。", "u.txt", "0"
)
TITLED = Document("t", "霜河县工业园区办法", "霜河县工业园区办法\n第一条 霜河县企业。", "t.txt", "1")
DIGEST = Document(
    "d",
    "改革观察",
    "改革观察\n一、霜河县改革\n霜河县精简。\n二、砚溪县改革\n砚溪县合并，砚溪县搬迁。",
    "d.txt",
    "2",
)


def scope_of(snapshot: Snapshot, text: str) -> Scope:
    lexicon = build_lexicon([UNTITLED, TITLED, DIGEST])
    question = understand(text)
    return split_names(question, find_terms(question, lexicon, snapshot), lexicon.names)


def test_a_document_goes_by_the_place_of_the_question_where_its_title_prints_none(
    sample_snapshot: Snapshot,
) -> None:
    assert scope_of(sample_snapshot, "霜河谁来执法").names_of(UNTITLED, ("一、园区",)) == ("霜河",)


def test_a_title_that_prints_the_place_says_it_already(sample_snapshot: Snapshot) -> None:
    assert scope_of(sample_snapshot, "霜河谁来执法").names_of(TITLED, ("第一条",)) == ()


def test_under_a_heading_of_another_place_a_clause_goes_by_that_place_only(sample_snapshot: Snapshot) -> None:
    scope = scope_of(sample_snapshot, "霜河谁来执法")
    assert scope.names_of(DIGEST, ("一、霜河县改革",)) == ("霜河",)
    assert scope.names_of(DIGEST, ("二、砚溪县改革",)) == ()


def test_a_clause_under_a_heading_of_another_place_hardly_matches(sample_snapshot: Snapshot) -> None:
    scope = scope_of(sample_snapshot, "霜河谁来执法")
    beside = scope.match("d", "合并", "")
    elsewhere = scope.match("d", "二、砚溪县改革 合并", "二、砚溪县改革")
    own = scope.match("d", "一、霜河县改革 精简", "一、霜河县改革")
    assert elsewhere < beside < own == 1.0
    assert scope.match("t", "二、砚溪县 合并", "二、砚溪县") == 1.0  # its title names the place


def test_no_document_goes_by_a_place_that_it_does_not_speak_of(sample_snapshot: Snapshot) -> None:
    assert scope_of(sample_snapshot, "砚溪谁来执法").names_of(UNTITLED, ()) == ()


def test_a_document_is_asked_about_where_its_subject_says_the_topic(sample_snapshot: Snapshot) -> None:
    farm = Document("f", "f", "为加快推动智慧农场建设，制定本行动计划。\n一、目标\n建成十个。", "f.txt", "4")
    lexicon = build_lexicon([UNTITLED, TITLED, DIGEST, farm])
    question = understand("智慧农场要建几个")
    scope = split_names(question, find_terms(question, lexicon, sample_snapshot), lexicon.names)
    assert scope.about() == ["f"]
    question = understand("汽车要造几个")
    scope = split_names(question, find_terms(question, lexicon, sample_snapshot), lexicon.names)
    assert scope.about() == []
