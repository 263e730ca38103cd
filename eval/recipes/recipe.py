"""What every way to rank has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from eval.metrics import Candidate

DEPTH = 300
"""How many candidates a ranking has at most; the deepest measure looks at 100."""


class Recipe(Protocol):
    """Anything that ranks spans of a library for a question, in one or several ways."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name the rankings that `rank` returns."""

    def rank(self, text: str) -> Mapping[str, Sequence[Candidate]]:
        """Return a ranking for each name, best first, at most DEPTH long, ties broken on purpose."""
