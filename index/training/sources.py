"""The corpora as token arrays, and batches of pairs drawn from one of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain

import numpy as np
import numpy.typing as npt

from index.training import corpora
from index.training.alignment import Parallel, Translations
from index.training.examples import (
    Bags,
    Floats,
    Ints,
    Texts,
    choose,
    drop_tokens,
    join,
    keep_telling,
    make_texts,
    split_words,
    thin,
    translate,
)
from index.training.recipe import Mixture, Recipe
from index.training.vocabulary import WORD_START, Vocabulary

_CHUNK = 20_000  # texts tokenised at a time


@dataclass(frozen=True, slots=True)
class Corpora:
    """The rows of the data folder that are trained on."""

    statutes: Sequence[corpora.StatutePair]
    sentences: Sequence[corpora.SentencePair]
    dictionary: Sequence[corpora.DictionaryEntry]
    questions: Sequence[corpora.QuestionPair]
    articles: Sequence[corpora.LawArticle]


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs of one kind; pairs of one group are never each other's negatives."""

    kind: str
    left: Bags
    right: Bags
    groups: Ints


class _Order:
    """An endless shuffled order of rows; with laws given, the rows of a law stay together."""

    def __init__(self, count: int, rng: np.random.Generator, laws: Ints | None = None) -> None:
        self._count, self._rng, self._laws = count, rng, laws
        self._left: Ints = np.zeros(0, dtype=np.int64)

    def afresh(self, rng: np.random.Generator) -> _Order:
        """Return the same rows, to be shuffled by another generator."""
        return _Order(self._count, rng, self._laws)

    def take(self, size: int) -> Ints:
        while len(self._left) < size:
            self._left = np.concatenate([self._left, self._shuffled()])
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def _shuffled(self) -> Ints:
        if self._laws is None:
            return self._rng.permutation(self._count)
        rank = self._rng.permutation(int(self._laws.max()) + 1)
        order: Ints = np.lexsort((self._rng.random(self._count), rank[self._laws]))
        return order


