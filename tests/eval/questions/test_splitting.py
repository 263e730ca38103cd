from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import eval.questions
from eval.questions import Kind, Language, Split, load_questions, select_split, split_of
from tests.eval.examples import answerable, unanswerable

FOLDER = Path(eval.questions.__file__).parent


def test_questions_of_one_clause_stand_on_one_side_however_its_label_is_printed() -> None:
    sides = {
        split_of(answerable(number, label=label, language=language, kind=kind))
        for number, (label, language, kind) in enumerate(
            [
                ("（三）", Language.SIMPLIFIED, Kind.WHO),
                ("(三)", Language.ENGLISH, Kind.LIST),
                ("( 三 )", Language.TRADITIONAL, Kind.HOW),
            ]
        )
    }
    assert len(sides) == 1


def test_unanswerable_questions_of_one_topic_stand_on_one_side() -> None:
    assert split_of(unanswerable(1, "fine")) is split_of(unanswerable(2, "fine"))
    assert {split_of(unanswerable(1, f"topic-{n}")) for n in range(20)} == set(Split)


@pytest.mark.parametrize("name", ["samples", "policies", "others"])
def test_each_side_of_a_committed_set_has_a_fair_part_of_every_language(name: str) -> None:
    questions = load_questions(FOLDER / f"{name}.jsonl").questions
    dev, test = (select_split(questions, side) for side in Split)
    assert Counter(one.id for one in (*dev, *test)) == Counter(one.id for one in questions)
    for language in Language:
        of_language = [one for one in test if one.language is language]
        everywhere = [one for one in questions if one.language is language]
        assert 0.35 < len(of_language) / len(everywhere) < 0.65
    assert 0.35 < sum(not one.answerable for one in test) / sum(not o.answerable for o in questions) < 0.65
