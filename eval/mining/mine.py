"""Written questions -> the texts that the answerer had read for them, each told right or wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from app.answering import (
    Answerer,
    Considered,
    quotes_of_best,
    text_of_quotes,
    texts_of_chunks,
    texts_of_sentences,
)
from app.types import Message
from eval.metrics import states_facts
from eval.questions import Question
from eval.relevance import Evidence, Region
from eval.runs import Subject, find_evidence
from index import Snapshot
from index.training.reranker.mined import MinedQuestion, ReadText

_OTHERS = 14  # documents of other batches, asked together with the one that a question was written over
_CHUNKS = 12
_SENTENCES = 14


def mine(subject: Subject, questions: Sequence[Question], answerer: Answerer) -> Iterator[MinedQuestion]:
    """Yield what is read for each question of its own document and a few others, drawn by its id.

    The others are of other batches (the name of a document up to its first "-"): documents of one batch speak of
    the same matter, and a question that names no place may be answered by each of them.

    Args:
        subject: the library of the written documents.
        questions: those of the written question files.
        answerer: ranks and reads.

    Raises:
        EvalError: a question names a clause that its document does not have.
    """
    evidence = find_evidence(questions, subject.clause_finder())
    documents = {document.source_name: document.id for document in subject.snapshot.documents()}
    for question in questions:
        source = source_of(question)
        far = [name for name in sorted(documents) if _batch(name) != _batch(source)]
        drawn = random.Random(question.id).sample(far, min(_OTHERS, len(far)))
        considered = answerer.consider(
            subject.snapshot,
            question.text,
            [Message("user", content) for content in question.history],
            [documents[name] for name in (source, *drawn)],
        )
        texts = _read(subject.snapshot, considered, question, evidence[question.id])
        if texts:
            yield MinedQuestion(considered.resolved.search_text, tuple(texts))


def source_of(question: Question) -> str:
    """Return the name of the document that a written question was written over."""
    return question.evidence[0][0].source if question.answerable else question.topic.partition("#")[0]


def _batch(name: str) -> str:
    return name.partition("-")[0]


def _read(
    snapshot: Snapshot, considered: Considered, question: Question, evidence: Evidence
) -> list[ReadText]:
    """Return chunks, sentences and quotes as they are read, the best by the ranking first.

    A chunk of a right clause that states none of the facts is neither right nor wrong, and so is a sentence of it;
    a sentence beside the one that states them is wrong.
    """
    ranked = [candidate for _, candidate in considered.ranked]
    chunks = list({one.hit.chunk.id: one.hit.chunk for one in ranked}.values())[:_CHUNKS]
    texts: list[ReadText] = []
    states: dict[str, bool] = {}

    def is_inside(document_id: str, start: int, end: int) -> bool:
        return question.answerable and bool(evidence.groups_hit(Region(document_id, start, end)))

    for chunk, text in zip(chunks, texts_of_chunks(snapshot, considered.scope, chunks), strict=True):
        inside = is_inside(chunk.document_id, chunk.start, chunk.end)
        states[chunk.id] = inside and _states_a_fact(chunk.text, question)
        texts.append(ReadText("chunk", text, states[chunk.id] or (None if inside else False)))
    sentences = [one for one in ranked[:_SENTENCES] if one.hit.chunk.id in states]
    for one, text in zip(sentences, texts_of_sentences(snapshot, considered.scope, sentences), strict=True):
        document_id = one.hit.chunk.document_id
        inside = is_inside(document_id, one.start, one.end)
        words = snapshot.document(document_id).text[one.read_from : one.end]
        right = inside and _states_a_fact(words, question)
        unclear = inside and not states[one.hit.chunk.id]
        texts.append(ReadText("sentence", text, right or (None if unclear else False)))
    if considered.selected:
        best = considered.selected[0]
        chunk = best.candidate.hit.chunk
        quotes = quotes_of_best(snapshot, considered.selected)
        inside = is_inside(chunk.document_id, best.quotation.start, best.quotation.end)
        right = inside and _states_a_fact(quotes, question)
        text = text_of_quotes(snapshot, considered.scope, chunk, quotes)
        texts.append(ReadText("quotes", text, right or (None if inside else False)))
    return texts


def _states_a_fact(text: str, question: Question) -> bool:
    return any(states_facts((fact,), [text]) for fact in question.facts)
