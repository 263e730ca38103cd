"""What is refused before a request is read: bodies that are too large, and writes by other sites' pages."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.problems import problem_response

MAX_JSON_BYTES = 2 * 1024 * 1024
API_PREFIX = "/api/"
UPLOAD_PATH = "/api/v1/documents"


class BodyLimit:
    """Refuses a body above the limit, announced or streamed.

    Starlette's own limit answers in plain text when the length is announced; here all errors are problems.
    """

    def __init__(self, app: ASGIApp, max_upload_bytes: int) -> None:
        self.app = app
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self._limit(scope["path"])
        too_large = f"the body is larger than {limit:,} bytes"
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and (len(announced) > 15 or int(announced) > limit):
            await problem_response("body-too-large", 413, too_large)(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(413, too_large)  # raised where the body is read, so a handler sees it
            return message

        await self.app(scope, receive_within_limit, send)

    def _limit(self, path: str) -> int:
        is_upload = path == UPLOAD_PATH or not path.startswith(API_PREFIX)
        return self.max_upload_bytes if is_upload else MAX_JSON_BYTES


class SameOrigin:
    """Refuses a request that changes something when a browser says that another site's page sent it.

    An upload is a "simple" request, which a browser sends across origins without asking first.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["path"].startswith(API_PREFIX) and self._is_foreign(scope):
            detail = "this server takes changes from its own pages only, not from those of another site"
            await problem_response("foreign-origin", 403, detail)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    @staticmethod
    def _is_foreign(scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if scope["method"] in ("GET", "HEAD", "OPTIONS") or origin is None:
            return False
        # A proxy may put its own name in Host; no page can set X-Forwarded-Host without asking first.
        return origin.split("//")[-1] not in (headers.get("host"), headers.get("x-forwarded-host"))
