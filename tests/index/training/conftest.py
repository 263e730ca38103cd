"""A miniature data folder and written questions, for tests of the trainings."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import pytest

from index.training.written import LATER, LAWS, POLICIES, POLICY_FOLDER

NOUNS = [
    ("合同", "合同", "contract"),
    ("工资", "工資", "wage"),
    ("土地", "土地", "land"),
    ("执法", "執法", "enforcement"),
]
VERBS = [("检查", "檢查", "inspects"), ("登记", "登記", "registers"), ("批准", "批准", "approves")]
UNITS = [("法院", "法院", "court"), ("公安局", "公安局", "police"), ("学校", "學校", "school")]


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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
    ]
    later = [asked("谁批准工资?", "plan.txt", [], "")]
    rows = {POLICIES: policies, LATER: later, LAWS: [asked("谁检查?", "条例3.txt", ["第一条"], "检查")]}
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
