"""Tokenised texts as flat arrays, and the views of them that a training step compares.

A text is a range of sentences, a sentence a range of tokens; every view (whole text, one sentence, the rest
without it, a few telling words) is a set of token ranges, so that a batch is gathered without a Python loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bags:
    """A batch of bags of tokens: row i holds tokens[starts[i]:starts[i + 1]]; len(starts) = rows + 1."""

    tokens: Ints
    starts: Ints

    @property
    def row_of_token(self) -> Ints:
        """The row that each token belongs to, shape (len(tokens),)."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def keep(self, mask: npt.NDArray[np.bool_]) -> Bags:
        """Return the bags without the masked-out tokens; a bag that would be empty is left whole."""
        rows, count = self.row_of_token, len(self.starts) - 1
        emptied = np.bincount(rows[mask], minlength=count) == 0
        return _bags(self.tokens, rows, mask | emptied[rows], count)


class Texts:
    """Texts cut into sentences and tokens."""

    def __init__(self, tokens: npt.NDArray[np.int32], sentence_starts: Ints, text_starts: Ints) -> None:
        """`sentence_starts` index tokens and `text_starts` index sentences; both end with the total."""
        self.tokens = tokens
        self.sentence_starts = sentence_starts
        self.text_starts = text_starts

    def __len__(self) -> int:
        return len(self.text_starts) - 1

    def whole(self, texts: Ints) -> Bags:
        """Return all tokens of each text."""
        first = self.sentence_starts[self.text_starts[texts]]
        last = self.sentence_starts[self.text_starts[texts + 1]]
        return _gather(self.tokens, first, last)

    def head(self, texts: Ints, longest: int) -> Bags:
        """Return the first `longest` tokens of each text."""
        first = self.sentence_starts[self.text_starts[texts]]
        last = self.sentence_starts[self.text_starts[texts + 1]]
        return _gather(self.tokens, first, np.minimum(last, first + longest))

    def sentence(self, texts: Ints, rng: np.random.Generator) -> Bags:
        """Return one random sentence of each text."""
        chosen = self._pick(texts, rng)
        return _gather(self.tokens, self.sentence_starts[chosen], self.sentence_starts[chosen + 1])

    def as_sentences(self) -> Texts:
        """Return each sentence as a text of its own."""
        return Texts(self.tokens, self.sentence_starts, np.arange(len(self.sentence_starts)))

    def as_whole(self) -> Texts:
        """Return the same texts, each as one sentence."""
        return Texts(self.tokens, self.sentence_starts[self.text_starts], np.arange(len(self) + 1))

    def repeated(self, times: Ints) -> Texts:
        """Return text i times[i] times over, each as one sentence."""
        bags = self.whole(np.repeat(np.arange(len(self)), times))
        return Texts(bags.tokens.astype(np.int32), bags.starts, np.arange(len(bags.starts)))

    def sentence_and_rest(
        self, texts: Ints, longest: int, rng: np.random.Generator, keep_share: float
    ) -> tuple[Bags, Bags]:
        """Return a random sentence of each text, and the text without it (whole in `keep_share` of the cases)."""
        chosen = self._pick(texts, rng)
        first, last = self.sentence_starts[chosen], self.sentence_starts[chosen + 1]
        text_first = self.sentence_starts[self.text_starts[texts]]
        text_last = self.sentence_starts[self.text_starts[texts + 1]]
        alone = (last - first) >= (text_last - text_first)
        kept = alone | (rng.random(len(texts)) < keep_share)
        hole_first, hole_last = np.where(kept, text_last, first), np.where(kept, text_last, last)
        # A long text is cut around the sentence, where the words that belong to it stand.
        text_first = np.maximum(text_first, first - longest)
        text_last = np.minimum(text_last, np.where(kept, first, last) + longest)
        hole_first, hole_last = np.minimum(hole_first, text_last), np.minimum(hole_last, text_last)
        before, after = (
            _gather(self.tokens, text_first, hole_first),
            _gather(self.tokens, hole_last, text_last),
        )
        return _gather(self.tokens, first, np.minimum(last, first + longest)), join(before, after)

    def _pick(self, texts: Ints, rng: np.random.Generator) -> Ints:
        first, last = self.text_starts[texts], self.text_starts[texts + 1]
        picked: Ints = first + (rng.random(len(texts)) * (last - first)).astype(np.int64)
        return np.minimum(picked, np.maximum(last - 1, first))


def join(*parts: Bags) -> Bags:
    """Return bags whose row i holds the tokens of row i of every part."""
    rows = np.concatenate([part.row_of_token for part in parts])
    tokens = np.concatenate([part.tokens for part in parts])
    order = np.argsort(rows, kind="stable")
    return _from_rows(tokens[order], rows[order], len(parts[0].starts) - 1)


