"""Errors as RFC 9457 problem details, whatever the client did."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from app.assistant import InvalidQuestionError, UnknownDocumentsError, UploadRefusedError
from app.registers import UnknownUnitError
from index import LibraryBusyError, NotInLibraryError
from ingest import TiaowenError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:tiaowen:problem:"

# The stable names, and what they mean to a client.
PROBLEMS = {
    "malformed-body": "400: the body is not valid JSON or no valid form",
    "foreign-origin": "403: a page of another site sent a change",
    "not-found": "404: the API has no such path",
    "document-not-found": "404: the library holds no document with this id",
    "unit-not-found": "404: no current document gives a duty to a unit of this name; the detail names near ones",
    "method-not-allowed": "405: the path does not take this method; the header Allow names those it takes",
    "body-too-large": "413: the body is above the limit, which the detail names",
    "unsupported-media-type": "415: the body has a content type that is not taken",
    "invalid-request": "422: a part of the request cannot be used; `errors` names each",
    "unknown-documents": "422: a question was limited to documents that are not current documents of the library",
    "upload-refused": "422: none of the files could be taken; `files` says why",
    "http-error": "any other status that HTTP itself defines",
    "library-busy": "503: another process is writing; try again after the time in the header Retry-After",
    "library-unavailable": "503: the library cannot be used; the detail says why",
    "internal-error": "500: the server failed; its log says more",
}
# Those of errors that are raised by status alone.
HTTP_PROBLEMS = {
    400: "malformed-body",
    403: "foreign-origin",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
}


class InvalidField(BaseModel):
    """One part of a request that cannot be used."""

    location: str = Field(description='Where it stands, e.g. "body.top_k"')
    message: str


class RefusedFile(BaseModel):
    """A file that was not taken, and why."""

    source_name: str
    reason: str


class Problem(BaseModel):
    """A problem detail (RFC 9457)."""

    type: str = Field(description=f'Stable name of the problem, "{TYPE_PREFIX}…"')
    title: str
    status: int
    detail: str
    errors: list[InvalidField] = Field(
        default=[], description="For invalid-request: each part that cannot be used"
    )
    files: list[RefusedFile] = Field(
        default=[], description="For upload-refused: each file that was not taken"
    )


def problem_response(
    name: str,
    status: int,
    detail: str,
    *,
    errors: Sequence[InvalidField] = (),
    files: Sequence[RefusedFile] = (),
    headers: dict[str, str] | None = None,
) -> Response:
    """Return the problem, named as in PROBLEMS, as a response; empty lists are left out."""
    assert name in PROBLEMS, f"{name} is not among the names that clients are told"
    problem = Problem(
        type=TYPE_PREFIX + name,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors),
        files=list(files),
    )
    # A lone surrogate that a client sent cannot be written as UTF-8; as an escape it stays valid JSON.
    body = json.dumps(problem.model_dump(exclude_defaults=True), ensure_ascii=False)
    return Response(body.encode("utf-8", "backslashreplace"), status, headers, MEDIA_TYPE)


def problem_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of these statuses."""
    schema = Problem.model_json_schema()
    definitions = schema.pop("$defs")
    for field, model in (("errors", "InvalidField"), ("files", "RefusedFile")):
        schema["properties"][field]["items"] = definitions[model]
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in statuses
    }


def add_problem_handlers(api: FastAPI) -> None:
    """Make every error of this application a problem detail."""
    api.add_exception_handler(RequestValidationError, _on_invalid_request)
    api.add_exception_handler(HTTPException, _on_http_error)
    api.add_exception_handler(TiaowenError, _on_tiaowen_error)
    api.add_exception_handler(Exception, _on_unexpected)


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    sent_as = request.headers.get("content-type", "").split(";")[0].strip()
    if any(one["loc"] == ("body",) for one in found) and sent_as and not sent_as.endswith("json"):
        return problem_response("unsupported-media-type", 415, "the body must be sent as application/json")
    if any(one["type"] == "json_invalid" for one in found):
        return problem_response("malformed-body", 400, "the body is not valid JSON")
    # The offending value is not sent back: it can be huge, or text that cannot be encoded.
    errors = [
        InvalidField(location=".".join(str(part) for part in one["loc"]), message=one["msg"]) for one in found
    ]
    detail = "; ".join(f"{one.location}: {one.message}" for one in errors[:3])
    return problem_response("invalid-request", 422, detail, errors=errors)


def _on_http_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    name = HTTP_PROBLEMS.get(error.status_code, "http-error")
    headers = dict(error.headers) if error.headers else None
    return problem_response(name, error.status_code, str(error.detail), headers=headers)


def _on_tiaowen_error(_: Request, error: Exception) -> Response:
    match error:
        case InvalidQuestionError():
            errors = [InvalidField(location="body.question", message=str(error))]
            return problem_response("invalid-request", 422, str(error), errors=errors)
        case UnknownDocumentsError():
            return problem_response("unknown-documents", 422, str(error))
        case NotInLibraryError():
            return problem_response("document-not-found", 404, str(error))
        case UnknownUnitError():
            return problem_response("unit-not-found", 404, str(error))
        case UploadRefusedError():
            files = [
                RefusedFile(source_name=one.source_name, reason=one.reason or "") for one in error.refused
            ]
            return problem_response("upload-refused", 422, str(error), files=files)
        case LibraryBusyError():
            return problem_response("library-busy", 503, str(error), headers={"Retry-After": "5"})
    logger.error("the library failed: %s", error)
    return problem_response("library-unavailable", 503, str(error))


def _on_unexpected(_: Request, error: Exception) -> Response:
    # Starlette logs the traceback of what reaches this handler: it raises it again after the response.
    return problem_response("internal-error", 500, "the server failed; its log says more")
