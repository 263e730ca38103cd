from __future__ import annotations

import math

import pytest

from app.understanding.lexicon import Lexicon
from app.understanding.question import understand
from app.understanding.terms import Term, TermKind, find_terms, to_expansions
from index import Snapshot


def terms_of(text: str, lexicon: Lexicon, snapshot: Snapshot) -> dict[str, Term]:
    return {term.word: term for term in find_terms(understand(text), lexicon, snapshot)}


@pytest.mark.parametrize("text", ["青蘅高新区的薪酬怎么定", "青蘅高新區的薪酬怎麼定"])
def test_a_chinese_question_gives_its_content_words_in_order(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    found = terms_of(text, sample_lexicon, sample_snapshot)
    assert list(found)[:3] == ["青蘅", "高新区", "薪酬"]
    assert not {"的", "怎么"} & set(found)


def test_a_term_of_the_field_brings_its_synonyms(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    term = terms_of("编办负责什么", sample_lexicon, sample_snapshot)["编办"]
    assert term.variants[0] == "编办"
    assert "机构编制委员会办公室" in term.variants


def test_an_english_question_gives_chinese_forms_names_and_numbers(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    found = terms_of("Did the Yanxi high-tech zone cap pay at 3 times?", sample_lexicon, sample_snapshot)
    assert found["yanxi"].kind is TermKind.NAME
    assert "砚溪" in found["yanxi"].variants
    assert "高新区" in found["high-tech zone"].variants
    assert "薪酬" in found["pay"].variants
    assert found["3"].kind is TermKind.NUMBER
    assert not {"the", "did", "at"} & set(found)


def test_an_english_word_without_translation_is_kept_as_it_is(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    term = terms_of("the zzyzx park", sample_lexicon, sample_snapshot)["zzyzx"]
    assert (term.kind, term.variants) == (TermKind.LATIN, ("zzyzx",))


def test_numbers_and_percentages_are_terms_of_their_own(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    found = terms_of("２０２４年增长8.5%吗", sample_lexicon, sample_snapshot)
    assert found["2024"].kind is found["8.5%"].kind is TermKind.NUMBER


def test_a_word_counts_once(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    found = find_terms(understand("薪酬、薪酬，还是薪酬"), sample_lexicon, sample_snapshot)
    assert [term.word for term in found].count("薪酬") == 1


def test_a_question_of_empty_words_has_no_terms(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    assert find_terms(understand("有哪些？"), sample_lexicon, sample_snapshot) == ()
    assert find_terms(understand("?!…"), sample_lexicon, sample_snapshot) == ()


def test_a_rarer_word_weighs_more(sample_lexicon: Lexicon, sample_snapshot: Snapshot) -> None:
    found = terms_of("蒸吨和企业", sample_lexicon, sample_snapshot)
    assert found["蒸吨"].rarity > found["企业"].rarity > 0


def test_rarity_is_the_scaled_inverse_chunk_frequency(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    term = terms_of("涉企", sample_lexicon, sample_snapshot)["涉企"]
    chunks = [
        chunk.text
        for document in sample_snapshot.documents()
        for clause in sample_snapshot.clauses(document.id)
        for chunk in sample_snapshot.chunks(clause.id)
    ]
    frequency = sum("涉企" in text for text in chunks)
    expected = math.log((len(chunks) + 1) / (frequency + 0.5)) / math.log(2 * (len(chunks) + 1))
    assert term.rarity == pytest.approx(expected, abs=1e-6)


def test_expansions_leave_out_the_word_itself_and_compete_by_word(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    question = understand("编办负责什么")
    terms = find_terms(question, sample_lexicon, sample_snapshot)
    expansions = to_expansions(terms, question)
    assert "编办" not in [expansion.term for expansion in expansions]
    assert {expansion.word for expansion in expansions} <= {term.word for term in terms}
    assert all(0 < expansion.weight <= 1 for expansion in expansions)


def test_an_english_word_is_looked_up_by_its_chinese_forms(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    question = understand("pay in Yanxi")
    expansions = to_expansions(find_terms(question, sample_lexicon, sample_snapshot), question)
    assert {"薪酬", "砚溪"} <= {expansion.term for expansion in expansions}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("人才会退吗", ["人才", "退"]),
        ("薪酬高不高", ["薪酬", "高"]),
        ("四张表挪走了吗", ["表", "挪"]),
        ("企业能要试点吗", ["企业", "试点"]),
    ],
)
def test_what_no_document_prints_falls_apart_into_what_it_is_made_of(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str, words: list[str]
) -> None:
    assert list(terms_of(text, sample_lexicon, sample_snapshot)) == words


def test_a_word_of_the_dictionary_that_no_document_prints_stays_whole(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot
) -> None:
    assert terms_of("星期六", sample_lexicon, sample_snapshot)["星期六"].rarity > 0.95