def choose(mask: npt.NDArray[np.bool_], yes: Bags, no: Bags) -> Bags:
    """Return row i of `yes` where the mask is set, of `no` elsewhere."""
    kept_yes, kept_no = mask[yes.row_of_token], ~mask[no.row_of_token]
    rows = np.concatenate([yes.row_of_token[kept_yes], no.row_of_token[kept_no]])
    tokens = np.concatenate([yes.tokens[kept_yes], no.tokens[kept_no]])
    order = np.argsort(rows, kind="stable")
    return _from_rows(tokens[order], rows[order], len(mask))


def drop_tokens(bags: Bags, rate: float, rng: np.random.Generator) -> Bags:
    """Return the bags with each token dropped at this rate."""
    return bags.keep(rng.random(len(bags.tokens)) >= rate)


def keep_telling(bags: Bags, weights: Floats, expected: Floats, rng: np.random.Generator) -> Bags:
    """Return a few tokens of each bag, drawn by weight: what a person types who searches by words.

    Args:
        bags: what to draw from.
        weights: of each token id, e.g. its inverse document frequency.
        expected: how many tokens row i keeps on average.
        rng: where chance comes from.
    """
    rows = bags.row_of_token
    weight = weights[bags.tokens]
    total = np.bincount(rows, weights=weight, minlength=len(expected))
    chance = weight / np.maximum(total, 1e-9)[rows] * expected[rows]
    return bags.keep(rng.random(len(bags.tokens)) < chance)


def thin(bags: Bags, most: int, rng: np.random.Generator) -> Bags:
    """Return the bags with the long ones thinned to about `most` random tokens.

    A random part points where the whole does, at a fraction of the cost, and never twice the same way.
    """
    lengths = np.diff(bags.starts)
    share = np.minimum(1.0, most / np.maximum(lengths, 1))
    return bags.keep(rng.random(len(bags.tokens)) < share[bags.row_of_token])


def translate(bags: Bags, starts: Ints, targets: Ints, chances: Floats, rng: np.random.Generator) -> Bags:
    """Return the bags with each token replaced by a random translation of it; a token without one is dropped.

    Args:
        bags: what to translate.
        starts: the translations of token i are targets[starts[i]:starts[i + 1]].
        targets: tokens of the other language.
        chances: of each translation of a token, summing to at most 1.
        rng: where chance comes from.
    """
    if not len(targets):
        return bags
    width = (starts[1:] - starts[:-1])[bags.tokens]
    owner = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    total = np.bincount(owner, weights=chances, minlength=len(starts) - 1)
    # One ladder for all tokens, of one unit of height for each that has translations.
    ladder = np.cumsum(chances / np.maximum(total[owner], 1e-9))
    base = np.concatenate([[0.0], ladder])[starts[:-1]]
    place = np.searchsorted(ladder, base[bags.tokens] + rng.random(len(bags.tokens)) * 0.999999)
    place = np.clip(place, starts[bags.tokens], np.maximum(starts[bags.tokens + 1] - 1, 0))
    replaced = Bags(
        np.where(width > 0, targets[np.minimum(place, len(targets) - 1)], bags.tokens), bags.starts
    )
    return replaced.keep(width > 0)


def split_words(bags: Bags, parts: Texts, rate: float, rng: np.random.Generator) -> Bags:
    """Return the bags with some tokens replaced by their parts (`parts` text i = the parts of token i)."""
    first = parts.sentence_starts[bags.tokens]
    width = parts.sentence_starts[bags.tokens + 1] - first
    split = (rng.random(len(bags.tokens)) < rate) & (width > 0)
    lengths = np.where(split, width, 1)
    place = np.repeat(np.arange(len(lengths)), lengths)
    offset = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    tokens = bags.tokens[place]
    inner = split[place]
    tokens[inner] = parts.tokens[first[place[inner]] + offset[inner]]
    starts = np.concatenate([[0], np.cumsum(lengths)])[bags.starts]
    return Bags(tokens, starts)


def _gather(tokens: npt.NDArray[np.int32], first: Ints, last: Ints) -> Bags:
    lengths = last - first
    starts = np.concatenate([[0], np.cumsum(lengths)])
    index = np.arange(starts[-1]) + np.repeat(first - starts[:-1], lengths)
    return Bags(tokens[index].astype(np.int64), starts)


def _bags(tokens: Ints, rows: Ints, mask: npt.NDArray[np.bool_], count: int) -> Bags:
    return _from_rows(tokens[mask], rows[mask], count)


def _from_rows(tokens: Ints, rows: Ints, count: int) -> Bags:
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])
    return Bags(tokens, starts)


def make_texts(sentences: Sequence[Sequence[Sequence[int]]]) -> Texts:
    """Return texts from nested token ids: sentences[text][sentence] = ids.

    >>> make_texts([[[1, 2], [3]], [[4]]]).whole(np.array([0, 1])).tokens.tolist()
    [1, 2, 3, 4]
    """
    lengths = [len(sentence) for text in sentences for sentence in text]
    tokens = np.fromiter(
        (token for text in sentences for sentence in text for token in sentence), np.int32, sum(lengths)
    )
    return Texts(
        tokens,
        np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]),
        np.concatenate([[0], np.cumsum([len(text) for text in sentences], dtype=np.int64)]),
    )
