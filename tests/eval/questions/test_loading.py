from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import QuestionError
from eval.questions import ClauseRef, Kind, Language, load_questions, parse_question

ROW: dict[str, object] = {
    "id": "s-0001",
    "question": "谁来执法",
    "language": "zh-Hans",
    "kind": "who",
    "history": ["高新区有哪些权限"],
    "answerable": True,
    "evidence": [[{"source": "plan.txt", "path": ["二、", "（一）"]}, {"source": "plan.txt", "path": []}]],
    "facts": [["县城管局", "城管局"]],
    "unanswerable_kind": None,
    "topic": "",
}


def line(**changes: object) -> str:
    return json.dumps(ROW | changes, ensure_ascii=False)


def test_a_line_becomes_a_question() -> None:
    question = parse_question(line())
    assert (question.language, question.kind) == (Language.SIMPLIFIED, Kind.WHO)
    assert question.evidence == ((ClauseRef("plan.txt", ("二、", "（一）")), ClauseRef("plan.txt", ())),)
    assert question.facts == (("县城管局", "城管局"),)
    assert question.history == ("高新区有哪些权限",)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"language": "zh"}, "language: 'zh' is none of zh-Hans"),
        ({"kind": None}, "kind: None is none of"),
        ({"question": "  "}, "question: '  ' is not a text"),
        ({"answerable": "yes"}, "answerable: 'yes' is neither true nor false"),
        ({"evidence": [[]]}, "a group names no clause"),
        ({"evidence": [[{"source": "plan.txt"}]]}, "evidence: a clause is"),
        ({"facts": [[]]}, "a fact has no spelling"),
        ({"facts": []}, "needs evidence and facts"),
        ({"facts": "县城管局"}, "is not a list"),
        ({"answerable": False}, "neither evidence nor facts"),
        ({"answerable": False, "evidence": [], "facts": []}, "needs unanswerable_kind and topic"),
        ({"unanswerable_kind": "near_miss"}, "has no unanswerable_kind"),
        ({"note": ""}, "unknown: note"),
    ],
)
def test_a_mistake_is_named(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_question(line(**changes))


def test_a_missing_key_is_named() -> None:
    without = {key: value for key, value in ROW.items() if key != "facts"}
    with pytest.raises(ValueError, match="missing: facts"):
        parse_question(json.dumps(without))


def test_a_mistake_in_a_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{line()}\n\n{line(id='s-0002', kind='why')}\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"set\.jsonl:3: kind: 'why'"):
        load_questions(path)


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"set\.jsonl:1: Expecting"):
        load_questions(path)


def test_an_id_may_occur_once(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(f"{line()}\n{line()}\n", encoding="utf-8")
    with pytest.raises(QuestionError, match="two questions have the id 's-0001'"):
        load_questions(path)


@pytest.mark.parametrize(("data", "complaint"), [(b"\xff\xfe", "not UTF-8"), (b"\n", "no question")])
def test_a_file_without_questions_is_refused(tmp_path: Path, data: bytes, complaint: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(data)
    with pytest.raises(QuestionError, match=complaint):
        load_questions(path)
