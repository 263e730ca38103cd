from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from model2vec import StaticModel
from safetensors.numpy import load_file

from index.encoders import BUNDLED_FOLDER, EncoderError, load_bundled
from index.encoders.static import StaticEncoder
from tests.index.encoders.models import make_static_model


def test_vectors_are_the_normalised_weighted_sum_of_token_rows(tmp_path: Path) -> None:
    folder = make_static_model(tmp_path / "model")
    stored = load_file(folder / "model.safetensors")
    rows = stored["embeddings"].astype(np.float32) * stored["weights"][:5, None]
    expected = rows[1] + rows[4]
    vector = StaticEncoder(folder, "tiny").encode_query("执法 WHO")
    np.testing.assert_allclose(vector, expected / np.linalg.norm(expected), atol=1e-6)


def test_vectors_agree_with_model2vec(tmp_path: Path) -> None:
    folder = make_static_model(tmp_path / "model")
    texts = ["执法", "执 法 who", "who 執法 高", "法法法"]
    reference = StaticModel.from_pretrained(folder).encode(texts)
    np.testing.assert_allclose(StaticEncoder(folder, "tiny").encode_chunks(texts), reference, atol=1e-6)


def test_traditional_and_simplified_have_one_vector(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    np.testing.assert_array_equal(encoder.encode_query("執法"), encoder.encode_query("执法"))


def test_chunks_and_questions_are_encoded_alike_whatever_the_batch(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    texts = ["执法", "who", "法 执", "who 法"] * 300  # more than one batch
    vectors = encoder.encode_chunks(texts)
    assert vectors.shape == (1200, encoder.dimension)
    assert vectors.dtype == np.float32
    for place in (0, 1, 1023, 1024, 1199):
        np.testing.assert_allclose(vectors[place], encoder.encode_query(texts[place]), atol=1e-6)


def test_a_text_without_a_known_token_has_the_zero_vector(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    vectors = encoder.encode_chunks(["", "犇犇", "执法"])
    assert not vectors[:2].any()
    assert np.linalg.norm(vectors[2]) == pytest.approx(1.0, abs=1e-6)
    assert encoder.encode_chunks([]).shape == (0, encoder.dimension)


def test_unknown_tokens_change_nothing(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    np.testing.assert_allclose(encoder.encode_query("犇犇 执法"), encoder.encode_query("执法"), atol=1e-6)


def test_a_long_text_is_read_to_its_end(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    long_text = "执法 " * 3000
    changed = encoder.encode_query(long_text + "who " * 3000)
    assert float(changed @ encoder.encode_query(long_text)) < 0.999


def test_the_sum_over_a_long_text_keeps_its_digits(tmp_path: Path) -> None:
    folder = make_static_model(tmp_path / "model", dimension=64)
    stored = load_file(folder / "model.safetensors")
    rows = stored["embeddings"].astype(np.float64) * stored["weights"][:5, None]
    expected = (rows[1] + rows[3] + rows[4]) / np.linalg.norm(rows[1] + rows[3] + rows[4])
    vector = StaticEncoder(folder, "tiny").encode_query("执法 法 who " * 30_000)
    np.testing.assert_allclose(vector, expected, atol=1e-6)


def test_the_bundled_encoder_gives_a_text_one_vector_alone_and_among_many() -> None:
    encoder = load_bundled()
    texts = ["高新区由综合执法队伍负责执法。", "高新區裡誰來執法", "the zone's law", "", "25℃ 🙂"] * 300
    vectors = encoder.encode_chunks(texts)
    for text, vector, ids in zip(texts[:5], vectors, encoder.token_ids(texts), strict=False):
        np.testing.assert_array_equal(encoder.encode_query(text), vector)
        np.testing.assert_array_equal(encoder.token_ids([text])[0], ids)
    np.testing.assert_array_equal(vectors[-5:], vectors[:5])
    reference = StaticModel.from_pretrained(BUNDLED_FOLDER).encode(texts[:5])
    np.testing.assert_allclose(vectors[:5], reference, atol=1e-6)


def test_one_encoder_serves_many_threads(tmp_path: Path) -> None:
    encoder = StaticEncoder(make_static_model(tmp_path / "model"), "tiny")
    texts = ["执法 who", "法 执 法"] * 200
    expected = encoder.encode_chunks(texts)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(encoder.encode_chunks, [texts] * 40):
            np.testing.assert_array_equal(vectors, expected)


def test_the_name_changes_with_weights_and_tokenizer_but_not_with_the_model_card(tmp_path: Path) -> None:
    first = make_static_model(tmp_path / "a")
    same = make_static_model(tmp_path / "b")
    other = make_static_model(tmp_path / "c", seed=1)
    name = StaticEncoder(first, "tiny").name
    assert name.startswith("tiny@")
    (same / "README.md").write_text("a model card", encoding="utf-8")
    assert StaticEncoder(same, "tiny").name == name
    assert StaticEncoder(other, "tiny").name != name
    tokenizer = json.loads((same / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["normalizer"] = None
    (same / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    assert StaticEncoder(same, "tiny").name != name


def test_a_folder_without_a_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no model folder"):
        StaticEncoder(tmp_path / "missing", "tiny")
    with pytest.raises(EncoderError, match="no complete static model"):
        StaticEncoder(tmp_path, "tiny")


def test_torn_weights_are_refused_by_name(tmp_path: Path) -> None:
    folder = make_static_model(tmp_path / "model")
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-10])
    with pytest.raises(EncoderError, match="no complete static model"):
        StaticEncoder(folder, "tiny")


def test_the_bundled_encoder_works_without_torch_in_the_process() -> None:
    code = (
        "import sys; from index.encoders import load_encoder; e = load_encoder();"
        "e.encode_query('who handles enforcement'); e.encode_chunks(['综合执法']);"
        "heavy = {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
