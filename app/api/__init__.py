"""The HTTP API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.settings import DEFAULT_MAX_UPLOAD_BYTES

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.assistant import Assistant

__all__ = ["create_api"]


def create_api(assistant: Assistant, max_upload_bytes: int = DEFAULT_MAX_UPLOAD_BYTES) -> FastAPI:
    """Return the API over an assistant; the page is mounted on it afterwards."""
    from app.api.application import (
        build_application,
    )  # so that the command line has the models without FastAPI

    return build_application(assistant, max_upload_bytes)
