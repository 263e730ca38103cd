from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from click.testing import CliRunner

from eval.mining.__main__ import main, write_laws
from index.training.reranker.mined import read_mined
from index.training.written import LATER, LAWS, POLICIES, POLICY_FOLDER

PLAN = """澜州开发区方案
一、执法
由县综合行政执法局负责开发区执法。每年检查两次。
二、用地
县自然资源局核定用地规模，不得超过500亩。
"""


def row(
    name: str,
    question: str,
    path: list[str],
    facts: list[list[str]],
    topic: str = "",
    source: str = "b1-1.txt",
) -> str:
    return json.dumps(
        {
            "id": name,
            "question": question,
            "language": "zh-Hans",
            "kind": "what",
            "history": [],
            "answerable": bool(path),
            "evidence": [[{"source": source, "path": path}]] if path else [],
            "facts": facts,
            "unanswerable_kind": None if path else "near_miss",
            "topic": topic,
        },
        ensure_ascii=False,
    )


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "written"
    (folder / POLICY_FOLDER).mkdir(parents=True)
    (folder / POLICY_FOLDER / "b1-1.txt").write_text(PLAN, encoding="utf-8")
    (folder / POLICY_FOLDER / "b2-1.txt").write_text(
        "洲西规划\n一、供水\n水利局负责供水。\n", encoding="utf-8"
    )
    (folder / POLICIES).write_text(
        row("p-1", "澜州开发区由谁执法？", ["一、"], [["县综合行政执法局"]]) + "\n", encoding="utf-8"
    )
    (folder / LATER).write_text(
        row("l-1", "澜州开发区执法队有多少人？", [], [], "b1-1.txt#一、") + "\n", encoding="utf-8"
    )
    law = row("w-1", "谁检查合同？", ["第一条"], [["法院"]], source="某条例.txt")
    (folder / LAWS).write_text(law + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    article = {"law": "某条例", "date": "", "number": "第一条", "heading": "总则", "text": "法院检查合同。"}
    with lzma.open(folder / "articles_zh.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return folder


def test_what_was_read_is_told_right_or_wrong_and_of_the_unanswerable_all_is_wrong(
    data: Path, written: Path, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "mined.jsonl"
    result = CliRunner().invoke(main, ["--data", str(data), "--written", str(written), "--out", str(out)])
    assert result.exit_code == 0, result.output
    unanswerable, answerable, of_law = read_mined(out)
    assert unanswerable.question == "澜州开发区执法队有多少人？"
    assert {text.answers for text in unanswerable.texts} == {False}
    assert {text.kind for text in answerable.texts} == {"chunk", "sentence", "quotes"}
    assert {text.answers for text in of_law.texts} == {True, False}
    right = {text.text for text in answerable.texts if text.answers}
    assert any(text.endswith("由县综合行政执法局负责开发区执法。") for text in right)
    beside = [text for text in answerable.texts if text.text.endswith("\n每年检查两次。")]
    assert [text.answers for text in beside] == [False]
    assert all(text.answers is False for text in answerable.texts if "500亩" in text.text)


def test_only_the_laws_that_were_asked_about_are_written(data: Path, tmp_path: Path) -> None:
    write_laws(data, {"某条例.txt", "plan.txt"}, tmp_path)
    assert (tmp_path / "某条例.txt").read_text("utf-8").splitlines()[0] == "某条例"
    assert not (tmp_path / "plan.txt").exists()
    (tmp_path / "some").mkdir()
    write_laws(data, {"别的.txt"}, tmp_path / "some")
    assert not list((tmp_path / "some").iterdir())
