from __future__ import annotations

import math
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.reranking import OnnxReranker, RerankerError
from index.reranking.calibration import CALIBRATION_FILE
from index.reranking.onnx import ONNX_FILE
from tests.index.reranking.models import CALIBRATION, make_pair_reader

QUESTIONS = ["高新区里谁来执法", "who pays the allowance for talent", "高新區的編制有多少名"]


@pytest.fixture(scope="module")
def reranker(reader: Path) -> OnnxReranker:
    return OnnxReranker(reader)


@pytest.fixture
def copy(reader: Path, tmp_path: Path) -> Path:
    """The folder once more, for a test that damages it."""
    return Path(shutil.copytree(reader, tmp_path / "tiny"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_with_torch_the_same_weights_give_the_same_order(
    reader: Path, reranker: OnnxReranker, texts: list[str], question: str
) -> None:
    import torch
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(reader), device="cpu", trust_remote_code=True, local_files_only=True)
    expected = model.predict([(question, text) for text in texts], activation_fn=torch.nn.Identity())
    logits = np.array(reranker.logits(question, texts))
    np.testing.assert_allclose(logits, expected, atol=2e-4)
    assert np.ptp(logits) > 0.05  # else any order would do
    in_our_order = expected[np.argsort(-logits, kind="stable")]
    assert (np.diff(in_our_order) < 2e-4).all()


def test_a_probability_is_the_calibrated_logit(reranker: OnnxReranker, texts: list[str]) -> None:
    logits = reranker.logits(QUESTIONS[0], texts)
    by_hand = [1 / (1 + math.exp(-(CALIBRATION.slope * x + CALIBRATION.intercept))) for x in logits]
    assert reranker.probabilities(QUESTIONS[0], texts) == pytest.approx(by_hand)


def test_neither_padding_nor_company_changes_a_score(reranker: OnnxReranker, texts: list[str]) -> None:
    together = reranker.logits(QUESTIONS[1], texts)
    backwards = reranker.logits(QUESTIONS[1], texts[::-1])[::-1]
    alone = [reranker.logits(QUESTIONS[1], [text])[0] for text in texts]
    extremes = [min(texts, key=len), max(texts, key=len)]
    of_extremes = reranker.logits(QUESTIONS[1], extremes)
    np.testing.assert_allclose(together, alone, atol=1.1e-4)  # the last digit that is kept
    np.testing.assert_allclose(together, backwards, atol=1.1e-4)
    np.testing.assert_allclose(of_extremes, [alone[texts.index(one)] for one in extremes], atol=1.1e-4)


def test_the_same_call_gives_the_same_bytes_in_many_threads(reranker: OnnxReranker, texts: list[str]) -> None:
    expected = [reranker.probabilities(question, texts) for question in QUESTIONS]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: reranker.probabilities(QUESTIONS[number % 3], texts), range(24)))
    assert found == expected * 8


def test_what_cannot_be_read_answers_nothing(reranker: OnnxReranker) -> None:
    assert reranker.probabilities("谁来执法", []) == []
    assert reranker.probabilities("谁来执法", ["", "\n", " \n🙂"]) == [0.0, 0.0, 0.0]
    assert reranker.probabilities("🙂", ["执法\n由县城管局负责"]) == [0.0]
    (mixed,) = reranker.probabilities("谁来执法 \ud800", ["执法\n由县城管局负责\ud800"])
    assert 0.0 < mixed < 1.0


def test_the_name_changes_with_the_weights_but_not_with_the_model_card(
    reader: Path, copy: Path, tmp_path: Path
) -> None:
    name = OnnxReranker(reader).name
    assert name.startswith("tiny@")
    (copy / "README.md").write_text("a model card", encoding="utf-8")
    assert OnnxReranker(copy).name == name
    assert OnnxReranker(copy, "label").name == name.replace("tiny@", "label@")
    other = make_pair_reader(tmp_path / "other" / "tiny", seed=1)
    assert OnnxReranker(other).name != name


def test_it_works_without_torch_in_the_process(reader: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.reranking import load_reranker;"
        "r = load_reranker(sys.argv[1]); p = r.probabilities('谁来执法', ['执法\\n由县城管局负责']);"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'sklearn', 'onnx'} & set(sys.modules);"
        "sys.exit(f'imported {heavy}' if heavy or not 0 < p[0] < 1 else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(reader)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [ONNX_FILE, CALIBRATION_FILE])
def test_a_missing_file_is_named_with_the_way_out(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(RerankerError, match=f"{name}.*index.training.reranker"):
        OnnxReranker(copy)


@pytest.mark.parametrize("size", [0, 100, 20_000])
def test_a_torn_model_is_refused(copy: Path, size: int) -> None:
    whole = (copy / ONNX_FILE).read_bytes()
    assert len(whole) > size
    (copy / ONNX_FILE).write_bytes(whole[:size])
    with pytest.raises(RerankerError, match=ONNX_FILE):
        OnnxReranker(copy)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_model_of_another_kind_is_refused(copy: Path) -> None:
    import torch

    torch.onnx.export(torch.nn.Linear(3, 1), (torch.zeros(2, 3),), str(copy / ONNX_FILE), dynamo=False)
    with pytest.raises(RerankerError, match="not of this program"):
        OnnxReranker(copy)


def test_a_model_over_vectors_of_another_length_is_refused(copy: Path) -> None:
    from sentence_transformers import CrossEncoder

    from index.reranking.network import PairReader
    from index.training.reranker.export import export_onnx

    reader = PairReader(dimension=8, width=8, layers=1, heads=1, inner=8)
    export_onnx(CrossEncoder(modules=[reader], device="cpu"), copy)
    with pytest.raises(RerankerError, match="vectors of 8 numbers"):
        OnnxReranker(copy)
