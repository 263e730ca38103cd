"""Holds a run against its baseline."""

from __future__ import annotations

from dataclasses import dataclass

from eval.baselines.baseline import LOWER_IS_BETTER, TOLERANCE, Baseline, make_baseline
from eval.report.figures import ALL, Report


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison found."""

    misses: tuple[str, ...]  # why the run fails, in words
    notes: tuple[str, ...]  # what else is to be known, in words

    @property
    def passed(self) -> bool:
        """Whether nothing was missed."""
        return not self.misses


def compare(report: Report, baseline: Baseline | None) -> Verdict:
    """Return what is worse than the baseline; without one only the verbatim contract is held.

    Args:
        report: the run.
        baseline: what the run may not fall below by more than TOLERANCE; a baseline of another split or with
            another re-ranker is not compared, one of other questions or documents is a miss, since it says nothing any more.
    """
    contract = _check_contract(report)
    if baseline is None:
        return Verdict(contract, ("there is no baseline for this question set: the figures are not gated",))
    stored, now = baseline.conditions, report.conditions
    if stored.split != now.split:
        return Verdict(
            contract, (f"the baseline is of the split {stored.split!r}: the figures are not gated",)
        )
    if _kind(stored.reranker) != _kind(now.reranker):
        return Verdict(
            contract,
            (f"the baseline is of the re-ranker {stored.reranker!r}: the figures are not gated",),
        )
    if stale := _changed_inputs(report, baseline):
        why = f"the baseline was measured on other {' and '.join(stale)}; --update-baseline makes a new one"
        return Verdict((*contract, why), ())
    return Verdict((*contract, *_fallen(report, baseline)), ())


def _check_contract(report: Report) -> tuple[str, ...]:
    rate = report.ours.slices[ALL].verbatim
    wrong = rate.total - rate.hits
    return (f"{wrong} of {rate.total} quotes are not verbatim",) if wrong else ()


def _kind(reranker: str) -> str:
    """Return a re-ranker's name without the hashes: one that was trained anew is held against the old one."""
    return reranker.partition("@")[0]


def _changed_inputs(report: Report, baseline: Baseline) -> list[str]:
    stored, now = baseline.conditions, report.conditions
    changed = {
        "questions": stored.questions_sha256 != now.questions_sha256,
        "documents": stored.documents_sha256 != now.documents_sha256,
    }
    return [name for name, differs in changed.items() if differs]


def _fallen(report: Report, baseline: Baseline) -> list[str]:
    values = make_baseline(report).values
    misses: list[str] = []
    for name, expected in baseline.values.items():
        value = values.get(name)
        if value is None:
            misses.append(f"{name}: no longer measured")
        elif _loss(name, expected, value) > TOLERANCE + 1e-9:  # 1e-9: the difference of two decimals
            misses.append(f"{name}: {value:.4f}, baseline {expected:.4f}")
    return misses


def _loss(name: str, expected: float, value: float) -> float:
    """Return by how much a figure is worse than expected."""
    lower_is_better = name.rpartition(" ")[2] in LOWER_IS_BETTER
    return value - expected if lower_is_better else expected - value
