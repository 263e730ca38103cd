import logging
from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.assistant import MAX_QUESTION_LENGTH, InvalidQuestionError, UnknownDocumentsError
from app.types import Answer, Message
from app.ui.conversation import Choice, Turn
from app.ui.desk import Desk
from app.ui.labels import CHINESE, ENGLISH
from index import LibraryBusyError
from ingest import TiaowenError
from tests.app.ui.desk_fakes import DOCUMENTS, FakeAssistant, FakeDocument
from tests.app.ui.shown import shown_text


class FailingAssistant(FakeAssistant):
    def __init__(self, error: Exception) -> None:
        super().__init__(DOCUMENTS)
        self.error = error

    def ask(
        self, question: str, history: Sequence[Message], top_k: int, document_ids: Sequence[str] | None
    ) -> Answer:
        raise self.error


def test_a_reply_carries_the_earlier_questions_and_the_chosen_documents() -> None:
    assistant = FakeAssistant()
    desk = Desk(assistant)
    first = desk.reply("谁来执法", (), [], CHINESE)
    second = desk.reply("那期限呢", (first,), ["long"], CHINESE)
    assert (first.number, second.number) == (1, 2)
    assert assistant.asked[0] == ("谁来执法", [], None)
    question, history, document_ids = assistant.asked[1]
    assert question == "那期限呢"
    assert [message.content for message in history if message.role == "user"] == ["谁来执法"]
    assert document_ids == ["long"]


def test_a_question_that_is_too_long_is_not_asked() -> None:
    assistant = FakeAssistant()
    turn = Desk(assistant).reply("长" * (MAX_QUESTION_LENGTH + 1), (), [], ENGLISH)
    assert turn.problem == ENGLISH.problem_long.format(limit=MAX_QUESTION_LENGTH)
    assert len(turn.question) == MAX_QUESTION_LENGTH
    assert not assistant.asked


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (LibraryBusyError("another process is writing"), CHINESE.problem_busy),
        (UnknownDocumentsError("not among the current documents"), CHINESE.problem_documents),
        (InvalidQuestionError("the question holds U+0000"), CHINESE.problem_text),
        (TiaowenError("something else"), CHINESE.problem_failed),
        (RuntimeError("a bug"), CHINESE.problem_failed),
    ],
)
def test_an_error_becomes_a_friendly_line_and_a_line_in_the_log(
    error: Exception, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        turn = Desk(FailingAssistant(error)).reply("谁来执法", (), [], CHINESE)
    assert turn == Turn(1, "谁来执法", problem=line)
    assert str(error) in caplog.text


def test_the_source_marks_the_very_quote_of_the_citation() -> None:
    desk = Desk(FakeAssistant())
    turn = desk.reply("谁来执法 期限", (), [], CHINESE)
    assert turn.answer is not None
    for cited in turn.answer.citations:
        shown = desk.source((turn,), Choice(1, cited.marker, 1), CHINESE)
        assert shown_text(shown, "mark") == [cited.quote]


def test_a_long_document_is_shown_in_part_with_the_whole_clause_in_it() -> None:
    desk = Desk(FakeAssistant())
    shown = desk.source((desk.reply("期限", (), [], CHINESE),), Choice(1, 1, 1), CHINESE)
    (text,) = shown_text(shown, "div", "tw-document")
    assert "申请人应当在三十日内提交材料。" in text
    assert len(text) < len(DOCUMENTS[2].text)
    hints = shown_text(shown, "p", "tw-hint")
    omitted = len(DOCUMENTS[2].text) - len(text)
    assert sum(int("".join(filter(str.isdigit, hint))) for hint in hints) == omitted


def test_a_quote_that_is_not_the_stored_text_is_refused_not_searched_for() -> None:
    desk = Desk(FakeAssistant())
    turn = desk.reply("期限", (), [], CHINESE)
    assert turn.answer is not None
    forged = replace(turn.answer.citations[0], quote="六十日内")
    turn = replace(turn, answer=replace(turn.answer, citations=(forged,)))
    shown = desk.source((turn,), Choice(1, 1, 1), CHINESE)
    assert not shown_text(shown, "mark")
    assert shown_text(shown, "p", "tw-problem")


def test_a_citation_that_has_left_the_session_is_said_to_be_gone() -> None:
    shown = Desk(FakeAssistant()).source((), Choice(7, 1, 1), ENGLISH)
    assert shown_text(shown, "p", "tw-problem") == [ENGLISH.turn_gone]


def test_documents_with_one_title_are_told_apart_by_their_files() -> None:
    twins = [FakeDocument("a", "通知", "2023.txt", ""), FakeDocument("b", "通知", "2024.txt", "")]
    choices = Desk(FakeAssistant([*twins, *DOCUMENTS[:1]])).document_choices()
    assert choices == [("通知 (2023.txt)", "a"), ("通知 (2024.txt)", "b"), ("云岭县高新区管理方案", "plan")]


def test_an_empty_library_is_welcomed_with_the_way_to_fill_it() -> None:
    assert "tiaowen ingest" in Desk(FakeAssistant([])).welcome("en")
    assert not shown_text(Desk(FakeAssistant([])).welcome("en"), "button")


def test_examples_are_made_from_the_headings_of_the_library() -> None:
    shown = shown_text(Desk(FakeAssistant()).welcome("zh"), "button", "tw-example")
    assert shown == ["关于“规范管理权限”有哪些规定？", "“统一执法”由哪些单位负责？"]
