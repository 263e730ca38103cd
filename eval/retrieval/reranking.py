"""The first fused candidates read again by a re-ranker: their order, what is answerable, time, and both ways to run it."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.questions import Question, Split, split_of
from eval.retrieval.result import Figure
from index import RERANKED, Hit, Reranker
from ingest import Chunk

_CUTS = (1, 3)
MRR_DEPTH = 10
WAYS = {"fused": 0.0, "re-ranked": 1.0}  # weights of the probability that leave one of the two scores out
_WEIGHTS = tuple(step / 20 for step in range(21))
_TIMED = 50  # questions
_LOADS = 3
_DECIMALS = 4  # of the logits that an order is made of, as the re-ranker rounds them itself

# In a process of its own, as a second load would find everything warm. The encoder is there before in the product too.
_LOAD = """
import json, sys, time
from index import load_encoder
from index.reranking import load_reranker
load_encoder().encode_query("谁")
start = time.perf_counter()
load_reranker(json.loads(sys.argv[1])).probabilities("谁来执法", ["一、执法\\n由县城管局负责。"])
print(time.perf_counter() - start)
"""

Scorer = Callable[[str, Sequence[str]], Sequence[float]]
"""A question and texts -> one logit for each text."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The first hits for a question by fused rank, at most RERANKED, and how probably each answers it."""

    question: str
    hits: tuple[Hit, ...]
    texts: tuple[str, ...]  # the hits as the re-ranker reads them
    probabilities: tuple[float, ...]  # one a hit, [0, 1]

    def order(self, weight: float) -> list[int]:
        """Return the places of the hits by weight · probability + (1 − weight) · fused score, best first.

        Ties are broken by chunk id: weight 0 gives the order of the search, PROBABILITY_WEIGHT that of `Snapshot.rerank`.
        """
        keys = [
            (-(weight * probability + (1 - weight) * hit.score), hit.chunk.id)
            for hit, probability in zip(self.hits, self.probabilities, strict=True)
        ]
        return sorted(range(len(keys)), key=keys.__getitem__)


@dataclass(frozen=True, slots=True)
class Judged:
    """A question of a set, what was found for it, and which of that answers it."""

    task: str  # the set and the library
    question: Question
    found: Candidates
    right: tuple[bool, ...]  # one a hit; all false for an unanswerable question

    def ranked(self, weight: float) -> list[bool]:
        """Return which places of the ranking are right."""
        return [self.right[place] for place in self.found.order(weight)]


def read_candidates(
    reranker: Reranker,
    question: str,
    hits: Sequence[Hit],
    reading_texts: Callable[[Sequence[Chunk]], list[str]],
) -> Candidates:
    """Return the first RERANKED hits with the re-ranker's probabilities; see `Snapshot.reading_texts`."""
    first = tuple(hits[:RERANKED])
    texts = tuple(reading_texts([hit.chunk for hit in first]))
    return Candidates(question, first, texts, tuple(reranker.probabilities(question, texts)))


def reciprocal_rank(ranked: Sequence[bool], k: int) -> float:
    """Return 1 / the rank of the first right one of a ranking, 0 where none is among the first k.

    >>> reciprocal_rank([False, True, True], 10)
    0.5
    """
    return next((1 / rank for rank, right in enumerate(ranked[:k], start=1) if right), 0.0)


def fit_weight(judged: Sequence[Judged]) -> float:
    """Return the weight of the probability with the highest mean reciprocal rank; of equal ones, the lowest."""

    def quality(weight: float) -> float:
        return sum(reciprocal_rank(one.ranked(weight), MRR_DEPTH) for one in judged)

    return max(_WEIGHTS, key=lambda weight: (round(quality(weight), 9), -weight))


def measure_ranking(judged: Sequence[Judged]) -> Iterator[Figure]:
    """Yield first places and reciprocal ranks by language: fused and re-ranked, and on the test half mixed as well.

    The mixture has one weight for all sets and languages, fitted on the development half. Only answerable
    questions count.
    """
    answerable = [one for one in judged if one.question.answerable]
    development = [one for one in answerable if split_of(one.question) is Split.DEV]
    test = [one for one in answerable if split_of(one.question) is Split.TEST]
    weight = fit_weight(development)
    yield Figure(
        "mixture, fitted on development half", "mixed", "weight of probability", weight, len(development)
    )
    yield from _ranking_figures(answerable, "", WAYS)
    yield from _ranking_figures(test, ", test half", {**WAYS, "mixed": weight})


