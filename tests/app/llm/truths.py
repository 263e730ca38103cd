"""True sentences over an invented policy: what must pass, and what the mutations start from."""

from __future__ import annotations

from dataclasses import dataclass

from app.llm.checking import Passage
from ingest import ParsedDocument, parse_bytes, split_sentences

TITLE = "霜河市青岚高新区管理办法"
ARTICLES = (
    "当事人应当在三十日内缴纳罚款，逾期不缴纳的，每日按百分之三加处罚款。",
    "企业取得土地后应当在十二个月内开工。",
    "对通过省级认定的中试基地，县财政给予一次性补助200万元。",
    "到2026年底，规模以上工业企业达到120家，亩均税收由每亩11万元提高到18万元，研发经费投入强度不低于3.2%。",
    "管委会公职人员不得在集团公司兼职取酬。",
    "企业可以向县行政审批局申请延期，延期不超过六个月。",
    "由县财政局牵头、县审计局配合，每年开展一次专项检查。",
    "新建厂房屋顶光伏覆盖率不低于60%，园区工业用水重复利用率达到92%。",
    "鼓励企业在青岚县设立研发中心，对研发投入增长10%以上的企业给予奖励。",
    "考核为较差的，年收入不得高于平均水平的1倍。",
    "移交工作于2024年6月30日前完成。",
    "招商专员原则上不超过35周岁，特殊情况可放宽到40周岁。",
    "注册资本8亿元，由县财政局履行出资人职责。",
    "县市场监督管理局必须在五个工作日内公布检查结果。",
    "建设人才公寓600套，最长可住五年。〔责任单位：县人力资源和社会保障局、县教育体育局〕",
    "桃溪镇绿化由镇林业站负责，县林业局指导。〔牵头单位：县林业局；责任单位：桃溪镇、县水利局〕",
    "同一企业一个季度内的例行检查合并为一次。",
    "投向园区企业的比例不低于70%，由县金融服务中心负责监督。",
)  # fmt: skip

# Number of the article -> sentences that say what it says. Those in Chinese are also tried in Traditional.
CHINESE: tuple[tuple[int, str], ...] = (
    *((number, text) for number, text in enumerate(ARTICLES, start=1) if "〔" not in text),
    (1, "当事人应当在30日内缴纳罚款，逾期不缴纳的，每日按3%加处罚款。"),
    (2, "根据《霜河市青岚高新区管理办法》第二条，企业取得土地后应当在12个月内开工。"),
    (3, "对通过省级认定的中试基地，县财政给予一次性补助二百万元。"),
    (4, "到2026年底，亩均税收由每亩11万元提高到18万元。"),
    (4, "到二〇二六年底，规模以上工业企业达到一百二十家。"),
    (5, "第五条规定，管委会公职人员不得在集团公司兼职取酬。"),
    (6, "企业可以向县行政审批局申请延期，延期不超过6个月。"),
    (7, "由县财政局牵头、县审计局配合，每年开展1次专项检查。"),
    (8, "新建厂房屋顶光伏覆盖率不低于百分之六十。"),
    (8, "园区工业用水重复利用率达到92％。"),
    (9, "鼓励企业在青岚县设立研发中心，对研发投入增长10%以上的企业给予奖励。"),
    (11, "移交工作于二〇二四年六月三十日前完成。"),
    (13, "注册资本八亿元。"),
    (13, "由县财政局履行出资人职责。"),
    (14, "该办法规定，县市场监督管理局必须在5个工作日内公布检查结果。"),
    (15, "责任单位为县人力资源和社会保障局和县教育体育局。"),
    (15, "建设人才公寓600套，最长可住5年，责任单位：县人力资源和社会保障局、县教育体育局。"),
    (16, "桃溪镇绿化由镇林业站负责，县林业局指导。"),
    (16, "牵头单位为县林业局，责任单位为桃溪镇、县水利局。"),
    (18, "由县金融服务中心负责监督。"),
)
ENGLISH: tuple[tuple[int, str], ...] = (
    (1, "The party shall pay the fine within thirty days; if overdue and not paid, a fine of 3% is added every day."),
    (2, "Enterprises shall start construction within twelve months after obtaining the land."),
    (2, "Under Article 2, an enterprise must start construction within 12 months of obtaining land."),
    (3, "The county finance gives a one-off subsidy of 2 million yuan to pilot bases with provincial recognition."),
    (4, "By the end of 2026, industrial enterprises above designated size reach 120."),
    (4, "By the end of 2026, tax revenue per mu is raised from 110,000 yuan to 180,000 yuan."),
    (6, "Enterprises may apply to the county administrative approval bureau for an extension, and the extension does not exceed six months."),
    (7, "The county finance bureau takes the lead and the county audit bureau cooperates, with a special inspection every year."),
    (8, "The rooftop photovoltaic coverage of new factory buildings is not lower than 60%."),
    (8, "The reuse rate of industrial water in the zone reaches 92%."),
    (9, "Enterprises are encouraged to set up research and development centres in Qinglan County, with rewards for enterprises whose research and development investment grows by 10% or more."),
    (10, "Where the assessment is poor, annual income shall not exceed 1 times the average level."),
    (11, "The handover is completed before 30 June 2024."),
    (11, "The handover work is completed before June 30, 2024."),
    (13, "The registered capital is 800 million yuan."),
    (13, "The county finance bureau performs the duties of the investor."),
    (14, "The county market supervision bureau must publish the inspection results within five working days."),
    (15, "The responsible units are the county human resources and social security bureau and the county education and sports bureau."),
    (17, "Routine inspections of the same enterprise within one quarter are merged into one."),
    (18, "The county financial service centre is responsible for supervision."),
    (18, "The share invested in enterprises in the zone is at least 70%."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Policy:
    """The invented policy, parsed as any other file."""

    parsed: ParsedDocument

    def passages(self, number: int) -> list[Passage]:
        """Return the runs of sentences of an article, as evidence can be."""
        clause = next(one for one in self.parsed.clauses if one.label == _label(number))
        text = self.parsed.document.text
        own = text[clause.start : clause.own_end].removeprefix(clause.label)
        sentences = [own[span.start : span.end] for span in split_sentences(own)]
        duties = [duty for duty in self.parsed.duties if duty.clause_id == clause.id]
        found = []
        for first in range(len(sentences)):
            for last in range(first, len(sentences)):
                shown = tuple(sentences[first : last + 1])
                units = tuple((d.unit, d.role) for d in duties if any(d.unit in one for one in shown))
                found.append(Passage(shown, self.parsed.document.title, clause.path, units))
        return found


def parse_policy() -> Policy:
    """Return the invented policy."""
    articles = "\n".join(f"{_label(n)} {text}" for n, text in enumerate(ARTICLES, start=1))
    return Policy(parse_bytes(f"{TITLE}\n\n{articles}\n".encode(), "办法.txt"))


def _label(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens = {0: "", 1: "十"}[number // 10]
    return f"第{tens}{digits[number % 10] if number % 10 else ''}条"
