from __future__ import annotations

import pytest

from tests.ingest.policies import parse, texts

PAGE = "甲水工作要點\n{line}\n一、總體要求\n落實責任。\n二、任務\n做好工作。"


@pytest.mark.parametrize(
    "line",
    [
        "來源:巧巧网 1.02W", "来源：甲水日报", "字号:大 中 小", "【字体：大 中 小】", "分享到 微信 微博", "浏览次数: 1234",
        "发布时间：2024-01-02 10:00", "扫一扫在手机打开当前页", "上一篇:另一份通知", "责任编辑:张三", "首页 > 政策 > 正文",
        "前言:寻找写作灵感?小编为您精心准备的范文,欢迎阅读与收藏。", "2023-11-27 11:18:00",
    ],
)  # fmt: skip
def test_lines_of_the_web_page_are_set_aside_and_not_indexed(line: str) -> None:
    parsed = parse(PAGE.format(line=line))
    marked = [
        parsed.document.text[span.start : span.end]
        for span in parsed.report.set_aside
        if span.reason != "title"
    ]
    assert marked == [line]
    assert not any(line in text for text in texts(parsed))


@pytest.mark.parametrize(
    "line",
    [
        "经费来源按照有关规定执行。",
        "编辑出版单位要做好审核。",
        "分享改革成果，落实责任。",
        "阅读推广活动每年10次。",
        "来源地企业优先。",
        "45",
    ],
)
def test_provisions_that_use_the_same_words_stay(line: str) -> None:
    parsed = parse(
        PAGE.replace("做好工作。", "做好工作。\n{line}")
        .format(line=line)
        .replace("甲水工作要點\n" + line + "\n", "甲水工作要點\n")
    )
    assert any(line in text for text in texts(parsed))


def test_a_list_of_tags_at_the_end_is_set_aside_with_its_heading() -> None:
    items = "\n".join(f"{n}.工作。落实好第{n}项。" for n in range(1, 12))
    parsed = parse(f"甲水要點\n一、任務\n{items}\n熱門標籤\n工作總結\n心得體會")
    assert [span.reason for span in parsed.report.set_aside] == ["title"] + ["page furniture"] * 3
