"""A vocabulary made by counting, not by training: words of a segmenter, characters, fragments.

It is a `tokenizers` Unigram model whose scores are log frequencies, so that the best path through a run of Chinese
characters is the segmentation that a word-frequency segmenter would choose. A Traditional form is an entry of its
own that shares the row of its Simplified form: both scripts have the same vectors without a table at query time.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.training.recipe import VocabularySize

WORD_START = "▁"  # stands before every English word, so that "a" the word is not "a" the letter

_HAN_RUN = re.compile(r"[㐀-鿿豈-﫿]+")
_ENGLISH_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"[0-9]+")
_LONGEST_FRAGMENT = 6
_FRAGMENT_PENALTY = 6.0  # keeps a path of fragments below a known word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A tokenizer, and which row of the embedding table each of its tokens has (its aliases share one)."""

    tokenizer: Tokenizer
    rows: npt.NDArray[np.int32]  # rows[token id] = row; row 0 is the unknown token
    pieces: tuple[str, ...]  # pieces[row]: the form that the row was made for
    scores: dict[str, float]  # log probabilities of the pieces

    @property
    def row_count(self) -> int:
        """How many rows the embedding table has."""
        return len(self.pieces)


class WordCounts:
    """Counts of Chinese words, English words and numbers over texts, and the Traditional forms seen."""

    def __init__(self) -> None:
        self.chinese: Counter[str] = Counter()
        self.english: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.traditional: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, text: str, traditional: str | None = None) -> None:
        """Count a text; `traditional` is the same text in Traditional characters, one for one."""
        import rjieba  # a dictionary is loaded on import

        self.english.update(_ENGLISH_WORD.findall(text.lower()))
        self.numbers.update(_NUMBER.findall(text))
        for run in _HAN_RUN.finditer(text):
            place = run.start()
            for word in rjieba.cut(run.group(), False):
                self.chinese[word] += 1
                if traditional is not None and traditional[place : place + len(word)] != word:
                    self.traditional[word][traditional[place : place + len(word)]] += 1
                place += len(word)


def build_vocabulary(counts: WordCounts, size: VocabularySize) -> Vocabulary:
    """Return the vocabulary for these counts; the same counts give the same vocabulary."""
    pieces = {WORD_START: -16.0}
    pieces |= _score_english(counts.english, size)
    pieces |= _score_chinese(counts.chinese, size)
    pieces |= _score_numbers(counts.numbers, size)
    folded = _traditional_pieces(pieces)
    own = ["<unk>", *(piece for piece in pieces if piece not in folded)]
    row_of = {piece: row for row, piece in enumerate(own)}
    scores = {"<unk>": 0.0, **pieces}
    forms = [(piece, piece) for piece in own]
    forms += [*folded.items(), *_aliases(row_of, counts.traditional, set(scores))]
    # A form that was counted keeps its score, any other has its piece's. Two decimals keep the file small.
    entries = [(form, round(scores.get(form, scores[piece]), 2)) for form, piece in forms]
    rows = np.array([row_of[piece] for _, piece in forms], dtype=np.int32)
    return Vocabulary(_make_tokenizer(entries), rows, tuple(own), {piece: scores[piece] for piece in own[1:]})


def _traditional_pieces(pieces: Mapping[str, float]) -> dict[str, str]:
    """Return the pieces that are Traditional forms of others: a corpus is never of one script alone."""
    import opencc

    converter = opencc.OpenCC("t2s")
    simplified = {piece: converter.convert(piece) for piece in pieces if _HAN_RUN.fullmatch(piece)}
    return {
        piece: form
        for piece, form in simplified.items()
        if form != piece and form in pieces and simplified.get(form) == form
    }


def is_chinese(piece: str) -> bool:
    """Tell whether a piece is all Han characters."""
    return _HAN_RUN.fullmatch(piece) is not None


