from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoders import EncoderError, load_encoder
from index.encoders.sentence_transformer import SentenceTransformerEncoder
from tests.index.encoders.models import make_static_model, make_transformer

TEXTS = ["谁来执法", "高新区", "who zone"]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_transformer(tmp_path_factory.mktemp("plain") / "tiny")


@pytest.fixture(scope="module")
def prompted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prompts = {"query": "query:", "document": "document:"}
    return make_transformer(tmp_path_factory.mktemp("prompted") / "tiny", prompts)


def test_a_folder_gives_unit_vectors_in_the_order_of_the_texts(plain: Path) -> None:
    encoder = load_encoder(str(plain))
    vectors = encoder.encode_chunks(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, encoder.dimension) == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        np.testing.assert_allclose(encoder.encode_chunks([text])[0], vector, atol=1e-5)
    assert encoder.encode_chunks([]).shape == (0, 16)


def test_without_prompts_a_question_is_encoded_as_a_text(plain: Path) -> None:
    encoder = load_encoder(str(plain))
    np.testing.assert_allclose(encoder.encode_query(TEXTS[0]), encoder.encode_chunks(TEXTS)[0], atol=1e-5)


def test_prompts_are_put_before_questions_and_texts(plain: Path, prompted: Path) -> None:
    bare, encoder = load_encoder(str(plain)), load_encoder(str(prompted))
    np.testing.assert_allclose(
        encoder.encode_query("谁来执法"), bare.encode_query("query:谁来执法"), atol=1e-5
    )
    np.testing.assert_allclose(
        encoder.encode_chunks(["谁来执法"]), bare.encode_chunks(["document:谁来执法"]), atol=1e-5
    )


def test_the_name_identifies_the_weights(plain: Path, prompted: Path, tmp_path: Path) -> None:
    copy = tmp_path / "tiny"
    shutil.copytree(plain, copy)
    assert load_encoder(str(plain)).name == load_encoder(str(copy)).name
    assert load_encoder(str(plain)).name != load_encoder(str(prompted)).name
    assert load_encoder(str(plain)).name.startswith("tiny@")


def test_a_local_folder_never_asks_the_network(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert load_encoder(str(plain)).encode_query("高新区").shape == (16,)


def test_a_name_in_the_hub_cache_is_loaded_without_network(plain: Path, tmp_path: Path) -> None:
    repository = tmp_path / "models--office--tiny"
    shutil.copytree(plain, repository / "snapshots" / "0123abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abc", encoding="utf-8")
    code = "from index.encoders import load_encoder; print(load_encoder('office/tiny').name)"
    done = _run_offline(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == load_encoder(str(plain)).name.replace("tiny@", "office/tiny@")


def test_a_name_that_cannot_be_loaded_is_reported_with_the_way_out(tmp_path: Path) -> None:
    code = (
        "from index.encoders import EncoderError, load_encoder\n"
        "try: load_encoder('office/unknown')\n"
        "except EncoderError as error: print(error)"
    )
    done = _run_offline(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "office/unknown" in done.stdout
    assert "give its folder" in done.stdout


@pytest.mark.parametrize("spec", ["./missing", "/no/such/folder", "~/none", "a/b/c"])
def test_a_missing_folder_is_named(spec: str) -> None:
    with pytest.raises(EncoderError, match="no folder"):
        load_encoder(spec)


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no sentence-transformers model"):
        load_encoder(str(tmp_path))


@pytest.mark.model
def test_bundled_model_has_the_same_vectors_with_torch_and_without() -> None:
    from index.encoders import BUNDLED_FOLDER

    texts = [
        "who handles enforcement in the zone",
        "高新区里谁来执法",
        "高新區裡誰來執法",
        "",
        "🙂",
        "第三条　县级以上人民政府应当加强领导。" * 400,
        "ＡＢＣ１２３ labour-contract's; 12.5%",
    ]
    bundled, torch_encoder = load_encoder(), SentenceTransformerEncoder(BUNDLED_FOLDER)
    np.testing.assert_allclose(bundled.encode_chunks(texts), torch_encoder.encode_chunks(texts), atol=1e-5)
    for text in texts:
        np.testing.assert_allclose(bundled.encode_query(text), torch_encoder.encode_query(text), atol=1e-5)


def test_a_static_model_loads_through_sentence_transformers_too(tmp_path: Path) -> None:
    folder = make_static_model(tmp_path / "model")
    with pytest.raises(EncoderError):
        load_encoder(str(folder))  # a folder without modules.json says nothing of how to pool


def _run_offline(code: str, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
