from __future__ import annotations

import numpy as np

from index.training.examples import (
    Bags,
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


def as_lists(bags: Bags) -> list[list[int]]:
    return [bags.tokens[a:b].tolist() for a, b in zip(bags.starts[:-1], bags.starts[1:], strict=True)]


def some_texts() -> Texts:
    return make_texts([[[1, 2], [3]], [[4]], [[5, 6, 7], [8, 9], [10]]])


def test_views_of_texts_are_made_of_their_sentences() -> None:
    texts = some_texts()
    rows = np.array([2, 0])
    assert len(texts) == 3
    assert as_lists(texts.whole(rows)) == [[5, 6, 7, 8, 9, 10], [1, 2, 3]]
    assert as_lists(texts.head(rows, 2)) == [[5, 6], [1, 2]]
    assert as_lists(texts.as_sentences().whole(np.arange(3))) == [[1, 2], [3], [4]]
    assert as_lists(texts.as_whole().whole(rows)) == [[5, 6, 7, 8, 9, 10], [1, 2, 3]]
    assert as_lists(texts.repeated(np.array([0, 2, 1])).whole(np.arange(3))) == [
        [4],
        [4],
        [5, 6, 7, 8, 9, 10],
    ]


def test_a_sentence_and_the_rest_make_up_the_text() -> None:
    texts, rng = some_texts(), np.random.default_rng(0)
    rows = np.tile([0, 2], 50)
    sentences, rests = texts.sentence_and_rest(rows, 100, rng, keep_share=0.0)
    for row, sentence, rest in zip(rows, as_lists(sentences), as_lists(rests), strict=True):
        assert sorted(sentence + rest) == as_lists(texts.whole(np.array([row])))[0]
        assert rest
    assert len({tuple(sentence) for sentence in as_lists(sentences)}) == 5  # every sentence has its turn


def test_the_only_sentence_of_a_text_is_found_in_the_whole_text() -> None:
    sentence, rest = some_texts().sentence_and_rest(np.array([1]), 100, np.random.default_rng(0), 0.0)
    assert as_lists(sentence) == as_lists(rest) == [[4]]


def test_no_view_loses_a_row_however_much_is_dropped() -> None:
    bags, rng = some_texts().whole(np.arange(3)), np.random.default_rng(1)
    assert as_lists(drop_tokens(bags, 1.0, rng)) == as_lists(bags)  # an emptied row is left whole
    few = keep_telling(bags, np.ones(11, dtype=np.float32), np.full(3, 1.0, dtype=np.float32), rng)
    assert all(as_lists(few))


def test_long_rows_are_thinned_and_short_ones_are_not() -> None:
    bags = make_texts([[list(range(1000))], [[1, 2, 3]]]).whole(np.arange(2))
    thinned = as_lists(thin(bags, 64, np.random.default_rng(0)))
    assert 30 < len(thinned[0]) < 100
    assert thinned[1] == [1, 2, 3]


def test_telling_words_are_drawn_by_weight() -> None:
    weights = np.array([0, 1, 1, 50], dtype=np.float32)
    bags = make_texts([[[1, 2, 3]]] * 500).whole(np.arange(500))
    kept = keep_telling(bags, weights, np.full(500, 1.0, dtype=np.float32), np.random.default_rng(0))
    counts = np.bincount(kept.tokens)
    assert counts[3] > 5 * max(counts[1], counts[2])


def test_joining_and_choosing_go_row_by_row() -> None:
    a, b = (
        make_texts([[[1]], [[2, 3]]]).whole(np.arange(2)),
        make_texts([[[7, 8]], [[9]]]).whole(np.arange(2)),
    )
    assert as_lists(join(a, b)) == [[1, 7, 8], [2, 3, 9]]
    assert as_lists(choose(np.array([True, False]), a, b)) == [[1], [9]]


def test_words_are_split_into_their_parts_where_they_have_any() -> None:
    parts = make_texts([[[]], [[]], [[3, 4]], [[]], [[]]])
    bags = make_texts([[[1, 2, 2]], [[2]]]).whole(np.arange(2))
    assert as_lists(split_words(bags, parts, 1.0, np.random.default_rng(0))) == [[1, 3, 4, 3, 4], [3, 4]]
    assert as_lists(split_words(bags, parts, 0.0, np.random.default_rng(0))) == as_lists(bags)


def test_translations_are_drawn_by_their_chances_and_unknown_words_are_left_out() -> None:
    starts, targets = np.array([0, 0, 2, 3]), np.array([10, 11, 12])  # 1 -> 10 or 11; 2 -> 12; 0 has none
    chances = np.array([0.6, 0.2, 0.5], dtype=np.float32)
    bags = make_texts([[[0, 1, 2]]] * 2000).whole(np.arange(2000))
    drawn = translate(bags, starts, targets, chances, np.random.default_rng(0))
    assert all(len(row) == 2 and row[1] == 12 for row in as_lists(drawn))
    share = float(np.mean([row[0] == 10 for row in as_lists(drawn)]))
    assert abs(share - 0.75) < 0.05