def _make_tokenizer(entries: list[tuple[str, float]]) -> Tokenizer:
    """Return the tokenizer; `index.encoders.segmentation` follows its settings, and reads no others."""
    tokenizer = Tokenizer(models.Unigram(entries, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),  # full-width forms become half-width
            normalizers.Lowercase(),
            normalizers.Replace(Regex(r"['’]s(?![a-z])"), ""),
            normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " "),
            normalizers.Replace(Regex(r" ?(?<![a-z])(?=[a-z])"), WORD_START),
        ]
    )
    words = Regex(rf"{WORD_START}?[a-z]+|[0-9]+|[^a-z{WORD_START}0-9 ]+")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(words, behavior="removed", invert=True)
    return tokenizer


def _score_chinese(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    """Return words by their own frequency, and single characters by theirs as words with a floor."""
    total = counts.total()
    characters: Counter[str] = Counter()
    for word, count in counts.items():
        for character in word:
            characters[character] += count
    kept = [character for character, _ in _most_common(characters, size.characters)]
    words = [
        word
        for word, count in _most_common(counts, size.chinese_words + size.characters)
        if len(word) > 1 and count >= size.minimum_count
    ]
    pieces = {word: math.log(counts[word] / total) for word in words[: size.chinese_words]}
    # Half the count within words keeps rare characters in reach without breaking words up.
    return pieces | {c: math.log(max(counts[c], 1) / total) for c in kept}


def _score_english(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    total = counts.total()
    words = [
        word
        for word, count in _most_common(counts, size.english_words)
        if count >= size.minimum_count and len(word) <= 24
    ]
    known = set(words)
    fragments: Counter[str] = Counter()
    for word, count in counts.items():
        # Rare words show which fragments the words outside the vocabulary are made of.
        weight = min(count, 5 if word in known else 20)
        for piece in _fragments(word):
            fragments[piece] += weight
    letters = [start + chr(code) for code in range(ord("a"), ord("z") + 1) for start in ("", WORD_START)]
    chosen = [piece for piece, _ in _most_common(fragments, size.english_fragments)]
    fragment_total = fragments.total()
    pieces = {
        piece: math.log((fragments[piece] + 1) * len(piece) ** 2 / fragment_total) - _FRAGMENT_PENALTY
        for piece in [*letters, *chosen]
    }
    return pieces | {WORD_START + word: math.log(counts[word] / total) for word in words}


def _fragments(word: str) -> Iterator[str]:
    """Yield the beginnings (with the mark of a word's start) and the inner and last parts of a word."""
    for length in range(2, min(_LONGEST_FRAGMENT, len(word) - 1) + 1):
        yield WORD_START + word[:length]
        yield word[-length:]


def _score_numbers(counts: Counter[str], size: VocabularySize) -> dict[str, float]:
    total = counts.total()
    frequent = [number for number, _ in _most_common(counts, size.numbers) if 1 < len(number) <= 4]
    pieces = {str(digit): -12.0 for digit in range(10)}
    return pieces | {number: math.log(counts[number] / total) for number in frequent}


def _aliases(
    row_of: Mapping[str, int], seen: Mapping[str, Counter[str]], taken: set[str]
) -> Iterator[tuple[str, str]]:
    """Yield (Traditional form, piece) for the forms seen in parallel text and those that OpenCC gives.

    A form that is taken already is passed over; `taken` grows by what is yielded.
    """
    import opencc

    converters = [opencc.OpenCC(name) for name in ("s2t", "s2tw", "s2hk")]
    backward = opencc.OpenCC("t2s")
    for piece in [piece for piece in row_of if _HAN_RUN.fullmatch(piece)]:
        forms = [form for form, _ in seen.get(piece, Counter()).most_common(3)]
        forms += [converter.convert(piece) for converter in converters]
        for form in forms:
            if form not in taken and len(form) == len(piece):
                taken.add(form)
                yield form, piece
    for code in range(0x3400, 0xA000):
        simplified = backward.convert(chr(code))
        if simplified in row_of and chr(code) not in taken:
            taken.add(chr(code))
            yield chr(code), simplified


def _most_common(counts: Counter[str], limit: int) -> list[tuple[str, int]]:
    """Return the most frequent entries, ties in the order of the text."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]
