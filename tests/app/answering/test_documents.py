from __future__ import annotations

from dataclasses import replace

from app.answering.documents import fit_documents
from app.answering.evidence import Asked, _own_query
from app.understanding import Scope, Term, TermKind, understand
from index import Query, Snapshot


def term(word: str, weight: float = 1.0) -> Term:
    return Term(word, (word,), TermKind.WORD, weight)


def test_the_document_that_says_the_words_most_often_is_the_densest(sample_snapshot: Snapshot) -> None:
    hits = sample_snapshot.search(Query("青蘅高新区 执法"), 40)
    fits = fit_documents(sample_snapshot, [term("青蘅"), term("执法")], hits)
    assert set(fits) == {hit.chunk.document_id for hit in hits}
    best = max(fits, key=lambda document_id: fits[document_id].density)
    assert "青蘅" in sample_snapshot.document(best).title
    assert fits[best].density_share == 1.0
    assert max(fit.support_share for fit in fits.values()) == 1.0
    for fit in fits.values():
        assert 0 <= fit.density < 1
        assert 0 <= fit.density_share <= 1
        assert 0 <= fit.support_share <= 1


def test_a_term_that_weighs_more_counts_more(sample_snapshot: Snapshot) -> None:
    hits = sample_snapshot.search(Query("青蘅高新区 执法"), 40)
    light, heavy = (
        fit_documents(sample_snapshot, [term("青蘅", weight), term("没有的词")], hits)
        for weight in (0.5, 2.0)
    )
    best = max(light, key=lambda document_id: light[document_id].density)
    assert heavy[best].density > light[best].density


def test_words_that_no_document_says_make_all_equal(sample_snapshot: Snapshot) -> None:
    hits = sample_snapshot.search(Query("执法"), 5)
    fits = fit_documents(sample_snapshot, [term("没有的词")], hits)
    assert {(fit.density, fit.density_share) for fit in fits.values()} == {(0.0, 0.0)}
    assert fit_documents(sample_snapshot, [], hits).keys() == fits.keys()
    assert fit_documents(sample_snapshot, [], []) == {}


def test_what_a_document_is_about_is_not_looked_for_again_in_it() -> None:
    question = understand("智慧农场的方案里，补贴给多少")
    topic = (term("智慧"), term("农场"), term("补贴"))
    scope = Scope(topic, (), subjects={"d": 0.6}, subject_terms={"d": frozenset({"智慧", "农场"})})
    asked = Asked(question, Query("智慧农场的方案里，补贴给多少"), scope, frozenset())
    own = _own_query(asked, ["d"])
    assert own is not None
    assert "补贴" in own.text
    assert "智慧" not in own.text
    assert "农场" not in own.text
    assert _own_query(asked, []) is None
    all_said = replace(scope, subject_terms={"d": frozenset({"智慧", "农场", "补贴"})})
    assert _own_query(replace(asked, scope=all_said), ["d"]) is None
    none_said = replace(scope, subject_terms={})
    assert _own_query(replace(asked, scope=none_said), ["d"]) is None


def test_a_word_is_the_rarer_the_less_a_document_says_it(sample_snapshot: Snapshot) -> None:
    hits = sample_snapshot.search(Query("青蘅高新区 执法"), 40)
    fits = fit_documents(sample_snapshot, [term("青蘅"), term("执法"), term("没有的词")], hits)
    best = max(fits, key=lambda document_id: fits[document_id].density)
    rarities = fits[best].rarities
    assert 0 < rarities["青蘅"] < rarities["执法"] < rarities["没有的词"] == 1.0
