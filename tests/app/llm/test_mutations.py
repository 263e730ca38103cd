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
from tests.app.llm.translations import SOURCE, TRANSLATIONS
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


def test_of_free_translations_some_pass_and_no_altered_one() -> None:
    parsed = parse_source(next(one for one in find_sources([SAMPLES]) if one.source_name == SOURCE))
    text = parsed.document.text
    passed = 0
    for words, english in TRANSLATIONS:
        sentence = next(one for one in parsed.sentences if words in text[one.start : one.end])
        units = tuple((d.unit, d.role) for d in parsed.duties if sentence.start <= d.start < sentence.end)
        passage = Passage((text[sentence.start : sentence.end],), parsed.document.title, (), units)
        passed += is_supported(english, passage)
        for mutation in mutate_english(english):
            assert mutation.text == english or not is_supported(mutation.text, passage), mutation
    assert passed >= len(TRANSLATIONS) // 4


def test_no_character_of_a_sample_can_be_exchanged() -> None:
    parsed = parse_source(next(one for one in find_sources([SAMPLES]) if one.source_name == SOURCE))
    for sentence in parsed.sentences:
        text = parsed.document.text[sentence.start : sentence.end]
        passage = Passage((text,), parsed.document.title, ())
        for place, character in enumerate(text):
            for other in "不可后少":
                if character.isalnum() and character != other:
                    altered = text[:place] + other + text[place + 1 :]
                    assert not is_supported(altered, passage), altered


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("补助对象,包括甲镇、乙镇,分别给予十万元、二十万元。", "分别给予十万元、二十万元。"),
        ("对甲镇项目,补助十万元,对乙镇项目,补助二十万元。", "补助十万元,对乙镇项目。"),
        ("甲县的项目,不少于五个,乙县的项目,不少于三个。", "甲县的项目,不少于三个。"),
        ("一般产业项目,不超过三十年。", "不超过三十年。"),
        ("考核不合格的,下浮百分之十。", "考核不合格的。"),
        ("除小微企业外,均应当缴纳。", "均应当缴纳。"),
        ("企业可以申请延期,但逾期申请的除外。", "企业可以申请延期。"),
        ("到2026年底,甲达到五家,到2030年,乙达到六家。", "到2026年底,乙达到六家。"),
        ("2025年6月底前,露天作业全部密闭,逾期未完成的停产整治。", "2025年6月底前,逾期未完成的停产整治。"),
        ("由县财政局会同县审计局核定总额。", "由县审计局会同县财政局核定总额。"),
        ("三五年内完成。", "35年内完成。"),
        ("责任单位:县财政局、县审计局。", "责任单位:县财政局。"),
    ],
)
def test_parts_are_not_joined_or_cut_so_that_they_say_something_else(evidence: str, claim: str) -> None:
    passage = Passage((evidence,), "办法", ())
    assert is_supported(evidence, passage)
    assert not is_supported(claim, passage)
