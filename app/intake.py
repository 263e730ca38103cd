"""Files on their way into a library: each is taken, found unchanged, or refused by name with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal, Protocol

from index import AddOutcome, Library
from ingest import (
    SUPPORTED_SUFFIXES,
    IngestError,
    ParsedDocument,
    ParseReport,
    SourceFile,
    UnreadableFileError,
    parse_bytes,
    read_source,
)

# So many documents are parsed, embedded and committed together: enough to keep the encoder busy, few enough
# for memory, and what is committed stays when a long run is interrupted.
BATCH = 200
MAX_NAME_LENGTH = 500  # characters, folders included


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file, by the name that it will have in the library."""

    source_name: str
    read: Callable[[], bytes]  # called when the file's turn comes; raises IngestError


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file."""

    source_name: str
    status: Literal["added", "replaced", "unchanged", "refused"]
    document_id: str | None = None  # None when refused
    replaced_id: str | None = None  # the version that it replaced
    reason: str | None = None  # why it was refused
    report: ParseReport | None = None  # what was found in it; None when refused


class IntakeProgress(Protocol):
    """Is told how far the intake is."""

    def parsed(self, files: int) -> None:
        """So many files have been read since the last call."""

    def embedded(self, done: int, total: int) -> None:
        """So many chunks of the present batch are embedded."""


class NoProgress:
    """For those who do not watch."""

    def parsed(self, files: int) -> None:
        """Do nothing."""

    def embedded(self, done: int, total: int) -> None:
        """Do nothing."""


def incoming_files(sources: Iterable[SourceFile]) -> list[IncomingFile]:
    """Return files of the file system as incoming files."""
    return [IncomingFile(_text_name(source.source_name), partial(read_source, source)) for source in sources]


def take_files(
    library: Library, files: Sequence[IncomingFile], progress: IntakeProgress | None = None
) -> list[FileOutcome]:
    """Take files into the library, in batches that are each committed whole; one outcome a file, in order."""
    names: set[str] = set()
    remaining = iter(files)
    outcomes: list[FileOutcome] = []
    while batch := list(islice(remaining, BATCH)):
        outcomes += _take_batch(library, batch, names, progress or NoProgress())
    return outcomes


def _take_batch(
    library: Library, batch: Sequence[IncomingFile], names: set[str], progress: IntakeProgress
) -> list[FileOutcome]:
    parsed: dict[int, ParsedDocument] = {}
    outcomes: dict[int, FileOutcome] = {}
    for position, file in enumerate(batch):
        try:
            parsed[position] = _parse(file, names)
        except IngestError as error:
            outcomes[position] = FileOutcome(file.source_name, "refused", reason=_reason(error, file))
        progress.parsed(1)
    if parsed:
        added = library.add(list(parsed.values()), progress.embedded)
        for (position, document), outcome in zip(parsed.items(), added, strict=True):
            outcomes[position] = _taken(outcome, document)
    return [outcomes[position] for position in range(len(batch))]


def _parse(file: IncomingFile, names: set[str]) -> ParsedDocument:
    if file.source_name in names:
        raise UnreadableFileError("another file of this run has the same name; take the folder above both")
    names.add(file.source_name)
    _check_name(file.source_name)
    return parse_bytes(file.read(), file.source_name)


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if not path.name or path.name == ".." or not name.isprintable() or len(name) > MAX_NAME_LENGTH:
        raise UnreadableFileError(f"{name}: this is not a file name that can be kept")
    if path.suffix.lower() not in SUPPORTED_SUFFIXES:
        taken = ", ".join(sorted(SUPPORTED_SUFFIXES))
        raise UnreadableFileError(f"{name}: files of this type are not taken; these are: {taken}")


def _reason(error: IngestError, file: IncomingFile) -> str:
    """Return the message without the file's name, which every report gives beside it."""
    return str(error).removeprefix(f"{file.source_name}: ")


def _taken(outcome: AddOutcome, parsed: ParsedDocument) -> FileOutcome:
    return FileOutcome(
        source_name=outcome.source_name,
        status=outcome.status,
        document_id=outcome.document_id,
        replaced_id=outcome.replaced_id,
        report=parsed.report,
    )


def _text_name(name: str) -> str:
    """Return a file name that is text: archives made on Chinese Windows leave names in GB18030 on disk."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "backslashreplace")
    return name
