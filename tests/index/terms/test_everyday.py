from __future__ import annotations

import pytest

from index import EverydayWords
from index.terms import EverydayWordsError

WORDS = "word\tsaid_as\n掏\t承担|出资\n几位\t\nfactory\t厂房|企业\nout\t\nset aside\t预留|列支\n"


def test_a_word_is_said_as_its_line_tells() -> None:
    words = EverydayWords.parse(WORDS)
    assert words.said_as("掏") == ("承担", "出资")
    assert words.said_as("factory") == ("厂房", "企业")
    assert words.said_as("set aside") == ("预留", "列支")
    assert words.said_as("几位") == words.said_as("砍") == ()


@pytest.mark.parametrize("word", ["factories", "factory's", "setting aside"])
def test_forms_of_an_english_word_are_seen_through(word: str) -> None:
    assert EverydayWords.parse(WORDS).said_as(word)


def test_only_a_known_word_says_nothing() -> None:
    words = EverydayWords.parse(WORDS)
    assert [word for word in ("几位", "out", "掏", "factory", "砍", "cut") if words.says_nothing(word)] == [
        "几位",
        "out",
    ]


def test_a_word_within_a_phrase_is_not_the_phrase() -> None:
    assert EverydayWords.parse(WORDS).said_as("factory out of town") == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zh\ten\n", "line 1: expected the columns word, said_as"),
        ("word\tsaid_as\n掏\n", "line 2: expected a word, a tab"),
        ("word\tsaid_as\n\t承担\n", "line 2: expected a word, a tab"),
        ("word\tsaid_as\n掏\t出资\n掏\t承担\n", "line 3: 掏 stands there twice"),
    ],
)
def test_a_malformed_line_is_named(text: str, message: str) -> None:
    with pytest.raises(EverydayWordsError, match=message):
        EverydayWords.parse(text, "words.tsv")


def test_the_bundled_words_are_simplified_and_do_not_repeat_themselves() -> None:
    from ingest import to_simplified

    words = EverydayWords.load()
    known = ["钱", "factory"]
    assert all(words.said_as(word) for word in known)
    for word in words.words:
        said_as = words.said_as(word)
        assert len({word, *said_as}) == 1 + len(said_as), word
        assert all(to_simplified(one) == one and not one.isspace() for one in (word, *said_as)), word
