from __future__ import annotations

import pytest

from index.terms.english import PhraseIndex, fold_word, pluralise, split_words, stem_word


@pytest.mark.parametrize(
    ("forms", "folded"),
    [
        (("policy", "policies", "policy's"), "policy"),
        (("tax", "taxes", "tax’s"), "tax"),
        (("business", "businesses"), "business"),
        (("licence", "licences", "license", "licenses"), "licence"),
        (("labour", "labor"), "labour"),
        (("organisation", "organization", "organizations"), "organisation"),
        (("house", "houses"), "house"),
        (("cause", "causes"), "cause"),
        (("branch", "branches"), "branch"),
        (("bonus", "bonuses"), "bonus"),
        (("customs",), "customs"),
        (("size", "sizes"), "size"),
        (("prize", "prizes"), "prize"),
        (("fee", "fees"), "fee"),
    ],
)
def test_number_spelling_and_possessive_fold_to_one_form(forms: tuple[str, ...], folded: str) -> None:
    assert {fold_word(form) for form in forms} == {folded}


@pytest.mark.parametrize(
    "forms",
    [
        ("hire", "hired", "hiring"),
        ("merge", "merged", "merging"),
        ("plan", "planned", "planning"),
        ("pay", "paid", "paying"),
        ("lead", "led", "leading"),
        ("supply", "supplied", "supplying"),
        ("assess", "assessed", "assessing"),
        ("enforce", "enforced", "enforcing"),
    ],
)
def test_forms_of_a_verb_share_a_stem(forms: tuple[str, ...]) -> None:
    assert len({stem_word(fold_word(form)) for form in forms}) == 1


@pytest.mark.parametrize(
    "words", [("fee", "feed"), ("string", "str"), ("customs", "custom"), ("news", "new"), ("sit", "site")]
)
def test_different_words_keep_different_stems(words: tuple[str, str]) -> None:
    assert stem_word(fold_word(words[0])) != stem_word(fold_word(words[1]))


def test_words_keep_their_place_and_articles_are_left_out() -> None:
    text = "İs the R&D zone’s high-tech?"
    assert [text[w.start : w.end] for w in split_words(text)] == ["s", "R&D", "zone’s", "high", "tech"]


def test_the_longest_phrase_wins_and_matches_do_not_overlap() -> None:
    index = PhraseIndex([("zone", 0), ("high-tech zone", 1), ("high tech", 2), ("zone leader", 3)])
    text = "high-tech zone leaders"
    assert [(text[a:b], numbers) for a, b, numbers in index.find(text)] == [
        ("high-tech zone", (1,)),
    ]


def test_a_phrase_as_written_goes_before_one_that_shares_its_stem() -> None:
    index = PhraseIndex([("staff", 0), ("staffing", 1)])
    assert [n for *_, n in index.find("staff")] == [(0,)]
    assert [n for *_, n in index.find("staffing")] == [(1,)]
    assert [n for *_, n in index.find("staffed")] == [(0, 1)]


def test_words_that_say_nothing_are_a_match_only_within_a_phrase() -> None:
    index = PhraseIndex([("may", 0), ("how many", 1), ("in charge of", 2)])
    assert [n for *_, n in index.find("how many may be in charge of it")] == [(2,)]


def test_an_empty_text_and_an_empty_index_give_nothing() -> None:
    assert list(PhraseIndex([("zone", 0)]).find("")) == []
    assert list(PhraseIndex([]).find("zone")) == []


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("county", "counties"),
        ("day", "days"),
        ("tax office", "tax offices"),
        ("branch of the bureau", "branches of the bureau"),
        ("counties and districts", "counties and districts"),
    ],
)
def test_the_head_of_a_phrase_is_put_in_the_plural(one: str, many: str) -> None:
    assert pluralise(one) == many
