from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.metrics import roc_auc
from eval.questions import Question, Split, split_of
from eval.retrieval.__main__ import main
from eval.retrieval.policies import QuestionFile, read_answers
from eval.retrieval.reranking import (
    Candidates,
    Judged,
    fit_weight,
    measure_agreement,
    measure_latency,
    measure_ranking,
    measure_separation,
    read_candidates,
    reciprocal_rank,
)
from index import RERANKED, Hit, Library, Query
from index.library.snapshot import PROBABILITY_WEIGHT
from ingest import Chunk, find_sources, parse_source
from tests.app.office import PLAN, RULES, BigramEncoder
from tests.eval.examples import answerable, unanswerable


class WordReranker:
    """Finds texts with a word certain and all others unlikely, and remembers what it was given."""

    name = "words"

    def __init__(self, word: str) -> None:
        self.word = word
        self.given: list[tuple[str, list[str]]] = []

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        self.given.append((question, list(texts)))
        return [0.9 if self.word in text else 0.1 for text in texts]


def hit(number: int, score: float) -> Hit:
    chunk = Chunk(
        f"chunk {number:02}", "plan", f"clause {number}", 0, 0, 4, f"条文{number:02}", ("一、", "执法")
    )
    return Hit(chunk, number, score, None, None, None, None)


def candidates(*scores: tuple[float, float]) -> Candidates:
    """Return candidates with these fused scores and probabilities."""
    hits = tuple(hit(number, fused) for number, (fused, _) in enumerate(scores, start=1))
    texts = tuple(reading_texts([one.chunk for one in hits]))
    return Candidates("谁来执法", hits, texts, tuple(probability for _, probability in scores))


def reading_texts(chunks: Sequence[Chunk]) -> list[str]:
    """Return chunks under a title, as `Snapshot.reading_texts` does."""
    return [f"执法 方案\n{chunk.text}" for chunk in chunks]


def judged(question: Question, right: int | None, *scores: tuple[float, float], task: str = "set") -> Judged:
    """Return a question of which the given place, counted from 0, holds the answer."""
    found = candidates(*scores)
    return Judged(task, question, found, tuple(place == right for place in range(len(scores))))


def on_side(split: Split, answered: bool = True) -> Question:
    """Return a question of one half."""
    for number in range(64):
        question = answerable(label=f"第{number}条") if answered else unanswerable(topic=f"topic {number}")
        if split_of(question) is split:
            return question
    raise AssertionError(split)


def row(
    number: str, text: str, clause: tuple[str, list[str]] | None, history: Sequence[str] = ()
) -> dict[str, object]:
    """Return a line of a question file; None is answered by no clause."""
    return {
        "id": number,
        "question": text,
        "language": "zh-Hans",
        "kind": "who",
        "history": list(history),
        "answerable": clause is not None,
        "evidence": [] if clause is None else [[{"source": clause[0], "path": clause[1]}]],
        "facts": [] if clause is None else [["县城管局"]],
        "unanswerable_kind": "off_topic" if clause is None else None,
        "topic": "mars" if clause is None else "",
    }


