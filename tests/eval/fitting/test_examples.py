from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.answering import DECISION_FEATURES, FEATURES, Answerer
from eval.fitting.examples import Asked, ask_all, decision_examples, ranking_examples
from eval.questions import ClauseRef, Kind, Language, Question
from eval.relevance import ClauseFinder, ParsedSource
from index import Library
from ingest import parse_bytes
from tests.app.office import PLAN, RULES, BigramEncoder


def question(number: int, text: str, label: str, *facts: str, history: tuple[str, ...] = ()) -> Question:
    """Return a question that an article of the rules answers, or none where the label is empty."""
    evidence = ((ClauseRef("rules.md", (label,)),),) if label else ()
    return Question(
        id=f"q-{number}",
        text=text,
        language=Language.SIMPLIFIED,
        kind=Kind.WHAT,
        history=history,
        answerable=bool(label),
        evidence=evidence,
        facts=tuple((fact,) for fact in facts),
        unanswerable_kind=None,
        topic="",
    )


QUESTIONS = (
    question(1, "企业取得土地后几个月内开工", "第二条", "十二个月"),
    question(2, "逾期不开工由谁收回土地", "第三条"),
    question(3, "火星基地由谁管", ""),
    question(4, "那由谁收回呢？", "第三条", "不在条文里的话", history=("逾期不开工怎么办",)),
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Asked]]:
    """What the answerer considers for the questions over the small office."""
    with Library.open(tmp_path_factory.mktemp("fitting"), BigramEncoder()) as library:
        library.add([parse_bytes(PLAN.encode(), "plan.txt"), parse_bytes(RULES.encode(), "rules.md")])
        snapshot = library.snapshot()
        finder = ClauseFinder(
            ParsedSource(document.id, document.source_name, snapshot.clauses(document.id))
            for document in snapshot.documents()
        )
        evidence = {one.id: finder.evidence_of(one) for one in QUESTIONS}
        yield ask_all(Answerer(0.0), snapshot, QUESTIONS, evidence)


def test_questions_are_asked_in_their_conversation(asked: list[Asked]) -> None:
    assert [one.question for one in asked] == list(QUESTIONS)
    assert any(term.carried for term in asked[3].considered.resolved.terms)
    assert not any(term.carried for term in asked[0].considered.resolved.terms)


def test_the_sentences_that_state_a_fact_are_right(asked: list[Asked]) -> None:
    rows = ranking_examples(asked[:1])
    candidates = asked[0].considered.candidates
    assert len(rows) == len(candidates)
    right = [one for one, row in zip(candidates, rows, strict=True) if row.label]
    assert right
    assert all("十二个月" in one.hit.chunk.text for one in right)
    assert [row.features for row in rows] == [one.features for one in candidates]


@pytest.mark.parametrize("number", [1, 3])
def test_all_sentences_of_the_clause_are_right_where_none_states_a_fact(
    asked: list[Asked], number: int
) -> None:
    rows = ranking_examples([asked[number]])
    candidates = asked[number].considered.candidates
    for candidate, row in zip(candidates, rows, strict=True):
        assert row.label == ("第三条" in candidate.hit.chunk.text)


def test_every_question_weighs_the_same_on_its_right_side(asked: list[Asked]) -> None:
    for one in (asked[0], asked[1], asked[3]):
        rows = ranking_examples([one])
        assert sum(row.weight for row in rows if row.label) == pytest.approx(1.0)
        assert all(row.weight > 0 for row in rows)


def test_an_unanswerable_question_gives_no_row_for_the_ranking(asked: list[Asked]) -> None:
    assert ranking_examples([asked[2]]) == []


def test_each_question_gives_one_row_for_the_decision(asked: list[Asked]) -> None:
    rows = decision_examples(asked)
    assert len(rows) == len(asked)
    assert all(len(row.features) == len(DECISION_FEATURES) for row in rows)
    assert not rows[2].label
    for one, row in zip(asked, rows, strict=True):
        first = one.considered.selected[0].quotation
        region_hit = one.question.answerable and any(
            wanted.start < first.end and first.start < wanted.end
            for group in one.evidence.groups
            for wanted in group
            if wanted.document_id == one.considered.selected[0].candidate.hit.chunk.document_id
        )
        assert row.label == (1.0 if region_hit else 0.5 if one.question.answerable else 0.0)


def test_features_have_a_name_each(asked: list[Asked]) -> None:
    candidate = asked[0].considered.candidates[0]
    assert len(candidate.features) == len(FEATURES) == len(set(FEATURES))
    assert candidate.feature(FEATURES[3]) == candidate.features[3]
