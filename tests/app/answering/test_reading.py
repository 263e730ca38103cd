"""What a re-ranker changes: the order of the candidates and the confidence, never the words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.answering import DECISION_FEATURES, READING_FEATURES, Answerer, texts_of_chunks
from app.understanding import Scope, Term, TermKind
from index import Snapshot, load_reranker

QUESTION = "高新区里谁来执法"


class Reader:
    """A `Reranker` that finds a word, or nothing, and remembers what it was given."""

    name = "reader"

    def __init__(self, word: str) -> None:
        self._word = word
        self.given: list[tuple[str, int]] = []

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        self.given.append((question, len(texts)))
        return [1.0 if self._word in text else 0.0 for text in texts]


def first_chunk(answerer: Answerer, snapshot: Snapshot) -> str:
    return answerer.consider(snapshot, QUESTION).ranked[0][1].hit.chunk.text


def test_the_first_chunks_and_sentences_and_the_quotes_are_read(sample_snapshot: Snapshot) -> None:
    reader = Reader("没有这个词")
    considered = Answerer(reranker=reader).consider(sample_snapshot, QUESTION)
    assert reader.given == [(QUESTION, 24), (QUESTION, 1)]
    assert len(considered.features) == len(DECISION_FEATURES) + len(READING_FEATURES)
    assert considered.features[-6:] == (-6.0, -6.0, -6.0, -6.0, 0.0, 0.0)


def test_a_chunk_that_reads_like_the_answer_moves_up(sample_snapshot: Snapshot) -> None:
    plain = Answerer().consider(sample_snapshot, QUESTION)
    chunks = list(dict.fromkeys(candidate.hit.chunk.text for _, candidate in plain.ranked))
    second = chunks[1]
    assert first_chunk(Answerer(reranker=Reader(second)), sample_snapshot) in chunks[:2]
    gained = Answerer(reranker=Reader(second)).consider(sample_snapshot, QUESTION)
    order = list(dict.fromkeys(candidate.hit.chunk.text for _, candidate in gained.ranked))
    assert order.index(second) <= 1
    logits = {candidate.hit.chunk.text: logit for logit, candidate in reversed(plain.ranked)}
    moved = {candidate.hit.chunk.text: logit for logit, candidate in reversed(gained.ranked)}
    assert moved[second] - logits[second] == pytest.approx(moved[chunks[0]] - logits[chunks[0]] + 0.45 * 12)


def test_a_chunk_is_read_with_the_name_by_which_the_question_calls_its_document(
    sample_snapshot: Snapshot,
) -> None:
    chunk = Answerer().consider(sample_snapshot, QUESTION).ranked[0][1].hit.chunk
    name = Term("虚城", ("虚城",), TermKind.NAME, 1.0)
    (plain,) = texts_of_chunks(sample_snapshot, Scope((), ()), [chunk])
    (named,) = texts_of_chunks(sample_snapshot, Scope((), ((name, {chunk.document_id: 0.8}),)), [chunk])
    assert "虚城" not in plain
    assert "虚城" in named.split("\n")[0]
    assert named.replace("虚城 ", "") == plain


def test_the_threshold_is_the_one_that_was_fitted_for_it() -> None:
    models = Answerer().models
    assert Answerer().threshold == models.threshold
    assert Answerer(reranker=Reader("")).threshold == models.read_threshold
    assert Answerer(0.9, reranker=Reader("")).threshold == 0.9


def test_the_bundled_re_ranker_gives_the_same_answer_each_time(sample_snapshot: Snapshot) -> None:
    answers = [Answerer(reranker=load_reranker()).answer(sample_snapshot, QUESTION) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0].answerable
    assert "执法" in answers[0].citations[0].quote


def test_an_empty_library_is_not_read(sample_snapshot: Snapshot) -> None:
    reader = Reader("执法")
    assert not Answerer(reranker=reader).answer(sample_snapshot, QUESTION, document_ids=[]).answerable
    assert reader.given == []