def measure_separation(judged: Sequence[Judged]) -> Iterator[Figure]:
    """Yield how well the best score of a question tells answerable from unanswerable ones, on the test half.

    Every set needs test questions of both kinds.
    """
    from sklearn.metrics import roc_auc_score  # brings scipy

    test = [one for one in judged if split_of(one.question) is Split.TEST]
    groups = {task: [one for one in test if one.task == task] for task in sorted({one.task for one in test})}
    for task, asked in {**groups, "all sets": test}.items():
        labels = [one.question.answerable for one in asked]
        scores = {
            "best fused score": [max((hit.score for hit in one.found.hits), default=0.0) for one in asked],
            "best probability": [max(one.found.probabilities, default=0.0) for one in asked],
        }
        for system, values in scores.items():
            area = float(roc_auc_score(labels, values))
            yield Figure(f"{task}: answerable or not, test half", system, "ROC area", area, len(asked))


def measure_latency(reranker: Reranker, found: Sequence[Candidates]) -> Iterator[Figure]:
    """Yield how long RERANKED candidates take, over questions spread evenly through those that have so many."""
    full = [one for one in found if len(one.hits) == RERANKED]
    timed = full[:: max(1, len(full) // _TIMED)][:_TIMED]
    if not timed:
        raise ValueError(f"no question has {RERANKED} candidates")
    reranker.probabilities(timed[0].question, timed[0].texts)  # whatever is loaded at the first call
    times = [_milliseconds(reranker, one.question, one.texts) for one in timed]
    task = f"re-ranking {RERANKED} candidates"
    yield Figure(task, "re-ranker", "ms, median", statistics.median(times), len(times))
    yield Figure(task, "re-ranker", "ms, 95th percentile", float(np.percentile(times, 95)), len(times))


def measure_load(spec: str | None) -> Iterator[Figure]:
    """Yield the time to load a re-ranker and to read a first pair, the median of a few processes.

    Args:
        spec: as `load_reranker` takes it; one that names a re-ranker.
    """
    command = [sys.executable, "-c", _LOAD, json.dumps(spec)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(_LOADS)]
    seconds = statistics.median(float(done.stdout) for done in runs)
    yield Figure("re-ranking, load after the encoder", "re-ranker", "s, median", seconds, _LOADS)


def measure_agreement(first: Scorer, second: Scorer, found: Sequence[Candidates]) -> Iterator[Figure]:
    """Yield how often two ways to run a model order the candidates alike, and how far their logits are apart."""
    same: list[bool] = []
    largest = 0.0
    for one in found:
        logits = [np.asarray(score(one.question, one.texts)) for score in (first, second)]
        orders = [np.argsort(-values.round(_DECIMALS), kind="stable") for values in logits]
        same.append(bool(np.array_equal(orders[0], orders[1])))
        largest = max(largest, float(np.abs(logits[0] - logits[1]).max(initial=0.0)))
    task = "onnxruntime and CrossEncoder, test half"
    yield Figure(task, "re-ranker", "questions in the same order", sum(same) / len(same), len(same))
    pairs = sum(len(one.hits) for one in found)
    unit = 10**-_DECIMALS
    yield Figure(task, "re-ranker", f"largest difference of logits, in {unit}", largest / unit, pairs)


def cross_encoder_scorer(folder: Path) -> Scorer:
    """Return the model of a folder as sentence-transformers' CrossEncoder runs it, on the CPU."""
    import torch  # seconds to load, as is sentence_transformers
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(folder), device="cpu", trust_remote_code=True, local_files_only=True)

    def score(question: str, texts: Sequence[str]) -> list[float]:
        pairs = [(question, text) for text in texts]
        logits = model.predict(pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False)
        return [float(logit) for logit in logits]

    return score


def _ranking_figures(judged: Sequence[Judged], half: str, weights: Mapping[str, float]) -> Iterator[Figure]:
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        name = f"{one.task}: questions in {one.question.language.value}{half}"
        groups.setdefault(name, []).append(one)
    for name, asked in sorted(groups.items()):
        ranked = {system: [one.ranked(weight) for one in asked] for system, weight in weights.items()}
        for k in _CUTS:
            for system, rankings in ranked.items():
                share = sum(any(ranking[:k]) for ranking in rankings) / len(asked)
                yield Figure(name, system, f"Success@{k}", share, len(asked))
        for system, rankings in ranked.items():
            mean = sum(reciprocal_rank(ranking, MRR_DEPTH) for ranking in rankings) / len(asked)
            yield Figure(name, system, f"MRR@{MRR_DEPTH}", mean, len(asked))


def _milliseconds(reranker: Reranker, question: str, texts: Sequence[str]) -> float:
    start = time.perf_counter()
    reranker.probabilities(question, texts)
    return 1000 * (time.perf_counter() - start)
