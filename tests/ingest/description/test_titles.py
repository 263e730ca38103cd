from __future__ import annotations

import pytest

from ingest.description import leading_region
from ingest.description.statements import parse_date
from tests.ingest.policies import parse, texts

BODY = "\n一、总体要求\n做好工作。\n二、任务\n落实。"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("关于推动甲水高新区\n提质增效的实施方案", "关于推动甲水高新区提质增效的实施方案"),
        ("印发关于甲水改革的\n实施方案的通知\n各乡镇:\n现印发给你们。\n甲水县人民政府\n2024年2月7日\n关于甲水改革的\n实施方案", "关于甲水改革的实施方案"),
        ("甲水意见\n前言:寻找写作灵感?小编用心挑选的范文,欢迎阅读。\n甲水意见\n为了工作,提出意见。", "甲水意见"),
        ("甲水县招商办法\n(试行)", "甲水县招商办法"),
        ("甲水县人民政府办公室关于全面推行公示制度\n记录制度的指导意见", "甲水县人民政府办公室关于全面推行公示制度记录制度的指导意见"),
        ("甲水大改革:有的降级,有的撤并!\n2023-11-27 11:18:00\n字号:大 中 小\n导言\n近年来改革。", "甲水大改革:有的降级,有的撤并!"),
        ("为了工作,制定本方案。", "plan"),
    ],
)  # fmt: skip
def test_the_title_is_found_where_it_is_printed(head: str, title: str) -> None:
    parsed = parse(head + BODY)
    assert parsed.document.title.startswith(title)
    if title != "plan":
        assert not any(title in text for text in texts(parsed))  # a title is no provision


def test_a_document_says_its_number_issuer_and_dates_itself() -> None:
    parsed = parse(
        "甲水县人民政府关于招商的意见\n甲政发〔2024〕7号\n根据《意见》（省办发〔2020〕1号）制定。" + BODY
        + "\n本意见自2024年5月1日起施行。\n甲水县人民政府\n2024年4月2日"
    )  # fmt: skip
    document = parsed.document
    assert (document.document_number, document.issuer) == ("甲政发〔2024〕7号", "甲水县人民政府")
    assert (document.issued_on, document.effective_on, document.region) == (
        "2024-04-02",
        "2024-05-01",
        "甲水县",
    )


def test_a_remark_below_the_title_states_number_and_date() -> None:
    document = parse(
        "甲水市管理办法\n(2023年6月1日甲水市人民政府令第19号公布,自2023年8月1日起施行)\n第一条 甲。\n第二条 乙。"
    ).document
    assert (document.document_number, document.issued_on) == ("甲水市人民政府令第19号", "2023-06-01")
    assert document.effective_on == "2023-08-01"


def test_what_is_not_stated_is_not_guessed() -> None:
    document = parse("为落实省办发〔2020〕1号,制定本方案。" + BODY).document
    assert (
        document.document_number,
        document.issuer,
        document.issued_on,
        document.effective_on,
        document.region,
    ) == (None,) * 5


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年2月7日", "2024-02-07"),
        ("二〇〇五年十二月三十一日", "2005-12-31"),
        ("2024年13月1日", None),
        ("去年", None),
    ],
)
def test_dates_are_read_in_both_numerals(text: str, date: str | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("甲水县人民政府", "甲水县"),
        ("全省开发区要点", ""),
        ("各市县", ""),
        ("高新区管委会", ""),
        ("县委办", ""),
    ],
)
def test_a_region_is_a_place_and_no_kind_of_zone(name: str, region: str) -> None:
    assert leading_region(name) == region
