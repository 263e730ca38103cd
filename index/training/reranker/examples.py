"""Labelled pairs from the data folder: short texts against articles, with negatives that stand near."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rich.progress import track

from index.encoders import StaticEncoder
from index.training import corpora
from index.training.reranker.recipe import Recipe

Row = TypeVar("Row")

Rng = np.random.Generator

_PHRASE_END = re.compile(r"[，,。；;：:！？!?（）()\n]+")
_BLOCK = 512  # queries compared at a time
_ENGLISH_WORDS = (4, 18)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A question and a chunk's text, its heading in the first line, and whether the chunk answers it."""

    question: str
    chunk: str
    label: float


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that may be looked for, and where it comes from."""

    chunk: str
    law: str


def general_pairs(
    statutes: Sequence[corpora.StatutePair],
    articles: Sequence[corpora.LawArticle],
    questions: Sequence[corpora.QuestionPair],
    encoder: StaticEncoder,
    recipe: Recipe,
    rng: Rng,
) -> list[LabelledPair]:
    """Return the pairs of the first phase, shuffled."""
    drawn = (
        _article_queries(_sample(articles, recipe.pool, rng), recipe, rng),
        _statute_queries(_sample(statutes, recipe.pool, rng), recipe, rng),
        _asked_questions(_sample(questions, recipe.pool, rng), recipe),
    )
    pairs = [
        pair for queries, texts in drawn for pair in _with_negatives(queries, texts, encoder, recipe, rng)
    ]
    order = rng.permutation(len(pairs))
    return [pairs[place] for place in order]


def _sample(rows: Sequence[Row], size: int, rng: Rng) -> list[Row]:
    return [rows[place] for place in np.sort(rng.permutation(len(rows))[:size])]


def _article_queries(
    rows: Sequence[corpora.LawArticle], recipe: Recipe, rng: Rng
) -> tuple[list[tuple[str, int]], list[_Text]]:
    texts = [_Text(f"{row.heading} {row.number}\n{row.text}".strip(), row.law) for row in rows]
    queries = []
    for place in rng.permutation(len(rows))[: recipe.article_queries].tolist():
        row = rows[place]
        query = f"{row.law} {row.heading}" if rng.random() < 0.1 else _chinese_query(row.text, rng)
        queries.append((query, place))
    return queries, texts


def _statute_queries(
    rows: Sequence[corpora.StatutePair], recipe: Recipe, rng: Rng
) -> tuple[list[tuple[str, int]], list[_Text]]:
    texts = [
        _Text(f"{row.title_zh}\n{row.zh_hant if rng.random() < 0.4 else row.zh}", row.law) for row in rows
    ]
    queries = []
    for place in rng.permutation(len(rows))[: recipe.statute_queries].tolist():
        queries.append((_english_query(rows[place].en, rng), place))
    return queries, texts


def _asked_questions(
    rows: Sequence[corpora.QuestionPair], recipe: Recipe
) -> tuple[list[tuple[str, int]], list[_Text]]:
    places: dict[str, int] = {}
    for row in rows:
        places.setdefault(row.text, len(places))
    texts = [_Text(f"\n{text}", "") for text in places]
    return [(row.question, places[row.text]) for row in rows[: recipe.questions]], texts


def _chinese_query(text: str, rng: Rng) -> str:
    """Return a sentence of a text, or one or two of its phrases."""
    if rng.random() < 0.3:
        sentences = corpora.split_sentences(text)
        return sentences[int(rng.integers(len(sentences)))][:60] if sentences else text[:40]
    phrases = [phrase for phrase in _PHRASE_END.split(text) if len(phrase) >= 4]
    if not phrases:
        return text[:30]
    chosen = sorted(rng.permutation(len(phrases))[: int(rng.integers(1, 3))].tolist())
    return " ".join(phrases[place][:30] for place in chosen)


def _english_query(text: str, rng: Rng) -> str:
    """Return some words of an English text that stand together."""
    sentences = corpora.split_sentences(text)
    words = (sentences[int(rng.integers(len(sentences)))] if sentences else text).split()
    length = int(rng.integers(*_ENGLISH_WORDS))
    start = int(rng.integers(max(1, len(words) - length + 1)))
    return " ".join(words[start : start + length])


def _with_negatives(
    queries: Sequence[tuple[str, int]],
    texts: Sequence[_Text],
    encoder: StaticEncoder,
    recipe: Recipe,
    rng: Rng,
) -> list[LabelledPair]:
    """Return each query with its text, with texts near the query, and with another text of the same law."""
    vectors = encoder.encode_chunks([text.chunk for text in texts])
    by_law = _places_by(text.law for text in texts)
    pairs: list[LabelledPair] = []
    for start in track(range(0, len(queries), _BLOCK), description="negatives"):
        block = queries[start : start + _BLOCK]
        near = nearest(encoder.encode_chunks([query for query, _ in block]), vectors, recipe.nearest)
        for (query, right), row in zip(block, near, strict=True):
            alike = vectors[row] @ vectors[right] >= recipe.too_alike
            hard = rng.permutation(row[~alike & (row != right)])[: recipe.hard_negatives].tolist()
            law = by_law[texts[right].law] if texts[right].law else []
            same = [law[int(rng.integers(len(law)))] for _ in range(recipe.law_negatives) if law]
            wrong = dict.fromkeys(place for place in (*hard, *same) if place != right)
            pairs.append(LabelledPair(query, texts[right].chunk, 1.0))
            pairs += [LabelledPair(query, texts[place].chunk, 0.0) for place in wrong]
    return pairs


def nearest(
    queries: npt.NDArray[np.float32], vectors: npt.NDArray[np.float32], count: int
) -> npt.NDArray[np.int64]:
    """Return the places of the `count` nearest vectors of each query, shape (queries, count), in no order."""
    count = min(count, len(vectors))
    places: npt.NDArray[np.int64] = np.argpartition(-(queries @ vectors.T), count - 1, axis=1)[:, :count]
    return places


def _places_by(keys: Iterable[str]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return places
