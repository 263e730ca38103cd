"""The five real policies that the product was ordered for: their trees must be exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import ParsedDocument, label_key, parse_bytes

POLICIES = Path(__file__).resolve().parents[3] / "shared" / "policies"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not POLICIES.is_dir(), reason="needs the input folder ../shared/policies"),
]
PARTS = "一二三四五"


def _parse(prefix: str) -> ParsedDocument:
    path = next(POLICIES.glob(f"{prefix}_*.txt"))
    return parse_bytes(path.read_bytes(), path.name)


def _children(parsed: ParsedDocument, *labels: str) -> list[str]:
    """Keys of the labels directly below the clause that the labels lead to."""
    parent: str | None = None
    for label in labels:
        found = [
            c
            for c in parsed.clauses
            if c.parent_id == parent and label_key(c.label) == label_key(label) and c.level
        ]
        assert len(found) == 1, label
        parent = found[0].id
    return [label_key(c.label) for c in parsed.clauses if c.parent_id == parent and c.level > 0]


def _keys(pattern: str, numbers: range) -> list[str]:
    return [label_key(pattern.format(number)) for number in numbers]


def _chinese(first: int, last: int) -> list[str]:
    return [f"9:{number}" for number in range(first, last + 1)]


def test_000_has_three_parts_with_items_1_to_20_running_through_the_second() -> None:
    parsed = _parse("000")
    assert _children(parsed) == ["8:1", "8:2", "8:3"]
    assert _children(parsed, "一、") == _chinese(1, 2)
    assert _children(parsed, "二、") == _chinese(1, 4)
    items = [_children(parsed, "二、", f"({c})") for c in "一二三四"]
    assert [key for part in items for key in part] == _keys("{}.", range(1, 21))
    assert all(items)
    assert _children(parsed, "三、") == _keys("{}.", range(1, 4))
    assert parsed.report.gaps == ()


def test_001_has_four_parts_with_19_clauses_running_through() -> None:
    parsed = _parse("001")
    assert _children(parsed) == ["8:1", "8:2", "8:3", "8:4"]
    clauses = [_children(parsed, f"{c}、") for c in "一二三四"]
    assert [key for part in clauses for key in part] == _chinese(1, 19)
    assert [len(part) for part in clauses] == [5, 5, 3, 6]


def test_002_has_five_parts_with_items_1_to_21_running_through() -> None:
    parsed = _parse("002")
    assert _children(parsed) == [f"8:{n}" for n in range(1, 6)]
    assert [key for c in PARTS for key in _children(parsed, f"{c}、")] == _keys("{}.", range(1, 22))


def test_003_has_six_tasks_with_3_4_3_4_3_and_4_items() -> None:
    parsed = _parse("003")
    assert _children(parsed) == ["8:1", "8:2", "8:3", "8:4"]
    assert _children(parsed, "二、") == _chinese(1, 6)
    assert _children(parsed, "三、") == _chinese(1, 6)
    assert [len(_children(parsed, "三、", f"({c})")) for c in "一二三四五六"] == [3, 4, 3, 4, 3, 4]
    assert _children(parsed, "四、") == _chinese(1, 2)


def test_004_has_three_parts_and_three_items_of_three_points_each() -> None:
    parsed = _parse("004")
    assert _children(parsed) == ["8:1", "8:2", "8:3"]
    assert _children(parsed, "三、") == _keys("{}.", range(1, 4))
    assert [_children(parsed, "三、", f"{n}.") for n in (1, 2, 3)] == [["19:1", "19:2", "19:3"]] * 3


def test_titles_and_statements_are_read_where_they_are_printed() -> None:
    documents = {prefix: _parse(prefix).document for prefix in ("000", "001", "002", "003", "004")}
    assert documents["000"].title == "关于进一步深化改革创新推动高新区高质量发展的实施方案"
    assert (documents["000"].region, documents["000"].issued_on) == ("德安县", "2024-02-07")
    assert documents["000"].document_number is None  # 赣办发〔2023〕19号 is the number of another document
    assert documents["001"].title == "开发区改革开放实施意见"
    assert documents["002"].title == "2019年促進全省開發區改革和創新發展工作要點"
    assert documents["003"].title == "003_b5fb95fed7f6cfde"  # prints no title: the file's name stands for it
    assert documents["004"].title.startswith("江西开发区大改革")


def test_what_was_copied_from_web_pages_is_set_aside() -> None:
    reasons = {
        prefix: {span.reason for span in _parse(prefix).report.set_aside}
        for prefix in ("001", "002", "003", "004")
    }
    assert "advertisement" in reasons["001"]
    assert {"source line", "page furniture"} <= reasons["002"]
    assert "source line" in reasons["003"]
    assert {"source line", "page furniture"} <= reasons["004"]
    words = [chunk.text for prefix in ("001", "002", "003", "004") for chunk in _parse(prefix).chunks]
    assert not any(
        word in text for text in words for word in ("期刊网", "簡歷站", "熱門標籤", "字号", "公众号")
    )


def test_lists_broken_over_lines_and_several_lists_in_one_item_are_kept_apart() -> None:
    parsed = _parse("002")
    text = parsed.document.text
    item = next(c for c in parsed.clauses if c.label == "13.")
    duties = [d for d in parsed.duties if d.clause_id == item.id]
    assert [(d.unit, d.role.value) for d in duties] == [
        ("各市、縣(區)政府", "responsible"), ("省發改委", "lead"), ("各設區市政府", "responsible"), ("省商務廳", "responsible"),
    ]  # fmt: skip
    assert "井岡山" in text[duties[1].task_start : duties[1].task_end]
    assert "國際產業合作" in text[duties[3].task_start : duties[3].task_end]
    assert all("".join(text[d.start : d.end].split()) == d.unit for d in parsed.duties)
