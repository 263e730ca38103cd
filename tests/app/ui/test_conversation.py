from app.types import Answer, Message
from app.ui.conversation import (
    HISTORY_TURNS,
    MAX_TURNS,
    Turn,
    append_turn,
    find_citation,
    find_turn,
    history,
    next_number,
)
from tests.app.ui.desk_fakes import DOCUMENTS, FakeAssistant


def answer(question: str) -> Answer:
    return FakeAssistant(DOCUMENTS).ask(question, [], 5, None)


def test_history_is_the_answered_turns_oldest_first() -> None:
    turns = (
        Turn(1, "谁来执法", answer("谁来执法")),
        Turn(2, "坏了", problem="没有得到答案"),
        Turn(3, "天气", answer("天气")),
    )
    assert history(turns) == [
        Message("user", "谁来执法"),
        Message("assistant", answer("谁来执法").answer),
        Message("user", "天气"),
        Message("assistant", "没有找到。"),
    ]


def test_history_holds_no_more_than_the_last_turns() -> None:
    turns = tuple(Turn(n, f"问题{n}", answer("天气")) for n in range(1, 20))
    asked = [message.content for message in history(turns) if message.role == "user"]
    assert asked == [f"问题{n}" for n in range(20 - HISTORY_TURNS, 20)]


def test_a_long_session_forgets_its_oldest_turns_but_goes_on_counting() -> None:
    turns: tuple[Turn, ...] = ()
    for _ in range(MAX_TURNS + 5):
        turns = append_turn(turns, Turn(next_number(turns), "问题"))
    assert [turn.number for turn in turns] == list(range(6, MAX_TURNS + 6))
    assert find_turn(turns, 5) is None
    assert find_turn(turns, 6) is turns[0]


def test_a_marker_names_a_citation_of_an_answer_and_a_tip_of_an_abstention() -> None:
    answered, abstained = Turn(1, "谁来执法", answer("谁来执法")), Turn(2, "天气", answer("天气"))
    found, tip = find_citation(answered, 2), find_citation(abstained, 1)
    assert found is not None
    assert found.quote == "县城管局牵头,县应急局配合。"
    assert tip is not None
    assert tip.quote == "每年十二月底前报告进展。"
    assert find_citation(answered, 3) is None
    assert find_citation(Turn(3, "坏了", problem="坏了"), 1) is None
