"""Word translation probabilities from sentence pairs: IBM model 1 (Brown et al., 1993) by array operations."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.training.examples import Ints, Texts

Floats64 = npt.NDArray[np.float64]

_CHUNK = 40_000  # pairs whose cells are made at a time
_NULL = 0  # the source word that explains what no word explains


@dataclass(frozen=True, slots=True)
class Cells:
    """Every (source word, target word) cell of every pair, as far as the two occur together often enough."""

    entry: Ints  # which word pair, index into `sources` and `targets`
    place: Ints  # which target token of which pair: the cells of one place share its probability mass
    sources: Ints
    targets: Ints
    places: int


def pair_cells(pairs: Sequence[tuple[Texts, Texts, int]], longest: int, vocabulary: int) -> Cells:
    """Return the cells of texts that are translations of each other, row by row.

    Args:
        pairs: source texts, target texts of equal number, and how often two words must occur together.
        longest: texts with more tokens than this, on either side, are left out.
        vocabulary: number of rows; row 0 on the source side stands for no word.
    """
    keys: list[Ints] = []
    places: list[Ints] = []
    first_place = 0
    for source, target, minimum in pairs:
        found: list[tuple[Ints, Ints]] = []
        for start in range(0, len(source), _CHUNK):
            rows = np.arange(start, min(start + _CHUNK, len(source)))
            key, place, count = _cross(source, target, rows, longest, vocabulary)
            found.append((key, place + first_place))
            first_place += count
        key, place = (np.concatenate(parts) for parts in zip(*found, strict=True))
        often = _frequent(key, minimum, vocabulary)
        keys.append(key[often])
        places.append(place[often])
    all_keys = np.concatenate(keys)
    known, entry = np.unique(all_keys, return_inverse=True)
    return Cells(
        entry.astype(np.int64), np.concatenate(places), known // vocabulary, known % vocabulary, first_place
    )


def _cross(source: Texts, target: Texts, rows: Ints, longest: int, vocabulary: int) -> tuple[Ints, Ints, int]:
    left, right = source.head(rows, longest + 1), target.head(rows, longest + 1)
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


def estimate(cells: Cells, vocabulary: int, rounds: int) -> Floats64:
    """Return p(target | source) for each entry of the cells after some rounds of expectation maximisation."""
    probability = np.ones(len(cells.sources))
    for _ in range(rounds):
        weight = probability[cells.entry]
        mass = np.bincount(cells.place, weights=weight, minlength=cells.places)
        expected = np.bincount(cells.entry, weights=weight / mass[cells.place], minlength=len(cells.sources))
        total = np.bincount(cells.sources, weights=expected, minlength=vocabulary)
        probability = expected / total[cells.sources]
    return probability


def best_translations(
    cells: Cells, probability: Floats64, kept: npt.NDArray[np.bool_], least: float, most: int
) -> dict[int, list[tuple[int, float]]]:
    """Return each source row's likeliest target rows, best first.

    Args:
        cells: as estimated.
        probability: of each entry.
        kept: which target rows may be shown, shape (vocabulary,).
        least: probability under which a translation is dropped.
        most: translations for one word at most.
    """
    good = np.flatnonzero((probability >= least) & kept[cells.targets] & (cells.sources != _NULL))
    order = good[np.lexsort((cells.targets[good], -probability[good], cells.sources[good]))]
    table: dict[int, list[tuple[int, float]]] = {}
    for entry in order.tolist():
        translations = table.setdefault(int(cells.sources[entry]), [])
        if len(translations) < most:
            translations.append((int(cells.targets[entry]), float(probability[entry])))
    return table


def write_table(path: Path, table: Mapping[str, Iterable[tuple[str, float]]]) -> None:
    """Write lines `word TAB term TAB per mille TAB term …`, sorted, compressed, the same bytes every time."""
    lines = []
    for word in sorted(table):
        columns = chain.from_iterable((term, str(round(1000 * weight))) for term, weight in table[word])
        lines.append("\t".join([word, *columns]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
