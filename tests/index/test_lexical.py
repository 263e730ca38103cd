"""The lexical leg against BM25 by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from index import Expansion
from index.lexical import LexicalEntry, LexicalIndex
from index.tokens import index_tokens, query_tokens

BODIES = {
    1: "综合行政执法大队负责区内执法。",
    2: "县财政局负责补贴的发放。",
    3: "当事人应当在十五日内缴纳罚款。",
    4: "土地供应向园区倾斜。",
    5: "執法人員應當出示證件。",
    6: "The committee enforces the rules within 15 days.",
}


def make_index(bodies: dict[int, str], titles: dict[int, str] | None = None) -> LexicalIndex:
    titles = titles or {}
    return LexicalIndex.build(
        LexicalEntry(key, key % 2, titles.get(key, ""), "", body) for key, body in bodies.items()
    )


def keys(found: list[tuple[int, float]]) -> list[int]:
    return [key for key, _ in found]


def bm25_by_hand(question: str, bodies: dict[int, str], character_boost: float) -> dict[int, float]:
    """Return the BM25 scores (Robertson et al., TREC-3; k1 = 1.2, b = 0.75, idf as in Lucene) of the bodies."""
    tokens = {key: index_tokens(body) for key, body in bodies.items()}
    mean_length = sum(map(len, tokens.values())) / len(tokens)
    scores: dict[int, float] = {}
    for token in query_tokens(question):
        holding = sum(token in body for body in tokens.values())
        idf = math.log(1 + (len(tokens) - holding + 0.5) / (holding + 0.5))
        boost = character_boost if len(token) == 1 and not token.isascii() else 1.0
        for key, body in tokens.items():
            frequency = body.count(token)
            norm = 1.2 * (0.25 + 0.75 * len(body) / mean_length)
            if frequency:
                scores[key] = scores.get(key, 0.0) + boost * idf * frequency * 2.2 / (frequency + norm)
    return scores


@pytest.mark.parametrize("question", ["谁负责执法", "十五日", "补贴由哪个局发放", "enforcing rules"])
def test_scores_are_bm25(question: str) -> None:
    # Bodies of less than 40 tokens: tantivy rounds the length of longer ones.
    assert all(len(index_tokens(body)) < 40 for body in BODIES.values())
    expected = bm25_by_hand(question, BODIES, character_boost=0.35)
    assert expected
    assert dict(make_index(BODIES).search(question, (), 10)) == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("執法大隊", 1),
        ("执法人员 证件", 5),
        ("15日", 3),
        ("１５日", 3),
        ("within fifteen or 15 day", 6),
        ("committee enforcing rule", 6),
        ("财政局", 2),
        ("土 地 供 应", 4),
    ],
)
def test_other_scripts_widths_numerals_and_endings_find_the_clause(question: str, key: int) -> None:
    assert keys(make_index(BODIES).search(question, (), 1)) == [key]


def test_a_single_character_is_found() -> None:
    assert keys(make_index(BODIES).search("款", (), 5)) == [3]


def test_a_question_of_question_words_alone_is_still_searched() -> None:
    assert keys(make_index({1: "谁污染谁治理。", 2: "土地供应。"}).search("谁", (), 5)) == [1]


def test_question_words_do_not_count_beside_others() -> None:
    bodies = {
        1: "谁污染谁治理,如何处理什么问题。",
        2: "执法由大队负责。",
        **dict.fromkeys(range(3, 9), "土地供应。"),
    }
    assert keys(make_index(bodies).search("谁执法?", (), 1)) == [2]


def test_the_body_counts_more_than_the_title() -> None:
    index = make_index({1: "土地供应。", 2: "人才引进。"}, titles={1: "人才引进办法", 2: "土地供应办法"})
    assert keys(index.search("土地供应", (), 2)) == [1, 2]


def test_a_title_is_found() -> None:
    index = make_index(
        {1: "本办法自公布之日起施行。", 2: "本办法自公布之日起施行。"}, titles={2: "人才引进办法"}
    )
    assert keys(index.search("人才引进办法何时施行", (), 1)) == [2]


def test_expansions_of_one_word_compete_and_those_of_several_add_up() -> None:
    bodies = {
        1: "执法检查。",
        2: "执法实施执行强制。",
        3: "检查罚款。",
        **dict.fromkeys(range(4, 12), "土地供应。"),
    }
    one_word = [Expansion(term, 0.5, "enforce") for term in ("执法", "实施", "执行", "强制")]
    other = [Expansion("检查", 0.5, "inspect")]
    found = dict(make_index(bodies).search("enforce inspect", [*one_word, *other], 10))
    assert found[1] > found[2]
    apart = [Expansion(expansion.term, 0.5) for expansion in one_word]
    found = dict(make_index(bodies).search("enforce inspect", [*apart, *other], 10))
    assert found[2] > found[1]


def test_a_surer_expansion_counts_more() -> None:
    bodies = {1: "执法。", 2: "检查。"}
    expansions = [Expansion("执法", 0.9, "a"), Expansion("检查", 0.3, "b")]
    found = dict(make_index(bodies).search("x", expansions, 5))
    assert found[1] == pytest.approx(3 * found[2], rel=1e-2)


def test_only_chunks_of_the_given_documents_are_ranked_with_the_same_scores() -> None:
    index = make_index(BODIES)
    everywhere = dict(index.search("执法 15", (), 10))
    odd = index.search("执法 15", (), 10, document_keys=[1])
    assert dict(odd) == {key: score for key, score in everywhere.items() if key % 2 == 1}
    assert index.search("执法", (), 10, document_keys=[]) == []
    assert index.search("执法", (), 10, document_keys=[9]) == []


def test_equal_chunks_are_cut_by_key() -> None:
    index = make_index(dict.fromkeys(range(100, 0, -1), "本办法自公布之日起施行。"))
    assert keys(index.search("施行", (), 7)) == [1, 2, 3, 4, 5, 6, 7]
    assert len(index.search("施行", (), 1000)) == 100


def test_chunks_that_hold_all_of_a_text_are_found_best_first() -> None:
    index = make_index(BODIES, {4: "执法人员"})
    assert sorted(index.containing("執法", 5)) == [1, 5]  # not by the title
    assert index.containing("执法人员", 5) == [5]
    assert index.containing("执法补贴", 5) == []
    assert index.containing("执法", 0) == []
    assert index.containing("?", 5) == []
    many = make_index(dict.fromkeys(range(100, 0, -1), "本办法自公布之日起施行。"))
    assert many.containing("施行", 3) == [1, 2, 3]


def test_an_empty_index_finds_nothing() -> None:
    assert make_index({}).search("执法", (), 5) == []
    assert make_index({}).containing("执法", 5) == []


def test_a_question_without_any_token_finds_nothing() -> None:
    assert make_index(BODIES).search("?!…", (), 5) == []


def test_the_written_index_is_the_same_index(tmp_path: Path) -> None:
    entries = [LexicalEntry(key, 0, "题", "路", body) for key, body in BODIES.items()]
    built = LexicalIndex.build(entries, tmp_path)
    assert len(LexicalIndex.load(tmp_path)) == len(BODIES)
    assert LexicalIndex.load(tmp_path).search("执法", (), 5) == built.search("执法", (), 5) != []


def test_an_index_that_was_added_to_is_that_of_all_and_leaves_its_base_alone(tmp_path: Path) -> None:
    entries = [LexicalEntry(key, key % 2, "题", "路", body) for key, body in BODIES.items()]
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
    LexicalIndex.build(entries[:2], tmp_path / "one")
    base = [path for path in (tmp_path / "one").iterdir() if path.suffix != ".lock"]
    before = {path: path.read_bytes() for path in base}
    LexicalIndex.build(entries[2:4], tmp_path / "two", base)
    more = [path for path in (tmp_path / "two").iterdir() if path.suffix != ".lock"]
    extended = LexicalIndex.build(entries[4:], tmp_path / "three", more)
    assert {path: path.read_bytes() for path in base} == before
    assert len(LexicalIndex.load(tmp_path / "one")) == 2
    at_once = LexicalIndex.build(entries)
    for question in ("执法", "15日内罚款", "财政局补贴", "committee"):
        assert extended.search(question, (), 10) == at_once.search(question, (), 10) != []


def test_document_frequency_counts_bodies() -> None:
    assert make_index(BODIES).document_frequency("执法") == 2
    assert make_index(BODIES).document_frequency("没有") == 0
