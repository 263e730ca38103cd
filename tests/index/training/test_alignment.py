from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.training.alignment import Parallel, estimate, likely_translations, pair_cells, write_table
from index.training.examples import make_texts
from index.translation import TranslationTable

HOUSE, BOOK, THE, BIG = 1, 2, 3, 4
FANG, SHU, DA = 5, 6, 7
PAIRS = [([THE, HOUSE], [FANG]), ([THE, BOOK], [SHU]), ([BIG, HOUSE], [DA, FANG]), ([BIG, BOOK], [DA, SHU])]


def expected_counts(pairs: list[tuple[list[int], list[int]]], rounds: int) -> dict[tuple[int, int], float]:
    """IBM model 1 as it is written in a textbook, one pair at a time."""
    sources = [[0, *source] for source, _ in pairs]
    words = {
        (e, f) for source, (_, target) in zip(sources, pairs, strict=True) for e in source for f in target
    }
    probability = dict.fromkeys(words, 1.0)
    counts: dict[tuple[int, int], float] = {}
    for _ in range(rounds):
        counts = dict.fromkeys(words, 0.0)
        for source, (_, target) in zip(sources, pairs, strict=True):
            for f in target:
                mass = sum(probability[e, f] for e in source)
                for e in source:
                    counts[e, f] += probability[e, f] / mass
        probability = {
            (e, f): count / sum(c for (other, _), c in counts.items() if other == e)
            for (e, f), count in counts.items()
        }
    return counts


def some_corpus(minimum: int = 1, weight: float = 1.0) -> Parallel:
    return Parallel(
        make_texts([[source] for source, _ in PAIRS]),
        make_texts([[target] for _, target in PAIRS]),
        minimum,
        weight,
    )


@pytest.mark.parametrize("rounds", [1, 2, 5])
def test_expectation_maximisation_agrees_with_the_textbook(rounds: int) -> None:
    cells = pair_cells([some_corpus()], longest=10, vocabulary=8)
    found = dict(
        zip(
            zip(cells.sources.tolist(), cells.targets.tolist(), strict=True),
            estimate(cells, rounds).tolist(),
            strict=True,
        )
    )
    assert found == pytest.approx(expected_counts(PAIRS, rounds))


def test_likely_translations_are_sorted_and_leave_the_null_word_out() -> None:
    cells = pair_cells([some_corpus()], longest=10, vocabulary=8)
    table = likely_translations(cells.sources, cells.targets, estimate(cells, 10), 8, least=0.05)
    best = {row: int(table.targets[table.starts[row]]) for row in (HOUSE, BOOK, BIG)}
    assert best == {HOUSE: FANG, BOOK: SHU, BIG: DA}
    assert table.starts[1] == table.starts[0]


def test_pairs_that_are_too_long_or_words_that_seldom_meet_are_left_out() -> None:
    cells = pair_cells([some_corpus()], longest=1, vocabulary=8)
    assert not len(cells.entry)
    cells = pair_cells([some_corpus(minimum=2)], longest=10, vocabulary=8)
    kept = set(zip(cells.sources.tolist(), cells.targets.tolist(), strict=True))
    assert {(HOUSE, FANG), (BIG, DA), (0, FANG)} <= kept
    assert (THE, FANG) not in kept


def test_a_weight_counts_as_so_many_pairs() -> None:
    once = pair_cells([some_corpus(weight=3.0)], longest=10, vocabulary=8)
    thrice = pair_cells([some_corpus(), some_corpus(), some_corpus()], longest=10, vocabulary=8)
    np.testing.assert_allclose(estimate(once, 3), estimate(thrice, 3), rtol=1e-5)


def test_a_written_table_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "translations.tsv.gz"
    write_table(path, {"zone": [("区", 0.6), ("区域", 0.25)], "book": [("书", 0.9)]})
    first = path.read_bytes()
    write_table(path, {"book": [("书", 0.9)], "zone": [("区", 0.6), ("区域", 0.25)]})
    assert path.read_bytes() == first
    terms = [(e.word, e.term, e.weight) for e in TranslationTable.load(path).expand("the book zone")]
    assert terms == [("book", "书", 0.9), ("zone", "区", 0.6), ("zone", "区域", 0.25)]
