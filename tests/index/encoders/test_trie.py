from __future__ import annotations

import random

import numpy as np

from index.encoders.trie import LAST_CODE, Trie, read_codes


def follow(trie: Trie, texts: list[str]) -> list[int]:
    """Return the token that each text is, -1 where it is none; the texts are equally long."""
    codes = read_codes("".join(texts)).reshape(len(texts), -1)
    nodes = trie.roots(codes[:, 0])
    for column in codes.T[1:]:
        nodes = trie.children(nodes, column)
    return [int(token) for token in trie.tokens(nodes)]


def test_every_token_is_found_and_nothing_else() -> None:
    rng = random.Random(0)
    words = {"".join(rng.choices("法执区a▁1", k=rng.randint(1, 6))) for _ in range(3000)}
    tokens = sorted(rng.sample(sorted(words), len(words) // 2))
    trie = Trie(tokens)
    assert trie.depth == 6
    place = {token: i for i, token in enumerate(tokens)}
    for length in range(1, 7):
        asked = sorted(word for word in words if len(word) == length)
        assert follow(trie, asked) == [place.get(word, -1) for word in asked]


def test_a_beginning_that_is_no_token_leads_on() -> None:
    trie = Trie(["执法局"])
    assert follow(trie, ["执法"]) == [-1]
    assert follow(trie, ["执法局", "执行局", "法执局"]) == [0, -1, -1]


def test_single_characters_need_no_longer_tokens() -> None:
    trie = Trie(["执", "法"])
    assert follow(trie, ["法", "局"]) == [1, -1]
    assert follow(trie, ["执法"]) == [-1]


def test_characters_beyond_the_basic_plane_share_one_code() -> None:
    np.testing.assert_array_equal(read_codes("a🙂\ud800法"), [ord("a"), LAST_CODE, 0xD800, ord("法")])
