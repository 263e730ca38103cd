from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.answering import Answerer
from app.assistant import Assistant
from app.llm import ChatClient, Composer
from app.llm import Endpoint as EndpointSettings
from index import Library
from tests.app.llm.endpoint import Endpoint
from tests.app.office import PLAN, RULES, BigramEncoder, incoming

KEY = "sk-do-not-show-this"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    """An OpenAI-compatible server in a process of its own."""
    server = Endpoint(tmp_path_factory.mktemp("endpoint"))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The office's two invented policies; only to be read."""
    with Library.open(tmp_path_factory.mktemp("library"), BigramEncoder()) as opened:
        Assistant(opened, Answerer(0.0)).add_files([incoming("plan.txt", PLAN), incoming("rules.md", RULES)])
        yield opened


@pytest.fixture(scope="module")
def assistant(library: Library, endpoint: Endpoint) -> Assistant:
    """An assistant whose answers the scripted model phrases."""
    return Assistant(library, Answerer(0.0), composer_for(endpoint.base_url))


@pytest.fixture(scope="module")
def rules_only(library: Library) -> Assistant:
    """The same without a model."""
    return Assistant(library, Answerer(0.0))


def composer_for(base_url: str, timeout_s: float = 20.0) -> Composer:
    """Return a composer that asks an endpoint."""
    return Composer(ChatClient(EndpointSettings(base_url, "scripted", timeout_s, KEY)))
