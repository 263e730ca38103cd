from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.assistant import (
    MAX_QUESTION_LENGTH,
    Assistant,
    InvalidQuestionError,
    UnknownDocumentsError,
    open_assistant,
    open_library,
)
from app.settings import Settings
from index import DocumentNotFoundError, Library, LibraryError
from index.library.snapshot import PROBABILITY_WEIGHT
from index.reranking import RerankerError
from tests.app.office import PLAN, QUESTION, BigramEncoder, incoming, open_office
from tests.index.reranking.models import make_cross_encoder


def settings_for(folder: Path) -> Settings:
    return replace(Settings.from_environment({}), data_dir=folder)


@pytest.mark.parametrize(
    "question", ["", "  ", "\u3000\n", "问" * (MAX_QUESTION_LENGTH + 1), "a\x00b", "\udc80"]
)
def test_what_is_no_question_is_refused(office: Assistant, question: str) -> None:
    with pytest.raises(InvalidQuestionError):
        office.ask(question)
    with pytest.raises(InvalidQuestionError):
        office.search(question)


def test_an_answer_tells_its_generation_and_time(office: Assistant) -> None:
    answer = office.ask(QUESTION)
    assert answer.library_generation == office.generation
    assert answer.elapsed_ms > 0
    assert answer.answerable


def test_an_unknown_document_is_named(office: Assistant) -> None:
    with pytest.raises(UnknownDocumentsError, match="no-such-id"):
        office.ask(QUESTION, document_ids=["no-such-id"])
    with pytest.raises(UnknownDocumentsError, match="no-such-id"):
        office.search(QUESTION, document_ids=["no-such-id"])


@pytest.mark.parametrize("method", ["document", "outline", "text", "remove"])
def test_reading_an_unknown_document_is_an_error(office: Assistant, method: str) -> None:
    with pytest.raises(DocumentNotFoundError, match="no-such-id"):
        getattr(office, method)("no-such-id")


def test_outline_and_text_belong_together(office: Assistant) -> None:
    plan = next(one for one in office.documents() if one.source_name == "plan.txt")
    assert office.text(plan.id) == PLAN
    assert office.document(plan.id) == plan
    assert all(PLAN[clause.start :].startswith(clause.label) for clause in office.outline(plan.id))


def test_what_is_added_is_searched_and_what_is_removed_is_not(own_office: Assistant) -> None:
    intake = own_office.add_files([incoming("绿化.txt", "一、绿化\n桃溪镇绿化由镇林业站负责。")])
    added = intake.files[0].document_id
    assert added is not None
    assert intake.library_generation == own_office.generation
    assert own_office.search("桃溪镇绿化").results[0].document_id == added
    own_office.remove(added)
    assert added not in {one.document_id for one in own_office.search("桃溪镇绿化", top_k=50).results}


def test_only_what_the_library_holds_unchanged_counts_as_had(office: Assistant) -> None:
    plan = next(one for one in office.documents() if one.source_name == "plan.txt")
    assert office.has("plan.txt", plan.sha256)
    assert not office.has("plan.txt", "0" * 64)
    assert not office.has("other.txt", plan.sha256)


def test_reading_does_not_make_a_library(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    with pytest.raises(LibraryError, match="tiaowen ingest"):
        open_library(settings_for(folder))
    with pytest.raises(LibraryError, match="tiaowen ingest"):
        open_assistant(settings_for(folder))
    assert not folder.exists()


def test_a_library_that_never_held_anything_counts_as_none(tmp_path: Path) -> None:
    Library.open(tmp_path, BigramEncoder()).close()
    with pytest.raises(LibraryError, match="tiaowen ingest"):
        open_library(settings_for(tmp_path))


def test_the_reranker_of_the_settings_orders_the_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.assistant.load_encoder", lambda _: BigramEncoder())
    open_office(tmp_path / "library")
    folder = make_cross_encoder(tmp_path / "reader" / "tiny")
    settings = Settings.from_environment(
        {"TIAOWEN_DATA_DIR": str(tmp_path / "library"), "TIAOWEN_RERANKER": str(folder)}
    )
    results = open_assistant(settings).search(QUESTION, top_k=50).results
    found = [one.probability for one in results]
    assert len(set(found)) > 3
    assert None not in found
    mixed = [
        PROBABILITY_WEIGHT * (one.probability or 0.0) + (1 - PROBABILITY_WEIGHT) * one.score
        for one in results
    ]
    assert mixed == sorted(mixed, reverse=True)


def test_a_reranker_that_cannot_be_loaded_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.assistant.load_encoder", lambda _: BigramEncoder())
    open_office(tmp_path / "library")
    with pytest.raises(RerankerError, match=r"\./missing"):
        open_assistant(replace(settings_for(tmp_path / "library"), reranker="./missing"))
