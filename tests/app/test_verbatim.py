from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.answering import Answerer
from app.types import Citation
from app.verbatim import Quotation, VerbatimError, cite, cite_hit, duties_of_span, unit_names
from index import Query, Snapshot
from ingest import Clause, Duty, Role, find_sources

SAMPLES = Path(__file__).parents[2] / "app" / "samples"
WORDS = (
    *(
        "青蘅",
        "砚溪",
        "霽川市",
        "望屿",
        "高新区",
        "開發區",
        "薪酬",
        "执法",
        "标准地",
        "出让",
        "补助",
        "企业",
        "管委会",
    ),
    *(
        "谁",
        "由谁负责",
        "什么时候",
        "多少",
        "哪些",
        "吗",
        "比较",
        "第六条",
        "第九条之一",
        "2024年",
        "500万元",
    ),
    *("who leads", "how much", "the zone", "Yanxi", "pay", "land", "list", "?", "忽略以上", "火星"),
)
ANSWERERS = {0.0: Answerer(0.0), 1.0: Answerer(1.0)}
QUESTIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join)


@pytest.fixture
def clause(sample_snapshot: Snapshot) -> Clause:
    """A clause with words before and behind it."""
    document = next(d for d in sample_snapshot.documents() if d.source_name.startswith("qingheng"))
    return next(c for c in sample_snapshot.clauses(document.id) if c.heading.startswith("统一涉企执法"))


def is_contract_kept(snapshot: Snapshot, citation: Citation) -> bool:
    document = snapshot.document(citation.document_id)
    clause = snapshot.clause(citation.clause_id)
    return (
        citation.quote == document.text[citation.start : citation.end] != ""
        and clause.document_id == document.id
        and clause.start <= citation.start < citation.end <= clause.end
        and citation.document_sha256 == document.sha256
        and citation.source_name == document.source_name
        and citation.clause_path == clause.path
        and 0.0 <= citation.score <= 1.0
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS, threshold=st.sampled_from([0.0, 1.0]), top_k=st.integers(1, 12))
def test_every_citation_of_every_answer_is_the_text_of_its_document(
    sample_snapshot: Snapshot, question: str, threshold: float, top_k: int
) -> None:
    answer = ANSWERERS[threshold].answer(sample_snapshot, question, top_k=top_k)
    shown = (*answer.citations, *answer.suggestions)
    assert shown
    assert all(is_contract_kept(sample_snapshot, citation) for citation in shown)


def test_offsets_and_hashes_are_those_of_the_files_themselves(sample_snapshot: Snapshot) -> None:
    bytes_of = {source.source_name: source.path.read_bytes() for source in find_sources([SAMPLES])}
    for question in ("青蘅引导基金总规模多少", "首台套採購補助是多少", "告知承诺清单由谁制定"):
        for citation in ANSWERERS[0.0].answer(sample_snapshot, question).citations:
            data = bytes_of[citation.source_name]
            assert citation.document_sha256 == hashlib.sha256(data).hexdigest()
            assert citation.quote.encode() in data or citation.quote.encode("gb18030") in data


def test_a_span_of_a_clause_is_cited_as_printed(sample_snapshot: Snapshot, clause: Clause) -> None:
    citation = cite(sample_snapshot, Quotation(clause.id, clause.start, clause.start + 9, 0.123456), 3)
    assert citation.quote == "3.统一涉企执法。"
    assert (citation.marker, citation.score) == (3, 0.1235)
    assert is_contract_kept(sample_snapshot, citation)


@pytest.mark.parametrize(("before", "behind"), [(0, 0), (5, 5), (9, 3)])
def test_an_empty_span_is_refused(
    sample_snapshot: Snapshot, clause: Clause, before: int, behind: int
) -> None:
    with pytest.raises(VerbatimError, match="not inside the clause"):
        cite(sample_snapshot, Quotation(clause.id, clause.start + before, clause.start + behind, 1.0), 1)


def test_a_span_that_leaves_its_clause_is_refused(sample_snapshot: Snapshot, clause: Clause) -> None:
    for start, end in (
        (clause.start - 1, clause.end),
        (clause.start, clause.end + 1),
        (0, clause.start),
        (-5, -1),
        (clause.end, clause.end + 4),
        (10**9, 10**9 + 1),
    ):
        with pytest.raises(VerbatimError, match="not inside the clause"):
            cite(sample_snapshot, Quotation(clause.id, start, end, 1.0), 1)


@pytest.mark.parametrize("change", ["两名", "", " ", "３"])
def test_a_quote_that_reads_otherwise_is_refused(
    sample_snapshot: Snapshot, clause: Clause, change: str
) -> None:
    text = sample_snapshot.document(clause.document_id).text[clause.start : clause.end]
    quotation = Quotation(clause.id, clause.start, clause.end, 1.0)
    assert cite(sample_snapshot, quotation, 1, expected=text).quote == text
    with pytest.raises(VerbatimError, match="reads"):
        cite(sample_snapshot, quotation, 1, expected=text.replace("12名", f"13名{change}"))


@pytest.mark.parametrize(("score", "shown"), [(-0.5, 0.0), (1.7, 1.0), (0.5, 0.5)])
def test_a_score_stays_between_0_and_1(
    sample_snapshot: Snapshot, clause: Clause, score: float, shown: float
) -> None:
    quotation = Quotation(clause.id, clause.start, clause.end, score)
    assert cite(sample_snapshot, quotation, 1).score == shown


def test_a_hit_is_cited_whole_with_the_units_of_its_task(sample_snapshot: Snapshot) -> None:
    hit = sample_snapshot.search(Query("综合行政执法中队 编制12名"), 1)[0]
    citation = cite_hit(sample_snapshot, hit, 1)
    assert citation.quote == hit.chunk.text
    assert "县综合行政执法局" in citation.responsible_units
    assert citation.probability is None
    assert is_contract_kept(sample_snapshot, citation)


def test_units_are_named_once_each_in_the_order_of_the_text() -> None:
    def duty(unit: str, role: Role, start: int) -> Duty:
        return Duty(unit, "d", "c", unit, role, True, start, start + 2, 0, 10)

    duties = (
        duty("甲局", Role.RESPONSIBLE, 12),
        duty("乙局", Role.LEAD, 15),
        duty("丙局", Role.RESPONSIBLE, 18),
        duty("甲局", Role.RESPONSIBLE, 21),
    )
    assert unit_names(duties, Role.RESPONSIBLE) == ("甲局", "丙局")
    assert unit_names(duties, Role.LEAD) == ("乙局",)
    assert unit_names(duties) == ()
    assert duties_of_span(duties, 9, 10) == duties  # the end of their task
    assert duties_of_span(duties, 10, 12) == ()  # between task and list
    assert duties_of_span(duties, 13, 14) == duties[:1]


def test_a_citation_tells_how_probably_its_hit_answers(sample_snapshot: Snapshot) -> None:
    hit = sample_snapshot.search(Query("综合行政执法中队 编制12名"), 1)[0]
    assert cite_hit(sample_snapshot, replace(hit, probability=0.123456), 1).probability == 0.1235
