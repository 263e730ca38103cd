"""The whole training, from the data folder to the model folder, with progress bars and a log of the losses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from rich.progress import track

from index.training import corpora
from index.training.alignment import best_translations, estimate, pair_cells, write_table
from index.training.examples import Ints
from index.training.export import export_model
from index.training.optimise import RowTrainer
from index.training.recipe import Recipe
from index.training.sources import Corpora, Sources
from index.training.vocabulary import WORD_START, Vocabulary, WordCounts, build_vocabulary

Row = TypeVar("Row")

LOSS_LOG = "training_log.jsonl"
TRANSLATIONS = "translations.tsv.gz"

_LOG_EVERY = 50  # steps
_SCORED_AT_ONCE = 20_000  # sentence pairs


def train(data: Path, out: Path, recipe: Recipe, threads: int) -> None:
    """Train on the data folder and write the model, the translation table and the log of the losses to `out`."""
    torch.set_num_threads(threads)
    rng = np.random.default_rng(recipe.seed)
    rows = read_corpora(data)
    vocabulary = build_vocabulary(count_words(rows), recipe.vocabulary)
    sources = Sources(rows, vocabulary, recipe, rng)
    out.mkdir(parents=True, exist_ok=True)
    write_translations(out / TRANSLATIONS, sources, vocabulary, recipe)
    trainer = RowTrainer(vocabulary.row_count, recipe.dimension, recipe.seed)
    with (out / LOSS_LOG).open("w", encoding="utf-8") as log:
        log.write(json.dumps({"recipe": asdict(recipe)}) + "\n")
        for line in _steps(trainer, sources, recipe):
            log.write(json.dumps(line) + "\n")
            log.flush()
    export_model(out, vocabulary, trainer.table.numpy())


def read_corpora(folder: Path) -> Corpora:
    """Read the training files; held-out laws and implausible sentence pairs are left out."""
    return Corpora(
        statutes=[
            s for s in _shown(corpora.read_statutes(folder), "statutes") if not corpora.is_held_out(s.law)
        ],
        sentences=[p for p in _shown(corpora.read_sentences(folder), "sentences") if corpora.is_plausible(p)],
        dictionary=list(_shown(corpora.read_dictionary(folder), "dictionary")),
        questions=list(_shown(corpora.read_questions(folder), "questions")),
        articles=[
            a for a in _shown(corpora.read_articles(folder), "articles") if not corpora.is_held_out(a.law)
        ],
    )


def count_words(rows: Corpora) -> WordCounts:
    """Count the words of all texts, each language by its own rule."""
    counts = WordCounts()
    for statute in _shown(rows.statutes, "words of statutes"):
        counts.add(statute.zh, statute.zh_hant)
        counts.add(statute.en)
    for pair in _shown(rows.sentences, "words of sentences"):
        counts.add(pair.zh)
        counts.add(pair.en)
    for article in _shown(rows.articles, "words of articles"):
        counts.add(article.text)
    for question in _shown(rows.questions, "words of questions"):
        counts.add(question.question)
        counts.add(question.text)
    for entry in _shown(rows.dictionary, "words of the dictionary"):
        counts.add(entry.zh, entry.zh_hant if len(entry.zh_hant) == len(entry.zh) else None)
        counts.add(" ".join(entry.senses))
    return counts


def write_translations(path: Path, sources: Sources, vocabulary: Vocabulary, recipe: Recipe) -> None:
    """Learn the word translation table from sentences, statutes and dictionary, and write it."""
    cells = pair_cells(sources.parallel_texts(), recipe.alignment_longest, vocabulary.row_count)
    probability = estimate(cells, vocabulary.row_count, recipe.alignment_rounds)
    pieces = vocabulary.pieces
    chinese = np.array(["一" <= piece[0] <= "鿿" for piece in pieces])
    table = best_translations(cells, probability, chinese, recipe.alignment_least, recipe.alignment_most)
    words = {
        pieces[source].removeprefix(WORD_START): [(pieces[row], weight) for row, weight in translations]
        for source, translations in table.items()
        if pieces[source].startswith(WORD_START) and len(pieces[source]) > 2
    }
    write_table(path, words)


def _steps(trainer: RowTrainer, sources: Sources, recipe: Recipe) -> Iterator[dict[str, object]]:
    """Run all steps; yield the mean losses of each kind of batch now and then."""
    losses: dict[str, list[float]] = {}
    for step in track(range(recipe.steps), description="training"):
        if step == int(recipe.filter_after * recipe.steps):
            drop_loose_sentences(trainer, sources, recipe.filter_share)
        batch = sources.batch()
        rate = learning_rate(recipe, step)
        loss = trainer.step(batch.left, batch.right, batch.groups, recipe.scale, rate)
        losses.setdefault(batch.kind, []).append(loss)
        if (step + 1) % _LOG_EVERY == 0 or step + 1 == recipe.steps:
            means = {kind: round(float(np.mean(values)), 4) for kind, values in sorted(losses.items())}
            yield {"step": step + 1, "learning_rate": round(rate, 6), "losses": means}
            losses = {}


def learning_rate(recipe: Recipe, step: int) -> float:
    """Return the rate of a step: a linear rise, then a linear fall to nothing."""
    return recipe.learning_rate * min(1.0, (step + 1) / recipe.warmup_steps) * (1 - step / recipe.steps)


def drop_loose_sentences(trainer: RowTrainer, sources: Sources, share: float) -> None:
    """Leave out the share of the sentence pairs whose two sides the model of this moment finds least alike."""
    rows = sources.sentence_rows
    scores = np.concatenate(
        [
            _similarities(trainer, sources, rows[start : start + _SCORED_AT_ONCE])
            for start in range(0, len(rows), _SCORED_AT_ONCE)
        ]
    )
    sources.keep_sentences(rows[scores >= np.quantile(scores, share)])


def _similarities(trainer: RowTrainer, sources: Sources, rows: Ints) -> np.ndarray:
    english, chinese = sources.sentence_pairs(rows)
    similarities: np.ndarray = (trainer.embed(english) * trainer.embed(chinese)).sum(axis=1)
    return similarities


def _shown(rows: Iterable[Row], what: str) -> Iterable[Row]:
    total = len(rows) if isinstance(rows, Sequence) else None
    return track(rows, description=what, total=total)
