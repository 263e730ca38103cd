from __future__ import annotations

import pytest

from ingest import Comparison, find_targets, fold_layout

AT_LEAST, AT_MOST, EXACTLY = Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EXACTLY
MORE_THAN, ABOUT, RANGE = Comparison.MORE_THAN, Comparison.ABOUT, Comparison.RANGE


def read(text: str) -> list[tuple[str, Comparison, str, str, str | None]]:
    """Indicator, comparison, number, measure and deadline of every target, as printed."""
    folded = fold_layout(text)
    return [
        (
            "…".join(text[piece.start : piece.end] for piece in one.indicator),
            one.comparison,
            text[one.number.start : one.number.end],
            text[one.measure.start : one.measure.end],
            text[one.deadline.start : one.deadline.end] if one.deadline else None,
        )
        for one in find_targets(folded, 0, len(folded))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("园区出口额年均增长10%以上。", ("园区出口额年均增长", AT_LEAST, "10", "%", None)),
        ("事项网上可办率达95%以上。", ("事项网上可办率", AT_LEAST, "95", "%", None)),
        ("新增高新技术企业5家。", ("新增高新技术企业", EXACTLY, "5", "家", None)),
        ("用电量增长8%左右。", ("用电量增长", ABOUT, "8", "%", None)),
        ("到2026年，总产值突破600亿元。", ("总产值", MORE_THAN, "600", "亿元", "到2026年")),
        ("年底前库存不超过30套。", ("库存", AT_MOST, "30", "套", "年底前")),
        ("围绕主业引进4-6名人才。", ("围绕主业引进…人才", RANGE, "4-6", "名", None)),
        ("审批时限压缩到25个工作日以内。", ("审批时限", AT_MOST, "25", "个工作日", None)),
        ("薪酬总额不超过上年的1.2倍。", ("薪酬总额", AT_MOST, "1.2", "倍", None)),
        ("编外人员减少三分之一。", ("编外人员减少", EXACTLY, "三分之一", "", None)),
        (
            "年底前開發區高新企業總數達到３０００家以上。",
            ("開發區高新企業總數", AT_LEAST, "３０００", "家", "年底前"),
        ),
        ("公告期不少于二十日。", ("公告期", AT_LEAST, "二十", "日", None)),
        ("改造覆盖面年底前达到80%。", ("改造覆盖面", EXACTLY, "80", "%", "年底前")),
        ("产值到2026年超过25亿元。", ("产值", MORE_THAN, "25", "亿元", "到2026年")),
    ],
)
def test_a_figure_has_its_indicator_comparison_measure_and_deadline(
    text: str, expected: tuple[str, Comparison, str, str, str | None]
) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "根据青府办发〔2023〕19号文件，按照第12条第3项办理。",
        "2024年3月18日经第31次会议通过，自2024年4月1日起施行。",
        "截至2023年底，企业达到86家。",
        "去年新增企业12家，开工率达到60%。",
        "开工率低于60%的园区，暂停申报。",
        "对投资超过300万元的项目，签订任务书。",
        "首次认定的，给予20万元奖励。",
        "自受理之日起7个工作日内完成初审。",
        "实行“一枚公章管审批、一支队伍管执法”。",
        "交付首艘10万吨级养殖工船。",
        "按照第十二条第4、6、10项规定，提供材料。",
        "建设过程如图 11所示，突破一批关键技术。",
        "连续3年考核第一的，优先考虑。",
    ],
)
def test_what_is_dated_numbered_reported_conditional_or_paid_is_no_target(text: str) -> None:
    assert read(text) == []


def test_the_state_to_start_from_is_not_the_target() -> None:
    assert read("亩均税收由每亩11万元提高到18万元。") == [("亩均税收", EXACTLY, "18", "万元", None)]


def test_parts_that_share_a_verb_are_paired_with_their_figures() -> None:
    found = read("项目注册、开工、投产率分别达到90%、60%、30%。")
    assert [(indicator, number) for indicator, _, number, _, _ in found] == [
        ("项目注册", "90"),
        ("开工", "60"),
        ("投产率", "30"),
    ]


def test_growth_without_a_subject_belongs_to_the_indicator_before_it() -> None:
    found = read("到2023年末，实现税收总额6200万元，年均增长12%。")
    assert found[1] == ("税收总额…年均增长", EXACTLY, "12", "%", "到2023年末")


def test_a_bound_for_another_case_keeps_the_indicator_of_the_first() -> None:
    found = read("国家级园区投资强度不得低于每亩400万元，其他区域不得低于每亩220万元。")
    assert [(indicator, number) for indicator, _, number, _, _ in found] == [
        ("国家级园区投资强度", "400"),
        ("国家级园区投资强度…其他区域", "220"),
    ]


def test_a_project_of_a_size_and_the_number_of_them_are_two_targets() -> None:
    found = read("每年引进投资5亿元以上的项目不少于3个。")
    assert [(indicator, number, measure) for indicator, _, number, measure, _ in found] == [
        ("引进投资…项目", "5", "亿元"),
        ("引进投资5亿元以上的项目", "3", "个"),
    ]


def test_only_the_stretch_that_is_asked_for_is_read() -> None:
    text = fold_layout("新增企业5家。新增企业6家。")
    assert [text[one.number.start] for one in find_targets(text, 7, len(text))] == ["6"]
