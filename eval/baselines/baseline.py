"""A baseline: the gated figures of one run, and the conditions of that run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.errors import BaselineError
from eval.metrics import Rate
from eval.report.figures import ALL, Conditions, Report

TOLERANCE = 0.005
"""How far a figure may fall below its baseline: rounding, and the last bits of floating point."""

GATED_RATES = ("cited_first", "complete", "facts", "citation_precision", "false_answers", "false_refusals")
GATED_MEASURES = ("Success@1", "RR@10", "nDCG@10", "R@100")
GATED_RANKINGS = ("fused search",)
LOWER_IS_BETTER = frozenset({"false_answers", "false_refusals"})
_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Baseline:
    """Figures by name ("answers language=en facts"), and what they were measured on."""

    conditions: Conditions
    values: Mapping[str, float]


def baseline_path(question_set: str) -> Path:
    """Return where the committed baseline of a question set lies."""
    return Path(__file__).parent / f"{question_set}.json"


def make_baseline(report: Report) -> Baseline:
    """Return what of a report is gated: our answers and our search, over all questions and by language."""
    values = {name: round(value, _DECIMALS) for name, value in _gated(report)}
    return Baseline(report.conditions, values)


def load_baseline(path: Path) -> Baseline:
    """Return the baseline of a file.

    Raises:
        BaselineError: the file cannot be read or is none.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        values = {str(name): float(value) for name, value in stored["values"].items()}
        return Baseline(Conditions(**stored["conditions"]), values)
    except OSError as error:
        raise BaselineError(f"{path}: {error.strerror or error}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BaselineError(f"{path}: this is not a baseline: {error!r}") from error


def save_baseline(baseline: Baseline, path: Path) -> None:
    """Write a baseline."""
    stored = {"conditions": asdict(baseline.conditions), "values": dict(baseline.values)}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _gated(report: Report) -> Iterator[tuple[str, float]]:
    for name, scores in report.ours.slices.items():
        if _is_gated_slice(name):
            for field in GATED_RATES:
                rate: Rate = getattr(scores, field)
                if rate.value is not None:
                    yield f"answers {name} {field}", rate.value
    for ranking in report.rankings:
        if ranking.system in GATED_RANKINGS:
            for name, measures in ranking.slices.items():
                if _is_gated_slice(name):
                    yield from ((f"{ranking.system} {name} {one}", measures[one]) for one in GATED_MEASURES)


def _is_gated_slice(name: str) -> bool:
    return name == ALL or name.startswith("language=")
