"""A small office: two invented policies, an encoder that needs no model, and an assistant over them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from app.answering import Answerer
from app.assistant import Assistant
from app.intake import IncomingFile
from index import Library, Reranker, Vectors

PLAN = """青岚县高新区改革方案

一、总体要求
坚持简政放权，建设一流园区。

二、重点任务
（一）完善体制机制
1.规范管理权限。依法向高新区下放县级经济管理权限。〔责任单位：县行政审批局〕
2.组建执法队伍。由县城管局牵头组成联合执法队伍，负责高新区执法。〔责任单位：县城管局、县公安局〕
（二）改革薪酬制度
薪酬总额由县财政局核定，每年不超过上年的1.2倍。
"""

RULES = """霜河市企业用地办法

第一条 为规范企业用地，制定本办法。
第二条 企业取得土地后应当在十二个月内开工。
第三条 逾期不开工的，由市自然资源局收回土地。
"""

QUESTION = "联合执法队伍由谁牵头"


class BigramEncoder:
    """Counts hashed pairs of characters: texts that share words are similar."""

    name = "bigrams"
    dimension = 256

    def encode_query(self, question: str) -> Vectors:
        vector: Vectors = self.encode_chunks([question])[0]
        return vector

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for pair in pairwise(text):
                vectors[row, zlib.crc32("".join(pair).encode("utf-8", "surrogatepass")) % self.dimension] += 1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors


class LandReranker:
    """Finds a chunk the more probable, the more often it speaks of land."""

    name = "land"

    def probabilities(self, question: str, texts: Sequence[str]) -> list[float]:
        return [1 - 0.5 ** text.count("土地") for text in texts]


def incoming(source_name: str, text: str) -> IncomingFile:
    """Return a file that is held in memory."""
    return IncomingFile(source_name, text.encode)


def open_office(folder: Path, reranker: Reranker | None = None) -> Assistant:
    """Return an assistant over a library of its own, with both policies."""
    library = Library.open(folder, BigramEncoder())
    assistant = Assistant(library, Answerer(0.0), reranker=reranker)
    assistant.add_files([incoming("plan.txt", PLAN), incoming("rules.md", RULES)])
    return assistant
