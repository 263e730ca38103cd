"""Word translation probabilities from sentence pairs: IBM model 1 (Brown et al., 1993) by array operations."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.training.examples import Floats, Ints, Texts

Small = npt.NDArray[np.int32]
Floats64 = npt.NDArray[np.float64]

_CHUNK = 40_000  # pairs whose cells are made at a time
_NULL = 0  # the source word that explains what no word explains


@dataclass(frozen=True, slots=True)
class Cells:
    """Every (source word, target word) cell of every pair, as far as the two occur together often enough."""

    entry: Small  # which word pair, index into `sources` and `targets`
    place: Small  # which target token of which pair: the cells of one place share its probability mass
    sources: Ints
    targets: Ints
    weights: Floats  # how much a place counts


@dataclass(frozen=True, slots=True)
class Parallel:
    """Texts that are translations of each other, row by row."""

    source: Texts
    target: Texts
    minimum: int  # how often two words must occur together
    weight: float  # how much one pair counts


def pair_cells(corpora: Sequence[Parallel], longest: int, vocabulary: int) -> Cells:
    """Return the cells of parallel texts.

    Args:
        corpora: what is learnt from.
        longest: texts with more tokens than this, on either side, are left out.
        vocabulary: number of rows; row 0 on the source side stands for no word.
    """
    keys: list[Ints] = []
    places: list[Small] = []
    weights: list[Floats] = []
    place_count = 0
    for corpus in corpora:
        first = place_count
        found: list[tuple[Ints, Small]] = []
        for start in range(0, len(corpus.source), _CHUNK):
            rows = np.arange(start, min(start + _CHUNK, len(corpus.source)))
            key, place, count = _cross(corpus, rows, longest, vocabulary)
            found.append((key, (place + place_count).astype(np.int32)))
            place_count += count
        key = np.concatenate([part for part, _ in found])
        often = _frequent(key, corpus.minimum, vocabulary)
        keys.append(key[often])
        places.append(np.concatenate([part for _, part in found])[often])
        weights.append(np.full(place_count - first, corpus.weight, dtype=np.float32))
    known, entry = np.unique(np.concatenate(keys), return_inverse=True)
    return Cells(
        entry.astype(np.int32),
        np.concatenate(places),
        known // vocabulary,
        known % vocabulary,
        np.concatenate(weights),
    )


def _cross(corpus: Parallel, rows: Ints, longest: int, vocabulary: int) -> tuple[Ints, Ints, int]:
    left, right = corpus.source.head(rows, longest + 1), corpus.target.head(rows, longest + 1)
    widths, heights = np.diff(left.starts), np.diff(right.starts)
    fits = (widths <= longest) & (heights <= longest) & (widths > 0)
    width = np.where(fits, widths + 1, 0)[right.row_of_token]  # one more for the null word
    place = np.repeat(np.arange(len(right.tokens)), width)
    column = np.arange(len(place)) - np.repeat(np.cumsum(width) - width, width)
    row = right.row_of_token[place]
    is_null = column == width[place] - 1
    source_token = left.tokens[np.where(is_null, 0, left.starts[row] + column)]
    source_token = np.where(is_null, _NULL, source_token)
    return source_token * vocabulary + right.tokens[place], place, len(right.tokens)


def _frequent(keys: Ints, minimum: int, vocabulary: int) -> npt.NDArray[np.bool_]:
    if minimum <= 1:
        return np.ones(len(keys), dtype=bool)
    # A table of small counters at a hashed place: a collision can only keep a rare cell, never lose one.
    slots = 1 << 27
    place = (keys * 0x9E3779B1 >> 7) & (slots - 1)
    counts = np.zeros(slots, dtype=np.uint16)
    for start in range(0, len(place), 1 << 24):
        part = place[start : start + (1 << 24)]
        values, times = np.unique(part, return_counts=True)
        counts[values] = np.minimum(counts[values] + times, 60_000).astype(np.uint16)
    frequent: npt.NDArray[np.bool_] = (counts[place] >= minimum) | (keys < vocabulary)
    return frequent


def estimate(cells: Cells, rounds: int) -> Floats64:
    """Return how often each entry of the cells is expected to be a translation, after some rounds of EM."""
    probability: Floats64 = np.ones(len(cells.sources))
    expected: Floats64 = probability
    for _ in range(rounds):
        weight = probability[cells.entry]
        mass = np.bincount(cells.place, weights=weight, minlength=len(cells.weights))
        weight *= (cells.weights / np.maximum(mass, 1e-300))[cells.place]
        expected = np.bincount(cells.entry, weights=weight, minlength=len(cells.sources)).astype(np.float64)
        probability = expected / np.bincount(cells.sources, weights=expected)[cells.sources]
    return expected


@dataclass(frozen=True, slots=True)
class Translations:
    """Likely translations by row: those of row i stand at starts[i]:starts[i + 1], best first."""

    starts: Ints
    targets: Ints
    probabilities: Floats64  # p(target | row)


def likely_translations(
    given: Ints, targets: Ints, expected: Floats64, vocabulary: int, least: float
) -> Translations:
    """Return the targets of each given row with at least this probability.

    `given` and `targets` are the two sides of the cells' entries, either way round; what row 0 explains
    counts for nobody.
    """
    real = (given != _NULL) & (targets != _NULL)
    given, targets, expected = given[real], targets[real], expected[real]
    probability = (
        expected / np.maximum(np.bincount(given, weights=expected, minlength=vocabulary), 1e-300)[given]
    )
    good = probability >= least
    given, targets, probability = given[good], targets[good], probability[good]
    order = np.lexsort((targets, -probability, given))
    starts = np.concatenate([[0], np.cumsum(np.bincount(given, minlength=vocabulary))])
    return Translations(starts, targets[order], probability[order])


def write_table(path: Path, table: Mapping[str, Iterable[tuple[str, float]]]) -> None:
    """Write lines `word TAB term TAB per mille TAB term …`, sorted, compressed, the same bytes every time."""
    lines = []
    for word in sorted(table):
        columns = chain.from_iterable((term, str(round(1000 * weight))) for term, weight in table[word])
        lines.append("\t".join([word, *columns]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
