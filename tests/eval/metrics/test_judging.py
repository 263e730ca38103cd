from __future__ import annotations

from dataclasses import replace

from eval.metrics import Judgement, Reply, is_verbatim, judge_reply, states_facts
from eval.questions import Question
from eval.relevance import Evidence, Region
from tests.eval.examples import (
    FIRST,
    SECOND,
    THIRD,
    answerable,
    evidence,
    find_document,
    quote,
    reply,
    unanswerable,
)

NOTHING = Evidence(())


def judge(question: Question, wanted: Evidence, given: Reply) -> Judgement:
    return judge_reply(question, wanted, given, find_document)


def test_a_right_answer_is_right_in_every_respect() -> None:
    judged = judge(answerable(), evidence(FIRST), reply(quote(FIRST)))
    assert (judged.cited_first, judged.complete, judged.facts) == (True, True, True)
    assert (judged.right_citations, judged.citations) == (1, 1)
    assert (judged.verbatim, judged.checked) == (1, 1)
    assert judged.quote_lengths == (12,)


def test_the_right_clause_in_second_place_is_not_cited_first() -> None:
    judged = judge(answerable(), evidence(FIRST), reply(quote(SECOND), quote(FIRST)))
    assert (judged.cited_first, judged.complete) == (False, True)
    assert (judged.right_citations, judged.citations) == (1, 2)


def test_one_of_two_needed_pieces_is_not_complete() -> None:
    assert not judge(answerable(), evidence(FIRST, SECOND), reply(quote(FIRST))).complete
    assert judge(answerable(), evidence(FIRST, SECOND), reply(quote(SECOND), quote(FIRST))).complete


def test_a_refused_answerable_question_is_wrong_in_every_respect() -> None:
    judged = judge(answerable(), evidence(FIRST), reply(answered=False, words=("县城管局",)))
    assert (judged.cited_first, judged.complete, judged.facts) == (False, False, False)


def test_an_answered_unanswerable_question_is_never_right() -> None:
    judged = judge(unanswerable(), NOTHING, reply(quote(FIRST)))
    assert (judged.cited_first, judged.complete, judged.facts) == (False, False, False)
    assert judged.answered


def test_facts_may_stand_in_what_else_is_stated() -> None:
    assert judge(answerable(), evidence(FIRST), reply(quote(THIRD), words=("县城管局",))).facts


def test_facts_are_found_however_they_are_printed() -> None:
    assert states_facts((("30個工作日",),), ["应当在３０ 个\n工作日内"])
    assert states_facts((("三十日", "30日"),), ["30日"])
    assert not states_facts((("30日",), ("县城管局",)), ["30日"])
    assert not states_facts((("县城管局",),), ["县城", "管局"])


def test_a_quote_is_verbatim_only_as_the_very_slice_with_the_very_hash() -> None:
    assert is_verbatim(quote(FIRST), find_document)
    assert not is_verbatim(quote(FIRST, text="一、执法由县公安局负责。"), find_document)
    assert not is_verbatim(quote(FIRST, sha256="0" * 64), find_document)
    assert not is_verbatim(quote(Region("plan", 5, 5)), find_document)
    assert not is_verbatim(quote(Region("plan", -5, -1)), find_document)
    assert not is_verbatim(quote(Region("plan", 30, 300)), find_document)


def test_reading_tips_are_checked_too() -> None:
    tip = quote(FIRST, text="别的话")
    judged = judge(unanswerable(), NOTHING, replace(reply(answered=False), tips=(tip, quote(SECOND))))
    assert (judged.verbatim, judged.checked, judged.citations) == (1, 2, 0)
