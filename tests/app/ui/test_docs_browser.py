"""The API's docs in a real browser: they work, and they ask no other host for anything."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from app.api import create_api
from app.assistant import Assistant


@pytest.fixture
def address(office: Assistant) -> Iterator[str]:
    """Serve the API alone."""
    server = uvicorn.Server(
        uvicorn.Config(create_api(office), log_level="warning", timeout_graceful_shutdown=2)
    )
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=30)
    listener.close()


@pytest.mark.browser
def test_a_question_can_be_asked_in_the_docs_without_any_other_host(browser: Browser, address: str) -> None:
    page = browser.new_page(locale="en")
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: elsewhere.append(request.url) if is_elsewhere(request.url) else None)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/docs")
    operation = page.locator("#operations-questions-ask_api_v1_ask_post")
    operation.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table").get_by_text('"answerable"').first).to_be_visible()
    assert elsewhere == []
    assert complaints == []
    page.close()


def is_elsewhere(address: str) -> bool:
    return urlsplit(address).scheme not in ("data", "blob") and urlsplit(address).hostname != "127.0.0.1"
