"""The clauses that a model may draw on: those that the rules cite, then the next best, up to a budget."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.types import Citation
from index import Query, Snapshot
from ingest import Clause, Document, Span

_MOST_CLAUSES = 8
_MOST_CHARACTERS = 6_000  # of all clauses together
_MOST_OF_ONE = 2_000  # of one clause: beyond, the sentences around what was found
_HITS = 32


@dataclass(frozen=True, slots=True)
class Source:
    """A clause as the model is shown it."""

    number: int  # from 1
    clause: Clause
    document: Document
    sentences: tuple[Span, ...]  # consecutive, in Document.text; numbered from 1
    score: float  # [0, 1]

    def text(self, sentence: Span) -> str:
        """Return a sentence as printed."""
        return self.document.text[sentence.start : sentence.end]


def gather_sources(
    snapshot: Snapshot,
    question: str,
    citations: Sequence[Citation],
    document_ids: Collection[str] | None = None,
) -> tuple[Source, ...]:
    """Return the clauses of the citations, in their order, and the next best for the question."""
    found = [(one.clause_id, one.start, one.score) for one in citations]
    hits = snapshot.search(Query(question), _HITS, document_ids)
    found += [(hit.chunk.clause_id, hit.chunk.start, hit.score) for hit in hits]
    places: dict[str, tuple[int, float]] = {}
    for clause_id, start, score in found:
        places.setdefault(clause_id, (start, score))
    sources: list[Source] = []
    left = _MOST_CHARACTERS
    for clause_id, (start, score) in places.items():
        sentences = _around(_sentences(snapshot, clause_id), start, min(left, _MOST_OF_ONE))
        if not sentences:
            continue
        clause = snapshot.clause(clause_id)
        document = snapshot.document(clause.document_id)
        sources.append(Source(len(sources) + 1, clause, document, sentences, score))
        left -= sentences[-1].end - sentences[0].start
        if len(sources) == _MOST_CLAUSES:
            break
    return tuple(sources)


def _sentences(snapshot: Snapshot, clause_id: str) -> list[Span]:
    """Return the sentences of a clause's own words, each once, in reading order."""
    found = {
        (sentence.start, sentence.end)
        for chunk in snapshot.chunks(clause_id)
        for sentence in snapshot.sentences(chunk.id)
    }
    return [Span(start, end) for start, end in sorted(found)]


def _around(sentences: Sequence[Span], start: int, budget: int) -> tuple[Span, ...]:
    """Return the sentences around an offset that fit into a budget of characters, equally far both ways."""
    first = max((i for i, one in enumerate(sentences) if one.start <= start), default=0)
    last = first - 1
    while last + 1 < len(sentences) and sentences[last + 1].end - sentences[first].start <= budget:
        last += 1
        if first and sentences[last].end - sentences[first - 1].start <= budget:
            first -= 1
    while last >= first and first and sentences[last].end - sentences[first - 1].start <= budget:
        first -= 1
    return tuple(sentences[first : last + 1])
