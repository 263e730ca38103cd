from __future__ import annotations

import pytest

from app.understanding import names_unknown, understand
from app.understanding.lexicon import Lexicon
from index import Snapshot


@pytest.mark.parametrize(
    "text",
    [
        "瑞昌经开区每年引进几个项目",
        "瑞昌市的薪酬改革",
        "永修县怎么执法",
        "Who handles enforcement in the Ningbo economic zone?",
        "the Fuzhou park's cap",
        "县气象局负责什么",
        "《火星条例》第一条",
    ],
)
def test_what_no_document_prints_is_unknown(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    assert names_unknown(understand(text), sample_lexicon.names, sample_snapshot)


@pytest.mark.parametrize(
    "text",
    [
        "青蘅高新区谁来执法",
        "霁川市的标准地",
        "Who handles enforcement in the Qingheng zone?",
        "Which zone has the highest cap?",
        "Does the Sunshine zone pay?",  # not spelt as Chinese is
        "县财政局负责什么",
        "北京的专家",  # no place with a level
        "谁来执法",
    ],
)
def test_what_documents_print_or_no_place_is_not(
    sample_lexicon: Lexicon, sample_snapshot: Snapshot, text: str
) -> None:
    assert not names_unknown(understand(text), sample_lexicon.names, sample_snapshot)
