from __future__ import annotations

import pytest

from app.understanding.expected import expected_form
from app.understanding.question import understand


@pytest.mark.parametrize(
    ("question", "answer", "beside"),
    [
        ("逾期不交会怎么样？", "逾期未缴的，按日加收滞纳金", "每年3月底前缴清"),
        ("What happens if we miss the deadline?", "逾期未完成的停产整治", "6月底前完成改造"),
        ("申请取水证要交什么材料？", "凭身份证明和合同申请", "应当申请取水许可，有效期五年"),
        ("What documents do I need?", "提交租赁合同", "免费入住七天"),
        ("物流中心建在哪里？", "物流中心设在东屏镇", "建设县级物流中心一处"),
        ("Where is the training held?", "在市民中心三层举办", "免费参加,限80人"),
        ("普查经费谁来出？", "经费由县财政承担", "由县统计局组织普查"),
        ("Who pays for the survey?", "费用由建设单位负担", "由县生态环境局组织评审"),
        ("谁批准延期？", "经县政府批准可以延期", "一般事故六十日内完成"),
        ("哪所大学做评估？", "委托云澜大学评估", "可以委托高校评估"),
        ("招聘有没有年龄限制？", "年龄不超过35周岁", "具有本科以上学历"),
        ("What was the share before it was raised?", "由30%提高到50%", "奖励比例为50%"),
        ("为什么要迁？", "为防止水土流失,决定迁移", "迁移坟墓32座"),
        ("会议几月开？", "每年3月召开", "召开4场"),
        ("租金打几折？", "按评估价的七折收取", "租金每亩500元"),
        ("瞒报罚多少？", "处年收入60%至100%的罚款", "责令改正"),
        ("几天能办好？", "当日办结", "由市中心办理"),
        ("联席会议什么时候成立？", "2024年6月成立联席会议", "联席会议定期或不定期召开"),
        ("When was the office set up?", "2019年设立办公室", "办公室定期开会"),
        ("工资最高能到多少？", "收入不超过平均水平的1.8倍", "年龄不超过32周岁"),
    ],
)
def test_an_answer_without_the_form_that_is_asked_for_lacks_it(
    question: str, answer: str, beside: str
) -> None:
    form = expected_form(understand(question))
    assert not form.lacks(answer)
    assert form.lacks(beside)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("机构编制管理由哪几家负责？", "由县委编办负责"),  # 管理由 holds no 理由
        ("职称评审受不受岗位比例限制？", "不受岗位结构比例限制"),
        ("从哪里出钱？", "从专项资金列支"),
        ("My son carries a phone. May he?", "学生手机不得带入校园"),
    ],
)
def test_words_that_only_look_like_asking_for_a_form_do_not(question: str, answer: str) -> None:
    assert not expected_form(understand(question)).lacks(answer)


@pytest.mark.parametrize(
    ("question", "says", "silent"),
    [
        (
            "什么样的收入算低收入？",
            "本办法所称低收入家庭,是指人均收入低于标准的家庭",
            "低收入家庭可以申请廉租房",
        ),
        ("What qualifies a person as class A talent?", "A类人才是指院士", "A类人才子女可以择校"),
    ],
)
def test_a_question_about_the_meaning_fits_a_definition(question: str, says: str, silent: str) -> None:
    form = expected_form(understand(question))
    assert form.fit(says.lower()) > form.fit(silent.lower())
