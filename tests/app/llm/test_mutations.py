"""Not one altered fact gets through, and what is true does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from app.llm.checking import Passage, is_supported
from ingest import find_sources, parse_source, to_simplified, to_traditional
from tests.app.llm.mutations import Mutation, mutate_chinese, mutate_english
from tests.app.llm.truths import CHINESE, ENGLISH, parse_policy

SAMPLES = Path(__file__).parents[3] / "app" / "samples"
LANGUAGES: dict[
    str, tuple[Sequence[tuple[int, str]], Callable[[str], Iterator[Mutation]], Callable[[str], str]]
] = {
    "Simplified": (CHINESE, mutate_chinese, to_simplified),
    "Traditional": (CHINESE, mutate_chinese, to_traditional),
    "English": (ENGLISH, mutate_english, str),
}
KINDS = {"number", "modal", "negation", "comparison", "time", "unit", "place", "role", "amount", "direction", "scope", "clause", "swap"}  # fmt: skip


@cache
def passages(number: int) -> list[Passage]:
    return parse_policy().passages(number)


def passes(number: int, sentence: str) -> bool:
    """Say whether any run of sentences of the article lets a sentence through."""
    return any(is_supported(sentence, passage) for passage in passages(number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_that_says_what_the_clause_says_passes(language: str) -> None:
    truths, _, convert = LANGUAGES[language]
    assert [text for number, text in truths if not passes(number, convert(text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_not_one_altered_fact_gets_through(language: str) -> None:
    truths, mutate, convert = LANGUAGES[language]
    altered = {
        (number, convert(mutation.text)): mutation.kind
        for number, text in truths
        for mutation in mutate(text)
        if mutation.text != text
    }
    assert len(altered) >= 300
    assert min(Counter(altered.values()).values()) >= 2
    assert set(altered.values()) == KINDS
    assert [text for number, text in altered if passes(number, text)] == []


def test_every_sentence_of_the_samples_supports_itself_and_no_altered_one() -> None:
    altered = 0
    for source in find_sources([SAMPLES]):
        parsed = parse_source(source)
        for sentence in parsed.sentences:
            text = parsed.document.text[sentence.start : sentence.end]
            passage = Passage((text,), parsed.document.title, ())
            assert is_supported(text, passage)
            assert is_supported(to_traditional(text), passage)
            for mutation in mutate_chinese(to_simplified(text)):
                if mutation.text != text:
                    altered += 1
                    assert not is_supported(mutation.text, passage), mutation
    assert altered >= 5_000
