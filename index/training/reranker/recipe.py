"""Every number that the training of the re-ranker depends on: the defaults made the bundled model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training run."""

    seed: int = 21
    width: int = 192
    layers: int = 2
    heads: int = 6
    inner: int = 384
    dropout: float = 0.1
    general_passes: int = 2  # of the first phase, each with texts and negatives drawn anew
    article_queries: int = 14_000  # phrases, sentences and headings of PRC law -> the article
    statute_queries: int = 16_000  # the same in English -> the Chinese article
    questions: int = 9_000  # questions on an encyclopedia -> the text that answers them
    pool: int = 50_000  # texts of a kind among which negatives are looked for
    hard_negatives: int = 3  # for each pair: near by the encoder
    law_negatives: int = 1  # for each pair: another article of the same law
    nearest: int = 24  # of these the hard negatives are drawn
    too_alike: float = 0.90  # cosine to the right text from which on a text is no negative
    written_negatives: int = 5  # for each written question
    written_sentences: int = 3  # of the wrong ones, sentences alone; beside those that answer
    written_passes: int = 3  # with the layers of the first phase
    deep_layers: int = 3  # of the third phase
    deep_passes: int = 4  # of the third phase, over the written questions again
    replayed_share: float = 0.1  # of the pairs of the second and third phase, drawn from the first
    mined_texts: int = 4  # of the fourth phase: wrong chunks of a question, and as many wrong sentences
    mined_beside: float = 0.3  # share of the pairs of one pass of the second phase that is mixed in
    mined_hidden: float = 0.25  # of the tokens, whose vectors are hidden in the fourth phase
    mined_blur: float = 0.3  # noise on the other vectors
    mined_dropout: float = 0.15
    batch_size: int = 64
    learning_rate: float = 1e-3
    second_learning_rate: float = 6e-4  # of the passes of the first phase behind the first one
    tuning_learning_rate: float = 4e-4
    warmup_ratio: float = 0.05  # share of the steps
    weight_decay: float = 0.01
