from __future__ import annotations

from app.answering.documents import fit_documents
from app.understanding import Term, TermKind
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
