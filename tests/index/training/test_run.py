from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoders.static import StaticEncoder
from index.training import is_held_out, run, split_sentences
from index.training.recipe import Recipe, VocabularySize
from index.training.run import CHECKPOINT, LOSS_LOG, TRANSLATIONS, first_phase, learning_rate, train
from index.training.written import LAWS, POLICIES, POLICY_FOLDER
from index.translation import TranslationTable

NOUNS = [
    ("合同", "合同", "contract"),
    ("工资", "工資", "wage"),
    ("土地", "土地", "land"),
    ("执法", "執法", "enforcement"),
]
VERBS = [("检查", "檢查", "inspects"), ("登记", "登記", "registers"), ("批准", "批准", "approves")]
UNITS = [("法院", "法院", "court"), ("公安局", "公安局", "police"), ("学校", "學校", "school")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    triples = [
        (f"{u[0]}{v[0]}{n[0]}", f"{u[1]}{v[1]}{n[1]}", f"the {u[2]} {v[2]} the {n[2]}")
        for u in UNITS
        for v in VERBS
        for n in NOUNS
    ]
    write(
        folder / "statutes_zh_en.jsonl.xz",
        [
            {
                "id": f"L{i % 40}#{i}",
                "law_zh": "某法",
                "law_en": "Some Act",
                "zh": f"{zh}。{triples[i % 7][0]}。",
                "zh_hant": f"{hant}。{triples[i % 7][1]}。",
                "en": f"{en}. {triples[i % 7][2]}.",
            }
            for i, (zh, hant, en) in enumerate(triples * 5)
        ],
    )
    write(folder / "sentences_zh_en.jsonl.xz", [{"zh": zh, "en": en} for zh, _, en in triples * 4])
    words = [*NOUNS, *VERBS, *UNITS]
    write(
        folder / "dictionary_zh_en.jsonl.xz",
        [{"zh": zh, "zh_hant": h, "en": [en]} for zh, h, en in words * 3],
    )
    write(
        folder / "questions_zh.jsonl.xz",
        [{"question": f"谁{zh[2:]}?", "passage": f"{zh}。", "source": "x"} for zh, _, _ in triples],
    )
    write(
        folder / "articles_zh.jsonl.xz",
        [
            {
                "law": f"条例{i % 12}",
                "date": "",
                "number": "第一条",
                "heading": "总则",
                "text": f"{zh}。{triples[i % 5][0]}。",
            }
            for i, (zh, _, _) in enumerate(triples * 3)
        ],
    )
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two questions on a policy and one on a law of the data folder."""
    folder = tmp_path_factory.mktemp("written")
    (folder / POLICY_FOLDER).mkdir()
    (folder / POLICY_FOLDER / "plan.txt").write_text(
        "澜州方案\n一、法院检查合同。\n二、公安局登记土地。\n", encoding="utf-8"
    )
    policies = [
        asked("who inspects contracts", "plan.txt", ["一、"], "法院"),
        asked("谁登记土地?", "plan.txt", ["二、"], "公安局"),
        asked("谁批准工资?", "plan.txt", [], ""),
    ]
    rows = {POLICIES: policies, LAWS: [asked("谁检查?", "条例3.txt", ["第一条"], "检查")]}
    for name, lines in rows.items():
        (folder / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


def asked(question: str, source: str, path: list[str], fact: str) -> dict[str, object]:
    return {
        "question": question,
        "evidence": [[{"source": source, "path": path}]] if path else [],
        "facts": [[fact]] if path else [],
        "topic": "" if path else f"{source}#",
    }


def write(path: Path, rows: Sequence[object]) -> None:
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


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
