"""What the second phase of the re-ranker's training shows it for a written question."""

from __future__ import annotations

import numpy as np

from index.encoders import load_bundled
from index.training.reranker.examples import LabelledPair
from index.training.reranker.recipe import Recipe
from index.training.reranker.written import written_pairs
from index.training.written import WrittenQuestion
from ingest import ParsedDocument, label_key, parse_bytes

PLAN = """澄岚县人才公寓建设方案

一、建设规模
2025年底前建成公寓600套。租金按市场价的五成收取。〔责任单位：县住建局、县财政局〕
二、入住管理
每户最多住五年。期满未搬离的，按市场价收取租金。
三、经费
所需经费由县财政局统筹。
四、考核
每年十月考核一次。
"""
RULES = """沐川市档案管理规定

第一条 档案由市档案馆保管。
第二条 借阅档案须经批准。
"""
DOCUMENTS = {
    "plan.txt": parse_bytes(PLAN.encode(), "plan.txt"),
    "rules.txt": parse_bytes(RULES.encode(), "rules.txt"),
}


def pairs_of(text: str, label: str | None, *facts: str) -> list[LabelledPair]:
    """Return the pairs of one question on the plan; None is answered by no clause."""
    paths = () if label is None else ((label_key(label),),)
    question = WrittenQuestion(text, "plan.txt", paths, tuple((fact,) for fact in facts))
    documents: dict[str, ParsedDocument] = DOCUMENTS
    return written_pairs([question], documents, load_bundled(), Recipe(), np.random.default_rng(1))


def words(pairs: list[LabelledPair], label: float) -> set[str]:
    """Return what stands below the heading of the pairs with a label."""
    return {pair.chunk.partition("\n")[2] for pair in pairs if pair.label == label}


def test_chunk_and_sentence_that_answer_are_right_and_the_sentence_beside_is_not() -> None:
    pairs = pairs_of("rent for a flat?", "一、", "五成")
    right = words(pairs, 1.0)
    assert "租金按市场价的五成收取。" in right
    assert any(text.startswith("2025年底前建成公寓600套。租金") for text in right)
    assert "2025年底前建成公寓600套。" in words(pairs, 0.0)
    assert not right & words(pairs, 0.0)


def test_a_list_of_units_is_shown_with_its_task() -> None:
    right = words(pairs_of("公寓归谁负责", "一、", "县住建局"), 1.0)
    assert any(
        text.startswith("2025年底前") and text.endswith("〔责任单位：县住建局、县财政局〕") for text in right
    )
    assert all("租金" in text for text in right)


def test_title_and_headings_stand_in_the_first_line() -> None:
    headings = {pair.chunk.partition("\n")[0] for pair in pairs_of("住几年", "二、", "五年") if pair.label}
    assert headings == {"二、入住管理 澄岚县人才公寓建设方案"}


def test_of_a_question_that_nothing_answers_everything_near_is_wrong() -> None:
    pairs = pairs_of("公寓押金多少", None)
    assert {pair.label for pair in pairs} == {0.0}
    assert any("租金" in text for text in words(pairs, 0.0))
    assert not any("档案" in text for text in words(pairs, 0.0))
