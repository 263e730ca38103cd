"""What the page asks of the assistant, and the friendly line where that fails; knows no Gradio."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Protocol

from app.assistant import MAX_QUESTION_LENGTH, InvalidQuestionError, UnknownDocumentsError
from app.types import Answer, Citation, Message
from app.ui.conversation import Choice, Turn, Turns, find_citation, find_turn, history, next_number
from app.ui.examples import heading_questions, sample_questions
from app.ui.labels import LABELS, Labels, Language
from app.ui.render import empty_library, welcome
from app.ui.source import cut_excerpt, empty_source, source_view
from index import LibraryBusyError
from ingest import Clause, Span, TiaowenError

logger = logging.getLogger(__name__)

TOP_K = 5
# Example questions come from the outlines of this many documents: a large library is not read for them.
EXAMPLE_DOCUMENTS = 4


class ListedDocument(Protocol):
    """What the page shows of a document."""

    @property
    def id(self) -> str:
        """Name this version of the document."""

    @property
    def title(self) -> str:
        """Return the title as printed."""

    @property
    def source_name(self) -> str:
        """Return the name of the ingested file."""


class Assistant(Protocol):
    """The part of the assistant that the page needs; methods are called from several threads."""

    def ask(
        self,
        question: str,
        history: Sequence[Message],
        top_k: int,
        document_ids: Sequence[str] | None,
    ) -> Answer:
        """Answer a question from the named documents, or from all of them."""

    def documents(self) -> Sequence[ListedDocument]:
        """Return the current documents."""

    def outline(self, document_id: str) -> Sequence[Clause]:
        """Return the clauses of a stored version in reading order."""

    def text(self, document_id: str) -> str:
        """Return the text of a stored version."""


class Desk:
    """Serves one page: turns the assistant's values and errors into what a visitor sees."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def reply(self, question: str, turns: Turns, document_ids: Sequence[str], labels: Labels) -> Turn:
        """Return the next turn: the question with its answer, or with a line that says why there is none."""
        number = next_number(turns)
        problem = _check(question, labels)
        if problem is not None:
            return Turn(number, question[:MAX_QUESTION_LENGTH], problem=problem)
        try:
            answer = self._assistant.ask(question, history(turns), TOP_K, list(document_ids) or None)
        except TiaowenError as error:
            logger.warning("a question was not answered: %s", error)
            return Turn(number, question, problem=_friendly(error, labels))
        except Exception:  # the end of the line: the visitor must not wait for ever
            logger.exception("a question failed")
            return Turn(number, question, problem=labels.problem_failed)
        return Turn(number, question, answer=answer)

    def source(self, turns: Turns, choice: Choice | None, labels: Labels) -> str:
        """Return the source pane for the chosen citation, or say why its text cannot be shown."""
        if choice is None:
            return empty_source(labels)
        turn = find_turn(turns, choice.turn)
        cited = find_citation(turn, choice.marker) if turn else None
        if cited is None:
            return empty_source(labels, labels.turn_gone)
        try:
            return self._source_of(cited, choice, labels)
        except (TiaowenError, ValueError) as error:
            logger.exception("the source of a citation cannot be shown")
            return empty_source(labels, labels.source_gone.format(message=error))

    def document_choices(self) -> list[tuple[str, str]]:
        """Return (what is shown, id) of each document; titles that occur twice are told apart by file."""
        listed = self._assistant.documents()
        titles = [document.title for document in listed]
        return [
            (
                entry.title if titles.count(entry.title) == 1 else f"{entry.title} ({entry.source_name})",
                entry.id,
            )
            for entry in listed
        ]

    def welcome(self, language: Language) -> str:
        """Return example questions about what the library holds, or how to fill an empty one."""
        listed = self._assistant.documents()
        if not listed:
            return empty_library(LABELS[language])
        prepared = sample_questions({document.source_name for document in listed}, language)
        return welcome(prepared or heading_questions(self._headings(listed), language), LABELS[language])

    def _source_of(self, cited: Citation, choice: Choice, labels: Labels) -> str:
        text = self._assistant.text(cited.document_id)
        clause = next(
            (c for c in self._assistant.outline(cited.document_id) if c.id == cited.clause_id), None
        )
        if clause is None:
            raise ValueError(f"clause {cited.clause_id!r} is not in document {cited.document_id!r}")
        excerpt = cut_excerpt(text, Span(cited.start, cited.end), Span(clause.start, clause.end))
        if excerpt.quote != cited.quote:
            raise ValueError(f"the quote is not the text at {cited.start} to {cited.end}")
        return source_view(cited, excerpt, choice, labels)

    def _headings(self, listed: Sequence[ListedDocument]) -> Iterator[list[str]]:
        for document in listed[:EXAMPLE_DOCUMENTS]:
            yield [clause.heading for clause in self._assistant.outline(document.id)]


def _check(question: str, labels: Labels) -> str | None:
    """Return what is wrong with a question, in the visitor's language, or None."""
    if not question:
        return labels.problem_empty
    if len(question) > MAX_QUESTION_LENGTH:
        return labels.problem_long.format(limit=MAX_QUESTION_LENGTH)
    return None


def _friendly(error: TiaowenError, labels: Labels) -> str:
    """Return what a visitor can do about an error; the log has the error itself."""
    if isinstance(error, LibraryBusyError):
        return labels.problem_busy
    if isinstance(error, UnknownDocumentsError):
        return labels.problem_documents
    if isinstance(error, InvalidQuestionError):
        return labels.problem_text  # blank and too long ones were stopped before
    return labels.problem_failed
