from __future__ import annotations

import pytest

from app.types import Message
from app.understanding.followups import Resolved, resolve
from app.understanding.lexicon import Lexicon
from app.understanding.question import Kind
from index import Snapshot

FIRST = "青蘅高新区的薪酬怎么定"


def words(resolved: Resolved, carried: bool) -> set[str]:
    return {term.word for term in resolved.terms if term.carried is carried}


def follow(lexicon: Lexicon, snapshot: Snapshot, text: str, *earlier: str) -> Resolved:
    return resolve(text, [Message("user", content) for content in earlier], lexicon, snapshot)


def test_a_question_without_a_topic_takes_over_the_topic_before(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "那由谁负责呢？", FIRST)
    assert {"青蘅", "薪酬"} <= words(resolved, carried=True)
    assert resolved.question.kind is Kind.WHO
    assert FIRST in resolved.search_text


def test_another_topic_keeps_the_place_and_the_kind(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "那薪酬呢？", "青蘅高新区涉企执法由哪个单位负责")
    assert "薪酬" in words(resolved, carried=False)
    carried = {term.word: term for term in resolved.terms if term.carried}
    assert carried["青蘅"].sure == 1.0
    assert carried["执法"].sure < 0.5
    assert resolved.question.kind is Kind.WHO
    assert "青蘅" in resolved.search_text


@pytest.mark.parametrize("text", ["那砚溪呢？", "砚溪县呢"])
def test_another_place_keeps_the_topic_and_drops_the_place(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, text, FIRST)
    assert words(resolved, carried=False) & {"砚溪", "砚溪县"}
    assert "薪酬" in words(resolved, carried=True)
    assert "青蘅" not in words(resolved, carried=True)
    assert "薪酬" in resolved.search_text
    assert "青蘅" not in resolved.search_text


def test_an_english_pronoun_takes_over_the_topic_before(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    resolved = follow(
        sample_lexicon,
        sample_snapshot,
        "and who is responsible for that?",
        "How is law enforcement done in Qingheng?",
    )
    carried = {term.word: term for term in resolved.terms if term.carried}
    assert "qingheng" in carried
    assert any("执法" in term.variants and term.sure > 0.5 for term in carried.values())
    assert "law enforcement" in resolved.search_text
    assert resolved.question.accountable


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("标准地出让公告期不少于多少天", FIRST),
        ("霁川市科创资金由哪个部门负责拨付", "今天天气怎么样"),
        ("Who builds the sea trial site in Wangyu?", "How is pay set in Qingheng?"),
    ],
)
def test_a_question_that_stands_alone_is_not_touched(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str, earlier: str
) -> None:
    assert follow(sample_lexicon, sample_snapshot, text, earlier) == follow(
        sample_lexicon, sample_snapshot, text
    )


@pytest.mark.parametrize("written", ["青蘅高薪区的薪酬怎么定", "青蘅高新区的新酬怎么定"])
def test_a_slip_of_the_pen_is_mended_before_anything_is_looked_up(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, written: str
) -> None:
    meant = follow(sample_lexicon, sample_snapshot, FIRST)
    assert follow(sample_lexicon, sample_snapshot, written) == meant
    asked = follow(sample_lexicon, sample_snapshot, "那由谁负责呢？", written)
    assert asked.search_text == follow(sample_lexicon, sample_snapshot, "那由谁负责呢？", FIRST).search_text


def test_a_mended_question_keeps_its_language(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "高新區誰來執發")
    assert resolved.question.language == "zh-Hant"
    assert resolved.search_text == "高新區誰來執法"


def test_what_the_assistant_said_and_blank_messages_do_not_count(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    history = [Message("assistant", FIRST), Message("user", "  ")]
    assert resolve("那由谁负责呢？", history, sample_lexicon, sample_snapshot) == follow(
        sample_lexicon, sample_snapshot, "那由谁负责呢？"
    )


def test_a_topic_lasts_over_two_follow_ups(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "什么时候？", FIRST, "那由谁负责呢？")
    assert {"青蘅", "薪酬"} <= words(resolved, carried=True)
    assert resolved.question.kind is Kind.WHEN


def test_a_long_conversation_is_resolved_without_trouble(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "那呢？", *["那呢？"] * 200)
    assert resolved.terms == ()


def test_a_follow_up_that_points_back_keeps_the_topic_beside_its_own(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    resolved = follow(sample_lexicon, sample_snapshot, "他们各派几名人员？", "青蘅高新区由谁执法")
    assert resolved.search_text.startswith("青蘅高新区由谁执法")
    carried = {term.word: term for term in resolved.terms if term.carried}
    assert carried["执法"].sure > 0.5


def test_a_follow_up_leans_on_what_was_asked_before_unless_it_names_another_place(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    assert follow(sample_lexicon, sample_snapshot, "那由谁负责呢？", FIRST).leans_on == (FIRST,)
    assert follow(sample_lexicon, sample_snapshot, "那砚溪呢？", FIRST).leans_on == ()
    assert follow(sample_lexicon, sample_snapshot, "标准地出让公告期不少于多少天", FIRST).leans_on == ()
