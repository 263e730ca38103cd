"""Ranking quality by ir_measures, on a scale that is the same for chunks, clauses and windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.relevance import Evidence, Region

MEASURES = ("Success@1", "Success@3", "Success@10", "RR@10", "nDCG@10", "R@100")

RankingScores = Mapping[str, float]
"""One value in [0, 1] for each of MEASURES."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that a system ranks."""

    region: Region
    unit: str  # what it is a part of: chunks of one clause share a unit and count once
    score: float  # higher is better; scales differ between systems


def pool_candidates(ranking: Sequence[Candidate], evidence: Evidence) -> list[str]:
    """Return a ranking of found pieces and of misses, best first, each once.

    Systems rank different units (chunks, clauses, windows), so units cannot be the items to judge. Judged are
    the pieces of evidence: a candidate that overlaps a piece finds it, one that overlaps only pieces that were
    found before is left out, and one that overlaps none is a miss, counted once for each unit.
    """
    seen: set[str] = set()
    pooled: list[str] = []
    for candidate in ranking:
        pieces = evidence.groups_hit(candidate.region)
        names = [piece_name(number) for number in pieces] or [f"miss {candidate.unit}"]
        pooled += [name for name in names if name not in seen]
        seen.update(names)
    return pooled


def piece_name(number: int) -> str:
    """Return the name of a piece of evidence among the judged items."""
    return f"piece {number}"


def score_rankings(
    pooled: Mapping[str, Sequence[str]], evidence: Mapping[str, Evidence]
) -> dict[str, RankingScores]:
    """Return the scores of every question; one without a ranking scores 0.

    Args:
        pooled: by question id, what `pool_candidates` returned.
        evidence: by question id.
    """
    import ir_measures

    qrels = [
        ir_measures.Qrel(question_id, piece_name(number), 1)
        for question_id, wanted in evidence.items()
        for number in range(len(wanted.groups))
    ]
    run = [
        ir_measures.ScoredDoc(question_id, item, float(-position))
        for question_id, items in pooled.items()
        for position, item in enumerate(items)
    ]
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    scores: dict[str, dict[str, float]] = {question_id: {} for question_id in evidence}
    for metric in ir_measures.iter_calc(measures, qrels, run):
        scores[metric.query_id][str(metric.measure)] = float(metric.value)
    return dict(scores)


def mean_scores(scores: Sequence[RankingScores]) -> RankingScores:
    """Return the mean of each measure over questions; nothing for no question."""
    if not scores:
        return {}
    return {name: sum(one[name] for one in scores) / len(scores) for name in MEASURES}
