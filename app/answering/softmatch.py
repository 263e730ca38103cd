"""How far a text says what a question says in other words: the nearest word for each word, by the encoder."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence

import numpy as np

from app.understanding import EMPTY_WORDS, Term, segment, term_coverage
from index import Snapshot, Vectors

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z]{3,}")
_MOST_WORDS = 100_000  # kept vectors; beyond it they are made anew
_FLOOR = 0.25  # similarity of unrelated words: counts as none


class WordVectors:
    """Vectors of single words, kept between questions; thread-safe."""

    def __init__(self) -> None:
        self._vectors: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def of(self, words: Sequence[str], snapshot: Snapshot) -> Vectors:
        """Return one unit vector a word, shape (len(words), dimension)."""
        with self._lock:
            missing = [word for word in dict.fromkeys(words) if word not in self._vectors]
            if missing:
                if len(self._vectors) + len(missing) > _MOST_WORDS:
                    self._vectors.clear()
                    missing = list(dict.fromkeys(words))
                self._vectors.update(zip(missing, snapshot.encode(missing), strict=True))
            return np.stack([self._vectors[word] for word in words])


def soft_coverages(terms: Sequence[Term], text: str, vectors: WordVectors, snapshot: Snapshot) -> list[float]:
    """Return for each term how far a folded text says it, in [0, 1].

    1 where it prints a form of the term; else by the similarity of its nearest word (greedy soft matching, as
    in BERTScore; Zhang et al., ICLR 2020).
    """
    found = [term_coverage(term, text) for term in terms]
    open_terms = [i for i, value in enumerate(found) if value < 1]
    words = text_words(text)
    if not open_terms or not words:
        return found
    near = vectors.of([_plain(terms[i]) for i in open_terms], snapshot) @ vectors.of(words, snapshot).T
    for i, similarity in zip(open_terms, near.max(axis=1), strict=True):
        found[i] = max(found[i], min(1.0, max(0.0, (float(similarity) - _FLOOR) / (1 - _FLOOR))))
    return [round(value, 4) for value in found]


def text_words(text: str) -> list[str]:
    """Return the distinct words of a folded text that say something, sorted."""
    words = {word for run in _RUN.findall(text) for word in (segment(run) if not run.isascii() else [run])}
    return sorted(word for word in words if word not in EMPTY_WORDS and (len(word) > 1 or not word.isascii()))


def _plain(term: Term) -> str:
    return term.word
