"""What a library says of the documents that it holds, takes and gives up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One version of a document in a library, without its text."""

    id: str
    title: str
    source_name: str
    sha256: str
    issuer: str | None
    document_number: str | None
    issued_on: str | None
    effective_on: str | None
    region: str | None
    is_current: bool  # False: an older version, readable but not searched
    version: int  # from 1, in the order in which the versions of one source name came in
    generation: int  # of the library when this version last became current
    characters: int
    clauses: int
    chunks: int
    duties: int


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """What became of one parsed document that was handed to the library."""

    source_name: str
    document_id: str
    status: Literal["added", "replaced", "unchanged"]
    replaced_id: str | None  # the version that was current before, where another one was


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A document that is gone, with all its versions."""

    source_name: str
    title: str  # of the version that was current
    document_ids: tuple[str, ...]  # of all versions, oldest first
