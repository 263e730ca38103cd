"""What came of asking one system a whole question set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eval.metrics.abstention import Outcome
from eval.metrics.judging import Judgement
from eval.metrics.ranking import RankingScores


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one question: the reply as given, and as if the system might not refuse."""

    judgement: Judgement
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AnswerRun:
    """All questions answered by one system."""

    system: str
    measured: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class RankingRun:
    """All answerable questions ranked in one way."""

    system: str
    scores: Mapping[str, RankingScores]  # by question id
