from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from eval.recipes import BigramBM25, ClauseText, CommonRecipe, Legs, split_windows
from eval.recipes.bigrams import K1, B, split_bigrams
from eval.relevance import Region
from index import Library, Query
from ingest import Document
from tests.index.encoder import HashingEncoder

TEXTS = ["执法由县城管局负责", "薪酬由县财政局核定，县财政局公布", "企业应当按期开工", "开工"]


def bigram_index() -> BigramBM25:
    return BigramBM25([ClauseText(Region("d", n, n + 1), f"c{n}", text) for n, text in enumerate(TEXTS)])


def expected_score(query: str, number: int) -> float:
    counts = [Counter(split_bigrams(text)) for text in TEXTS]
    mean = sum(count.total() for count in counts) / len(counts)
    score = 0.0
    for pair in split_bigrams(query):
        having = sum(pair in count for count in counts)
        frequency = counts[number][pair]
        norm = K1 * (1 - B + B * counts[number].total() / mean)
        idf = math.log(1 + (len(TEXTS) - having + 0.5) / (having + 0.5))
        score += idf * frequency * (K1 + 1) / (frequency + norm)
    return score


def test_bm25_agrees_with_its_formula() -> None:
    query = "由县财政局核定薪酬"
    found = bigram_index().rank(query)["bigram BM25"]
    assert [one.unit for one in found] == ["c1", "c0"]
    for one in found:
        assert one.score == pytest.approx(expected_score(query, int(one.unit[1:])))


def test_bm25_finds_nothing_without_a_common_pair() -> None:
    assert bigram_index().rank("who enforces")["bigram BM25"] == []
    assert BigramBM25([]).rank("执法")["bigram BM25"] == []


def test_bm25_breaks_ties_by_clause() -> None:
    twins = [ClauseText(Region("d", n, n + 1), f"c{n}", "县城管局") for n in (2, 0, 1)]
    assert [one.unit for one in BigramBM25(twins).rank("城管")["bigram BM25"]] == ["c0", "c1", "c2"]


def long_document() -> Document:
    lines = "\n".join(f"第{n}段。" + "县财政局核定薪酬总额，" * (n % 7 + 3) for n in range(40))
    return Document("long", "长文", lines, "long.txt", "0" * 64)


def test_windows_are_slices_of_at_most_500_characters_that_overlap() -> None:
    document = long_document()
    windows = split_windows(document)
    assert all(0 < window.end - window.start <= 500 for window in windows)
    assert any(first.end > second.start for first, second in pairwise(windows))
    covered = {n for window in windows for n in range(window.start, window.end)}
    left_out = "".join(c for n, c in enumerate(document.text) if n not in covered)
    assert not left_out.strip()


def test_the_common_recipe_ranks_by_cosine() -> None:
    document, encoder = long_document(), HashingEncoder()
    question = "第9段的薪酬"
    ranked = CommonRecipe([document], encoder).rank(question)["common recipe"]
    windows = [document.text[one.region.start : one.region.end] for one in ranked]
    cosines = encoder.encode_chunks(windows) @ encoder.encode_query(question)
    assert [one.score for one in ranked] == pytest.approx(cosines.tolist(), abs=1e-6)
    assert (np.diff(cosines) <= 1e-6).all()


def test_the_legs_rank_as_the_search_says(sample_library: Library) -> None:
    snapshot = sample_library.snapshot()
    question = "高新区里谁来执法"
    hits = snapshot.search(Query(question), 300)
    fused, dense, lexical = Legs(snapshot).rank(question).values()
    assert [one.unit for one in fused] == [hit.chunk.clause_id for hit in hits]
    assert {hit.dense_rank: hit.chunk.clause_id for hit in hits}[1] == dense[0].unit
    assert {hit.lexical_rank: hit.chunk.clause_id for hit in hits}[1] == lexical[0].unit
    assert len(lexical) == sum(hit.lexical_rank is not None for hit in hits)
    scores = {Region(h.chunk.document_id, h.chunk.start, h.chunk.end): h.dense_similarity or 0 for h in hits}
    assert (np.diff([scores[one.region] for one in dense]) <= 1e-6).all()
