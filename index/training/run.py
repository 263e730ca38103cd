"""The whole training, from the data folder to the model folder, with progress bars and a log of the losses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from rich.progress import track

from index.training import corpora
from index.training.alignment import Translations, estimate, likely_translations, pair_cells, write_table
from index.training.examples import Floats, Ints
from index.training.export import export_model
from index.training.optimise import RowTrainer
from index.training.recipe import Recipe
from index.training.sources import Corpora, Sources
from index.training.tuning import LossLog, WrittenBatches, tune
from index.training.vocabulary import WORD_START, Vocabulary, WordCounts, build_vocabulary, is_chinese
from index.training.written import LAWS, POLICIES, WrittenQuestion, parse_documents, read_written
from ingest import ParsedDocument

Row = TypeVar("Row")

CHECKPOINT = "checkpoint.npz"
LOSS_LOG = "training_log.jsonl"
TRANSLATIONS = "translations.tsv.gz"

_SCORED_AT_ONCE = 20_000  # sentence pairs
_LENGTH_SCALE = 5.0  # a row starts as long as its word is telling: a rare word counts before it is learnt
_SURE_CHARACTER = 0.2  # the least probability of a single character: below it stand the particles


def train(data: Path, written: Path, out: Path, recipe: Recipe, threads: int, resume: bool = False) -> None:
    """Train on the data folder and write the model, the translation table and the log of the losses to `out`.

    Args:
        data: the folder of the *.jsonl.xz files.
        written: the folder of the written questions, used by the last phase.
        out: the model folder, made if it is not there.
        recipe: the settings.
        threads: for torch.
        resume: go on from the checkpoint in `out`, which stands before the last phase.
    """
    torch.set_num_threads(threads)
    rows = read_corpora(data)
    vocabulary = build_vocabulary(count_words(rows), recipe.vocabulary)
    sources = Sources(rows, vocabulary, recipe, np.random.default_rng(recipe.seed))
    out.mkdir(parents=True, exist_ok=True)
    learn_translations(out / TRANSLATIONS, sources, vocabulary, recipe)
    if not resume:
        first_phases(out, sources, recipe)
    questions = read_written(written / LAWS) + read_written(written / POLICIES)
    documents = parse_documents(written, questions, rows.articles)
    table = last_phase(out, sources, questions, documents, recipe)
    export_model(out, vocabulary, table)
    (out / CHECKPOINT).unlink()


def first_phases(out: Path, sources: Sources, recipe: Recipe) -> None:
    """Train on the data folder alone; leave a checkpoint and the log in `out`."""
    trainer = RowTrainer(sources.inverse_frequencies / _LENGTH_SCALE, recipe.dimension, recipe.seed)
    with (out / LOSS_LOG).open("w", encoding="utf-8") as log:
        log.write(json.dumps({"recipe": asdict(recipe)}) + "\n")
        for line in _steps(trainer, sources, recipe):
            log.write(json.dumps(line) + "\n")
            log.flush()
    np.savez(out / CHECKPOINT, table=trainer.table.numpy(), sentences=sources.kept_sentences)


def last_phase(
    out: Path,
    sources: Sources,
    questions: Sequence[WrittenQuestion],
    documents: Mapping[str, ParsedDocument],
    recipe: Recipe,
) -> Floats:
    """Go on from the checkpoint with the written questions; return the token vectors, shape (rows, dimension)."""
    rng = np.random.default_rng([recipe.seed, 1])
    with np.load(out / CHECKPOINT) as checkpoint:
        trainer = RowTrainer(sources.inverse_frequencies, recipe.dimension, recipe.seed)
        trainer.table = torch.from_numpy(checkpoint["table"])
        sources.restart(rng)
        sources.use_whole_texts()
        sources.keep_sentences(checkpoint["sentences"])
    batches = WrittenBatches([question for question in questions if question.paths], documents, sources, rng)
    with (out / LOSS_LOG).open("a", encoding="utf-8") as log:
        for line in tune(trainer, sources, batches, recipe, rng):
            log.write(json.dumps(line) + "\n")
    return trainer.table.numpy()


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


def learn_translations(path: Path, sources: Sources, vocabulary: Vocabulary, recipe: Recipe) -> None:
    """Align the words of the parallel texts; write the English table, hand the Chinese one to the sources."""
    rows = vocabulary.row_count
    cells = pair_cells(sources.parallel_texts(), recipe.alignment_longest, rows)
    expected = estimate(cells, recipe.alignment_rounds)
    into_chinese = likely_translations(cells.sources, cells.targets, expected, rows, recipe.alignment_least)
    write_table(path, _readable(into_chinese, vocabulary.pieces, recipe))
    sources.use_translations(
        likely_translations(cells.targets, cells.sources, expected, rows, recipe.alignment_least)
    )


def _readable(
    table: Translations, pieces: Sequence[str], recipe: Recipe
) -> dict[str, list[tuple[str, float]]]:
    """Return the translations of English words as text, without particles and what is no Chinese word."""
    words: dict[str, list[tuple[str, float]]] = {}
    for row, piece in enumerate(pieces):
        if not piece.startswith(WORD_START) or len(piece) < 3:
            continue
        span = slice(table.starts[row], table.starts[row + 1])
        found = zip(table.targets[span].tolist(), table.probabilities[span].tolist(), strict=True)
        terms = [
            (pieces[target], probability)
            for target, probability in found
            if is_chinese(pieces[target]) and (len(pieces[target]) > 1 or probability >= _SURE_CHARACTER)
        ]
        if terms:
            words[piece.removeprefix(WORD_START)] = terms[: recipe.alignment_most]
    return words


def _steps(trainer: RowTrainer, sources: Sources, recipe: Recipe) -> Iterator[dict[str, object]]:
    """Run all steps; yield the mean losses of each kind of batch now and then."""
    losses = LossLog(recipe.steps)
    for step in track(range(recipe.steps), description="training"):
        if step in (int(recipe.filter_after * recipe.steps), first_phase(recipe)):
            drop_loose_sentences(trainer, sources, recipe.filter_share)
        if step == first_phase(recipe):
            sources.use_whole_texts()
        batch = sources.batch()
        rate = learning_rate(recipe, step)
        yield from losses.add(
            step, rate, batch.kind, trainer.step(batch.left, batch.right, batch.groups, recipe.scale, rate)
        )


def first_phase(recipe: Recipe) -> int:
    """Return how many steps the first phase has."""
    return recipe.steps - int(recipe.last_phase * recipe.steps)


def learning_rate(recipe: Recipe, step: int) -> float:
    """Return the rate of a step: in each phase a linear rise, then a linear fall to nothing."""
    first = first_phase(recipe)
    place, steps, peak = (step, first, 1.0) if step < first else (step - first, recipe.steps - first, 0.5)
    return recipe.learning_rate * peak * min(1.0, (place + 1) / recipe.warmup_steps) * (1 - place / steps)


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
