"""One altered fact a time: every rule below, at every place of a sentence that it fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest import fold_layout, parse_numeral


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence with one altered fact."""

    kind: str
    text: str


_CHINESE_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("modal", "应当", ("可以", "不得", "必须", "原则上应当", "")),
    ("modal", "必须", ("可以", "应当", "不得")),
    ("modal", "不得", ("可以", "得", "应当", "原则上不得")),
    ("modal", "可以", ("应当", "不得", "必须")),
    ("modal", "鼓励", ("要求", "禁止", "不鼓励")),
    ("modal", "原则上", ("", "一律")),
    ("modal", "可放宽", ("应放宽", "不得放宽")),
    ("modal", "可住", ("须住", "不可住")),
    ("negation", "不缴纳", ("缴纳",)),
    ("negation", "缴纳罚款，", ("不缴纳罚款，",)),
    ("negation", "负责", ("不负责",)),
    ("negation", "达到", ("未达到",)),
    ("negation", "给予", ("不给予", "停止给予")),
    ("negation", "完成", ("不完成", "未完成")),
    ("negation", "履行", ("不履行",)),
    ("negation", "公布", ("不公布",)),
    ("comparison", "不超过", ("不少于", "超过", "")),
    ("comparison", "不低于", ("不高于", "低于", "")),
    ("comparison", "不得高于", ("不得低于", "可以高于")),
    ("comparison", "(?<=%)以上", ("以下", "", "以内")),
    ("comparison", "以上(?=工业)", ("以下",)),
    ("comparison", "日内", ("日后", "日以上")),
    ("comparison", "月内", ("月后", "月以上")),
    ("comparison", "最长", ("最短", "至少")),
    ("comparison", "日前", ("日后",)),
    ("time", "个月", ("年", "天")),
    ("time", "工作日", ("月", "小时")),
    ("time", "年底", ("年初",)),
    ("time", "每年", ("每月", "每季度")),
    ("time", "每日", ("每月",)),
    ("time", "季度", ("年度",)),
    ("time", "周岁", ("个月",)),
    ("unit", "县财政局", ("县审计局", "市财政局", "县税务局", "省财政厅")),
    ("unit", "县审计局", ("县财政局", "县公安局", "市审计局")),
    ("unit", "县行政审批局", ("县市场监督管理局", "市行政审批局")),
    ("unit", "县市场监督管理局", ("县自然资源局", "县行政审批局")),
    ("unit", "县人力资源和社会保障局", ("县财政局", "市人力资源和社会保障局")),
    ("unit", "县教育体育局", ("县卫生健康委员会",)),
    ("unit", "县林业局", ("县水利局", "市林业局")),
    ("unit", "县水利局", ("县林业局",)),
    ("unit", "镇林业站", ("县林业站", "镇水利站")),
    ("unit", "县金融服务中心", ("县财政局", "市金融服务中心")),
    ("unit", "县财政(?!局)", ("市财政", "省财政")),
    ("unit", "管委会", ("县委",)),
    ("unit", "集团公司", ("事业单位",)),
    ("place", "青岚县", ("白石县", "青岚市", "桃溪镇")),
    ("place", "桃溪镇", ("桃源镇", "柳溪镇", "桃溪乡")),
    ("place", "《霜河市青岚高新区管理办法》", ("《霜河市白石高新区管理办法》", "《霜河市青岚高新区考核办法》")),
    ("place", "省级", ("市级", "国家级")),
    ("role", "牵头(?!单位)", ("配合", "监督")),
    ("role", "配合", ("牵头", "负责")),
    ("role", "牵头单位", ("责任单位", "配合单位")),
    ("role", "责任单位", ("牵头单位", "配合单位", "指导单位")),
    ("role", "负责(?=，)", ("牵头", "配合")),
    ("role", "指导", ("负责", "牵头")),
    ("amount", "亿元", ("万元", "亿美元")),
    ("amount", "万元", ("亿元", "元", "万美元")),
    ("amount", "[%％]", ("倍", "个百分点", "‰")),
    ("amount", "1倍", ("1%",)),
    ("direction", "提高到", ("降低到",)),
    ("direction", "增长", ("下降",)),
    ("direction", "开工", ("竣工", "停工")),
    ("direction", "设立", ("撤销",)),
    ("direction", "延期", ("退款",)),
    ("direction", "合并", ("拆分",)),
    ("direction", "奖励", ("处罚",)),
    ("direction", "逾期", ("提前",)),
    ("direction", "缴纳罚款", ("缴纳税款",)),
    ("scope", "逾期不缴纳的，", ("", "除逾期不缴纳的外，")),
    ("scope", "对通过省级认定的中试基地，", ("", "对中试基地，", "对所有企业，")),
    ("scope", "考核为较差的，", ("", "考核为优秀的，")),
    ("scope", "，特殊情况可放宽到40周岁", ("",)),
    ("scope", "、县审计局配合", ("",)),
    ("scope", "和县教育体育局", ("", "和县教育体育局、县民政局")),
    ("scope", "、县水利局", ("", "、县水利局、县财政局")),
    ("scope", "、", ("或",)),
    ("scope", "取得土地后", ("", "申请土地后", "取得土地前")),
    ("scope", "一次性", ("", "每年")),
    ("scope", "新建", ("全部", "")),
    ("scope", "到2026年底，", ("", "到2030年底，")),
    ("scope", "注册资本", ("实收资本",)),
    ("scope", "[。]$", ("，违者罚款五万元。", "，但小微企业除外。", "，由县长批准。")),
    ("clause", "第二条", ("第三条",)),
    ("clause", "第五条", ("第六条",)),
)  # fmt: skip
_ENGLISH_RULES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("modal", r"\bshall (?!not)", ("may ", "shall not ", "should not ", "is encouraged to ")),
    ("modal", r"\bmust (?!not)", ("may ", "must not ", "")),
    ("modal", r"\bmust not", ("must", "should", "does not")),
    ("modal", r"does not exceed", ("must not exceed", "may exceed")),
    ("modal", r"is not (?=lower|less)", ("must not be ", "may not be ")),
    ("modal", r"\bmay ", ("must ", "may not ", "shall ")),
    ("modal", r"shall not exceed", ("may exceed", "shall exceed")),
    ("modal", r"are encouraged to", ("must", "may", "are forbidden to")),
    ("negation", r"\bis (?!not)", ("is not ",)),
    ("negation", r"\bare (?!not)", ("are not ",)),
    ("negation", r"not paid", ("paid",)),
    ("negation", r"\breach(?:es)? ", ("does not reach ",)),
    ("negation", r"performs", ("does not perform", "fails to perform")),
    ("negation", r"gives", ("does not give", "stops giving")),
    ("negation", r"cooperates", ("does not cooperate",)),
    ("comparison", r"within ", ("after ", "at least ", "more than ")),
    ("comparison", r"shall not exceed", ("shall be at least", "shall not be lower than")),
    ("comparison", r"does not exceed", ("exceeds", "is at least", "is not lower than")),
    ("comparison", r"is not (?:lower|less) than", ("does not exceed", "is lower than", "is")),
    ("comparison", r"at least", ("at most", "no more than", "about")),
    ("comparison", r"or more", ("or less",)),
    ("comparison", r"before (?=\d|June)", ("after ", "from ", "on ")),
    ("comparison", r"By the end", ("From the end", "After the end")),
    ("comparison", r"above designated", ("below designated",)),
    ("time", r"working days", ("days", "months", "weeks")),
    ("time", r"(?<!working )days", ("months", "working days")),
    ("time", r"months", ("days", "years")),
    ("time", r"every year", ("every month", "")),
    ("time", r"every day", ("every month", "")),
    ("time", r"quarter", ("year", "month")),
    ("time", r"June", ("July", "May", "December")),
    ("time", r"annual", ("monthly",)),
    ("unit", r"finance bureau", ("audit bureau", "tax bureau", "education bureau")),
    ("unit", r"audit bureau", ("finance bureau", "public security bureau")),
    ("unit", r"administrative approval bureau", ("market supervision bureau", "natural resources bureau")),
    ("unit", r"market supervision bureau", ("natural resources bureau", "finance bureau")),
    ("unit", r"human resources and social security bureau", ("civil affairs bureau", "health commission")),
    ("unit", r"education and sports bureau", ("science and technology bureau", "forestry bureau")),
    ("unit", r"financial service centre", ("finance bureau", "talent service centre")),
    ("unit", r"\bcounty (?=finance|audit|market|human|education|financial|admin)", ("municipal ", "provincial ")),
    ("unit", r"provincial recognition", ("national recognition", "municipal recognition")),
    ("place", r"Qinglan County", ("Baishi County", "Qinglan City", "Taoxi Town", "Shuanghe County")),
    ("role", r"takes the lead", ("cooperates", "supervises")),
    ("role", r"cooperates", ("takes the lead", "supervises")),
    ("role", r"responsible units", ("lead units", "supervising units")),
    ("role", r"is responsible for supervision", ("is responsible for enforcement", "leads the supervision")),
    ("amount", r"million", ("billion", "")),
    ("amount", r"yuan", ("US dollars", "euros", "percent")),
    ("amount", r"%", (" times", " percentage points", " yuan")),
    ("direction", r"is raised", ("is lowered", "is cut")),
    ("direction", r"grows", ("falls", "shrinks")),
    ("direction", r"start construction", ("stop construction", "complete construction")),
    ("direction", r"set up", ("close", "abolish")),
    ("direction", r"rewards", ("penalties", "fines")),
    ("direction", r"subsidy", ("fine", "loan")),
    ("direction", r"poor", ("excellent", "good")),
    ("direction", r"extension", ("refund", "cancellation")),
    ("direction", r"publish", ("hide", "destroy")),
    ("direction", r"merged", ("split", "cancelled")),
    ("direction", r"pay", ("collect", "waive")),
    ("scope", r" after obtaining the land", (" after selling the land", " before obtaining the land")),
    ("scope", r" of obtaining land", (" of applying for land",)),
    ("scope", r"; if overdue and not paid", ("",)),
    ("scope", r"Where the assessment is poor, ", ("",)),
    ("scope", r" and the county education and sports bureau", ("", " or the county education and sports bureau")),
    ("scope", r"one-off", ("annual", "monthly")),
    ("scope", r"registered capital", ("total debt", "annual revenue")),
    ("scope", r"new factory", ("old factory", "residential")),
    ("scope", r"industrial water", ("drinking water", "household water")),
    ("scope", r"research and development investment", ("advertising investment",)),
    ("scope", r"By the end of 2026, ", ("",)),
    ("scope", r"\.$", (", except for small enterprises.", ", and offenders are fined 50,000 yuan.", ", subject to approval by the mayor.")),
    ("clause", r"Article 2", ("Article 3", "Article 12")),
)  # fmt: skip
_CHINESE_NUMBER = re.compile(r"[〇一二三四五六七八九十百]+(?=[日个万亿年月%％家周套倍次])|(?<=分之)[一二三四五六七八九十]+|\d+(?:\.\d+)?")  # fmt: skip
_ENGLISH_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\b(?:five|six|twelve|thirty)\b")
_HAN = "〇一二三四五六七八九"
_ENGLISH_WORDS = {"five": 5, "six": 6, "twelve": 12, "thirty": 30}
_UNIT_PAIRS = (("县财政局", "县审计局"), ("镇林业站", "县林业局"), ("县林业局", "桃溪镇"), ("60%", "92%"), ("11万元", "18万元"), ("35周岁", "40周岁"),
               ("finance bureau", "audit bureau"), ("110,000", "180,000"))  # fmt: skip


