"""Labelled pairs from written questions: the second phase, which learns what answers a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.encoders import StaticEncoder
from index.reranking import reading_text
from index.training.reranker.examples import LabelledPair, Rng, nearest
from index.training.reranker.recipe import Recipe
from index.training.written import WrittenQuestion, right_chunks
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
    owners = np.repeat(np.arange(len(documents)), [len(documents[name].chunks) for name in documents])
    places = {name: number for number, name in enumerate(documents)}
    vectors = encoder.encode_chunks([reading_text(chunk) for chunk in chunks])
    asked = encoder.encode_chunks([question.text for question in questions])
    pairs: list[LabelledPair] = []
    for question, vector in zip(questions, asked, strict=True):
        own = np.flatnonzero(owners == places[question.source])
        right, inside = (
            {int(own[n]) for n in found} for found in right_chunks(question, documents[question.source])
        )
        pairs += [LabelledPair(question.text, reading_text(chunks[place]), 1.0) for place in sorted(right)]
        count = recipe.written_negatives
        near = own[nearest(vector[None], vectors[own], 2 * count)[0]]
        wrong = rng.permutation(np.array([p for p in near.tolist() if p not in inside], dtype=np.int64))
        if question.paths:
            others = np.flatnonzero(owners != places[question.source])
            far = others[nearest(vector[None], vectors[others], 10)[0]]
            wrong = np.concatenate([wrong[: count - _ELSEWHERE], rng.permutation(far)[:_ELSEWHERE]])
        else:  # the nearest are what must not be taken for an answer
            wrong = own[nearest(vector[None], vectors[own], count)[0]]
        pairs += [
            LabelledPair(question.text, reading_text(chunks[place]), 0.0) for place in wrong[:count].tolist()
        ]
    return pairs


def iterate_passes(
    questions: Sequence[WrittenQuestion],
    documents: Mapping[str, ParsedDocument],
    encoder: StaticEncoder,
    recipe: Recipe,
    rng: Rng,
) -> Iterator[LabelledPair]:
    """Yield the pairs of all passes over the questions, each with negatives drawn anew."""
    for _ in range(recipe.written_passes):
        yield from written_pairs(questions, documents, encoder, recipe, rng)
