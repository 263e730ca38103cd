"""Tokens of the lexical leg."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.tokens import fold, index_tokens, query_tokens, read_chinese_number, stem, term_tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第十二条", "第12条"),
        ("第１２条", "第 十二 条"),
        ("第〇五条", "第5条"),
        ("第零五條", "第5条"),
        ("二〇二三年", "2023年"),
        ("百分之十五", "15%"),
        ("百分之15", "15％"),
        ("三万五千元", "35,000元"),
        ("3.5万元", "三万五千元"),
        ("两亿元", "200000000元"),
        ("一百二十条", "120条"),
        ("開發區", "开发区"),
        ("ＡＩ產業", "ai产业"),
        ("policies enforced", "policy enforces"),
    ],
)
def test_two_ways_of_writing_give_the_same_tokens(one: str, other: str) -> None:
    assert index_tokens(one) == index_tokens(other)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("〇", 0),
        ("十", 10),
        ("二十", 20),
        ("一百零三", 103),
        ("一千二百", 1200),
        ("十万", 100_000),
        ("三亿五千万", 350_000_000),
        ("十四五", None),
        ("万一", None),
        ("千百", None),
        ("百", None),
        ("一亿万亿", None),
        ("一" * 40, None),
    ],
)
def test_chinese_numbers_are_read_or_left_alone(numeral: str, value: int | None) -> None:
    assert read_chinese_number(numeral) == value


@given(st.integers(1, 99_999_999))
def test_every_number_written_in_chinese_is_read_back(number: int) -> None:
    assert read_chinese_number(_write_chinese(number)) == number


def _write_chinese(number: int) -> str:
    """Write a number below a hundred million the plain way: digits with units, 零 for gaps."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return _write_chinese(number // 10_000) + "万" + (zero + _write_chinese(rest) if rest else "")
    digits, written = f"{number:04}", ""
    gap = False
    for digit, unit in zip(digits, ("千", "百", "十", ""), strict=True):
        if digit == "0":
            gap = bool(written)
            continue
        written += ("零" if gap else "") + "零一二三四五六七八九"[int(digit)] + unit
        gap = False
    return written


def test_a_word_of_numerals_that_is_no_number_stays_characters() -> None:
    assert "十四" in index_tokens("十四五规划")
    assert "千百" in index_tokens("千百")


def test_units_and_their_pairs_are_indexed() -> None:
    assert index_tokens("第十二条") == ["第", "12", "条", "第12", "12条"]
    assert index_tokens("园区AI产业") == ["园", "区", "园区", "ai", "产", "业", "产业"]


def test_pairs_do_not_cross_punctuation_or_question_words() -> None:
    assert "法检" not in index_tokens("执法,检查")
    assert query_tokens("高新区里谁来执法?") == [
        "高",
        "新",
        "区",
        "里",
        "高新",
        "新区",
        "区里",
        "执",
        "法",
        "执法",
    ]


def test_stop_words_are_left_out_of_english_questions() -> None:
    assert query_tokens("Who enforces it within 15 days?") == ["enforc", "within", "15", "day"]


def test_the_aim_is_not_taken_for_a_particle() -> None:
    assert "目的" in query_tokens("本办法的目的是什么")
    assert "了解" in query_tokens("了解政策")


def test_a_token_is_asked_once() -> None:
    assert query_tokens("执法执法") == ["执", "法", "执法", "法执"]


def test_a_term_is_looked_up_by_its_pairs() -> None:
    assert term_tokens("综合执法") == ["综合", "合执", "执法"]
    assert term_tokens("税") == ["税"]


def test_a_very_long_digit_string_stays_as_it_is() -> None:
    assert index_tokens("9" * 5000) == ["9" * 5000]


@given(st.text(max_size=200))
def test_tokens_hold_no_blanks_and_any_text_is_taken(text: str) -> None:
    tokens = [*index_tokens(text), *query_tokens(text), *term_tokens(text)]
    assert all(token and not any(c.isspace() for c in token) for token in tokens)


@given(st.text(max_size=100))
def test_folding_twice_changes_nothing_in_the_tokens(text: str) -> None:
    assert index_tokens(fold(text)) == index_tokens(text)


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        (("policy", "policies"), "policy"),
        (("enforce", "enforces", "enforced", "enforcing"), "enforc"),
        (("plan", "plans", "planned", "planning"), "plan"),
        (("business",), "business"),
        (("status",), "status"),
        (("unit's", "units", "unit"), "unit"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: tuple[str, ...], root: str) -> None:
    assert {stem(form) for form in forms} == {root}
