"""The committed question sets fit the documents that they ask about."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
import eval.questions
from eval.metrics import states_facts
from eval.questions import QuestionSet, load_questions
from eval.relevance import ClauseFinder, ParsedSource
from ingest import find_sources, parse_source

FOLDER = Path(eval.questions.__file__).parent


def check_set(questions: QuestionSet, folder: Path) -> None:
    parsed = [parse_source(source) for source in find_sources([folder])]
    finder = ClauseFinder(ParsedSource(p.document.id, p.document.source_name, p.clauses) for p in parsed)
    texts = {one.document.id: one.document.text for one in parsed}
    for question in questions.questions:
        groups = finder.evidence_of(question).groups
        clauses = [
            texts[region.document_id][region.start : region.end] for group in groups for region in group
        ]
        missing = [fact for fact in question.facts if not states_facts((fact,), clauses)]
        assert not missing, f"{question.id}: {missing} does not stand in the clauses that it names"


def test_the_questions_over_the_samples_name_clauses_that_hold_the_facts() -> None:
    check_set(load_questions(FOLDER / "samples.jsonl"), Path(app.__file__).parent / "samples")


@pytest.mark.shared
def test_the_questions_over_the_policies_name_clauses_that_hold_the_facts(shared_folder: Path) -> None:
    check_set(load_questions(FOLDER / "policies.jsonl"), shared_folder / "policies")


def test_the_sets_are_as_large_and_as_mixed_as_they_claim() -> None:
    sets = [load_questions(FOLDER / f"{name}.jsonl") for name in ("samples", "policies")]
    questions = [question for one in sets for question in one.questions]
    assert len({question.id for question in questions}) == len(questions)
    assert len(questions) >= 600
    assert sum(not question.answerable for question in questions) >= 120
    assert sum(question.language == "en" for question in questions) >= 100
    assert sum(question.language == "zh-Hant" for question in questions) >= 60
