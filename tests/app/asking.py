from __future__ import annotations

from collections.abc import Callable

import pytest

from app.answering import Answerer
from app.types import Answer, Message
from app.understanding.lexicon import Lexicon, build_lexicon
from index import Library, Snapshot

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def answerer() -> Answerer:
    """An answerer that always shows what it found: tests of what is quoted do not hang on the threshold."""
    return Answerer(0.0)


@pytest.fixture(scope="session")
def sample_lexicon(sample_library: Library) -> Lexicon:
    """The lexicon over the sample policies."""
    snapshot = sample_library.snapshot()
    return build_lexicon([snapshot.document(document.id) for document in snapshot.documents()])


@pytest.fixture
def ask(answerer: Answerer, sample_snapshot: Snapshot) -> Ask:
    """Ask the sample policies a question, with earlier questions behind it."""

    def asking(question: str, *earlier: str, top_k: int = 5) -> Answer:
        history = [Message("user", content) for content in earlier]
        return answerer.answer(sample_snapshot, question, history, top_k)

    return asking


@pytest.fixture(scope="session")
def sample_texts(sample_library: Library) -> dict[str, str]:
    """The text of each sample policy by its file's name."""
    snapshot = sample_library.snapshot()
    documents = [snapshot.document(document.id) for document in snapshot.documents()]
    return {document.source_name: document.text for document in documents}
