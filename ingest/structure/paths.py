"""The path of a clause: the labels of the clauses above it and its own, however they are printed."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.structure.labels import label_key
from ingest.types import Clause


def clause_paths(clauses: Iterable[Clause]) -> dict[str, tuple[str, ...]]:
    """Return the keys of the labels from the outermost clause to each clause, by clause id.

    Args:
        clauses: of one document, every clause after the one above it; the text before the first number has
            the empty path.
    """
    paths: dict[str, tuple[str, ...]] = {}
    for clause in clauses:
        above = paths[clause.parent_id] if clause.parent_id is not None else ()
        paths[clause.id] = (*above, label_key(clause.label)) if clause.level else above
    return paths
