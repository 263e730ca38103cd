"""The page at "/": a conversation with its evidence and the source text, made with Gradio."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fastapi import FastAPI

if TYPE_CHECKING:
    from app.ui.desk import Assistant

__all__ = ["mount_page"]


def mount_page(api: FastAPI, assistant: Assistant) -> FastAPI:
    """Mount the page at "/" and return the application; call it when all other routes are there.

    The page loads nothing from another host. A visitor's conversation lives in the server's memory only.
    """
    # Gradio reads it while it is imported; without it, Gradio would call its makers' server.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    from app.ui.page import mount_blocks  # importing Gradio takes seconds

    return mount_blocks(api, assistant)
