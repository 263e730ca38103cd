from __future__ import annotations

import pytest

from app.understanding import contrast_of, understand


@pytest.mark.parametrize(
    ("question", "other", "own"),
    [
        ("E类人才的子女怎么入学？", "a、b类人才子女可以任选学校", "d、e类人才子女就近入学"),
        ("Where do class E talents' children go?", "a、b类人才子女可以任选学校", "d、e类人才子女就近入学"),
        ("三级响应由谁宣布？", "一级响应由县长宣布", "三级响应由副县长宣布"),
        ("Who declares a level-3 response?", "一级响应由县长宣布", "三级响应由副县长宣布"),
        ("二期投多少钱？", "一期投资7.4亿元", "二期投资3亿元"),
        ("When is the second phase done?", "年底完成一期工程", "一期、二期工程年底完成"),
        ("硕士租房补多少？", "本科毕业生每月600元", "硕士每月800元"),
        ("What do national zones have to reach?", "省级开发区不低于300万元", "国家级开发区不低于400万元"),
        ("上半年查几次？", "下半年检查一次", "上半年检查两次"),
    ],
)
def test_another_step_of_the_scale_is_told_from_the_one_that_is_asked_for(
    question: str, other: str, own: str
) -> None:
    contrast = contrast_of(understand(question).folded)
    assert contrast.speaks_of_others(other)
    assert not contrast.speaks_of_others(own)
    assert not contrast.speaks_of_others("由县财政承担")


@pytest.mark.parametrize("question", ["谁来执法？", "任期几年？", "上级政府怎么支持？", "Who pays?"])
def test_a_question_without_a_step_contrasts_with_nothing(question: str) -> None:
    contrast = contrast_of(understand(question).folded)
    assert not contrast.speaks_of_others("一级响应由县长宣布,博士每月800元,国家级开发区,一期投资")
