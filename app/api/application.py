"""The API as a FastAPI application, without the page."""

from __future__ import annotations

from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline
from starlette.routing import Route

from app.api.asking import asking_routes
from app.api.documents import document_routes
from app.api.guards import BodyLimit, SameOrigin
from app.api.headers import SecurityHeaders
from app.api.models import HealthModel
from app.api.problems import PROBLEMS, TYPE_PREFIX, add_problem_handlers
from app.api.units import register_routes
from app.api.unknown import UnknownPath
from app.assistant import Assistant

DESCRIPTION = """Questions over policy documents, answered with the text of the clause that says so.

Every citation is exactly `text[start:end]` of the document's canonical text, which
`GET /api/v1/documents/{document_id}/text` returns; offsets count Unicode code points.
Errors are problem details (RFC 9457) with a stable `type`:

"""


def build_application(assistant: Assistant, max_upload_bytes: int) -> FastAPI:
    """Return the API with its docs at /docs, whose scripts and styles come from this server."""
    api = FastAPIOffline(
        title="Tiaowen",
        version=version("tiaowen"),
        description=DESCRIPTION
        + "\n".join(f"* `{TYPE_PREFIX}{name}` ({meaning})" for name, meaning in PROBLEMS.items()),
        redoc_url=None,
        static_url="/docs/assets",
        swagger_ui_parameters={"validatorUrl": None},  # Swagger's own site would be asked to check the schema
    )
    api.include_router(asking_routes(assistant), prefix="/api/v1")
    api.include_router(document_routes(assistant), prefix="/api/v1")
    api.include_router(register_routes(assistant), prefix="/api/v1")

    @api.get("/healthz", tags=["server"])
    def health() -> HealthModel:
        """Say that the server answers, and from what."""
        return HealthModel(
            status="ok",
            version=api.version,
            documents=len(assistant.documents()),
            library_generation=assistant.generation,
        )

    add_problem_handlers(api)
    refusal = UnknownPath(api.routes)
    for path in ("/api/{rest:path}", "/healthz"):
        api.router.routes.append(Route(path, refusal, include_in_schema=False))
    # The last one added is the outermost: every response has the headers, a refused one too.
    api.add_middleware(BodyLimit, max_upload_bytes=max_upload_bytes)
    api.add_middleware(SameOrigin)
    api.add_middleware(SecurityHeaders)
    return api
