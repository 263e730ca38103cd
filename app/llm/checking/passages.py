"""What a sentence of the model is held against."""

from __future__ import annotations

from dataclasses import dataclass

from ingest import Role


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one clause, and where they stand."""

    sentences: tuple[str, ...]  # as printed, without the clause's label; never empty
    title: str  # of the document
    path: tuple[str, ...]  # label and heading of the clause and of those above it, outermost first
    duties: tuple[tuple[str, Role], ...] = ()  # units of these sentences with their roles