def mutate_chinese(text: str) -> Iterator[Mutation]:
    """Yield a Simplified sentence with one altered fact, in every way."""
    yield from _by_rules(text, _CHINESE_RULES)
    for found in _CHINESE_NUMBER.finditer(text):
        for altered in _other_numbers(found[0]):
            yield Mutation("number", text[: found.start()] + altered + text[found.end() :])
    yield from _swapped(text)


def mutate_english(text: str) -> Iterator[Mutation]:
    """Yield an English sentence with one altered fact, in every way."""
    yield from _by_rules(text, _ENGLISH_RULES)
    for found in _ENGLISH_NUMBER.finditer(text):
        value = _ENGLISH_WORDS.get(found[0]) or float(found[0].replace(",", ""))
        for altered in (value + 1, value * 2, value * 10):
            yield Mutation("number", f"{text[: found.start()]}{altered:g}{text[found.end() :]}")
    yield from _swapped(text)


def _by_rules(text: str, rules: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Iterator[Mutation]:
    for kind, pattern, replacements in rules:
        for found in re.finditer(pattern, text):
            for replacement in replacements:
                yield Mutation(kind, text[: found.start()] + replacement + text[found.end() :])


def _other_numbers(numeral: str) -> list[str]:
    value = parse_numeral(fold_layout(numeral))
    if value is None:
        return [f"{float(numeral) + 1:g}", f"{float(numeral) * 10:g}"]
    others = [value + 1, value * 2, value * 10]
    if numeral.isdecimal():
        return [str(other) for other in others]
    return ["".join(_HAN[int(digit)] for digit in str(other)) for other in others] + ["若干"]


def _swapped(text: str) -> Iterator[Mutation]:
    for one, other in _UNIT_PAIRS:
        if one in text and other in text:
            yield Mutation("swap", text.replace(one, "\0").replace(other, one).replace("\0", other))
