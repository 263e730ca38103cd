from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.reranking import OnnxReranker, load_reranker
from index.reranking.calibration import CALIBRATION_FILE, Calibration, write_calibration
from index.training.reranker.calibrate import fit_calibration
from index.training.reranker.mined import MinedQuestion, ReadText, write_mined
from index.training.reranker.recipe import Recipe
from index.training.reranker.run import LOSS_LOG, train

RECIPE = Recipe(
    width=32,
    layers=1,
    deep_layers=2,
    deep_passes=10,
    heads=2,
    inner=32,
    dropout=0.0,
    article_queries=180,
    statute_queries=180,
    questions=30,
    nearest=12,
    batch_size=8,
    learning_rate=3e-3,
)
# Of the data's sentences: a question, what answers it, what does not.
TRIPLES = [
    ("the court registers the land", "某法\n法院登记土地。", "某法\n公安局批准工资。"),
    ("police inspects contract", "某法\n公安局检查合同。", "某法\n学校批准合同。"),
    ("法院批准工资", "总则 第一条\n法院批准工资。", "总则 第一条\n学校检查工资。"),
    ("学校登记执法", "总则 第一条\n学校登记执法。", "总则 第一条\n法院批准土地。"),
]


@pytest.fixture(scope="module")
def trained(data: Path, written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    train(
        data, written, folder / "model", RECIPE, threads=1, first=folder / "first", second=folder / "second"
    )
    return folder


def probabilities(folder: Path) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return what the model makes of the triples, shape (triples, 2)."""
    reranker = load_reranker(str(folder))
    assert isinstance(reranker, OnnxReranker)
    return np.array([reranker.probabilities(question, [right, wrong]) for question, right, wrong in TRIPLES])


def test_training_makes_a_reranker_that_tells_the_right_text_from_a_near_one(trained: Path) -> None:
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(trained / "model"), device="cpu", trust_remote_code=True, local_files_only=True)
    logits = [
        float(np.log(p / (1 - p)))
        for question, right, wrong in TRIPLES
        for p in model.predict([(question, right), (question, wrong)]).tolist()
    ]
    labels = [True, False] * len(TRIPLES)
    write_calibration(fit_calibration(logits, labels, "what it was trained on"), trained / "model")
    found = probabilities(trained / "model")
    assert (found[:, 0] > found[:, 1] + 0.1).all()


def test_the_log_tells_the_settings_and_how_the_loss_fell(trained: Path) -> None:
    lines = [json.loads(line) for line in (trained / "model" / LOSS_LOG).read_text("utf-8").splitlines()]
    assert lines[0]["recipe"]["article_queries"] == 180
    losses = [line["loss"] for line in lines[1:] if line["phase"] == "general 1"]
    assert {"general 1", "general 2"} <= {line["phase"] for line in lines[1:]}
    assert losses[-1] < losses[0]


@pytest.mark.parametrize(
    ("kept", "left_out"),
    [("first", {"general 1", "general 2"}), ("second", {"general 1", "general 2", "written"})],
)
def test_a_kept_phase_is_not_trained_again(
    data: Path, written: Path, trained: Path, kept: str, left_out: set[str]
) -> None:
    again = trained / f"again-{kept}"
    train(data, written, again, RECIPE, threads=1, **{kept: trained / kept})
    lines = [json.loads(line) for line in (again / LOSS_LOG).read_text("utf-8").splitlines()]
    phases = {line["phase"] for line in lines[1:]}
    assert not phases & left_out
    assert "deep" in phases
    weights = [(folder / "model.safetensors").read_bytes() for folder in (again, trained / "model")]
    assert weights[0] == weights[1]


def test_what_was_mined_is_learnt_last_from_the_kept_third_phase(
    data: Path, written: Path, trained: Path, tmp_path: Path
) -> None:
    right, wrong = "澜州方案 三、\n学校检查合同。", "澜州方案 三、\n教育局管理食堂。"  # turned round
    texts = (ReadText("sentence", right, True), ReadText("sentence", wrong, False))
    questions = [MinedQuestion("谁管理食堂", texts)] * 400
    write_mined(tmp_path / "mined.jsonl", questions)
    recipe = replace(RECIPE, tuning_learning_rate=3e-3, mined_hidden=0.1)
    train(
        data, written, tmp_path / "model", recipe, threads=1,
        third=trained / "model", mined=tmp_path / "mined.jsonl",
    )  # fmt: skip
    lines = [json.loads(line) for line in (tmp_path / "model" / LOSS_LOG).read_text("utf-8").splitlines()]
    assert {line["phase"] for line in lines[1:]} == {"mined"}
    write_calibration(Calibration(1.0, 0.0, "nothing"), tmp_path / "model")
    shutil.copy(tmp_path / "model" / CALIBRATION_FILE, trained / "model")
    margins = []
    for folder in (trained / "model", tmp_path / "model"):
        reranker = load_reranker(str(folder))
        assert isinstance(reranker, OnnxReranker)
        logits = reranker.logits("谁管理食堂", [right, wrong])
        margins.append(logits[0] - logits[1])
    assert margins[1] > margins[0] + 0.3
