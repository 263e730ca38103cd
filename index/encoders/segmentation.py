"""The tokens of many texts at once, with numpy: the same as the model's own tokenizer gives, several times as fast.

Most of a tokenizer's time goes into bookkeeping of where a normalised text came from. Here a batch is one line of
characters; the tokens that occur in it are found by following a trie at all places together, and the best path
through each run of characters (Viterbi) is extended for all runs together, one character at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.encoders.normal_forms import (
    APOSTROPHE,
    GAP,
    LETTERS,
    SEPARATOR,
    SPACE,
    UNCLEAR,
    NormalForms,
    kinds_of_forms,
)
from index.encoders.trie import Ints, Trie, read_codes
from index.tokens import well_formed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_WORD_START = "▁"
_LONGEST_RUN = 200  # a longer run (a table without spaces, say) would be extended almost alone
_LINE = 200_000  # characters: bounds the memory, and keeps most of it in the processor's cache
_UNKNOWN_PENALTY = 10.0  # below the worst score, as in sentencepiece

# The only settings that the rules of this module follow; see index.training.vocabulary, which makes them.
_NORMALIZER = {
    "type": "Sequence",
    "normalizers": [
        {"type": "NFKC"},
        {"type": "Lowercase"},
        {"type": "Replace", "pattern": {"Regex": r"['’]s(?![a-z])"}, "content": ""},
        {"type": "Replace", "pattern": {"Regex": r"[^\p{L}\p{N}]+"}, "content": " "},
        {"type": "Replace", "pattern": {"Regex": r" ?(?<![a-z])(?=[a-z])"}, "content": _WORD_START},
    ],
}
_PRE_TOKENIZER = {
    "type": "Split",
    "pattern": {"Regex": rf"{_WORD_START}?[a-z]+|[0-9]+|[^a-z{_WORD_START}0-9 ]+"},
    "behavior": "Removed",
    "invert": True,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """Texts in a row, normalised; whatever separates runs of characters is SPACE or less."""

    forms: Ints
    offsets: Ints  # how many characters of its run end here: 0 where no run is
    separators: Ints  # one before each text and one at the end
    unclear: Ints  # texts that only the tokenizer itself can read


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The tokens of one length that occur in a line, in the order of where in their runs they end."""

    length: int
    tokens: Ints
    scores: npt.NDArray[np.float64]
    ends: Ints  # place of the last character
    groups: list[int]  # those that end at the n-th character of a run are groups[n] to groups[n + 1]


