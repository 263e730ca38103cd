"""Paths and methods that the API does not have."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


class UnknownPath:
    """Refuses what none of the API's routes takes, with 405 where another method would be taken.

    The page is mounted at "/" behind the API, and would answer there otherwise: its route matches everything.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._routes = tuple(routes)  # as they are now: the page comes later

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse one request."""
        allowed = [method for method in METHODS if self._takes({**scope, "method": method})]
        if allowed:
            raise HTTPException(405, f"{scope['method']} is not taken here", {"Allow": ", ".join(allowed)})
        raise HTTPException(404, "the API has no such path")

    def _takes(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self._routes)
