"""A served page and a real browser, which are left out with a reason where there is no browser."""

from __future__ import annotations

import asyncio
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, Request, ViewportSize, sync_playwright

from app.api.headers import SecurityHeaders
from app.ui import mount_page
from app.ui.desk import Assistant
from tests.app.ui.desk_fakes import FakeAssistant

CHROMIUM = Path("/usr/bin/chromium")
HOW_TO_INSTALL = "install them with: apt-get install chromium fonts-noto-cjk"
# The browser itself must not call anybody either, or the tests could not tell who did.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE: ViewportSize = {"width": 1280, "height": 800}
NARROW: ViewportSize = {"width": 390, "height": 844}

Visit = Callable[..., Page]


def mounted(api: FastAPI, assistant: Assistant) -> FastAPI:
    """Mount the page within an event loop of its own: without one, Gradio makes some and leaves them open."""

    async def mount() -> FastAPI:
        return mount_page(api, assistant)

    with ThreadPoolExecutor(max_workers=1) as thread:  # the main thread may already run playwright's loop
        return thread.submit(asyncio.run, mount()).result()


@contextmanager
def served(assistant: FakeAssistant) -> Iterator[str]:
    """Serve the page with the headers of the real server, and return its address."""
    api = FastAPI()
    api.add_middleware(SecurityHeaders)
    config = uvicorn.Config(mounted(api, assistant), log_level="warning", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}; {HOW_TO_INSTALL}")
    fonts = shutil.which("fc-list")
    if fonts is None or not subprocess.run([fonts, ":lang=zh"], capture_output=True, check=True).stdout:
        pytest.skip(f"no font for Chinese; {HOW_TO_INSTALL}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    """The assistant behind the page; it remembers what it was asked."""
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(browser: Browser, assistant: FakeAssistant) -> Iterator[str]:
    """The address of a page over three documents."""
    with served(assistant) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open the page as a new visitor; in the end no request to another host and no error may have occurred."""
    outside: list[str] = []
    errors: list[str] = []
    contexts = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:", "blob:")):
            outside.append(request.url)

    def open_page(locale: str = "zh-CN", viewport: ViewportSize = WIDE, url: str = address) -> Page:
        context = browser.new_context(locale=locale, viewport=viewport)
        contexts.append(context)
        page = context.new_page()
        page.on("request", note_request)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.goto(url)
        page.wait_for_selector(".tw-welcome")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert outside == [], "the page asked another host"
    assert errors == [], "the browser's console has errors"
