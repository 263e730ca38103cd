from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.encoders.static import StaticEncoder
from index.training import is_held_out, run, split_sentences
from index.training.recipe import Recipe, VocabularySize
from index.training.run import CHECKPOINT, LOSS_LOG, TRANSLATIONS, first_phase, learning_rate, train
from index.translation import TranslationTable

RECIPE = Recipe(
    dimension=16,
    steps=120,
    tuning_steps=20,
    batch_size=24,
    warmup_steps=5,
    vocabulary=VocabularySize(100, 100, 100, 60, 10, 2),
)


def test_training_makes_a_model_that_finds_translations(data: Path, written: Path, tmp_path: Path) -> None:
    train(data, written, tmp_path, RECIPE, threads=1)
    encoder = StaticEncoder(tmp_path, "test")
    chinese = encoder.encode_chunks(["法院登记土地", "公安局检查合同", "学校批准工资"])
    traditional = encoder.encode_chunks(["法院登記土地", "公安局檢查合同", "學校批准工資"])
    english = encoder.encode_chunks(
        ["the court registers land", "police inspects contract", "school approves wage"]
    )
    assert (english @ chinese.T).argmax(axis=1).tolist() == [0, 1, 2]
    np.testing.assert_allclose(chinese, traditional, atol=1e-6)
    log = [json.loads(line) for line in (tmp_path / LOSS_LOG).read_text(encoding="utf-8").splitlines()]
    assert log[0]["recipe"]["steps"] == 120
    assert [line["step"] for line in log[1:]] == [50, 100, 120, 20]
    assert log[3]["losses"]["statute_articles"] < log[1]["losses"]["statute_articles"]
    assert "written" in log[4]["losses"]
    assert not (tmp_path / CHECKPOINT).exists()
    best = {
        e.word: e.term for e in reversed(TranslationTable.load(tmp_path / TRANSLATIONS).expand("wage court"))
    }
    assert best == {"wage": "工资", "court": "法院"}


def test_the_same_seed_gives_the_same_model_in_one_go_or_in_two(
    data: Path, written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    train(data, written, tmp_path / "a", RECIPE, threads=1)
    with monkeypatch.context() as patched:
        patched.setattr(run, "last_phase", interrupt)
        with pytest.raises(KeyboardInterrupt):
            train(data, written, tmp_path / "b", RECIPE, threads=1)
    train(data, written, tmp_path / "b", RECIPE, threads=1, resume=True)
    first, second = StaticEncoder(tmp_path / "a", "test"), StaticEncoder(tmp_path / "b", "test")
    assert first.name == second.name


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_rate_rises_and_falls_to_nothing_in_each_phase() -> None:
    rates = [learning_rate(RECIPE, step) for step in range(RECIPE.steps)]
    first = first_phase(RECIPE)
    assert (first, RECIPE.steps) == (84, 120)
    for phase, peak in ((rates[:first], RECIPE.learning_rate), (rates[first:], RECIPE.learning_rate / 2)):
        assert max(phase) == pytest.approx(peak, rel=0.2)
        assert phase.index(max(phase)) == RECIPE.warmup_steps - 1
        assert 0 < phase[-1] < 0.05 * peak


def test_a_fixed_share_of_the_laws_is_held_out() -> None:
    held_out = [law for law in (f"A{number:07d}" for number in range(10_000)) if is_held_out(law)]
    assert 350 < len(held_out) < 650
    assert all(is_held_out(law) for law in held_out)


def test_sentences_end_at_stops_and_line_ends() -> None:
    assert split_sentences("甲。乙；丙\n丁") == ["甲。", "乙；", "丙", "丁"]
    assert split_sentences("No. 3.5 is one. Two; three") == ["No.", "3.5 is one.", "Two;", "three"]
    assert split_sentences(" \n ") == []
