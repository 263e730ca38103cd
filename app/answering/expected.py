"""What an answer must hold for the kind of question: a figure with the asked measure, a date, a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.answering.question import Kind, Question

_CN_NUMBER = "[一二三四五六七八九十百千万亿两〇零半双]"
_FIGURE = rf"(?:\d+(?:[.,]\d+)*|{_CN_NUMBER}+)"
_ANY_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万亿两]+(?:个|家|名|项|次|年|人|倍|成|亩|条|天|日|岁|月|分|级|层|类|元|%|期|部|套)|百分之|[两双]|一半"
)
_MEASURES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(asked), measure)
    for asked, measure in (
        (r"多少(?:亿|万)?(?:块钱|元|钱)|几(?:百|千)?(?:万|亿)?元|金额|资金|补贴|补助|奖励多|罚(?:款|金)?多|罚多|租金|注册资本|薪水|"
         r"how much (?:money|funding|subsid|compensation|does .* (?:pay|cost|get))|\byuan\b|\bfine\b|\bfees?\b|\bsubsid|\bgrant|\bcapital\b|\bbudget\b|\bsalary\b|\bprice\b|\bcost\b",
         r"(?:元|亿|万)"),
        (r"百分之|百分比|比例|占比|几成|比重|增速|增长率|利率|率(?:是|为|要|多|达|不)|percent|share|ratio|proportion|\brates?\b|how fast", r"(?:%|成|百分|分之|个百分点|/\d|倍)"),
        (r"几倍|多少倍|倍数|multiple|how many times (?:higher|larger|the)", r"倍"),
        (r"几(?:个)?(?:工作)?[天日]|多少(?:个)?(?:工作)?[天日]|how many (?:\w+ )?days", r"(?:个工作日|工作日|日|天)"),
        (r"几个月|多少个月|how many months", r"(?:个月|月)"),
        (r"几年|多少年|隔几年|how many years", r"年"),
        (r"几岁|多少岁|多大年[纪龄]|年龄|周岁|\bage\b|\bhow old\b|years old", r"(?:周岁|岁)"),
        (r"多少亩|几亩|面积|平方|how many (?:mu|hectares|square)|how large an area", r"(?:亩|平方|公顷)"),
        (r"几(?:名|位)|多少(?:名|位|人)|几个人|人数|how many (?:\w+ ){0,2}(?:people|staff|persons?|members?|experts?|talents?|cadres?|officials?|employees|posts?|officers?|inspectors?)",
         r"(?:名|人|位|个|职数|编制)"),
        (r"几(?:家|户)|多少(?:家|户)|how many (?:\w+ ){0,2}(?:compan|firms|enterprises|businesses|institutions|organi)", r"(?:家|户|个)"),
        (r"几次|多少次|几回|多少回|how many times|how often", r"(?:次|回|场|每|双月|一次)"),
        (r"几届|多少届|how many terms", r"届"),
        (r"容积率|plot ratio|floor area ratio", r"容积率"),
    )
)  # fmt: skip
_POINT_IN_TIME = re.compile(
    rf"{_FIGURE}\s*(?:年|月|日|天|个月|个工作日|小时|周|季度)|年底|年末|月底|年初|每(?:年|月|周|季|半年|季度|两个?月|两年|日)|双月|起施行|之日|"
    r"当年|当日|即日|近期|长期|以内|前完成|期限|定期|届满|不定期|长年|半年|季度|年度"
)
_MENTIONS_UNIT = re.compile(
    r"局|委|办|厅|部门|政府|管委会|党工委|中心|公司|集团|单位|机构|小组|法院|银行|乡镇|街道|企业|高新区|开发区|园区|大学|学院|队|人员|领导|书记|主任|县长|市长|专班|站|协会|专人"
)
_DOES = re.compile(
    r"负责|由|牵头|组成|承担|会同|组织|管理|审批|主持|兼任|担任|履行|受理|委托|制定|召集|指导|解释|审核|核定|报|派"
)
_DECIDES = re.compile(
    r"不得|不再|不予|不准|禁止|严禁|可以|可|允许|应当|应|必须|须|原则上|鼓励|支持|不|无需|一律|优先|方可|未经|除"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the question's own words say about the form of its answer."""

    figure: bool
    measure: re.Pattern[str] | None  # a figure with the asked measure
    time: bool
    unit: bool
    decision: bool

    def fit(self, sentence: str) -> float:
        """Return in [0, 1] how far a folded sentence has the form of an answer; 0.5 where any form will do."""
        if self.measure is not None:
            return 1.0 if self.measure.search(sentence) else 0.0
        if self.figure:
            return 1.0 if _ANY_FIGURE.search(sentence) else 0.0
        if self.time:
            return 1.0 if _POINT_IN_TIME.search(sentence) else 0.0
        if self.unit:
            return (0.5 if _MENTIONS_UNIT.search(sentence) else 0.0) + (
                0.5 if _DOES.search(sentence) else 0.0
            )
        if self.decision:
            return 1.0 if _DECIDES.search(sentence) else 0.3
        return 0.5


def expected_form(question: Question) -> Expected:
    """Return what the answer to a question must hold."""
    kinds = question.kinds
    measured = Kind.HOW_MANY in kinds or Kind.WHEN in kinds
    measure = _asked_measure(question.folded) if measured else None
    return Expected(
        figure=Kind.HOW_MANY in kinds,
        measure=measure,
        time=Kind.WHEN in kinds,
        unit=Kind.WHO in kinds,
        decision=Kind.YES_NO in kinds,
    )


def _asked_measure(folded: str) -> re.Pattern[str] | None:
    for asked, measure in _MEASURES:
        if asked.search(folded):
            return re.compile(
                rf"{_FIGURE}\s*(?:[-~—–至到]\s*{_FIGURE})?\s*(?:多|余|万|亿|千|百|左右)*\s*{measure}|{measure}(?=\d|[:为达])|{measure}.{{0,3}}{_FIGURE}"
            )
    return None
