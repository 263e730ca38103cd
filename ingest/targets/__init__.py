"""The figures that a text sets: how much of what, at least or at most, by when."""

from ingest.targets.figures import Comparison
from ingest.targets.finding import FoundTarget, find_targets

__all__ = ["Comparison", "FoundTarget", "find_targets"]
