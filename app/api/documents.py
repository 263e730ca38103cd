"""The documents of the library: list, read, upload, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, File, UploadFile

from app.api.models import DocumentListModel, IntakeModel, OutlineModel, TextModel
from app.api.problems import problem_responses
from app.assistant import Assistant, UploadRefusedError
from app.intake import IncomingFile

_NOT_FOUND = problem_responses(404)
_REFUSED = problem_responses(400, 413)


def document_routes(assistant: Assistant) -> APIRouter:
    """Return the routes that read and change the library."""
    routes = APIRouter(prefix="/documents", tags=["documents"], responses=problem_responses(422, 503))

    @routes.get("")
    def list_documents(all_versions: bool = False) -> DocumentListModel:
        """List the current documents; with `all_versions`, those too that newer ones have replaced."""
        return DocumentListModel.of(assistant.documents(all_versions))

    @routes.post("", responses=_REFUSED)
    def add_documents(files: Annotated[list[UploadFile], File(description="Text files")]) -> IntakeModel:
        """Take files into the library and say what became of each.

        A file that is refused does not stop the others; if none can be taken, the problem `upload-refused`
        says why. A file of a known name and other content becomes a new version.
        """
        intake = assistant.add_files(_incoming(files))
        if all(one.status == "refused" for one in intake.files):
            raise UploadRefusedError(intake.files)
        return IntakeModel.model_validate(intake)

    @routes.get("/{document_id}", responses=_NOT_FOUND)
    def get_document(document_id: str) -> OutlineModel:
        """Return what is known of a document, and its clauses in reading order."""
        return OutlineModel.of_clauses(assistant.document(document_id), assistant.outline(document_id))

    @routes.get("/{document_id}/text", responses=_NOT_FOUND)
    def get_text(document_id: str) -> TextModel:
        """Return the canonical text that offsets count in."""
        return TextModel(document_id=document_id, text=assistant.text(document_id))

    @routes.delete("/{document_id}", status_code=204, responses=_NOT_FOUND)
    def remove_document(document_id: str) -> None:
        """Remove a document with all its versions."""
        assistant.remove(document_id)

    return routes


def _incoming(files: Sequence[UploadFile]) -> list[IncomingFile]:
    return [IncomingFile(_base_name(file.filename or ""), file.file.read) for file in files]


def _base_name(name: str) -> str:
    """Return the last part of a path of any system: a client's folders are not ours."""
    return name.replace("\\", "/").split("/")[-1]
