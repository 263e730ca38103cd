from __future__ import annotations

from pathlib import Path

import pytest

from index.reranking import BUNDLED, NONE, OnnxReranker, RerankerError, load_reranker, loading
from index.reranking.loading import load_bundled_reranker


def test_none_asks_for_no_reranker() -> None:
    assert load_reranker(NONE) is None


def test_a_folder_that_the_training_wrote_is_run_without_torch(reader: Path) -> None:
    assert isinstance(load_reranker(str(reader)), OnnxReranker)


@pytest.mark.parametrize("spec", [None, "", BUNDLED])
def test_the_bundled_one_is_loaded_once(
    spec: str | None, reader: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BUNDLED_FOLDER", reader)
    load_bundled_reranker.cache_clear()
    try:
        bundled = load_reranker(spec)
        assert isinstance(bundled, OnnxReranker)
        assert load_reranker(BUNDLED) is bundled
    finally:
        load_bundled_reranker.cache_clear()


def test_a_checkout_without_the_bundled_one_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "BUNDLED_FOLDER", tmp_path / "model")
    load_bundled_reranker.cache_clear()
    with pytest.raises(RerankerError, match="TIAOWEN_RERANKER=none"):
        load_reranker()


@pytest.mark.parametrize("spec", ["./missing", "/no/such/folder", "~/none", "a/b/c"])
def test_a_missing_folder_is_named(spec: str) -> None:
    with pytest.raises(RerankerError, match="no folder"):
        load_reranker(spec)
