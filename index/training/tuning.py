"""The last phase: written questions against the chunks that answer them, beside batches of all other kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from rich.progress import track

from index.training.examples import Bags, Ints, choose, drop_tokens
from index.training.optimise import RowTrainer
from index.training.recipe import Recipe
from index.training.sources import Batch, Sources
from index.training.written import WrittenQuestion, right_chunks, states_fact
from ingest import ParsedDocument

KIND = "written"
_LOG_EVERY = 50  # steps
_SENTENCE_SHARE = 0.5  # of the questions that stand against the sentence instead of the whole chunk


class WrittenBatches:
    """Batches of questions and the chunks that answer them, the other chunks of a document among the negatives."""

    def __init__(
        self,
        questions: Sequence[WrittenQuestion],
        documents: Mapping[str, ParsedDocument],
        sources: Sources,
        rng: np.random.Generator,
    ) -> None:
        """Take the answerable ones of the questions."""
        asked, chunks, sentences, groups, owners = [], [], [], [], []
        names = {name: number for number, name in enumerate(documents)}
        for question in questions:
            document = documents[question.source]
            for place in right_chunks(question, document)[0]:
                chunk = document.chunks[place]
                said = [
                    document.document.text[s.start : s.end]
                    for s in document.sentences
                    if s.chunk_id == chunk.id
                ]
                stating = [sentence for sentence in said if states_fact(sentence, question)]
                asked.append(question.text)
                chunks.append(f"{' '.join(chunk.path)}\n{chunk.text}")
                sentences.append(f"{' '.join(chunk.path[-1:])} {(stating or [chunk.text])[0]}")
                groups.append(chunk.id)
                owners.append(names[question.source])
        self._asked = sources.encode_texts(asked)
        self._chunks = sources.encode_texts(chunks)
        self._sentences = sources.encode_texts(sentences)
        numbers = {group: number for number, group in enumerate(dict.fromkeys(groups))}
        self._groups: Ints = np.array([numbers[group] for group in groups], dtype=np.int64)
        self._owners: Ints = np.array(owners, dtype=np.int64)
        self._rng = rng

    def batch(self, size: int, dropout: float) -> Batch:
        """Return a batch of whole documents, drawn at random until it is full.

        There are few questions, and each comes often: words are dropped at `dropout`, lest they be learnt by heart.
        """
        rank = self._rng.permutation(int(self._owners.max()) + 1)
        rows: Ints = np.lexsort((self._rng.random(len(self._owners)), rank[self._owners]))[:size]
        short = self._rng.random(len(rows)) < _SENTENCE_SHARE
        right: Bags = choose(short, self._sentences.whole(rows), self._chunks.whole(rows))
        asked = drop_tokens(self._asked.whole(rows), dropout, self._rng)
        return Batch(KIND, asked, drop_tokens(right, dropout, self._rng), self._groups[rows])


class LossLog:
    """Gathers the losses of the steps of a phase into lines of a log, one for every so many steps."""

    def __init__(self, steps: int) -> None:
        """Take how many steps the phase has: the last one closes a line."""
        self._steps = steps
        self._losses: dict[str, list[float]] = {}

    def add(self, step: int, learning_rate: float, kind: str, loss: float) -> Iterator[dict[str, object]]:
        """Take the loss of a step (from 0); yield a line where one is due, with the mean losses by kind of batch."""
        self._losses.setdefault(kind, []).append(loss)
        if (step + 1) % _LOG_EVERY == 0 or step + 1 == self._steps:
            means = {kind: round(float(np.mean(values)), 4) for kind, values in sorted(self._losses.items())}
            yield {"step": step + 1, "learning_rate": round(learning_rate, 6), "losses": means}
            self._losses = {}


def tune(
    trainer: RowTrainer, sources: Sources, written: WrittenBatches, recipe: Recipe, rng: np.random.Generator
) -> Iterator[dict[str, object]]:
    """Run the steps of the phase; yield the lines of its log."""
    losses = LossLog(recipe.tuning_steps)
    for step in track(range(recipe.tuning_steps), description="tuning"):
        if rng.random() < recipe.tuning_share:
            batch = sources.disturb(written.batch(recipe.batch_size, recipe.tuning_dropout))
        else:
            batch = sources.batch()
        rate = recipe.tuning_learning_rate * (1 - step / recipe.tuning_steps)
        loss = trainer.step(batch.left, batch.right, batch.groups, recipe.scale, rate)
        yield from losses.add(step, rate, batch.kind, loss)
