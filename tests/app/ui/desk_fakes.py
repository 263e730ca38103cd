"""A small assistant over three short documents, for the page's tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.types import Answer, Citation, Message
from ingest import Clause, TiaowenError

PLAN = """云岭县高新区管理方案
(本文件系虚构)
一、总体要求
坚持放管结合,提高效率。
二、重点任务
(一)规范管理权限。由县行政审批局向高新区下放审批事项。
(二)统一执法。组建联合执法队伍,负责高新区执法。县城管局牵头,县应急局配合。
(三)薪酬制度。薪酬总额不超过上年度的二点五倍。
三、保障措施
每年十二月底前报告进展。
"""
HOSTILE = """<script>window.hacked = 1</script>办法
一、<img src="http://evil.example/pixel.png" onerror="window.hacked=2">条款
本条含有 <script>window.hacked = 3</script> 与 ${window.hacked = 4} 和 {{constructor}} 以及 `反引号`。\r
<iframe src="http://evil.example/"></iframe> ![图](http://evil.example/markdown.png) 到此为止。
二、其他
无。
"""
LONG = (
    "长办法\n一、前言\n"
    + "这是填充的段落。\n" * 3000
    + "二、期限\n申请人应当在三十日内提交材料。\n"
    + "尾部。\n" * 3000
)


@dataclass(frozen=True, slots=True)
class FakeDocument:
    """A document with clauses at the marked lines."""

    id: str
    title: str
    source_name: str
    text: str

    def clauses(self) -> list[Clause]:
        """Return one level of clauses: each line that opens with 一、 二、 三、 or (一) (二) (三)."""
        starts = [
            offset
            for offset, line in _lines(self.text)
            if line[:2] in {"一、", "二、", "三、"} or line[:3] in {"(一)", "(二)", "(三)"}
        ]
        ends = [*starts[1:], len(self.text)]
        return [self._clause(number, *span) for number, span in enumerate(zip(starts, ends, strict=True))]

    def _clause(self, number: int, start: int, end: int) -> Clause:
        label = self.text[start : start + (3 if self.text[start] == "(" else 2)]
        heading = self.text[start + len(label) : end].splitlines()[0].split("。")[0]
        path = (label + heading,)
        return Clause(f"{self.id}/{number}", self.id, None, number, 1, label, heading, path, start, end, end)

    def cite(self, quote: str, marker: int, lead: tuple[str, ...] = ()) -> Citation:
        """Return a citation of the only place where a quote stands."""
        assert self.text.count(quote) == 1
        start = self.text.index(quote)
        clause = next(c for c in self.clauses() if c.start <= start < c.end)
        return Citation(
            marker=marker,
            document_id=self.id,
            document_title=self.title,
            source_name=self.source_name,
            document_sha256=hashlib.sha256(self.text.encode()).hexdigest(),
            clause_id=clause.id,
            clause_path=clause.path,
            quote=quote,
            start=start,
            end=start + len(quote),
            lead_units=lead,
            responsible_units=(),
            score=0.9,
        )


DOCUMENTS = (
    FakeDocument("plan", "云岭县高新区管理方案", "plan.txt", PLAN),
    FakeDocument(
        "hostile", '<b onclick="x">恶意</b>办法', "<img src=http://evil.example/a.png>.txt", HOSTILE
    ),
    FakeDocument("long", "长办法", "long.txt", LONG),
)


class FakeAssistant:
    """Answers by a word of the question; remembers what it was asked."""

    def __init__(self, documents: Sequence[FakeDocument] = DOCUMENTS) -> None:
        self._documents = {document.id: document for document in documents}
        self.asked: list[tuple[str, list[Message], list[str] | None]] = []

    def ask(
        self, question: str, history: Sequence[Message], top_k: int, document_ids: Sequence[str] | None
    ) -> Answer:
        """Answer, abstain or fail, as the question's words say."""
        self.asked.append((question, list(history), None if document_ids is None else list(document_ids)))
        if "错误" in question:
            raise TiaowenError("the library is being rebuilt; ask again in a moment")
        if "崩溃" in question:
            raise RuntimeError("a bug")
        statements = self._statements(question, document_ids)
        citations = tuple(replace(cited, marker=n) for n, cited in enumerate(statements, start=1))
        text = "\n".join(f"{cited.quote}[{cited.marker}]" for cited in citations)
        if citations:
            return Answer(question, True, 0.934, text, citations, (), 1, 7.9)
        tips = (
            (self._documents["plan"].cite("每年十二月底前报告进展。", 1),)
            if "plan" in self._documents
            else ()
        )
        return Answer(question, False, 0.12, "没有找到。", (), tips, 1, 5.2)

    def documents(self) -> Sequence[FakeDocument]:
        """Return the documents."""
        return list(self._documents.values())

    def outline(self, document_id: str) -> Sequence[Clause]:
        """Return a document's clauses."""
        return self._documents[document_id].clauses()

    def text(self, document_id: str) -> str:
        """Return a document's text."""
        return self._documents[document_id].text

    def _statements(self, question: str, document_ids: Sequence[str] | None) -> list[Citation]:
        found: list[Citation] = []
        if "执法" in question or "enforcement" in question:
            found += [
                self._documents["plan"].cite("组建联合执法队伍,负责高新区执法。", 1),
                self._documents["plan"].cite("县城管局牵头,县应急局配合。", 2, lead=("县城管局",)),
            ]
        if "恶意" in question:
            start = HOSTILE.index("本条含有")
            found.append(self._documents["hostile"].cite(HOSTILE[start : HOSTILE.index("到此为止。") + 5], 1))
        if "期限" in question:
            found.append(self._documents["long"].cite("三十日内", 1))
        return [cited for cited in found if document_ids is None or cited.document_id in document_ids]


def _lines(text: str) -> list[tuple[int, str]]:
    lines, offset = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((offset, line))
        offset += len(line)
    return lines
