from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.types import Answer
from app.ui.conversation import Choice, Turn
from app.ui.labels import CHINESE, ENGLISH
from app.ui.render import (
    answer_as_text,
    citation_as_text,
    confidence,
    conversation,
    elapsed,
    empty_library,
    escape,
    evidence,
    welcome,
)
from tests.app.ui.desk_fakes import DOCUMENTS, FakeAssistant
from tests.app.ui.shown import attributes, shown_text, tags

OWN_TAGS = {
    "article", "b", "blockquote", "button", "div", "h2", "h3", "li", "ol", "p", "section", "span", "strong",
}  # fmt: skip


def ask(question: str) -> Answer:
    return FakeAssistant(DOCUMENTS).ask(question, [], 5, None)


@given(st.text())
def test_escaped_text_is_read_back_as_it_was_and_makes_no_element(text: str) -> None:
    assert shown_text(f"<p>{escape(text)}</p>", "p") == [text]
    assert tags(f"<p>{escape(text)}</p>") == {"p"}


@given(st.text())
def test_an_escaped_attribute_is_read_back_as_it_was(text: str) -> None:
    assert attributes(f'<p title="{escape(text)}"></p>', "title") == [text]


def test_hostile_text_makes_no_element_of_its_own_anywhere() -> None:
    turn = Turn(1, "<img src=x onerror=alert(1)> 恶意", ask("恶意"))
    for labels in (CHINESE, ENGLISH):
        page = conversation((turn,), None, labels) + evidence(turn, Choice(1, 1, 1), labels)
        assert tags(page) <= OWN_TAGS
        assert not attributes(page, "onclick")
        assert not attributes(page, "onerror")
    failed = Turn(2, "问", problem="<script>alert(1)</script>")
    assert tags(conversation((failed,), None, CHINESE)) <= OWN_TAGS
    assert shown_text(welcome(['"><script>'], CHINESE), "button") == ['"><script>']


def test_markers_of_citations_are_buttons_and_other_brackets_stay_text() -> None:
    answer = replace(ask("谁来执法"), answer="甲[1]乙[2]丙[3]丁[x]")
    shown = conversation((Turn(4, "谁来执法", answer),), Choice(4, 2, 1), CHINESE)
    assert shown_text(shown, "button", "tw-marker") == ["[1]", "[2]"]
    assert shown_text(shown, "button", "tw-chosen") == ["[2]"]
    assert shown_text(shown, "div", "tw-text") == ["甲[1]乙[2]丙[3]丁[x]"]


def test_a_card_shows_quote_place_units_and_file() -> None:
    shown = evidence(Turn(1, "谁来执法", ask("谁来执法")), None, ENGLISH)
    assert shown_text(shown, "blockquote") == [
        "组建联合执法队伍,负责高新区执法。",
        "县城管局牵头,县应急局配合。",
    ]
    assert shown_text(shown, "span", "tw-badge") == ["[1]", "[2]"]
    assert shown_text(shown, "p", "tw-units") == ["Lead县城管局"]
    assert shown_text(shown, "p", "tw-file") == ["File: plan.txt"] * 2
    assert shown_text(shown, "ol", "tw-path") == ["(二)统一执法"] * 2


def test_an_abstention_looks_different_and_calls_its_clauses_tips() -> None:
    turn = Turn(1, "天气", ask("天气"))
    talk, cards = conversation((turn,), None, ENGLISH), evidence(turn, None, ENGLISH)
    assert shown_text(talk, "strong") == [ENGLISH.abstained]
    assert not shown_text(talk, "button", "tw-marker")
    assert shown_text(talk, "div", "tw-abstained")
    assert shown_text(cards, "p", "tw-tips-note") == [ENGLISH.tips_note]
    assert shown_text(cards, "span", "tw-badge") == [ENGLISH.tip]


def test_an_abstention_without_tips_says_so() -> None:
    turn = Turn(1, "天气", replace(ask("天气"), suggestions=()))
    assert shown_text(evidence(turn, None, CHINESE), "p") == [CHINESE.abstained_more]
    assert shown_text(conversation((turn,), None, CHINESE), "button", "tw-link") == [CHINESE.copy_answer]


def test_a_copied_answer_carries_quotes_titles_clauses_and_files() -> None:
    answer = ask("谁来执法")
    copied = answer_as_text(answer, CHINESE)
    for cited in answer.citations:
        assert f"[{cited.marker}] {citation_as_text(cited, CHINESE)}" in copied
        for part in (cited.quote, cited.document_title, *cited.clause_path, cited.source_name):
            assert part in citation_as_text(cited, CHINESE)
    assert copied in attributes(conversation((Turn(1, "问", answer),), None, CHINESE), "data-copy")


def test_a_copied_abstention_says_that_it_proves_nothing() -> None:
    copied = answer_as_text(ask("天气"), ENGLISH)
    assert ENGLISH.abstained in copied
    assert copied.index(ENGLISH.tips_note) < copied.index("每年十二月底前报告进展。")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.999, "Confidence: high (99%)"),
        (0.85, "Confidence: high (85%)"),
        (0.7, "Confidence: medium (70%)"),
        (0.2, "Confidence: low (20%)"),
    ],
)
def test_confidence_is_put_in_words_and_never_rounded_up(value: float, words: str) -> None:
    assert confidence(value, ENGLISH) == words


@pytest.mark.parametrize(
    ("milliseconds", "words"), [(0.2, "took < 1 ms"), (7.9, "took 8 ms"), (1234.0, "took 1.2 s")]
)
def test_time_taken_is_shown_in_a_fitting_unit(milliseconds: float, words: str) -> None:
    assert elapsed(milliseconds, ENGLISH) == words


def test_an_empty_library_names_the_command_that_fills_it() -> None:
    assert shown_text(empty_library(CHINESE), "code") == ["tiaowen ingest PATH"]
