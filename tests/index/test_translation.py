from __future__ import annotations

from pathlib import Path

import pytest

from index.translation import TranslationError, TranslationTable

WORDS = {
    "zone": (("区", 0.6), ("区域", 0.25)),
    "policy": (("政策", 0.8),),
    "enforcement": (("施行细则", 0.4), ("执行", 0.2)),
    "handle": (("处理", 0.5),),
    "park": (("公园", 0.7),),
    "who": (("谁", 0.3),),
}


def terms(table: TranslationTable, question: str) -> list[tuple[str, str]]:
    return [(expansion.word, expansion.term) for expansion in table.expand(question)]


def test_words_are_expanded_in_their_order_with_the_weights_of_the_table() -> None:
    found = TranslationTable(WORDS).expand("Zone policy?")
    assert [(e.word, e.term, e.weight) for e in found] == [
        ("zone", "区", 0.6),
        ("zone", "区域", 0.25),
        ("policy", "政策", 0.8),
    ]


def test_other_forms_of_a_word_are_found_by_their_stem() -> None:
    table = TranslationTable(WORDS)
    assert terms(table, "policies") == [("policies", "政策")]
    assert terms(table, "handles") == [("handles", "处理")]
    assert terms(table, "handled") == [("handled", "处理")]
    assert terms(table, "handling") == [("handling", "处理")]
    assert terms(table, "zones")[0] == ("zones", "区")


def test_words_that_only_make_it_a_question_have_no_terms() -> None:
    assert terms(TranslationTable(WORDS), "who is it for") == []


def test_a_chinese_question_and_an_empty_one_have_no_terms() -> None:
    table = TranslationTable(WORDS)
    assert table.expand("高新区里谁来执法") == []
    assert table.expand("") == []


def test_the_glossary_overrules_the_table_for_words_and_phrases() -> None:
    table = TranslationTable(WORDS, {"Enforcement": ["执法", "行政执法"], "industrial park": ["产业园区"]})
    assert terms(table, "enforcement in the zone")[:2] == [
        ("enforcement", "执法"),
        ("enforcement", "行政执法"),
    ]
    assert terms(table, "industrial parks policy") == [("industrial park", "产业园区"), ("policy", "政策")]
    assert terms(table, "park") == [("park", "公园")]
    assert all(e.weight == 1.0 for e in table.expand("industrial park"))


def test_the_longest_phrase_of_the_glossary_goes_first() -> None:
    table = TranslationTable(
        WORDS, {"zone": ["园区"], "free trade zone": ["自贸区"], "free trade": ["自由贸易"]}
    )
    assert terms(table, "free trade zone") == [("free trade zone", "自贸区")]
    assert terms(table, "free trade") == [("free trade", "自由贸易")]


def test_a_word_that_stands_twice_is_expanded_once() -> None:
    assert terms(TranslationTable(WORDS), "policy, policy") == [("policy", "政策")]


@pytest.mark.parametrize("content", [b"", b"not gzip"])
def test_a_damaged_table_is_reported_by_its_path(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.tsv.gz"
    path.write_bytes(content)
    with pytest.raises(TranslationError, match=r"table\.tsv\.gz"):
        TranslationTable.load(path)
    with pytest.raises(TranslationError, match="missing"):
        TranslationTable.load(tmp_path / "missing.gz")
