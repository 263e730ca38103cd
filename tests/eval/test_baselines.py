from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.baselines import (
    TOLERANCE,
    Baseline,
    baseline_path,
    compare,
    load_baseline,
    make_baseline,
    save_baseline,
)
from eval.errors import BaselineError
from eval.report import Conditions
from tests.eval.reports import CONDITIONS, report_of

CITED_FIRST = "answers all cited_first"
FALSE_ANSWERS = "answers all false_answers"


def shifted(name: str, by: float) -> Baseline:
    baseline = make_baseline(report_of())
    return replace(baseline, values=dict(baseline.values) | {name: baseline.values[name] + by})


def test_a_run_holds_its_own_baseline(tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    save_baseline(make_baseline(report_of()), path)
    verdict = compare(report_of(), load_baseline(path))
    assert verdict.passed
    assert verdict.notes == ()


def test_the_gates_cover_answers_and_search_by_language() -> None:
    names = make_baseline(report_of()).values
    assert {CITED_FIRST, FALSE_ANSWERS, "answers language=en facts"} <= set(names)
    assert "fused search language=en nDCG@10" in names
    assert not any("kind=" in name or "latency" in name for name in names)


def test_a_worse_figure_is_a_miss() -> None:
    verdict = compare(report_of(right=1), make_baseline(report_of()))
    assert not verdict.passed
    assert f"{CITED_FIRST}: 0.3333, baseline 0.6667" in verdict.misses


def test_a_better_figure_is_none() -> None:
    assert compare(report_of(right=3), make_baseline(report_of())).passed


@pytest.mark.parametrize(("name", "sign"), [(CITED_FIRST, 1), (FALSE_ANSWERS, -1)])
def test_the_tolerance_is_where_a_loss_becomes_a_miss(name: str, sign: int) -> None:
    assert compare(report_of(), shifted(name, sign * (TOLERANCE - 0.001))).passed
    assert not compare(report_of(), shifted(name, sign * (TOLERANCE + 0.001))).passed
    assert compare(report_of(), shifted(name, -sign * 0.3)).passed


def test_a_quote_that_is_not_verbatim_is_a_miss_even_without_a_baseline() -> None:
    verdict = compare(report_of(verbatim=False), None)
    assert verdict.misses == ("4 of 4 quotes are not verbatim",)
    assert compare(report_of(), None).passed


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (replace(CONDITIONS, questions_sha256="c" * 64), "questions"),
        (replace(CONDITIONS, documents_sha256="c" * 64), "documents"),
    ],
)
def test_a_baseline_of_other_inputs_is_a_miss(changed: Conditions, named: str) -> None:
    verdict = compare(report_of(changed), make_baseline(report_of()))
    assert not verdict.passed
    assert f"other {named};" in verdict.misses[0]


def test_a_baseline_of_another_split_is_not_compared() -> None:
    verdict = compare(report_of(replace(CONDITIONS, split="dev"), right=0), make_baseline(report_of()))
    assert verdict.passed
    assert "split 'test'" in verdict.notes[0]


@pytest.mark.parametrize(("reranker", "passed"), [("none", True), ("other@1f", True), ("reader@2e", False)])
def test_a_run_with_another_reranker_is_not_compared_but_one_trained_anew_is(
    reranker: str, passed: bool
) -> None:
    verdict = compare(report_of(replace(CONDITIONS, reranker=reranker), right=1), make_baseline(report_of()))
    assert verdict.passed == passed
    assert any("reader@1f" in note for note in verdict.notes) == passed


def test_a_figure_that_is_no_longer_measured_is_a_miss() -> None:
    baseline = make_baseline(report_of())
    more = replace(baseline, values=dict(baseline.values) | {"answers language=fr facts": 1.0})
    assert compare(report_of(), more).misses == ("answers language=fr facts: no longer measured",)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"values": {}, "conditions": {"split": "test"}}'])
def test_a_file_that_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BaselineError, match="not a baseline"):
        load_baseline(path)


@pytest.mark.parametrize("name", ["samples", "policies", "others"])
def test_the_committed_baselines_are_of_the_test_split(name: str) -> None:
    baseline = load_baseline(baseline_path(name))
    assert baseline.conditions.question_set == name
    assert baseline.conditions.split == "test"
    assert baseline.values
