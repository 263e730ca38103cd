"""Fused search over a library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import Expansion, Library, Query, Retriever, Snapshot
from ingest import ParsedDocument
from tests.index.builders import (
    ENFORCEMENT,
    TALENT,
    TALENT_AMENDED,
    WORK_POINTS,
    many_documents,
    parse,
    similarity_by_hand,
)
from tests.index.encoder import HashingEncoder

QUESTIONS = ("谁来执法", "博士安家补贴多少万元", "第三条 15日 罚款", "任期制与薪酬", "who enforces the rules")


@pytest.fixture(scope="module")
def parsed() -> list[ParsedDocument]:
    return [
        parse("a.txt", ENFORCEMENT),
        parse("b.txt", TALENT),
        parse("c.txt", WORK_POINTS),
        *many_documents(20),
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory, parsed: list[ParsedDocument]) -> Iterator[Snapshot]:
    with Library.open(tmp_path_factory.mktemp("library"), HashingEncoder()) as library:
        library.add(parsed)
        yield library.snapshot()


def test_a_snapshot_is_a_retriever(snapshot: Snapshot) -> None:
    retriever: Retriever = snapshot
    assert retriever.search(Query("执法"), 1)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_similarity_is_what_brute_force_over_the_texts_gives(
    snapshot: Snapshot, parsed: list[ParsedDocument], question: str
) -> None:
    by_id = {p.document.id: p for p in parsed}
    hits = snapshot.search(Query(question), 1000)
    by_hand = {
        hit.chunk.id: similarity_by_hand(
            HashingEncoder(), question, by_id[hit.chunk.document_id], hit.chunk.id
        )
        for hit in hits
    }
    assert len(by_hand) == sum(len(p.chunks) for p in parsed)
    assert {h.chunk.id: h.dense_similarity for h in hits} == pytest.approx(by_hand, abs=2e-6)
    in_order = sorted(hits, key=lambda hit: hit.dense_rank or 0)
    similarities = [by_hand[hit.chunk.id] for hit in in_order]
    assert similarities == pytest.approx(sorted(by_hand.values(), reverse=True), abs=2e-6)


@pytest.mark.parametrize("question", QUESTIONS)
def test_hits_are_ranked_by_score_and_then_by_chunk_id(snapshot: Snapshot, question: str) -> None:
    hits = snapshot.search(Query(question), 60)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert hits == sorted(hits, key=lambda hit: (-hit.score, hit.chunk.id))
    assert all(0.0 <= hit.score <= 1.0 for hit in hits)
    assert len({hit.chunk.id for hit in hits}) == len(hits)


def test_fewer_hits_are_the_beginning_of_more(snapshot: Snapshot) -> None:
    many = snapshot.search(Query("环境保护检查"), 40)
    for k in (1, 2, 5, 17):
        assert snapshot.search(Query("环境保护检查"), k) == many[:k]


def test_equal_clauses_tie_and_stand_by_chunk_id(snapshot: Snapshot) -> None:
    hits = snapshot.search(Query("本办法自公布之日起施行"), 20)
    equal = [hit.chunk.id for hit in hits if hit.score == hits[0].score]
    assert equal == sorted(equal)
    assert [hit.chunk.text for hit in hits].count("第六条 本办法自公布之日起施行。") == 20


def test_only_the_given_documents_are_ranked(snapshot: Snapshot, parsed: list[ParsedDocument]) -> None:
    wanted = {parsed[1].document.id, parsed[7].document.id}
    hits = snapshot.search(Query("人才检查"), 500, document_ids=wanted)
    assert len(hits) == len(parsed[1].chunks) + len(parsed[7].chunks)
    assert {hit.chunk.document_id for hit in hits} == wanted
    assert hits[0].dense_rank is not None
    assert sorted(hit.dense_rank or 0 for hit in hits) == list(range(1, len(hits) + 1))


@pytest.mark.parametrize("document_ids", [[], ["unknown"]])
def test_a_filter_that_lets_nothing_through_gives_nothing(
    snapshot: Snapshot, document_ids: list[str]
) -> None:
    assert snapshot.search(Query("执法"), 5, document_ids=document_ids) == []


def test_an_old_version_is_not_searched_even_when_asked_for(tmp_path: Path) -> None:
    old = parse("b.txt", TALENT)
    with Library.open(tmp_path, HashingEncoder()) as library:
        library.add([old])
        library.add([parse("b.txt", TALENT_AMENDED)])
        assert library.snapshot().search(Query("人才"), 5, document_ids=[old.document.id]) == []


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u3000"])
def test_an_empty_question_gives_no_hit(snapshot: Snapshot, text: str) -> None:
    assert snapshot.search(Query(text), 5) == []


def test_a_k_below_one_is_a_mistake(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        snapshot.search(Query("执法"), 0)


def test_expansions_find_a_clause_whose_words_the_question_lacks(snapshot: Snapshot) -> None:
    expansions = (Expansion("任期制", 0.9, "tenure"), Expansion("薪酬", 0.6, "pay"))
    hits = snapshot.search(Query("tenure and pay", expansions), 500)
    found = [hit.chunk.text for hit in hits if hit.lexical_rank is not None]
    assert len(found) == 1
    assert "任期制" in found[0]
    assert all(hit.lexical_rank is None for hit in snapshot.search(Query("tenure and pay"), 500))


def test_a_chunk_of_one_leg_says_so(snapshot: Snapshot) -> None:
    hits = snapshot.search(Query("博士研究生"), 500)
    found = [hit for hit in hits if hit.lexical_score is not None]
    assert {hit.lexical_rank for hit in found} == set(range(1, len(found) + 1))
    missed = [hit for hit in hits if hit.lexical_score is None]
    assert missed
    assert all(hit.lexical_rank is None and hit.dense_similarity is not None for hit in missed)


@pytest.mark.parametrize(
    "question", ["AND", "title:", '"', "(", "a OR", "*:*", "+-!", "\x00", "\ud800", "/.*/", "\\"]
)
def test_query_syntax_means_nothing_and_harms_nothing(snapshot: Snapshot, question: str) -> None:
    assert isinstance(snapshot.search(Query(question + "执法"), 5), list)
    assert isinstance(snapshot.search(Query(question), 5), list)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.characters(), max_size=60))
def test_any_text_at_all_can_be_asked(snapshot: Snapshot, text: str) -> None:
    hits = snapshot.search(Query(text, (Expansion(text, 0.5),)), 5)
    assert len(hits) == (5 if text.strip() else 0)


def test_a_pasted_page_can_be_asked(snapshot: Snapshot) -> None:
    assert len(snapshot.search(Query((ENFORCEMENT + TALENT + WORK_POINTS) * 20), 5)) == 5


def test_the_sentences_of_a_chunk_are_compared_one_by_one(
    snapshot: Snapshot, parsed: list[ParsedDocument]
) -> None:
    question = "消防执法归谁"
    chunk = next(c for c in parsed[0].chunks if "消防执法" in c.text)
    text = parsed[0].document.text
    sentences = [text[s.start : s.end] for s in parsed[0].sentences if s.chunk_id == chunk.id]
    vectors = HashingEncoder().encode_chunks(sentences).astype("float16").astype("float32")
    by_hand = [float(vector @ HashingEncoder().encode_query(question)) for vector in vectors]
    found = snapshot.sentence_similarities(question, [chunk.id, "unknown"])
    assert found == {chunk.id: pytest.approx(by_hand, abs=2e-6)}
