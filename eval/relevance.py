"""Which spans of which documents answer a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from eval.errors import EvidenceError
from eval.questions import ClauseRef, Question
from ingest import Clause, clause_paths, label_key


@dataclass(frozen=True, slots=True)
class Region:
    """A span of one version of a document, half-open."""

    document_id: str
    start: int
    end: int

    def overlaps(self, other: Region) -> bool:
        """Tell whether the two share a character."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """The pieces that a complete answer needs; each piece is any one of its regions."""

    groups: tuple[tuple[Region, ...], ...]

    def groups_hit(self, region: Region) -> tuple[int, ...]:
        """Return the numbers of the pieces that a region overlaps."""
        return tuple(
            number
            for number, group in enumerate(self.groups)
            if any(region.overlaps(wanted) for wanted in group)
        )


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """A document of a library and its clauses, in reading order."""

    document_id: str
    source_name: str
    clauses: Sequence[Clause]


class ClauseFinder:
    """Finds clauses by file name and printed labels, however a label is printed.

    A clause counts with everything below it: what overlaps a sub-clause overlaps the clause.
    """

    def __init__(self, sources: Iterable[ParsedSource]) -> None:
        self._by_name: dict[str, dict[tuple[str, ...], list[Region]]] = {}
        self._names: dict[str, list[str]] = defaultdict(list)
        for source in sources:
            self._by_name[source.source_name] = _regions_by_path(source)
            self._names[PurePosixPath(source.source_name).name].append(source.source_name)

    def find(self, reference: ClauseRef) -> tuple[Region, ...]:
        """Return the regions of a clause; several where a document repeats the labels.

        Raises:
            EvidenceError: no document, or more than one, has the name, or the document has no such clause.
        """
        regions = self._by_name[self._source_name(reference)]
        found = regions.get(tuple(label_key(label) for label in reference.path))
        if not found:
            raise EvidenceError(f"{reference}: the document has no such clause")
        return tuple(found)

    def evidence_of(self, question: Question) -> Evidence:
        """Return the regions that answer a question.

        Raises:
            EvidenceError: a clause is not there; the message names the question.
        """
        try:
            groups = [[self.find(reference) for reference in group] for group in question.evidence]
        except EvidenceError as error:
            raise EvidenceError(f"question {question.id}: {error}") from error
        return Evidence(tuple(tuple(region for found in group for region in found) for group in groups))

    def _source_name(self, reference: ClauseRef) -> str:
        if reference.source in self._by_name:
            return reference.source
        names = self._names.get(reference.source, [])
        if not names:
            raise EvidenceError(f"{reference}: the library has no document of this name")
        if len(names) > 1:
            raise EvidenceError(f"{reference}: several documents have this name: {', '.join(sorted(names))}")
        return names[0]


def _regions_by_path(source: ParsedSource) -> dict[tuple[str, ...], list[Region]]:
    paths = clause_paths(source.clauses)
    regions: dict[tuple[str, ...], list[Region]] = defaultdict(list)
    for clause in source.clauses:
        regions[paths[clause.id]].append(Region(source.document_id, clause.start, clause.end))
    return regions
