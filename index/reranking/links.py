"""Which words of a question a chunk says, as printed or by the bundled tables of terms, token by token.

A static vector hardly tells a synonym from a sibling ("buy" from "rent"), and joins two languages only roughly. The
tables of terms know: what they say of a pair goes into the re-ranker beside the vectors.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import numpy as np

from index.terms import EverydayWords, Glossary, known_phrases
from index.translation import TranslationTable
from index.types import Vectors
from ingest import to_simplified

LINK_FEATURES = 3
# Said as the question prints it; said by a term that stands for it; known to the tables, and said in neither way.
_PRINTED, _MEANT, _UNSAID = range(LINK_FEATURES)

_SURE, _LEARNT, _LOOSE = 1.0, 0.7, 0.6
_LEAST_PROBABILITY = 0.08  # of a learnt translation
_MOST_LEARNT = 6
_LONGEST_TERM = 8  # characters
_WORD_START = "▁"
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Term:
    """A word or phrase of a question."""

    start: int
    end: int
    variants: Mapping[str, float]  # how a chunk may print it otherwise -> how sure that means it


@dataclass(frozen=True, slots=True)
class _Line:
    """Simplified tokens as one line of characters."""

    text: str
    ends: tuple[int, ...]  # behind each token
    latin: Mapping[str, list[slice]]  # its numbers and Latin words -> where they stand


@dataclass(frozen=True, slots=True)
class LinkedQuestion:
    """The tokens of a question as one line of characters, with its terms."""

    line: _Line
    terms: tuple[_Term, ...]
    pieces: Mapping[str, list[slice]]  # pairs of characters, numbers and Latin words -> where they stand


class TermLinker:
    """Compares the tokens of questions and chunks by the tables of terms; safe to use from many threads at once."""

    def __init__(self, glossary: Glossary, everyday: EverydayWords, table: TranslationTable) -> None:
        self._glossary, self._everyday, self._table = glossary, everyday, table
        self._chinese = frozenset(glossary.chinese_terms()) | {w for w in everyday.words if not w.isascii()}

    def read_question(self, tokens: Sequence[str]) -> LinkedQuestion:
        """Return a question's terms, from its tokens; white space stands where a Latin word begins."""
        line = _join(tokens)
        terms = [*self._english_terms(line), *self._chinese_terms(line)]
        pieces = {piece: list(places) for piece, places in line.latin.items()}
        for place, (a, b) in enumerate(pairwise(line.text)):
            if not (a.isascii() or b.isascii()):
                pieces.setdefault(a + b, []).append(slice(place, place + 2))
        return LinkedQuestion(line, tuple(terms), pieces)

    def link(self, question: LinkedQuestion, tokens: Sequence[str]) -> tuple[Vectors, Vectors]:
        """Return the features of the question's tokens and of the chunk's, each of shape (tokens, LINK_FEATURES)."""
        line, chunk = question.line, _join(tokens)
        asked = np.zeros((LINK_FEATURES, len(line.text)), dtype=np.float32)
        said = np.zeros((LINK_FEATURES, len(chunk.text)), dtype=np.float32)
        for piece, places in question.pieces.items():
            found = _occurrences(piece, chunk)
            if found:
                for span in places:
                    asked[_PRINTED, span] = 1.0
                for span in found:
                    said[_PRINTED, span] = 1.0
        for term in question.terms:
            own = slice(term.start, term.end)
            best = 0.0
            for variant, sure in term.variants.items():
                for span in _occurrences(variant, chunk):
                    best = max(best, sure)
                    said[_MEANT, span] = np.maximum(said[_MEANT, span], sure)
            asked[_MEANT, own] = np.maximum(asked[_MEANT, own], best)
            asked[_UNSAID, own] = best == 0.0 and not asked[_PRINTED, own].any()
        return _by_token(asked, line.ends), _by_token(said, chunk.ends)

    def _english_terms(self, line: _Line) -> Iterator[_Term]:
        taken = [False] * len(line.text)
        for start, end, forms in known_phrases(line.text, self._glossary, self._everyday):
            taken[start:end] = [True] * (end - start)
            loose = self._everyday.said_as(line.text[start:end])
            yield _Term(_with_space(line, start), end, _weighted((forms, _SURE), (loose, _LOOSE)))
        for match in _WORD.finditer(line.text):
            word = match.group()
            if taken[match.start()] or self._everyday.says_nothing(word):
                continue
            likely = [e for e in self._table.expand(word) if e.weight >= _LEAST_PROBABILITY]
            learnt = [e.term for e in sorted(likely, key=lambda e: (-e.weight, e.term))[:_MOST_LEARNT]]
            variants = _weighted((learnt, _LEARNT), (self._everyday.said_as(word), _LOOSE))
            if variants:
                yield _Term(_with_space(line, match.start()), match.end(), variants)

    def _chinese_terms(self, line: _Line) -> Iterator[_Term]:
        starts = {0, *line.ends}
        place = 0
        while place < len(line.text):
            for end in range(min(place + _LONGEST_TERM, len(line.text)), place, -1):
                word = line.text[place:end]
                whole = len(word) > 1 or (place in starts and end in starts)
                if not (whole and word in self._chinese):
                    continue
                others = [form for form in self._glossary.synonyms(word) if form != word]
                variants = _weighted((others, _SURE), (self._everyday.said_as(word), _LOOSE))
                if variants:
                    yield _Term(place, end, variants)
                place = end
                break
            else:
                place += 1


@cache
def load_linker() -> TermLinker:
    """Return the linker over the bundled tables."""
    return TermLinker(Glossary.load(), EverydayWords.load(), TranslationTable.load())


def _weighted(*groups: tuple[Sequence[str], float]) -> dict[str, float]:
    variants: dict[str, float] = {}
    for forms, sure in groups:
        for form in forms:
            variants.setdefault(form.lower(), sure)
    return variants


def _join(tokens: Sequence[str]) -> _Line:
    parts = [_simplify(token) for token in tokens]
    ends = tuple(accumulate(map(len, parts)))
    latin: dict[str, list[slice]] = {}
    for part, end in zip(parts, ends, strict=True):
        if part.isascii():
            latin.setdefault(part, []).append(slice(end - len(part), end))
    return _Line("".join(parts), ends, latin)


def _with_space(line: _Line, start: int) -> int:
    """Return the start of a Latin word with the space before it, which is part of its token."""
    return start - 1 if line.text[start - 1 : start] == " " else start


def _occurrences(piece: str, line: _Line) -> list[slice]:
    """Return where a piece stands in a line: a number or a Latin word only as a whole token."""
    if piece.isascii():
        return line.latin.get(piece, [])
    found = []
    place = line.text.find(piece)
    while place >= 0:
        found.append(slice(place, place + len(piece)))
        place = line.text.find(piece, place + len(piece))
    return found


@cache
def _simplify(token: str) -> str:
    simplified = to_simplified(token).replace(_WORD_START, " ")
    return simplified if len(simplified) == len(token) else token


def _by_token(rows: Vectors, ends: Sequence[int]) -> Vectors:
    """Return the mean of each row over each token, shape (tokens, rows)."""
    if not ends:
        return np.zeros((0, len(rows)), dtype=np.float32)
    starts = [0, *ends[:-1]]
    sums = np.add.reduceat(rows, starts, axis=1)
    means: Vectors = (sums / np.subtract(ends, starts)).T.astype(np.float32)
    return means
