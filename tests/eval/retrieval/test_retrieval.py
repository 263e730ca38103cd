from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.retrieval.articles import held_out_articles, measure_articles
from eval.retrieval.laws import Article, parse_laws
from eval.retrieval.result import Figure, first_place_share, format_figures, recall_at_k
from eval.retrieval.stard import measure_reranked_stard, measure_stard, read_bench
from index import Vectors
from index.training import is_held_out

HELD_OUT = [law for law in (f"A{number:07d}" for number in range(400)) if is_held_out(law)]
TRAINED = next(law for law in (f"A{number:07d}" for number in range(400)) if not is_held_out(law))


class LetterEncoder:
    """Counts a few characters: texts that share them are alike."""

    name = "letters"
    dimension = 8
    letters = "房租工资税狗路水"

    def encode_query(self, question: str) -> Vectors:
        vector: Vectors = self.encode_chunks([question])[0]
        return vector

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[text.count(c) for c in self.letters] for text in texts], dtype=np.float32) + 0.01
        vectors: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return vectors


class WageReranker:
    """Finds everything about wages likely, and nothing else."""

    name = "wages"

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        return [0.8 if "工资" in text else 0.2 for text in texts]


def write(path: Path, rows: Sequence[object]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_recall_counts_the_relevant_items_among_the_first() -> None:
    assert recall_at_k(["a", "b", "c"], frozenset("bz"), 1) == 0.0
    assert recall_at_k(["a", "b", "c"], frozenset("bz"), 2) == 0.5
    assert recall_at_k([], frozenset("b"), 10) == 0.0


def test_a_tie_with_another_text_is_lost_and_with_the_same_text_is_not() -> None:
    texts = np.array([[1, 0], [0, 1], [0, 1]], dtype=np.float32)
    assert first_place_share(texts.copy(), texts, ["a", "b", "c"]) == pytest.approx(1 / 3)
    assert first_place_share(texts.copy(), texts, ["a", "b", "b"]) == 1.0


def test_a_law_becomes_a_document_whose_chunks_are_its_articles() -> None:
    articles = [
        Article("某法第一条", "甲。乙。"),
        Article("某法第二条之一", "丙"),
        Article("他法第一条", "丁"),
    ]
    first, second = parse_laws(articles)
    assert (first.document.title, second.document.title) == ("某法", "他法")
    assert [chunk.path for chunk in first.chunks] == [("第一条",), ("第二条之一",)]
    for parsed in (first, second):
        for chunk in parsed.chunks:
            assert parsed.document.text[chunk.start : chunk.end] == chunk.text
    spans = [first.document.text[s.start : s.end] for s in first.sentences]
    assert spans == ["甲。", "乙。", "丙"]


def test_only_articles_of_held_out_laws_are_asked(tmp_path: Path) -> None:
    rows = [
        {"id": f"{law}#{i}", "law_zh": "法", "law_en": "Act", "zh": zh, "zh_hant": zh, "en": zh * 2}
        for i, (law, zh) in enumerate(
            [(HELD_OUT[0], "房"), (TRAINED, "路"), (HELD_OUT[1], "水"), (HELD_OUT[1], "税")]
        )
    ]
    write(tmp_path / "statutes_zh_en.jsonl.xz", rows)
    assert sorted(statute.zh for statute in held_out_articles(tmp_path)) == ["房", "水", "税"]
    figures = list(measure_articles(LetterEncoder(), tmp_path))
    assert {figure.value for figure in figures} == {1.0}
    assert {figure.count for figure in figures} == {3}


def test_each_leg_and_their_fusion_are_measured_in_a_library(tmp_path: Path) -> None:
    write(
        tmp_path / "stard_corpus.jsonl.xz",
        [
            {"id": "民法第一条", "text": "房租应当按期支付。"},
            {"id": "民法第二条", "text": "工资应当按月支付。"},
            {"id": "税法第一条", "text": "税款由税务机关征收。"},
        ],
    )
    write(
        tmp_path / "stard_dev.jsonl.xz",
        [
            {"id": 1, "question": "房租", "relevant": ["民法第一条", "不存在第一条"]},
            {"id": 2, "question": "工资工资", "relevant": ["民法第二条"]},
            {"id": 3, "question": "谁", "relevant": ["不存在第一条"]},
        ],
    )
    articles, questions = read_bench(tmp_path)
    assert len(articles) == 3
    assert [question.relevant for question in questions] == [{"民法第一条"}, {"民法第二条"}]
    found = {(f.system, f.measure): f.value for f in measure_stard(LetterEncoder(), tmp_path)}
    assert (
        found["encoder", "Recall@1"] == found["lexical leg", "Recall@1"] == found["fused", "Recall@1"] == 1.0
    )


def test_statute_articles_are_re_ranked_among_the_fused_hits(tmp_path: Path) -> None:
    articles = ["房租应当按期支付。", "工资应当按月支付。", "税款由税务机关征收。"]
    corpus = [{"id": f"民法第{n}条", "text": text} for n, text in zip("一二三", articles, strict=True)]
    write(tmp_path / "stard_corpus.jsonl.xz", corpus)
    relevant = ["民法第二条", "民法第三条"]
    write(tmp_path / "stard_dev.jsonl.xz", [{"id": 1, "question": "房租", "relevant": relevant}])
    figures = list(measure_reranked_stard(LetterEncoder(), WageReranker(), tmp_path))
    found = {(f.system, f.measure): f.value for f in figures}
    assert found["fused", "Recall@1"] == 0.0
    assert found["re-ranked", "Recall@1"] == 0.5
    assert found["fused", "Recall@10"] == found["re-ranked", "Recall@10"] == 1.0
    assert (found["fused", "MRR@10"], found["re-ranked", "MRR@10"]) == (0.5, 1.0)
    fused = {f.measure: f.value for f in measure_stard(LetterEncoder(), tmp_path) if f.system == "fused"}
    assert fused["Recall@1"] == found["fused", "Recall@1"]


def test_the_report_is_a_table() -> None:
    table = format_figures(
        [Figure("a task", "encoder", "Recall@1", 0.98765, 3), Figure("b", "c", "d", 12345.6, 1)]
    )
    assert "| a task | encoder | Recall@1 | 0.988 | 3 |" in table
    assert "12,346" in table
