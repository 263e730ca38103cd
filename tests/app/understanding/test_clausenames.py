from __future__ import annotations

import pytest

from app.understanding.clausenames import find_named_clauses
from app.understanding.lexicon import Lexicon
from app.understanding.question import understand
from app.understanding.terms import find_terms
from index import Snapshot


def labels_named(text: str, lexicon: Lexicon, snapshot: Snapshot) -> dict[str, set[str]]:
    """Return the labels of the clauses that a question names, by file."""
    question = understand(text)
    named = find_named_clauses(question, find_terms(question, lexicon, snapshot), snapshot, None)
    found: dict[str, set[str]] = {}
    for clause_id in named:
        clause = snapshot.clause(clause_id)
        found.setdefault(snapshot.document(clause.document_id).source_name, set()).add(clause.label)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "霁川市标准地办法第六条",
        "霽川市標準地辦法第六條",
        "霁川市标准地办法第6条说了什么",
        "霁川市标准地办法第６条",
        "clause 6 of the Jichuan standard land measures",
        "What does Article 6 of the Jichuan standard land measures say?",
    ],
)
def test_a_clause_is_named_by_its_number_in_any_script(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    found = labels_named(text, sample_lexicon, sample_snapshot)
    assert found == {"jichuan-standard-land-measures.txt": {"第六条", "（一）", "（二）", "（三）"}}


def test_an_inserted_article_is_not_the_article_before_it(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    inserted = labels_named("霁川市标准地办法第九条之一", sample_lexicon, sample_snapshot)
    before = labels_named("霁川市标准地办法第九条", sample_lexicon, sample_snapshot)
    assert inserted == {"jichuan-standard-land-measures.txt": {"第九条之一"}}
    assert before == {"jichuan-standard-land-measures.txt": {"第九条"}}


def test_a_chapter_is_named_with_all_its_articles(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    found = labels_named("霁川市标准地办法第四章", sample_lexicon, sample_snapshot)
    assert {"第四章", "第十五条", "第十八条"} <= found["jichuan-standard-land-measures.txt"]
    assert "第十九条" not in found["jichuan-standard-land-measures.txt"]


@pytest.mark.parametrize("text", ["霁川市标准地办法第九百条", "标准地怎么出让", "第几条", "有三条措施"])
def test_a_number_that_no_clause_has_names_none(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    assert labels_named(text, sample_lexicon, sample_snapshot) == {}


def test_only_the_given_documents_are_looked_into(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    question = understand("第六条")
    terms = find_terms(question, sample_lexicon, sample_snapshot)
    assert find_named_clauses(question, terms, sample_snapshot, None)
    assert find_named_clauses(question, terms, sample_snapshot, []) == frozenset()


def test_a_clause_of_a_title_that_no_document_has_is_not_named(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    assert labels_named("《火星条例》第六条", sample_lexicon, sample_snapshot) == {}
    assert labels_named("《霁川市标准地办法》第六条", sample_lexicon, sample_snapshot)
