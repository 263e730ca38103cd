from __future__ import annotations

import hashlib

from hypothesis import example, given
from hypothesis import strategies as st

from ingest import ParsedDocument, parse_bytes
from ingest.chunks import CHUNK_SIZE
from tests.ingest.policies import parse

PIECES = st.lists(
    st.sampled_from(
        ["一、", "（二）", "3.", "(4)", "①", "第五条", "第三章 ", "一是", "二是", "总则", "。", "；", "\n", "\r\n", "\u3000", " ", "，",
         "责任单位:", "〔", "〕", "(", "）", "县发改委、", "由县财政局负责", "# ", "目 录", "....3", "来源:网", "1.2 ", "abc. Def",
         "𠮷", "é", "\u200b", "发展壮大产业集群"]
    ),
    max_size=60,
)  # fmt: skip


def check(parsed: ParsedDocument) -> None:
    """What must hold for every document, however it is written."""
    text = parsed.document.text
    clauses = {clause.id: clause for clause in parsed.clauses}
    for clause in parsed.clauses:
        assert 0 <= clause.start <= clause.own_end <= clause.end <= len(text)
        if clause.parent_id is not None:
            parent = clauses[clause.parent_id]
            assert parent.start < clause.start <= clause.end <= parent.end
            assert (parent.level + 1, parent.path) == (clause.level, clause.path[:-1])
    chunks = {chunk.id: chunk for chunk in parsed.chunks}
    for chunk in parsed.chunks:
        owner = clauses[chunk.clause_id]
        assert text[chunk.start : chunk.end] == chunk.text != ""
        assert owner.start <= chunk.start < chunk.end <= owner.own_end
        heading = len(owner.label) + len(owner.heading) + 16  # blanks and marks between them
        assert len(chunk.text) <= CHUNK_SIZE + heading
        assert not any(s.start < chunk.end and chunk.start < s.end for s in parsed.report.set_aside)
    for sentence in parsed.sentences:
        assert (
            chunks[sentence.chunk_id].start <= sentence.start < sentence.end <= chunks[sentence.chunk_id].end
        )
    for duty in parsed.duties:
        assert "".join(text[duty.start : duty.end].split()) == duty.unit
        assert duty.clause_id in clauses
    assert [chunk.start for chunk in parsed.chunks] == sorted(chunk.start for chunk in parsed.chunks)


@given(PIECES)
@example(["一、", "总则", "\n", "〔", "责任单位:", "县发改委、", "\r\n", "1.2 "])
def test_offsets_are_exact_and_clauses_nest_in_any_text(pieces: list[str]) -> None:
    check(parse("县" + "".join(pieces)))


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\x00" not in text and text.isprintable()))
def test_any_printable_text_is_parsed(text: str) -> None:
    check(parse_bytes(("县" + text).encode("utf-8"), "any.txt"))


def test_a_long_clause_is_cut_at_its_sentences_and_loses_nothing() -> None:
    sentences = [f"第{n}项工作由有关部门抓好落实并按时报告进展情况。" for n in range(60)]
    parsed = parse("一、任务\n" + "".join(sentences))
    assert len(parsed.chunks) > 3
    assert "".join(chunk.text for chunk in parsed.chunks).replace("\n", "") == "一、任务" + "".join(sentences)
    assert all(chunk.text.endswith("。") for chunk in parsed.chunks)
    check(parsed)


def test_a_heading_above_sub_clauses_is_searched_with_them_and_not_alone() -> None:
    parsed = parse("一、重点任务\n(一)完善机制\n1.规范权限。能放尽放。")
    assert [(chunk.text, chunk.path) for chunk in parsed.chunks] == [
        ("1.规范权限。能放尽放。", ("一、重点任务", "(一)完善机制", "1.规范权限"))
    ]


def test_sentences_leave_out_the_heading_and_keep_a_list_of_units_apart() -> None:
    parsed = parse("1.规范权限。甲做好(含乙。)工作；丙配合。〔责任单位:县甲局、县乙局〕\n2.其他。完。")
    text = parsed.document.text
    found = [text[s.start : s.end] for s in parsed.sentences if s.chunk_id == parsed.chunks[0].id]
    assert found == ["甲做好(含乙。)工作；", "丙配合。", "〔责任单位:县甲局、县乙局〕"]


def test_one_closing_list_behind_an_enumeration_belongs_to_the_clause_that_holds_it() -> None:
    parsed = parse(
        "1.改革。一是放权。下放；二是减人。精简；三是提效。压缩。〔责任单位:县甲局〕\n2.其他。完。"
    )
    assert [parsed.clauses[0].id] == [duty.clause_id for duty in parsed.duties]
    task = parsed.document.text[parsed.duties[0].task_start : parsed.duties[0].task_end]
    assert task.startswith("一是放权")
    assert task.endswith("压缩。")


def test_the_same_bytes_give_the_same_document_and_other_bytes_another() -> None:
    first, again, other = parse("一、甲\n乙。"), parse("一、甲\n乙。"), parse("一、甲\n丙。")
    assert first == again
    assert first.document.id != other.document.id
    assert first.document.sha256 == hashlib.sha256("一、甲\n乙。".encode()).hexdigest()


def test_a_document_without_any_number_is_one_clause() -> None:
    parsed = parse("县政府召开会议。研究工作。")
    assert [(clause.level, clause.label) for clause in parsed.clauses] == [(0, "")]
    assert [chunk.text for chunk in parsed.chunks] == ["县政府召开会议。研究工作。"]


def test_the_report_counts_what_was_found() -> None:
    report = parse("一、甲\n(一)子。甲。\n(二)丑。乙。〔责任单位:县甲局〕\n三、丙\n丁。").report
    assert [(level.level, level.family, level.clauses) for level in report.levels] == [
        (1, "一、", 2),
        (2, "(一)", 2),
    ]
    assert (report.encoding, report.duties, report.chunks) == ("utf-8", 1, 3)
    assert len(report.gaps) == 1
