"""The assistant: one open library and what people and programs do with it."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.answering import Answerer, cite_hit
from app.intake import FileOutcome, IncomingFile, IntakeProgress, take_files
from app.llm import ChatClient, Composer, Endpoint
from app.registers import DutyRegister, TargetRow, build_duty_register, build_target_register
from app.settings import Settings
from app.types import Answer, Citation, Message
from index import (
    RERANKED,
    DocumentNotFoundError,
    Encoder,
    Hit,
    Library,
    LibraryError,
    RemovedDocument,
    Reranker,
    Snapshot,
    StoredDocument,
)
from index.encoders import load_encoder
from index.reranking import load_reranker
from ingest import Clause, TiaowenError

MAX_QUESTION_LENGTH = 2_000  # characters
MAX_TOP_K = 50
DEFAULT_TOP_K = 5

# NUL and lone surrogates are not text: SQLite, tokenizers and UTF-8 each trip over one of them.
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")
# A clause can have many chunks; so many hits are looked at for each clause that is wanted.
_HITS_PER_CLAUSE = 8


class InvalidQuestionError(TiaowenError):
    """A question that cannot be asked."""


class UnknownDocumentsError(TiaowenError):
    """A search was limited to documents that the library does not hold, or not as current versions."""


class UploadRefusedError(TiaowenError):
    """None of the files that came in could be taken."""

    def __init__(self, refused: Sequence[FileOutcome]) -> None:
        super().__init__("; ".join(f"{one.source_name}: {one.reason}" for one in refused))
        self.refused = tuple(refused)


@dataclass(frozen=True, slots=True)
class SearchResults:
    """Ranked clauses, best first, each with its best quote."""

    question: str
    results: tuple[Citation, ...]
    library_generation: int
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Intake:
    """What became of the files that came in together."""

    files: tuple[FileOutcome, ...]
    library_generation: int


class Assistant:
    """Answers from a library and keeps it; every method can be called from many threads.

    A read works on one immutable snapshot from beginning to end; writes queue at the library's lock.
    """

    def __init__(
        self,
        library: Library,
        answerer: Answerer,
        composer: Composer | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._library = library
        self._answerer = answerer
        self._composer = composer
        self._reranker = reranker

    def ask(
        self,
        question: str,
        history: Sequence[Message] = (),
        top_k: int = DEFAULT_TOP_K,
        document_ids: Collection[str] | None = None,
    ) -> Answer:
        """Answer a question, or abstain.

        Args:
            question: at most MAX_QUESTION_LENGTH characters.
            history: earlier messages, oldest first.
            top_k: how many clauses may be quoted, 1 to MAX_TOP_K.
            document_ids: only these documents; None means all current ones, and an empty collection none.

        Raises:
            InvalidQuestionError: the question is blank, too long or not text.
            UnknownDocumentsError: one of document_ids is not a current document.
        """
        started = time.perf_counter()
        check_question(question)
        snapshot = self._library.snapshot()
        check_documents(snapshot, document_ids)
        answer = self._answerer.answer(snapshot, question, history, top_k, document_ids)
        if self._composer is not None:
            answer = self._composer.compose(snapshot, answer, history, top_k, document_ids)
        return replace(answer, elapsed_ms=_elapsed_ms(started))

    def search(
        self, question: str, top_k: int = DEFAULT_TOP_K, document_ids: Collection[str] | None = None
    ) -> SearchResults:
        """Rank clauses for a question without answering it; arguments and errors as for `ask`.

        With a re-ranker, the first hits stand in the order of their probability, whatever top_k is.
        """
        started = time.perf_counter()
        check_question(question)
        snapshot = self._library.snapshot()
        check_documents(snapshot, document_ids)
        hits = self._answerer.search(
            snapshot, question, max(RERANKED, top_k * _HITS_PER_CLAUSE), document_ids
        )
        if self._reranker is not None:
            hits = snapshot.rerank(question, hits, self._reranker)
        best = _best_of_each_clause(hits)[:top_k]
        results = tuple(cite_hit(snapshot, hit, rank) for rank, hit in enumerate(best, start=1))
        return SearchResults(question, results, snapshot.generation, _elapsed_ms(started))

    def warm_up(self) -> None:
        """Load now what the first question would otherwise wait for."""
        self._answerer.answer(self._library.snapshot(), "由谁负责")  # not `ask`: a language model costs money

    @property
    def generation(self) -> int:
        """Count the changes that the library has seen."""
        return self._library.generation

    def documents(self, include_old: bool = False) -> list[StoredDocument]:
        """Return the current documents, or all versions of all."""
        return self._library.snapshot().documents(include_old)

    def document(self, document_id: str) -> StoredDocument:
        """Return what is known of a stored version.

        Raises:
            DocumentNotFoundError: there is no such version.
        """
        for document in self.documents(include_old=True):
            if document.id == document_id:
                return document
        raise DocumentNotFoundError(f"the library holds no document with the id {document_id!r}")

    def outline(self, document_id: str) -> Sequence[Clause]:
        """Return the clauses of a stored version in reading order; errors as for `document`."""
        return self._library.snapshot().clauses(document_id)

    def text(self, document_id: str) -> str:
        """Return the text of a stored version, which all offsets count in; errors as for `document`."""
        return self._library.snapshot().document(document_id).text

    def duties(self, document_ids: Collection[str] | None = None) -> DutyRegister:
        """Return who answers for what; arguments and errors as for `ask`."""
        snapshot = self._library.snapshot()
        check_documents(snapshot, document_ids)
        return build_duty_register(snapshot, document_ids)

    def targets(self, document_ids: Collection[str] | None = None) -> tuple[TargetRow, ...]:
        """Return the figures that the documents set; arguments and errors as for `ask`."""
        snapshot = self._library.snapshot()
        check_documents(snapshot, document_ids)
        return build_target_register(snapshot, document_ids)

    def has(self, source_name: str, sha256: str) -> bool:
        """Say whether this very file is a current document."""
        return self._library.has(source_name, sha256)

    def add_files(self, files: Sequence[IncomingFile], progress: IntakeProgress | None = None) -> Intake:
        """Take files into the library: a file that is refused does not stop the others.

        Raises:
            LibraryBusyError: another process is writing.
        """
        outcomes = tuple(take_files(self._library, files, progress))
        return Intake(outcomes, self.generation)

    def remove(self, document_id: str) -> RemovedDocument:
        """Remove a document with all its versions; errors as for `document` and `add_files`."""
        return self._library.remove(document_id)


def open_assistant(settings: Settings, *, create: bool = False) -> Assistant:
    """Open the library of the settings with its encoder, and load the re-ranker.

    Raises:
        LibraryError: there is no library yet and none is to be created.
        IndexMismatchError: another encoder made the library.
        EncoderError, RerankerError: a model of the settings cannot be loaded.
    """
    if not create:
        open_library(settings).close()  # that there is none is told before an encoder is loaded
    encoder, reranker = load_encoder(settings.encoder), load_reranker(settings.reranker)
    library = open_library(settings, encoder, create=create)
    return Assistant(
        library, Answerer(settings.threshold, reranker=reranker), _open_composer(settings), reranker
    )


def _open_composer(settings: Settings) -> Composer | None:
    """Return what lets the language model of the settings phrase answers; None where none is set."""
    if settings.llm_base_url is None or settings.llm_model is None:
        return None
    endpoint = Endpoint(
        settings.llm_base_url, settings.llm_model, settings.llm_timeout_s, settings.llm_api_key
    )
    return Composer(ChatClient(endpoint))


def open_library(settings: Settings, encoder: Encoder | None = None, *, create: bool = False) -> Library:
    """Open the library of the settings; without an encoder it can be read and cut down, not searched.

    Raises:
        LibraryError: there is no library yet and none is to be created.
    """
    if create or settings.data_dir.is_dir():  # opening makes a folder, which only a writer wants
        library = Library.open(settings.data_dir, encoder)
        if create or library.generation:
            return library
        library.close()
    raise LibraryError(f"there is no library in {settings.data_dir}: 'tiaowen ingest PATH' makes one")


def check_question(question: str) -> None:
    """Raise InvalidQuestionError for what cannot be asked."""
    if not question.strip():
        raise InvalidQuestionError("the question is empty")
    if len(question) > MAX_QUESTION_LENGTH:
        raise InvalidQuestionError(
            f"the question has {len(question):,} characters; {MAX_QUESTION_LENGTH:,} are the limit"
        )
    if found := _NOT_TEXT.search(question):
        raise InvalidQuestionError(f"the question holds U+{ord(found[0]):04X}, which is not text")


def check_documents(snapshot: Snapshot, document_ids: Collection[str] | None) -> None:
    """Raise UnknownDocumentsError where one of the ids is not that of a current document."""
    if not document_ids:
        return
    unknown = sorted(set(document_ids) - {document.id for document in snapshot.documents(False)})
    if unknown:
        shown = ", ".join(repr(one[:80]) for one in unknown[:5])
        raise UnknownDocumentsError(f"not among the current documents of the library: {shown}")


def _best_of_each_clause(hits: Sequence[Hit]) -> list[Hit]:
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.chunk.clause_id, hit)
    return list(best.values())


def _elapsed_ms(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
