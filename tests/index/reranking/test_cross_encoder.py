from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.reranking import RerankerError, load_reranker
from index.reranking.cross_encoder import CrossEncoderReranker
from tests.index.encoders.models import make_transformer
from tests.index.reranking.models import make_cross_encoder

QUESTION = "谁来执法"
TEXTS = ["执法\n由县城管局负责", "土地\n收回土地", "薪酬\n薪酬总额由县财政局负责", "\n牵头"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("sigmoid") / "tiny")


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("identity") / "tiny", with_activation=False)


def logits_by_hand(folder: Path) -> list[float]:
    """Return the scores of one pair after the other by transformers alone."""
    import torch
    from transformers import AutoTokenizer, BertForSequenceClassification

    model = BertForSequenceClassification.from_pretrained(folder)  # in evaluation mode
    tokenizer = AutoTokenizer.from_pretrained(folder)
    with torch.no_grad():
        return [float(model(**tokenizer(QUESTION, one, return_tensors="pt")).logits[0, 0]) for one in TEXTS]


@pytest.mark.parametrize("kind", ["tiny", "raw"])
def test_scores_become_probabilities_by_the_logistic_function(
    kind: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(kind)
    reranker = load_reranker(str(folder))
    assert isinstance(reranker, CrossEncoderReranker)
    expected = 1 / (1 + np.exp(-np.array(logits_by_hand(folder))))
    found = reranker.probabilities(QUESTION, TEXTS)
    np.testing.assert_allclose(found, expected, atol=1e-4)
    assert np.ptp(found) > 0.01
    assert reranker.probabilities(QUESTION, []) == []


def test_the_name_identifies_the_weights(tiny: Path, raw: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny, tmp_path / "tiny"))
    names = [CrossEncoderReranker(folder).name for folder in (tiny, copy, raw)]
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("tiny@")


def test_one_model_serves_many_threads(tiny: Path) -> None:
    reranker = CrossEncoderReranker(tiny)
    expected = reranker.probabilities(QUESTION, TEXTS)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: reranker.probabilities(QUESTION, TEXTS), range(20))) == [expected] * 20


def test_what_is_not_text_is_read_as_an_unknown_character(tiny: Path) -> None:
    (found,) = CrossEncoderReranker(tiny).probabilities("谁\ud800", ["\udc80\n执法"])
    assert 0.0 < found < 1.0


def test_a_local_folder_never_asks_the_network(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert len(CrossEncoderReranker(tiny).probabilities(QUESTION, TEXTS)) == 4


def test_a_model_that_was_not_trained_to_score_pairs_is_refused(tmp_path: Path) -> None:
    folder = make_transformer(tmp_path / "encoder")
    with pytest.raises(RerankerError, match="not trained to score pairs"):
        load_reranker(str(folder))


def test_a_model_of_several_classes_is_refused(tmp_path: Path) -> None:
    folder = make_cross_encoder(tmp_path / "classes", labels=3)
    with pytest.raises(RerankerError, match="3 scores a pair"):
        load_reranker(str(folder))


def test_scores_beyond_zero_and_one_are_refused(tiny: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny, tmp_path / "logarithms"))
    stored = json.loads((copy / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    stored["activation_fn"] = "torch.nn.modules.activation.LogSigmoid"
    (copy / "config_sentence_transformers.json").write_text(json.dumps(stored), encoding="utf-8")
    with pytest.raises(RerankerError, match="no probabilities"):
        CrossEncoderReranker(copy).probabilities(QUESTION, TEXTS)


def test_code_of_a_foreign_model_is_not_run(tiny: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(tiny, tmp_path / "foreign"))
    (copy / "harm.py").write_text("raise AssertionError('was run')", encoding="utf-8")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "harm.Reader"}]
    (copy / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(RerankerError, match=r"harm\.Reader"):
        load_reranker(str(copy))


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RerankerError, match="no CrossEncoder"):
        load_reranker(str(tmp_path))


def test_a_name_in_the_hub_cache_is_loaded_without_network(tiny: Path, tmp_path: Path) -> None:
    repository = tmp_path / "models--office--tiny"
    shutil.copytree(tiny, repository / "snapshots" / "0123abc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("0123abc", encoding="utf-8")
    code = "from index import load_reranker; print(load_reranker('office/tiny').name)"
    done = run_offline(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == CrossEncoderReranker(tiny).name.replace("tiny@", "office/tiny@")


def test_a_name_that_cannot_be_loaded_is_reported_with_the_way_out(tmp_path: Path) -> None:
    code = (
        "from index.reranking import RerankerError, load_reranker\n"
        "try: load_reranker('office/unknown')\n"
        "except RerankerError as error: print(error)"
    )
    done = run_offline(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "office/unknown" in done.stdout
    assert "give its folder" in done.stdout


def run_offline(code: str, cache: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
