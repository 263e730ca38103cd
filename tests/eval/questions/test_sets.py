"""The committed question sets fit the documents that they ask about."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
import eval.questions
from eval.metrics import states_facts
from eval.questions import QuestionSet, load_questions
from eval.relevance import ClauseFinder, ParsedSource
from index.training.corpora import read_articles
from index.training.written import LATER, LAWS, POLICIES, law_text, read_written
from ingest import find_sources, parse_source

FOLDER = Path(eval.questions.__file__).parent
WRITTEN = FOLDER / "written"


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
    check_set(load_questions(FOLDER / "others.jsonl"), shared_folder / "corpora" / "policies")


@pytest.mark.parametrize("name", [POLICIES, LATER])
def test_the_written_questions_over_invented_policies_name_clauses_that_hold_the_facts(name: str) -> None:
    check_set(load_questions(WRITTEN / name), WRITTEN / "policies")


def test_the_twins_name_clauses_that_hold_the_facts() -> None:
    check_set(load_questions(FOLDER / "twins.jsonl"), FOLDER / "twins")


@pytest.mark.shared
def test_the_written_questions_over_laws_name_articles_that_hold_the_facts(
    shared_folder: Path, tmp_path: Path
) -> None:
    questions = read_written(WRITTEN / LAWS)
    articles = list(read_articles(shared_folder / "training"))
    for name in {question.source for question in questions}:
        law = [article for article in articles if f"{article.law}.txt" == name]
        (tmp_path / name).write_text(law_text(name.removesuffix(".txt"), law), encoding="utf-8")
    check_set(load_questions(WRITTEN / LAWS), tmp_path)


def test_unanswerable_written_questions_name_the_document_that_does_not_answer_them() -> None:
    sources = {source.source_name for source in find_sources([WRITTEN / "policies"])}
    questions = [*read_written(WRITTEN / POLICIES), *read_written(WRITTEN / LATER)]
    assert {question.source for question in questions} == sources


def test_no_written_question_is_measured() -> None:
    """The measured sets must not hold what encoder and re-ranker were trained on."""
    sets = ("samples", "policies", "others", "twins")
    measured = {q.text for name in sets for q in load_questions(FOLDER / f"{name}.jsonl").questions}
    written = {q.text for name in (LAWS, POLICIES, LATER) for q in load_questions(WRITTEN / name).questions}
    assert not measured & written
