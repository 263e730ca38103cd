"""What is measured: a library, the assistant over it, and the documents in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.answering import Answerer
from app.assistant import Assistant, open_library
from app.intake import IntakeProgress, incoming_files
from app.settings import Settings
from eval.errors import EvalError
from eval.relevance import ClauseFinder, ParsedSource
from index import Encoder, Library, Reranker, Snapshot, load_reranker
from ingest import find_sources


@dataclass(frozen=True, slots=True)
class Subject:
    """A library that is not changed while it is measured."""

    snapshot: Snapshot
    encoder: Encoder
    reranker: Reranker | None
    assistant: Assistant
    never_refusing: Assistant  # the same with a threshold of 0

    def document_ids(self) -> list[str]:
        """Return the ids of the current documents, in the order of their names."""
        documents = sorted(self.snapshot.documents(), key=lambda document: document.source_name)
        return [document.id for document in documents]

    def fingerprint(self) -> str:
        """Return a hash of the names and contents of the current documents."""
        documents = sorted((one.source_name, one.sha256) for one in self.snapshot.documents())
        return hashlib.sha256(repr(documents).encode()).hexdigest()

    def clause_finder(self) -> ClauseFinder:
        """Return what finds the clauses that questions name."""
        return ClauseFinder(
            ParsedSource(document.id, document.source_name, self.snapshot.clauses(document.id))
            for document in self.snapshot.documents()
        )


@contextmanager
def temporary_subject(
    folders: Sequence[Path],
    encoder: Encoder,
    threshold: float | None,
    reranker: Reranker | None = None,
    progress: IntakeProgress | None = None,
) -> Iterator[Subject]:
    """Make a library of all files in the folders, for as long as it is measured.

    Raises:
        EvalError: a file cannot be taken.
        NoSourcesError: a folder does not exist or holds nothing to take.
    """
    files = incoming_files(find_sources(folders))
    with TemporaryDirectory(prefix="tiaowen-eval-") as folder, Library.open(Path(folder), encoder) as library:
        subject = _subject(library, encoder, threshold, reranker)
        intake = subject.assistant.add_files(files, progress)
        for one in intake.files:
            if one.status == "refused":
                raise EvalError(f"{one.source_name} cannot be taken: {one.reason}")
        yield _subject(library, encoder, threshold, reranker)


@contextmanager
def existing_subject(settings: Settings, encoder: Encoder) -> Iterator[Subject]:
    """Open the library of the settings.

    Raises:
        LibraryError: there is none.
        IndexMismatchError: another encoder made it.
    """
    with open_library(settings, encoder) as library:
        yield _subject(library, encoder, settings.threshold, load_reranker(settings.reranker))


def _subject(
    library: Library, encoder: Encoder, threshold: float | None, reranker: Reranker | None
) -> Subject:
    return Subject(
        snapshot=library.snapshot(),
        encoder=encoder,
        reranker=reranker,
        assistant=Assistant(library, Answerer(threshold, reranker=reranker), reranker=reranker),
        never_refusing=Assistant(library, Answerer(0.0, reranker=reranker), reranker=reranker),
    )
