from __future__ import annotations

import pytest

from app.answering import DECISION_FEATURES, Answerer
from app.answering.decision import missing_words
from app.answering.softmatch import WordVectors, soft_coverages, text_words
from app.understanding import coverage, term_coverage
from app.understanding.terms import Term, TermKind
from index import Snapshot

PAY = Term("薪酬", ("薪酬", "工资"), TermKind.WORD, 0.6)
MARS = Term("火星基地", ("火星基地",), TermKind.WORD, 1.0)
OLD = Term("执法", ("执法",), TermKind.WORD, 0.5, carried=True)


def test_coverage_is_the_weighted_share_of_the_terms() -> None:
    assert coverage((PAY, MARS), "工资总额") == pytest.approx(0.6 / 1.6)
    assert coverage((PAY,), "薪酬") == 1.0
    assert coverage((), "薪酬") == 0.0


def test_parts_of_a_long_word_cover_a_part_of_it() -> None:
    assert 0 < term_coverage(MARS, "基地建设") < term_coverage(MARS, "火星与基地") < 1
    assert term_coverage(Term("x", ("x",), TermKind.LATIN, 1.0), "薪酬") == 0.0


def test_missing_words_are_the_rarest_first_and_not_carried_ones() -> None:
    assert missing_words((PAY, MARS, OLD), "坚持简政放权") == ("火星基地", "薪酬")
    assert missing_words((PAY,), "工资总额") == ()
    many = [Term(f"词{n}", (f"词{n}",), TermKind.WORD, 0.5 + n / 10) for n in range(6)]
    assert missing_words(many, "") == ("词5", "词4", "词3")


def test_every_feature_is_there_by_name_and_finite(sample_snapshot: Snapshot) -> None:
    for question in ("谁来执法", "how much is the fund", "为什么上限提到三倍", "?"):
        features = Answerer().consider(sample_snapshot, question).features
        assert len(features) == len(DECISION_FEATURES)
        assert all(-100 < value < 100 for value in features)


def test_a_figure_that_no_clause_holds_is_noticed(sample_snapshot: Snapshot) -> None:
    place = DECISION_FEATURES.index("numbers_missing")
    for question, missing in (("注册资本98765亿元的集团", 1.0), ("注册资本8亿元的集团", 0.0)):
        assert Answerer().consider(sample_snapshot, question).features[place] == missing


def test_words_of_other_topics_lower_the_confidence(sample_snapshot: Snapshot) -> None:
    answerer = Answerer()
    asked = answerer.answer(sample_snapshot, "青蘅引导基金总规模多少").confidence
    other = answerer.answer(sample_snapshot, "火星殖民飞船引擎总推力多少").confidence
    assert asked > other


def test_a_printed_form_is_said_wholly_and_a_near_word_in_part(sample_snapshot: Snapshot) -> None:
    vectors = WordVectors()
    assert soft_coverages((PAY,), "工资总额由县财政局核定", vectors, sample_snapshot) == [1.0]
    assert soft_coverages((PAY,), "", vectors, sample_snapshot) == [0.0]
    near, far = (
        soft_coverages((PAY,), text, vectors, sample_snapshot)[0] for text in ("报酬待遇", "燃煤锅炉")
    )
    assert 0 <= far < near < 1


def test_kept_vectors_change_no_result(sample_snapshot: Snapshot) -> None:
    used = WordVectors()
    first = soft_coverages((MARS, PAY), "园区企业的待遇", used, sample_snapshot)
    assert soft_coverages((MARS, PAY), "园区企业的待遇", used, sample_snapshot) == first
    assert soft_coverages((MARS, PAY), "园区企业的待遇", WordVectors(), sample_snapshot) == first


def test_the_words_of_a_text_are_distinct_sorted_and_say_something() -> None:
    words = text_words("企业和企业的土地 of land, land")
    assert words == sorted(set(words))
    assert {"企业", "土地", "land"} <= set(words)
    assert not {"和", "的", "of"} & set(words)
