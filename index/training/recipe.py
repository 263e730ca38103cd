"""Every number that the training depends on, in one place: the defaults made the bundled model."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class VocabularySize:
    """How many pieces of each kind the vocabulary holds at most."""

    chinese_words: int = 60_000
    characters: int = 9_000
    english_words: int = 42_000
    english_fragments: int = 6_000
    numbers: int = 2_000
    minimum_count: int = 4  # rarer words are left to characters and fragments


@dataclass(frozen=True, slots=True)
class Mixture:
    """What share of the steps each kind of pair gets (any positive scale)."""

    statute_articles: float = 2.5  # English article -> the same article in Chinese
    statute_queries: float = 3.0  # an English sentence, heading or a few words -> the Chinese article
    statute_crops: float = 1.0  # a Chinese sentence -> the rest of its article
    sentences: float = 6.0
    dictionary: float = 1.5
    article_crops: float = 3.5  # PRC law: title, heading, sentence or a few words -> the article
    questions: float = 0.5
    foreign_queries: float = 3.0  # a few words of an article of PRC law, translated one by one -> the article


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of one training run."""

    seed: int = 20
    dimension: int = 256
    steps: int = 10_000
    batch_size: int = 1_024
    scale: float = 20.0  # of the cosine in the InfoNCE loss
    learning_rate: float = (
        0.03  # falls to nothing, twice: over the first steps and, from half of it, the last
    )
    last_phase: float = 0.3  # share of the steps in the second phase, in which long texts are used whole
    warmup_steps: int = 100
    token_dropout: float = 0.10
    split_rate: float = 0.08  # how often a word is replaced by its parts
    filter_after: float = (
        0.21  # share of the steps after which loose sentence pairs are dropped; again at last
    )
    filter_share: float = 0.15  # share of the sentence pairs that is dropped
    same_law_share: float = 0.5  # share of article batches drawn law by law: hard negatives
    longest_text: int = 160  # tokens of a text that are looked at in one step
    most_tokens: int = 64  # of those that are used, at random
    longest_text_at_last: int = 256  # in the last phase, in which all of them are used
    tuning_steps: int = 300  # of the phase with written questions, after all others
    tuning_dropout: float = 0.25  # of the words of written questions and their chunks
    tuning_share: float = 0.5  # of its batches that are of written questions
    tuning_learning_rate: float = 0.01
    alignment_rounds: int = 5
    alignment_longest: int = 32  # tokens: longer texts say too little of which word means which
    alignment_least: float = 0.04  # probability under which a translation is dropped
    alignment_most: int = 8  # translations for one word
    vocabulary: VocabularySize = field(default_factory=VocabularySize)
    mixture: Mixture = field(default_factory=Mixture)
