from __future__ import annotations

import pytest

from index.terms import Field, Glossary, GlossaryEntry, GlossaryError
from index.terms.entries import parse_entries

HEADER = "zh\ten\tfield\tabbr"
PAY = "薪酬|薪资\tpay|salary\tpersonnel\t"
STAFFING = "编办|编委办\testablishment office\tunit\t机构编制部门"


def test_a_line_becomes_an_entry_with_its_variants_in_order() -> None:
    (entry,) = parse_entries([HEADER, STAFFING], "g.tsv")
    assert entry == GlossaryEntry(
        ("编办", "编委办"), ("establishment office",), Field.UNIT, ("机构编制部门",)
    )


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([], "line 1: expected the columns"),
        (["zh\ten"], "line 1: expected the columns"),
        ([HEADER, PAY, "执法\tenforcement"], "line 3: expected 4 columns, found 2"),
        ([HEADER, ""], "line 2: expected 4 columns, found 1"),
        ([HEADER, "执法\tenforcement\tpolice\t"], "line 2: unknown field 'police'"),
        ([HEADER, "执法|\tenforcement\tlaw\t"], "line 2: an empty or padded variant in column zh"),
        ([HEADER, "执法\t\tlaw\t"], "line 2: an empty or padded variant in column en"),
        ([HEADER, "执法\tenforcement| law\tlaw\t"], "line 2: an empty or padded variant in column en"),
        ([HEADER, "执法\t执行\tlaw\t"], "line 2: '执行' is no English term"),
        ([HEADER, "执法\tEnforcement|enforcement\tlaw\t"], "line 2: 'enforcement' stands twice"),
        ([HEADER, "执法\tenforcement\tlaw\t执法"], "line 2: '执法' stands twice"),
        ([HEADER, PAY, "工资|薪资\twage\tpersonnel\t"], "line 3: '薪资' stands already in line 2"),
        ([HEADER, STAFFING, "编委\tcommission\tunit\t编委办"], "line 3: '编委办' stands already in line 2"),
        ([HEADER, STAFFING, "编委\tcommission\tunit\t机构编制部门"], "line 3: '机构编制部门' stands already"),
    ],
)
def test_a_malformed_or_repeated_line_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(GlossaryError, match=r"^g\.tsv, ") as caught:
        parse_entries(lines, "g.tsv")
    assert message in str(caught.value)


def test_a_glossary_is_parsed_from_the_text_of_a_file() -> None:
    assert Glossary.parse(f"{HEADER}\n{STAFFING}\n").gloss("编委办") == "establishment office"
    with pytest.raises(GlossaryError, match="line 2"):
        Glossary.parse(f"{HEADER}\n编办\n")


def test_a_looser_term_outside_the_units_may_stand_in_two_entries() -> None:
    lines = [HEADER, "高新区\thigh-tech zone\tzone\t园区", "经开区\teconomic zone\tzone\t园区"]
    assert len(parse_entries(lines, "g.tsv")) == 2
