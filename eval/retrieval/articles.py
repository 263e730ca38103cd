"""An English article -> the same article in Chinese, among those of laws that were kept out of the training."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from eval.retrieval.result import Figure, first_place_share
from index import Encoder
from index.training import StatutePair, is_held_out, read_statutes, split_sentences

ARTICLES = 3_000
_SEED = 7


def held_out_articles(training: Path) -> list[StatutePair]:
    """Return the articles of held-out laws, a fixed sample of at most ARTICLES."""
    statutes = [statute for statute in read_statutes(training) if is_held_out(statute.law)]
    random.Random(_SEED).shuffle(statutes)
    return statutes[:ARTICLES]


def measure_articles(encoder: Encoder, training: Path) -> Iterator[Figure]:
    """Yield how often the right article comes first, for both scripts and for whole articles and sentences."""
    statutes = held_out_articles(training)
    scripts = {
        "Simplified": encoder.encode_chunks([statute.zh for statute in statutes]),
        "Traditional": encoder.encode_chunks([statute.zh_hant for statute in statutes]),
    }
    questions = {
        "English article": encoder.encode_chunks([statute.en for statute in statutes]),
        "its longest English sentence": encoder.encode_chunks([_longest(statute.en) for statute in statutes]),
    }
    groups = [statute.zh for statute in statutes]  # "takes effect on promulgation" stands in many laws
    for question, asked in questions.items():
        for script, texts in scripts.items():
            share = first_place_share(asked, texts, groups)
            yield Figure(f"{question} -> {script} article", "encoder", "Recall@1", share, len(statutes))
    titled = first_place_share(
        encoder.encode_chunks([f"{statute.title_en}\n{statute.en}" for statute in statutes]),
        encoder.encode_chunks([f"{statute.title_zh}\n{statute.zh}" for statute in statutes]),
        [f"{statute.title_zh}\n{statute.zh}" for statute in statutes],
    )
    task = "English article -> Simplified article, both under the law's title"
    yield Figure(task, "encoder", "Recall@1", titled, len(statutes))


def _longest(text: str) -> str:
    return max(split_sentences(text), key=len, default=text)
