"""Our own retrieval: both legs fused, and each leg alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from eval.metrics import Candidate
from eval.recipes.recipe import DEPTH
from eval.relevance import Region
from index import Hit, Query, Retriever


class Legs:
    """Ranks chunks as the library does, and as it would with one leg only."""

    names = ("fused search", "dense leg alone", "lexical leg alone")

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def rank(self, text: str) -> Mapping[str, Sequence[Candidate]]:
        """Return the three rankings.

        A leg's ranking is read off the fused hits. What fusion left out of its DEPTH best stood low in the leg.
        """
        hits = self._retriever.search(Query(text), DEPTH)
        dense = [(hit.dense_rank, hit) for hit in hits if hit.dense_rank is not None]
        lexical = [(hit.lexical_rank, hit) for hit in hits if hit.lexical_rank is not None]
        rankings = ([(hit.rank, hit) for hit in hits], dense, lexical)
        return {name: _candidates(ranked) for name, ranked in zip(self.names, rankings, strict=True)}


def _candidates(ranked: Iterable[tuple[int, Hit]]) -> list[Candidate]:
    return [
        Candidate(
            Region(hit.chunk.document_id, hit.chunk.start, hit.chunk.end), hit.chunk.clause_id, 1 / rank
        )
        for rank, hit in sorted(ranked, key=lambda pair: pair[0])
    ]
