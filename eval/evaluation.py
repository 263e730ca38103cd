"""One evaluation: all systems over one question set and one library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from eval.metrics import AnswerRun, DocumentSource, RankingRun
from eval.progress import Bars
from eval.questions import Question, QuestionSet, Split, select_split
from eval.recipes import BigramBM25, ClauseText, CommonRecipe, Legs, Recipe
from eval.relevance import Region
from eval.report import Conditions, Report, make_report
from eval.runs import (
    Ours,
    Subject,
    System,
    TopSpans,
    find_evidence,
    measure_answers,
    measure_rankings,
)


def evaluate(question_set: QuestionSet, split: Split | None, subject: Subject, bars: Bars) -> Report:
    """Ask the questions of one side (None: of both) of all systems and return every figure.

    Raises:
        EvidenceError: a question names a clause that the library does not have.
    """
    questions = select_split(question_set.questions, split)
    finder = subject.clause_finder()
    find_evidence(question_set.questions, finder)  # a mistake on the other side is a mistake too
    evidence = find_evidence(questions, finder)
    answers: list[AnswerRun] = []
    rankings: list[RankingRun] = []
    legs, bigrams, common = _recipes(subject)
    for recipe in (legs, bigrams, common):
        advance = _bar(bars, " / ".join(recipe.names), questions)
        rankings += measure_rankings(recipe, questions, evidence, advance)
    find_document = subject.snapshot.document
    for system in _systems(subject, (bigrams, common), find_document):
        run, ranking = measure_answers(
            system, questions, evidence, find_document, _bar(bars, system.name, questions)
        )
        answers.append(run)
        if isinstance(system, Ours):  # what the others quote is the head of their ranking
            rankings.insert(0, ranking)
    return make_report(
        _conditions(question_set, split, questions, subject), question_set.questions, answers, rankings
    )


def _recipes(subject: Subject) -> tuple[Recipe, Recipe, Recipe]:
    documents = [subject.snapshot.document(document_id) for document_id in subject.document_ids()]
    return (
        Legs(subject.snapshot),
        BigramBM25(_clause_texts(subject)),
        CommonRecipe(documents, subject.encoder),
    )


def _clause_texts(subject: Subject) -> list[ClauseText]:
    return [
        ClauseText(
            Region(document_id, clause.start, clause.own_end),
            clause.id,
            subject.snapshot.document(document_id).text[clause.start : clause.own_end],
        )
        for document_id in subject.document_ids()
        for clause in subject.snapshot.clauses(document_id)
    ]


def _systems(subject: Subject, recipes: Sequence[Recipe], find_document: DocumentSource) -> list[System]:
    others = [TopSpans(name, recipe.rank, find_document) for recipe in recipes for name in recipe.names]
    return [Ours(subject.assistant, subject.never_refusing), *others]


def _bar(bars: Bars, name: str, questions: Sequence[Question]) -> Callable[[], None]:
    return partial(bars.advance, bars.start(name, len(questions)))


def _conditions(
    question_set: QuestionSet, split: Split | None, questions: Sequence[Question], subject: Subject
) -> Conditions:
    return Conditions(
        question_set=question_set.name,
        split="all" if split is None else split.value,
        questions=len(questions),
        questions_sha256=question_set.sha256,
        documents=len(subject.document_ids()),
        documents_sha256=subject.fingerprint(),
        encoder=subject.encoder.name,
        reranker=subject.reranker.name if subject.reranker else "none",
    )
