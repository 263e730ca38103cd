"""Small policy documents for tests, and an independent way to the similarity of a chunk."""

from __future__ import annotations

import numpy as np

from index import Encoder
from ingest import ParsedDocument, parse_bytes

ENFORCEMENT = """青禾高新区管理办法

第一章 总则

第一条 为了规范青禾高新区的管理,制定本办法。

第二章 执法

第二条 高新区管委会设立综合行政执法大队。执法大队负责区内的环境保护执法;消防执法由县消防救援大队负责。

第三条 当事人应当在十五日内缴纳罚款。逾期不缴纳的,每日按百分之三加处罚款。
"""

TALENT = """云岚县人才工作实施意见

一、总体要求

(一)坚持党管人才。引进高层次人才二百名。

(二)优化服务。设立人才服务窗口,实行一站式办理。〔责任单位:县人社局、县财政局〕

二、重点任务

(一)给予安家补贴。博士研究生给予三十万元安家补贴,分五年发放。

(二)提供人才公寓。人才公寓的租金由县财政局给予补贴。
"""

TALENT_AMENDED = TALENT.replace("三十万元", "四十万元").replace("分五年发放", "分四年发放")

WORK_POINTS = """2024年永安開發區工作要點

一、深化改革

1.推行全員聘任制。管委會主任實行任期制,薪酬與業績掛鉤。

2.推動園區整合。撤銷規模較小的園區。

二、優化環境

3.設立企業服務專員。每家規模以上企業配備一名服務專員。
"""


def parse(source_name: str, text: str) -> ParsedDocument:
    """Return the parsed document of a file with this text."""
    return parse_bytes(text.encode("utf-8"), source_name)


def many_documents(count: int) -> list[ParsedDocument]:
    """Return documents that differ in their numbers and topics, some of them with clauses in common."""
    topics = ("土地出让", "环境保护", "安全生产", "招商引资", "人才引进", "行政审批", "科技创新")
    documents: list[ParsedDocument] = []
    for number in range(count):
        topic, other = topics[number % 7], topics[(number * 3 + 1) % 7]
        clauses = "\n\n".join(
            f"第{clause}条 {topic}工作第{number + clause}项由第{number % 5}科负责。{other}每年检查{clause}次;结果向社会公布。"
            for clause in range(1, 6)
        )
        documents.append(
            parse(f"{number:03}.txt", f"{topic}管理办法\n\n{clauses}\n\n第六条 本办法自公布之日起施行。\n")
        )
    return documents


def similarity_by_hand(encoder: Encoder, question: str, parsed: ParsedDocument, chunk_id: str) -> float:
    """Return half the similarity of the whole chunk under its title and path, half that of its best sentence."""
    chunk = next(c for c in parsed.chunks if c.id == chunk_id)
    text = parsed.document.text
    sentences = [text[s.start : s.end] for s in parsed.sentences if s.chunk_id == chunk_id]
    whole = "\n".join([parsed.document.title, *chunk.path, chunk.text])
    query = encoder.encode_query(question).astype(np.float64)
    rows = encoder.encode_chunks([whole, *sentences]).astype(np.float16).astype(np.float64)
    products = [float(np.dot(row, query)) for row in rows]
    best = max(products[1:]) if len(sentences) > 1 else products[0]
    return 0.5 * products[0] + 0.5 * best
