from __future__ import annotations

import pytest

from app.understanding import Term, TermKind
from app.understanding.subjects import SubjectIndex

SUBJECTS = {
    "farm": "智慧农场建设 行动计划",
    "port": "智慧港口建设 行动计划",
    "pay": "薪酬制度改革实施意见",
}


def term(word: str, *variants: str, kind: TermKind = TermKind.WORD, sure: float = 1.0) -> Term:
    return Term(word, (word, *variants), kind, 0.5, sure)


def test_the_document_whose_subject_says_most_of_the_topic_fits_best() -> None:
    found = SubjectIndex(SUBJECTS).match([term("智慧"), term("农场"), term("补贴")])
    assert set(found) == {"farm", "port"}
    assert 0 < found["port"] < found["farm"] < 1


def test_a_subject_that_says_every_term_fits_wholly() -> None:
    assert SubjectIndex(SUBJECTS).match([term("农场"), term("智慧")])["farm"] == pytest.approx(1.0)


def test_rare_words_count_more_than_common_ones() -> None:
    found = SubjectIndex(SUBJECTS).match([term("农场"), term("行动计划"), term("港口", sure=0.3)])
    assert found["farm"] > found["port"]


def test_any_form_of_a_term_is_found() -> None:
    assert SubjectIndex(SUBJECTS).match([term("farm", "农场", "农业园")]) == {"farm": pytest.approx(1.0)}


@pytest.mark.parametrize("kind", [TermKind.NUMBER, TermKind.CHARACTER])
def test_numbers_and_single_characters_are_no_topic(kind: TermKind) -> None:
    assert SubjectIndex(SUBJECTS).match([term("农场", kind=kind)]) == {}


def test_without_documents_or_terms_nothing_fits() -> None:
    assert SubjectIndex({}).match([term("农场")]) == {}
    assert SubjectIndex(SUBJECTS).match([]) == {}
    assert SubjectIndex(SUBJECTS).match([term("火星")]) == {}


def test_a_subject_says_a_term_in_any_form_but_not_a_single_character() -> None:
    index = SubjectIndex(SUBJECTS)
    assert index.says("farm", term("farm", "农场"))
    assert not index.says("port", term("farm", "农场"))
    assert not index.says("farm", term("农"))
    assert not index.says("unknown", term("农场"))
