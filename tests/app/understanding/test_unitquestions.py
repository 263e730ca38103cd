from __future__ import annotations

import pytest

from app.understanding.question import understand
from app.understanding.terms import Term, TermKind
from app.understanding.unitquestions import asked_unit_names, asks_lead, topic_beside_unit


def term(word: str, *variants: str) -> Term:
    return Term(word, variants or (word,), TermKind.WORD, 1.0)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("编办负责什么？", "编办"),
        ("編辦負責什麼", "编办"),
        ("县发改局在扩区调区中承担什么职责", "县发改局"),
        ("县财政局要做哪些", "县财政局"),
        ("县税务局有哪些任务", "县税务局"),
        ("请问管委会的职责是什么", "管委会"),
        ("哪些任务由县商务局牵头", "县商务局"),
        ("什么工作归应急局管", "应急局"),
    ],
)
def test_a_question_for_the_duties_of_a_unit_names_it(text: str, unit: str) -> None:
    assert asked_unit_names(understand(text), ()) == (unit,)


@pytest.mark.parametrize(
    "text",
    [
        "谁负责执法",
        "园区执法由谁负责",
        "编办和发改局的分工有什么不同",  # a comparison
        "薪酬上限是多少",
        "Who is responsible for enforcement?",
        "What is the cap?",
    ],
)
def test_other_questions_name_none(text: str) -> None:
    assert asked_unit_names(understand(text), ()) == ()


@pytest.mark.parametrize(
    "text",
    [
        "What is the tax bureau responsible for?",
        "what does the tax bureau do",
        "Which tasks does the tax bureau lead?",
        "What are the duties of the tax bureau?",
        "What are the tax bureau's responsibilities?",
    ],
)
def test_an_english_unit_has_the_names_that_the_glossary_gives_it(text: str) -> None:
    terms = (term("tax bureau", "税务局", "税务部门"), term("bureau", "局"))
    assert asked_unit_names(understand(text), terms) == ("税务局", "税务部门", "tax bureau")


def test_the_level_of_an_english_unit_goes_before_its_name() -> None:
    question = understand("What is the county tax bureau responsible for?")
    assert asked_unit_names(question, (term("tax bureau", "税务局"),)) == ("县税务局", "county tax bureau")


def test_only_what_tells_duties_apart_is_their_topic() -> None:
    topic = [term("税务局"), term("职责"), term("负责"), term("扩区")]
    assert [one.word for one in topic_beside_unit(topic, ["税务局"])] == ["扩区"]


@pytest.mark.parametrize(
    ("text", "leads"), [("编办牵头什么", True), ("What does it lead?", True), ("编办负责什么", False)]
)
def test_who_asks_what_a_unit_leads_wants_nothing_else(text: str, leads: bool) -> None:
    assert asks_lead(understand(text)) is leads