class Sources:
    """Every corpus in tokens; `batch` draws the next batch of a training run."""

    def __init__(
        self, data: Corpora, vocabulary: Vocabulary, recipe: Recipe, rng: np.random.Generator
    ) -> None:
        self._recipe, self._rng, self._vocabulary = recipe, rng, vocabulary
        encode = self._encode
        self._statute_zh = encode([corpora.split_sentences(row.zh) for row in data.statutes])
        self._statute_en = encode([corpora.split_sentences(row.en) for row in data.statutes])
        self._statute_title_zh = encode([[row.title_zh] for row in data.statutes])
        self._statute_title_en = encode([[row.title_en] for row in data.statutes])
        self._sentence_zh = encode([[row.zh] for row in data.sentences])
        self._sentence_en = encode([[row.en] for row in data.sentences])
        self._headword = encode([[row.zh] for row in data.dictionary])
        self._senses = encode([row.senses for row in data.dictionary])
        self._question = encode([[row.question] for row in data.questions])
        self._passage = encode([corpora.split_sentences(row.text) for row in data.questions])
        self._article = encode([corpora.split_sentences(row.text) for row in data.articles])
        self._article_title = encode([[f"{row.law} {row.heading}"] for row in data.articles])
        self._statute_groups = _groups(row.zh for row in data.statutes)
        self._article_groups = _groups(row.text for row in data.articles)
        self._question_groups = _groups(row.text for row in data.questions)
        self._dictionary_groups = _groups(row.zh for row in data.dictionary)
        statute_laws = _groups(row.law for row in data.statutes)
        article_laws = _groups(row.law for row in data.articles)
        self._orders = {
            "statutes": _Order(len(data.statutes), rng),
            "statutes by law": _Order(len(data.statutes), rng, statute_laws),
            "articles": _Order(len(data.articles), rng),
            "articles by law": _Order(len(data.articles), rng, article_laws),
            "dictionary": _Order(len(data.dictionary), rng),
            "questions": _Order(len(data.questions), rng),
            "sentences": _Order(len(data.sentences), rng),
        }
        self._sentence_rows: Ints = np.arange(len(data.sentences))
        self._parts = word_parts(vocabulary)
        self.inverse_frequencies = self._inverse_frequencies()
        self._makers: dict[str, Callable[[], Batch]] = {
            "statute_articles": self._statute_articles,
            "statute_queries": self._statute_queries,
            "statute_crops": self._statute_crops,
            "sentences": self._sentences,
            "dictionary": self._dictionary,
            "article_crops": self._article_crops,
            "questions": self._questions,
            "foreign_queries": self._foreign_queries,
        }
        self._into_english = Translations(
            np.zeros(vocabulary.row_count + 1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
        )

    def batch(self) -> Batch:
        """Return the next batch: its kind by the mixture, words split and dropped by the recipe."""
        kinds = [field.name for field in fields(Mixture)]
        shares = np.array([getattr(self._recipe.mixture, kind) for kind in kinds])
        return self.disturb(self._makers[str(self._rng.choice(kinds, p=shares / shares.sum()))]())

    def disturb(self, batch: Batch) -> Batch:
        """Return a batch with words split and dropped by the recipe."""
        return Batch(batch.kind, self._disturb(batch.left), self._disturb(batch.right), batch.groups)

    def encode_texts(self, texts: Sequence[str]) -> Texts:
        """Return texts of one sentence each in tokens."""
        return self._encode([[text] for text in texts])

    def sentence_pairs(self, rows: Ints) -> tuple[Bags, Bags]:
        """Return sentence pairs by row, undisturbed: English and Chinese."""
        return self._sentence_en.head(rows, 128), self._sentence_zh.head(rows, 128)

    @property
    def sentence_rows(self) -> Ints:
        """All sentence pairs, whether batches are drawn from them or not."""
        return np.arange(len(self._sentence_zh))

    @property
    def kept_sentences(self) -> Ints:
        """The sentence pairs that batches are drawn from."""
        return self._sentence_rows

    def parallel_texts(self) -> list[Parallel]:
        """Return English and Chinese texts for word alignment.

        Statutes count less: nearly all of them cite "Enforcement Rules" (施行细则) and their like. The
        dictionary counts more: it is right, and says each thing once.
        """
        headwords = self._headword.repeated(np.diff(self._senses.text_starts))
        return [
            Parallel(self._sentence_en, self._sentence_zh, minimum=4, weight=1.0),
            Parallel(self._statute_en.as_whole(), self._statute_zh.as_whole(), minimum=4, weight=0.3),
            Parallel(self._senses.as_sentences(), headwords, minimum=1, weight=5.0),
        ]

    def use_translations(self, into_english: Translations) -> None:
        """Take the English words that Chinese rows may mean; `foreign_queries` are made with them."""
        self._into_english = into_english

    def use_whole_texts(self) -> None:
        """Thin long texts no more: slower, and nearer to how texts are encoded in the end."""
        longest = self._recipe.longest_text_at_last
        self._recipe = replace(self._recipe, longest_text=longest, most_tokens=4 * longest)

    def restart(self, rng: np.random.Generator) -> None:
        """Draw everything by another generator from now on, whatever was drawn before."""
        self._rng = rng
        self._orders = {name: order.afresh(rng) for name, order in self._orders.items()}

    def keep_sentences(self, rows: Ints) -> None:
        """Draw only from these sentence pairs from now on."""
        self._sentence_rows = rows
        self._orders["sentences"] = _Order(len(rows), self._rng)

    def _disturb(self, bags: Bags) -> Bags:
        thinned = thin(bags, self._recipe.most_tokens, self._rng)
        split = split_words(thinned, self._parts, self._recipe.split_rate, self._rng)
        return drop_tokens(split, self._recipe.token_dropout, self._rng)

    def _take(self, name: str) -> Ints:
        by_law = self._rng.random() < self._recipe.same_law_share
        return self._orders[f"{name} by law" if by_law else name].take(self._recipe.batch_size)

    def _sometimes(self, share: float, extra: Bags, bags: Bags) -> Bags:
        return choose(self._rng.random(len(bags.starts) - 1) < share, join(extra, bags), bags)

    def _telling_words(self, bags: Bags, share: float) -> Bags:
        """Replace a share of the rows by two to eight telling words of theirs."""
        count = len(bags.starts) - 1
        expected = self._rng.uniform(2, 8, count).astype(np.float32)
        few = keep_telling(bags, self.inverse_frequencies**3, expected, self._rng)
        return choose(self._rng.random(count) < share, few, bags)

    def _statute_articles(self) -> Batch:
        rows, longest = self._take("statutes"), self._recipe.longest_text
        left, right = self._statute_en.head(rows, longest), self._statute_zh.head(rows, longest)
        return Batch("statute_articles", left, right, self._statute_groups[rows])

    def _statute_queries(self) -> Batch:
        rows, longest = self._take("statutes"), 2 * self._recipe.longest_text
        query = self._telling_words(self._statute_en.sentence(rows, self._rng), 0.4)
        query = self._sometimes(0.2, self._statute_title_en.whole(rows), query)
        text = self._sometimes(0.5, self._statute_title_zh.whole(rows), self._statute_zh.head(rows, longest))
        return Batch("statute_queries", query, text, self._statute_groups[rows])

    def _statute_crops(self) -> Batch:
        rows = self._take("statutes")
        query, rest = self._statute_zh.sentence_and_rest(rows, self._recipe.longest_text, self._rng, 0.2)
        return Batch("statute_crops", self._telling_words(query, 0.3), rest, self._statute_groups[rows])

    def _article_crops(self) -> Batch:
        rows = self._take("articles")
        query, rest = self._article.sentence_and_rest(rows, self._recipe.longest_text, self._rng, 0.2)
        title = self._article_title.whole(rows)
        query = self._sometimes(0.25, title, self._telling_words(query, 0.4))
        return Batch("article_crops", query, self._sometimes(0.5, title, rest), self._article_groups[rows])

    def _foreign_queries(self) -> Batch:
        """Return telling words of an article, translated one by one, and the article.

        A bag of words has no grammar: translating the words is translating the text. This is how the words
        of PRC law, which the parallel texts do not speak of, come to stand beside English questions.
        """
        rows = self._take("articles")
        query, rest = self._article.sentence_and_rest(rows, self._recipe.longest_text, self._rng, 0.5)
        query = self._telling_words(self._sometimes(0.25, self._article_title.whole(rows), query), 0.7)
        table = self._into_english
        chances = table.probabilities.astype(np.float32)
        query = translate(query, table.starts, table.targets, chances, self._rng)
        text = self._sometimes(0.5, self._article_title.whole(rows), rest)
        return Batch("foreign_queries", query, text, self._article_groups[rows])

    def _sentences(self) -> Batch:
        places = self._orders["sentences"].take(self._recipe.batch_size)
        rows = self._sentence_rows[places]
        return Batch("sentences", *self.sentence_pairs(rows), rows)

    def _dictionary(self) -> Batch:
        rows = self._orders["dictionary"].take(self._recipe.batch_size)
        senses = self._senses.sentence(rows, self._rng)
        return Batch("dictionary", senses, self._headword.whole(rows), self._dictionary_groups[rows])

    def _questions(self) -> Batch:
        rows = self._orders["questions"].take(min(self._recipe.batch_size, len(self._question)))
        text = self._passage.head(rows, 4 * self._recipe.longest_text)
        return Batch("questions", self._question.whole(rows), text, self._question_groups[rows])

    def _inverse_frequencies(self) -> Floats:
        """Return log(tokens / occurrences) of each row: how telling a word is."""
        counts = np.zeros(self._vocabulary.row_count)
        for texts in (
            self._statute_zh,
            self._statute_en,
            self._article,
            self._sentence_en,
            self._sentence_zh,
        ):
            counts += np.bincount(texts.tokens, minlength=self._vocabulary.row_count)
        telling: Floats = np.log(counts.sum() / (counts + 20)).astype(np.float32)
        return telling

    def _encode(self, texts: Sequence[Sequence[str]]) -> Texts:
        sentences = list(chain.from_iterable(texts))
        ids: list[npt.NDArray[np.int32]] = []
        for start in range(0, len(sentences), _CHUNK):
            encodings = self._vocabulary.tokenizer.encode_batch_fast(sentences[start : start + _CHUNK])
            ids.extend(self._vocabulary.rows[encoding.ids] for encoding in encodings)
        lengths = [len(row) for row in ids]
        return Texts(
            np.concatenate(ids),
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
            np.concatenate([[0], np.cumsum([len(text) for text in texts], dtype=np.int64)]),
        )


def word_parts(vocabulary: Vocabulary) -> Texts:
    """Return, for each row, the parts that its word falls into when the word itself is not known.

    The best path by the vocabulary's own scores; a row that cannot be split has no parts.
    """
    row_of = {piece: row for row, piece in enumerate(vocabulary.pieces)}
    rows: list[list[int]] = [[] for _ in vocabulary.pieces]
    for row, piece in enumerate(vocabulary.pieces[1:], start=1):
        if len(piece.lstrip(WORD_START)) > 1:
            rows[row] = [row_of[part] for part in _best_split(piece, vocabulary.scores)]
    return make_texts([[row] for row in rows])


def _best_split(piece: str, scores: dict[str, float]) -> list[str]:
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(piece)
    for end in range(1, len(piece) + 1):
        for start in range(end):
            before, part = best[start], piece[start:end]
            if before is None or part not in scores or len(part) == len(piece):
                continue
            score = before[0] + scores[part]
            found = best[end]
            if found is None or score > found[0]:
                best[end] = (score, [*before[1], part])
    last = best[len(piece)]
    return last[1] if last is not None else []


def _groups(keys: Iterable[str]) -> Ints:
    """Number equal keys alike.

    >>> _groups(["a", "b", "a"]).tolist()
    [0, 1, 0]
    """
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.int64)
