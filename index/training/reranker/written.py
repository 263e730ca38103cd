"""Labelled pairs from written questions: the second phase, which learns what answers a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.encoders import StaticEncoder
from index.reranking import reading_start, reading_text
from index.training.reranker.examples import LabelledPair, Rng, nearest
from index.training.reranker.recipe import Recipe
from index.training.written import WrittenQuestion, right_chunks, states_fact
from index.types import Vectors
from ingest import ParsedDocument

_ELSEWHERE = 2  # of the negatives of a written question, from other documents


def written_pairs(
    questions: Sequence[WrittenQuestion],
    documents: Mapping[str, ParsedDocument],
    encoder: StaticEncoder,
    recipe: Recipe,
    rng: Rng,
) -> list[LabelledPair]:
    """Return one pass over the questions: the chunks that answer, and those near the question that do not.

    Most of the wrong chunks are of the same document. A chunk of the right clause that states none of the facts is
    neither right nor wrong.
    """
    chunks = [chunk for name in documents for chunk in documents[name].chunks]
    texts = [
        reading_text(chunk, documents[name].document)
        for name in documents
        for chunk in documents[name].chunks
    ]
    pieces = [found for name in documents for found in _pieces(documents[name])]
    owners = np.repeat(np.arange(len(documents)), [len(documents[name].chunks) for name in documents])
    places = {name: number for number, name in enumerate(documents)}
    vectors = encoder.encode_chunks([f"{' '.join(chunk.path)}\n{chunk.text}" for chunk in chunks])
    asked = encoder.encode_chunks([question.text for question in questions])
    pairs: list[LabelledPair] = []
    for question, vector in zip(questions, asked, strict=True):
        own = np.flatnonzero(owners == places[question.source])
        right, inside = (
            {int(own[n]) for n in found} for found in right_chunks(question, documents[question.source])
        )
        pairs += [LabelledPair(question.text, texts[place], 1.0) for place in sorted(right)]
        count = recipe.written_negatives
        near = own[nearest(vector[None], vectors[own], 2 * count)[0]]
        wrong = rng.permutation(np.array([p for p in near.tolist() if p not in inside], dtype=np.int64))
        if question.paths:
            others = np.flatnonzero(owners != places[question.source])
            far = others[nearest(vector[None], vectors[others], 10)[0]]
            wrong = np.concatenate([wrong[: count - _ELSEWHERE], rng.permutation(far)[:_ELSEWHERE]])
        else:  # the nearest are what must not be taken for an answer
            wrong = own[nearest(vector[None], vectors[own], count)[0]]
        pairs += [LabelledPair(question.text, texts[place], 0.0) for place in wrong[:count].tolist()]
        answering = [piece for place in sorted(right) for piece in pieces[place]]
        misleading = [
            _nearest_piece(pieces[place], vector, encoder)
            for place in wrong[: recipe.written_sentences].tolist()
            if pieces[place]
        ]
        pairs += _sentence_pairs(question, answering, misleading, recipe, rng)
    return pairs


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence under its headings; a list of units with its task."""

    words: str
    text: str  # as a re-ranker reads it


def _pieces(parsed: ParsedDocument) -> list[list[_Piece]]:
    """Return the sentences of each chunk of a document."""
    document, found = parsed.document, []
    for chunk in parsed.chunks:
        own: list[_Piece] = []
        for sentence in (s for s in parsed.sentences if s.chunk_id == chunk.id):
            start = max(chunk.start, reading_start(parsed.duties, sentence.start, sentence.end))
            text = reading_text(chunk, document, start, sentence.end)
            own.append(_Piece(document.text[start : sentence.end], text))
        found.append(own)
    return found


def _nearest_piece(pieces: Sequence[_Piece], question: Vectors, encoder: StaticEncoder) -> _Piece:
    """Return the sentence that is most similar to a question."""
    similarities = encoder.encode_chunks([piece.words for piece in pieces]) @ question
    return pieces[int(np.argmax(np.round(similarities, 5)))]


def _sentence_pairs(
    question: WrittenQuestion,
    answering: Sequence[_Piece],
    misleading: Sequence[_Piece],
    recipe: Recipe,
    rng: Rng,
) -> list[LabelledPair]:
    """Return the sentences that state what is asked for, some beside them that do not, and some from wrong chunks.

    Where no single sentence of the right chunks states it, none of them is right or wrong.
    """
    stating = [piece for piece in answering if states_fact(piece.words, question)]
    beside = [piece for piece in answering if not states_fact(piece.words, question)] if stating else []
    most = recipe.written_sentences
    drawn = [beside[place] for place in rng.permutation(len(beside))[: most // 2].tolist()]
    wrong = [*drawn, *misleading][:most]
    return [
        *(LabelledPair(question.text, piece.text, 1.0) for piece in stating[:2]),
        *(LabelledPair(question.text, piece.text, 0.0) for piece in wrong),
    ]


def iterate_passes(
    questions: Sequence[WrittenQuestion],
    documents: Mapping[str, ParsedDocument],
    encoder: StaticEncoder,
    recipe: Recipe,
    passes: int,
    rng: Rng,
) -> Iterator[LabelledPair]:
    """Yield the pairs of some passes over the questions, each with negatives drawn anew."""
    for _ in range(passes):
        yield from written_pairs(questions, documents, encoder, recipe, rng)
