"""English for sentences of a sample policy, written before the checks were tried on them.

They show how often a free translation passes, and give altered facts that the checks were not made with.
"""

from __future__ import annotations

SOURCE = "qingheng-hightech-zone-plan.txt"
# Words that stand in the sentence -> its English.
TRANSLATIONS: tuple[tuple[str, str], ...] = (
    ("移交工作于","The handover work is completed before the end of June 2024."),
    ("首批下放76项","The first batch delegates 76 items, of which 41 are exercised directly and 35 by stationed windows."),
    ("同一企业一个季度","Routine inspections of the same enterprise within a quarter are merged into one."),
    ("兼任的县领导","County leaders holding concurrent posts do not receive any remuneration in the high-tech zone."),
    ("县长每月","The county head chairs a project scheduling meeting of the high-tech zone every month, and the county Party secretary hears a special report every quarter."),
    ("奖励性绩效不少于","Performance rewards shall not be less than 60% of total performance pay."),
    ("新调入人员一般","Newly transferred staff are generally not older than 35, and investment specialists may be relaxed to 40."),
    ("机构调整方案","Institutional adjustment plans must be submitted to the county establishment office for review, and without approval no institution may be added."),
    ("以精密传感器","The share of new projects in these two industries is at least 75%."),
    ("每年引进固定资产","At least 3 projects with fixed asset investment of 500 million yuan or more are introduced every year, of which at least 1 is a sensor industry chain project."),
    ("签约项目实行","Projects whose land or factory procedures are not handled within 90 days of signing are removed from the key project library."),
    ("支持骨干企业","The county finance gives a one-off subsidy of 2 million yuan to pilot-scale bases recognised at provincial level."),
    ("建设集中供热","A central heating centre is built."),
    ("新增工业用地","The investment intensity is not less than 3.5 million yuan per mu."),
    ("设立总规模","A guidance fund with a total size of 1 billion yuan is set up, with 300 million yuan in the first phase."),
    ("对全职引进的博士","Doctors introduced full-time receive a monthly allowance of 3,000 yuan within five years; senior technicians newly introduced by enterprises receive 1,500 yuan a month."),
    ("建设人才公寓","600 talent apartments are built, with rent at 50% of the market price and a stay of up to five years."),
    ("高新区配备专职","The high-tech zone has at least 10 full-time safety supervisors, of whom at least 3 are registered safety engineers."),
    ("青蘅产业发展集团年度","The asset-liability ratio must not exceed 65%."),
    ("县纪委监委在","The county discipline inspection and supervision commission sets up a dispatched discipline inspection working committee in the high-tech zone."),
    ("县职业中等专业学校","The county secondary vocational school and zone enterprises jointly run at least 8 order classes every year."),
    ("涉及危险工艺","Enterprises involving hazardous processes receive an expert consultation every quarter, and the cost is borne by the county finance."),
    ("对知识产权质押","The risk compensation fund bears 40% of bad losses on intellectual property pledge loans."),
    ("〔责任单位：县委编办、高新区管委会〕","The responsible units are the county establishment office and the high-tech zone management committee."),
)  # fmt: skip