DEV, TEST = on_side(Split.DEV), on_side(Split.TEST)
UNANSWERABLE = on_side(Split.TEST, answered=False)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Two small policies as files."""
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "rules.md").write_text(RULES, encoding="utf-8")
    return folder


def test_the_weight_nothing_is_the_search_and_one_is_the_reader() -> None:
    hits = [hit(number, 1 - number // 2 / 10) for number in range(8)]  # pairs of equal score
    found = read_candidates(WordReranker("3"), "谁来执法", hits, reading_texts)
    assert [found.hits[place] for place in found.order(0.0)] == hits
    assert found.order(1.0)[0] == 3


def test_the_product_s_weight_gives_the_product_s_order(office: Path, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", BigramEncoder()) as library:
        library.add([parse_source(source) for source in find_sources([office])])
        snapshot = library.snapshot()
        hits = snapshot.search(Query("谁来执法"), 8)
        found = read_candidates(WordReranker("执法"), "谁来执法", hits, snapshot.reading_texts)
        reranked = snapshot.rerank("谁来执法", hits, WordReranker("执法"))
    products = found.order(PROBABILITY_WEIGHT)
    assert len(hits) > 2
    assert [found.hits[place].chunk for place in products] == [one.chunk for one in reranked]


def test_a_mixture_weighs_both_scores() -> None:
    found = candidates((1.0, 0.0), (0.5, 0.6), (0.0, 1.0))
    assert found.order(0.5) == [1, 0, 2]
    assert found.order(0.9) == [2, 1, 0]


def test_only_the_first_candidates_are_read() -> None:
    hits = [hit(number, 1 - number / 100) for number in range(RERANKED + 5)]
    reranker = WordReranker("00")
    found = read_candidates(reranker, "谁来执法", hits, reading_texts)
    assert found.hits == tuple(hits[:RERANKED])
    ((question, texts),) = reranker.given
    assert question == "谁来执法"
    assert texts == list(found.texts)
    assert texts[0] == "执法 方案\n条文00"


def test_nothing_found_is_nothing_to_order() -> None:
    found = read_candidates(WordReranker("执法"), "谁来执法", [], reading_texts)
    assert found.order(0.5) == []


def test_the_reciprocal_rank_looks_no_deeper_than_it_should() -> None:
    assert reciprocal_rank([False] * 9 + [True], 10) == 0.1
    assert reciprocal_rank([False] * 10 + [True], 10) == 0.0
    assert reciprocal_rank([], 10) == 0.0


def test_the_fitted_weight_is_the_best_of_all_and_the_lowest_of_equals() -> None:
    asked = [
        judged(DEV, 1, (0.9, 0.2), (0.7, 0.9), (0.1, 0.95)),  # the probability must count, but not alone
        judged(DEV, 0, (0.9, 0.4), (0.2, 0.9)),
    ]

    def first_places(weight: float) -> int:
        return sum(one.right[one.found.order(weight)[0]] for one in asked)

    assert [first_places(weight) for weight in (0.0, 0.5, 1.0)] == [1, 2, 0]
    best = min(weight for weight in (step / 20 for step in range(21)) if first_places(weight) == 2)
    assert fit_weight(asked) == best
    assert fit_weight([judged(DEV, 0, (0.9, 0.9), (0.1, 0.1))]) == 0.0


def test_the_mixture_is_fitted_on_development_and_reported_on_test_questions_only() -> None:
    asked = [
        judged(DEV, 0, (0.9, 0.1), (0.2, 0.3)),  # here the fused score is right,
        judged(TEST, 1, (0.9, 0.1), (0.2, 0.9)),  # there the probability
        judged(UNANSWERABLE, None, (0.9, 0.9)),
    ]
    figures = list(measure_ranking(asked))
    (fitted,) = [figure for figure in figures if figure.measure == "weight of probability"]
    assert (fitted.value, fitted.count) == (0.0, 1)
    values = {(f.task, f.system, f.measure): (f.value, f.count) for f in figures}
    both, test = "set: questions in zh-Hans", "set: questions in zh-Hans, test half"
    assert values[both, "fused", "Success@1"] == values[both, "re-ranked", "Success@1"] == (0.5, 2)
    assert values[both, "fused", "Success@3"] == (1.0, 2)
    assert values[both, "re-ranked", "MRR@10"] == (0.75, 2)
    assert (both, "mixed", "Success@1") not in values
    assert values[test, "fused", "Success@1"] == values[test, "mixed", "Success@1"] == (0.0, 1)
    assert values[test, "re-ranked", "Success@1"] == (1.0, 1)
    assert {figure.count for figure in figures} == {1, 2}


def test_sets_and_languages_are_kept_apart() -> None:
    english = replace(TEST, language=TEST.language.ENGLISH)
    asked = [
        judged(TEST, 0, (0.9, 0.1)),
        judged(english, None, (0.9, 0.1)),
        judged(DEV, 0, (0.9, 0.1), task="other"),
    ]
    values = {
        (figure.task, figure.value)
        for figure in measure_ranking(asked)
        if figure.system == "fused" and figure.measure == "Success@1"
    }
    assert values == {
        ("set: questions in zh-Hans", 1.0),
        ("set: questions in en", 0.0),
        ("other: questions in zh-Hans", 1.0),
        ("set: questions in zh-Hans, test half", 1.0),
        ("set: questions in en, test half", 0.0),
    }


def test_separation_agrees_with_counting_pairs() -> None:
    good = [((1.0, 0.9), (0.5, 0.2)), ((0.7, 0.3), (0.6, 0.8)), ((0.6, 0.4),)]
    bad = [((0.7, 0.4), (0.2, 0.6)), ((0.9, 0.1),), ()]
    asked = [judged(TEST, 0, *scores) for scores in good] + [judged(UNANSWERABLE, None, *s) for s in bad]
    ignored = judged(on_side(Split.DEV, answered=False), None, (1.0, 1.0))
    areas = {(f.task, f.system): (f.value, f.count) for f in measure_separation([*asked, ignored])}

    def best(rows: Sequence[Sequence[tuple[float, float]]], which: int) -> list[float]:
        return [max((scores[which] for scores in row), default=0.0) for row in rows]

    for (which, system), task in product(
        enumerate(("best fused score", "best probability")), ("set", "all sets")
    ):
        area, count = areas[f"{task}: answerable or not, test half", system]
        assert area == pytest.approx(roc_auc(best(good, which), best(bad, which)))
        assert count == 6
    assert len(areas) == 4


def test_only_questions_with_all_candidates_are_timed() -> None:
    full = candidates(*[(1 - number / 100, 0.5) for number in range(RERANKED)])
    reranker = WordReranker("01")
    figures = list(measure_latency(reranker, [candidates((0.9, 0.5)), *[full] * 120]))
    assert [figure.measure for figure in figures] == ["ms, median", "ms, 95th percentile"]
    assert {figure.count for figure in figures} == {50}
    assert 0 < figures[0].value <= figures[1].value
    assert [len(texts) for _, texts in reranker.given] == [RERANKED] * 51  # the first call is not timed
    with pytest.raises(ValueError, match="40 candidates"):
        list(measure_latency(reranker, [candidates((0.9, 0.5))]))


def test_agreement_counts_questions_and_finds_the_largest_difference() -> None:
    def rising(question: str, texts: Sequence[str]) -> list[float]:
        return [float(place) for place in range(len(texts))]

    def nearly(question: str, texts: Sequence[str]) -> list[float]:
        return [place + 0.0002 for place in range(len(texts))]

    def swapped(question: str, texts: Sequence[str]) -> list[float]:
        return [float(place) for place in range(len(texts))][::-1]

    found = [candidates((0.9, 0.5), (0.8, 0.5), (0.7, 0.5)), candidates((0.9, 0.5)), candidates()]
    same, difference = measure_agreement(rising, nearly, found)
    assert (same.value, same.count) == (1.0, 3)
    assert difference.value == pytest.approx(2)
    assert difference.measure.endswith("in 0.0001")
    assert difference.count == 4
    same, difference = measure_agreement(rising, swapped, found)
    assert same.value == pytest.approx(2 / 3)
    assert difference.value == pytest.approx(20_000)


def test_questions_are_read_with_what_the_product_finds(office: Path, tmp_path: Path) -> None:
    rows = [
        row("q-1", "联合执法队伍由谁牵头", ("plan.txt", ["二、", "（一）", "2."])),
        row("q-2", "火星基地由谁管", None),
        row("q-3", "那由谁收回呢", ("rules.md", ["第三条"]), history=["逾期不开工怎么办"]),
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), encoding="utf-8")
    reranker = WordReranker("十二个月")
    first, second = read_answers(BigramEncoder(), reranker, QuestionFile("office", path, (office,)))
    assert (first.question.id, second.question.id, first.task) == ("q-1", "q-2", "office")
    assert any(second.found.hits)
    assert not any(second.right)
    for one, right in zip(first.found.hits, first.right, strict=True):
        assert right == ("联合执法队伍" in one.chunk.text)
    assert first.ranked(0.0)[0]
    assert "十二个月" in first.found.texts[first.found.order(1.0)[0]]


def test_asking_for_re_ranking_without_a_re_ranker_is_a_mistake(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["--shared", str(tmp_path), "--only", "rerank", "--reranker", "none"])
    assert done.exit_code == 2
    assert "name one with --reranker" in done.output
