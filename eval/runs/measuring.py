"""Asks every question of every system and keeps what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eval.metrics import (
    AnswerRun,
    Candidate,
    DocumentSource,
    Measured,
    Outcome,
    RankingRun,
    RankingScores,
    Reply,
    judge_reply,
    pool_candidates,
    score_rankings,
)
from eval.questions import Question
from eval.recipes import Recipe
from eval.relevance import ClauseFinder, Evidence
from eval.runs.systems import System, conversation_text

Advance = Callable[[], None]


def find_evidence(questions: Sequence[Question], finder: ClauseFinder) -> dict[str, Evidence]:
    """Return the evidence of every question by its id; EvidenceError where a clause is not there."""
    return {question.id: finder.evidence_of(question) for question in questions}


def measure_answers(
    system: System,
    questions: Sequence[Question],
    evidence: Mapping[str, Evidence],
    find_document: DocumentSource,
    advance: Advance,
) -> tuple[AnswerRun, RankingRun]:
    """Ask a system every question; return the judged replies, and its quotes as a ranking.

    Args:
        system: is asked a question again, without the right to refuse, when it refused.
        questions: are asked in this order.
        evidence: by question id.
        find_document: returns a stored version of a document by its id.
        advance: called after each question.
    """
    measured: list[Measured] = []
    pooled: dict[str, list[str]] = {}
    for question in questions:
        wanted = evidence[question.id]
        reply = system.reply(question)
        anyway = reply if reply.answered else system.reply_anyway(question)
        judgement = judge_reply(question, wanted, reply, find_document)
        right = judge_reply(question, wanted, anyway, find_document).cited_first
        measured.append(Measured(judgement, Outcome(reply.confidence, right)))
        pooled[question.id] = pool_candidates(_quoted(anyway), wanted)
        advance()
    ranking = RankingRun(f"quotes of {system.name}", _score(pooled, questions, evidence))
    return AnswerRun(system.name, tuple(measured)), ranking


def measure_rankings(
    recipe: Recipe, questions: Sequence[Question], evidence: Mapping[str, Evidence], advance: Advance
) -> list[RankingRun]:
    """Rank for every answerable question in all ways of a recipe; arguments as for `measure_answers`."""
    pooled: dict[str, dict[str, list[str]]] = {name: {} for name in recipe.names}
    for question in questions:
        if question.answerable:
            for name, ranking in recipe.rank(conversation_text(question)).items():
                pooled[name][question.id] = pool_candidates(ranking, evidence[question.id])
        advance()
    return [RankingRun(name, _score(pooled[name], questions, evidence)) for name in recipe.names]


def _score(
    pooled: Mapping[str, Sequence[str]], questions: Sequence[Question], evidence: Mapping[str, Evidence]
) -> dict[str, RankingScores]:
    wanted = {question.id: evidence[question.id] for question in questions if question.answerable}
    return score_rankings({key: items for key, items in pooled.items() if key in wanted}, wanted)


def _quoted(reply: Reply) -> list[Candidate]:
    """Return the quotes of a reply as a ranking; each is a unit of its own."""
    return [
        Candidate(quote.region, f"quote {rank}", 1 / rank) for rank, quote in enumerate(reply.quotes, start=1)
    ]