class Segmenter:
    """Gives the tokens of a Unigram tokenizer with the settings of `index.training.vocabulary`."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Read the tokenizer's vocabulary.

        Raises:
            ValueError: the tokenizer has other settings.
        """
        state = json.loads(tokenizer.to_str())
        if not _is_known(state):
            raise ValueError("the tokenizer has settings that a Segmenter does not follow")
        pieces, scores = zip(*state["model"]["vocab"], strict=True)
        self._tokenizer = tokenizer
        self._unknown = int(state["model"]["unk_id"])
        self._trie = Trie(pieces)
        self._lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        self._lengths[self._unknown] = 1  # stands for one character that no token covers
        self._scores = np.array(scores, dtype=np.float64)
        self._scores[self._unknown] = min(scores) - _UNKNOWN_PENALTY
        self._forms = NormalForms(tokenizer, _WORD_START)
        self._kinds = kinds_of_forms()

    def tokenize(self, texts: Sequence[str]) -> list[Ints]:
        """Return the tokens of each text; unknown ones are left out."""
        tokens: list[Ints] = []
        for part in _parts(texts):
            line = self._read(part)
            found = self._segment(line)
            unclear = line.unclear.tolist()
            asked = self._ask_tokenizer([part[place] for place in unclear])
            for place, ids in zip(unclear, asked, strict=True):
                found[place] = ids
            tokens += found
        return tokens

    def _ask_tokenizer(self, texts: Sequence[str]) -> Iterator[Ints]:
        readable = [well_formed(text) for text in texts]
        for encoding in self._tokenizer.encode_batch_fast(readable, add_special_tokens=False):
            yield np.array([token for token in encoding.ids if token != self._unknown], dtype=np.int64)

    def _read(self, texts: Sequence[str]) -> _Line:
        forms = self._forms.of(read_codes("\n".join(["", *texts, ""])))
        separators = np.cumsum([0, *(len(text) + 1 for text in texts)])
        forms[separators] = SEPARATOR
        self._drop_possessives(forms)
        kinds = self._kinds.take(forms)
        starts = np.flatnonzero(np.diff(kinds, prepend=kinds[:1]))
        lengths = np.diff(starts, append=len(forms))
        too_long = (lengths > _LONGEST_RUN) & (kinds[starts] > GAP)
        for start, length in zip(starts[too_long], lengths[too_long], strict=True):
            forms[start : start + length] = UNCLEAR
        unclear = np.unique(np.searchsorted(separators, np.flatnonzero(forms == UNCLEAR)) - 1)
        words = starts[kinds[starts] == LETTERS]
        glued = starts[(kinds[starts] > GAP) & (kinds[starts - 1] > GAP)]
        marks = [SPACE] * len(glued) + [ord(_WORD_START)] * len(words)
        forms = np.insert(forms, np.concatenate([glued, words]), marks)
        return _Line(forms, _offsets(forms), np.flatnonzero(forms == SEPARATOR), unclear)

    def _drop_possessives(self, forms: Ints) -> None:
        """Blank the s of "law's"; without a space behind it ("2's倍") the rest would be joined to what is before."""
        apostrophes = np.flatnonzero(forms == APOSTROPHE)
        possessive = apostrophes[forms[apostrophes + 1] == ord("s")]
        after = self._kinds.take(forms[possessive + 2])
        forms[possessive[after == GAP] + 1] = SPACE
        forms[possessive[after > LETTERS]] = UNCLEAR

    def _segment(self, line: _Line) -> list[Ints]:
        """Return the tokens on the best path through each run, text by text."""
        tokens = self._best_tokens(line)
        chosen = np.zeros(len(tokens), dtype=np.bool_)
        ends = np.flatnonzero((line.offsets[:-1] > 0) & (line.offsets[1:] == 0))
        while len(ends):
            chosen[ends] = True
            ends = ends - self._lengths.take(tokens.take(ends))
            ends = ends[line.offsets.take(ends) > 0]
        places = np.flatnonzero(chosen & (tokens != self._unknown))
        found, bounds = tokens.take(places), np.searchsorted(places, line.separators).tolist()
        return [found[start:end] for start, end in pairwise(bounds)]

    def _best_tokens(self, line: _Line) -> Ints:
        """Return the last token of the best path that ends at each place."""
        best = np.where(line.offsets > 0, -np.inf, 0.0)
        tokens = np.full(len(best), self._unknown)
        candidates = self._candidates(line)
        for offset in range(1, int(line.offsets.max()) + 1):
            for those in candidates:  # the longest first: it stays where another is as good
                group = slice(*those.groups[offset : offset + 2])
                ends = those.ends[group]
                if not len(ends):
                    continue
                scores = best.take(ends - those.length) + those.scores[group]
                better = scores > best.take(ends)
                ends = ends[better]
                best[ends], tokens[ends] = scores[better], those.tokens[group][better]
        return tokens

    def _candidates(self, line: _Line) -> list[_Candidates]:
        """Return the tokens that occur in the line, the longest first."""
        ends = np.flatnonzero(line.offsets)
        nodes = self._trie.roots(line.forms.take(ends))
        tokens = self._trie.tokens(nodes)
        candidates = [self._group(line, 1, ends, np.where(tokens < 0, self._unknown, tokens))]
        for length in range(2, self._trie.depth + 1):
            inner = np.flatnonzero(nodes)
            if not len(inner):
                break
            ends = ends[inner] + 1
            nodes = self._trie.children(nodes[inner], line.forms.take(ends))
            tokens = self._trie.tokens(nodes)
            known = np.flatnonzero(tokens >= 0)
            candidates.append(self._group(line, length, ends[known], tokens[known]))
        return candidates[::-1]

    def _group(self, line: _Line, length: int, ends: Ints, tokens: Ints) -> _Candidates:
        offsets = line.offsets.take(ends).astype(np.uint8)  # small numbers are sorted in one pass
        order = np.argsort(offsets, kind="stable")
        groups = np.searchsorted(offsets[order], np.arange(line.offsets.max() + 2)).tolist()
        tokens = tokens[order]
        return _Candidates(length, tokens, self._scores.take(tokens), ends[order], groups)


def _is_known(state: dict[str, Any]) -> bool:
    model = state["model"]
    return (
        state["normalizer"] == _NORMALIZER
        and state["pre_tokenizer"] == _PRE_TOKENIZER
        and not state["added_tokens"]
        and model["type"] == "Unigram"
        and not model["byte_fallback"]
        and model["unk_id"] is not None
        and model["vocab"][model["unk_id"]][0] == "<unk>"
    )


def _offsets(forms: Ints) -> Ints:
    places = np.arange(len(forms))
    offsets: Ints = places - np.maximum.accumulate(np.where(forms > SEPARATOR, 0, places))
    return offsets


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts in order, as many at a time as make a line; a longer text is a line of its own."""
    start = length = 0
    for place, text in enumerate(texts):
        if place > start and length + len(text) > _LINE:
            yield texts[start:place]
            start, length = place, 0
        length += len(text)
    yield texts[start:]
