"""The committed figures below which no change may fall, and the comparison with them."""

from eval.baselines.baseline import (
    TOLERANCE,
    Baseline,
    baseline_path,
    load_baseline,
    make_baseline,
    save_baseline,
)
from eval.baselines.gate import Verdict, compare

__all__ = [
    "TOLERANCE",
    "Baseline",
    "Verdict",
    "baseline_path",
    "compare",
    "load_baseline",
    "make_baseline",
    "save_baseline",
]
