"""Law articles as the parser would hand them over, one document a law, one clause and chunk an article."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.training import split_sentences
from ingest import Chunk, Clause, Document, ParsedDocument, ParseReport, Sentence

_NUMBER = re.compile(r"第[一二三四五六七八九十百千零〇两]+条(?:之[一二三四五六七八九十]+)?$")


@dataclass(frozen=True, slots=True)
class Article:
    """An article; its id is the law's name and the article's number."""

    id: str
    text: str

    @property
    def law(self) -> str:
        """The law's name."""
        return _NUMBER.sub("", self.id)

    @property
    def number(self) -> str:
        """The article's number as printed; "" where the id has none."""
        return self.id[len(self.law) :]


def read_rows(path: Path) -> Iterator[dict[str, object]]:
    """Yield the objects of a compressed JSON-lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def parse_laws(articles: Iterable[Article]) -> list[ParsedDocument]:
    """Return a document for each law, its articles in the order given; the chunk ids are the articles' ids."""
    laws: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        laws[article.law].append(article)
    return [_parse_law(law, rows) for law, rows in laws.items()]


def _parse_law(law: str, articles: Sequence[Article]) -> ParsedDocument:
    text = "\n".join(article.text for article in articles)
    digest = hashlib.sha256(f"{law}\0{text}".encode()).hexdigest()
    document = Document(id=digest[:16], title=law, text=text, source_name=f"{digest[:16]}.txt", sha256=digest)
    clauses: list[Clause] = []
    chunks: list[Chunk] = []
    sentences: list[Sentence] = []
    start = 0
    for ordinal, article in enumerate(articles):
        end = start + len(article.text)
        clause_id = f"clause of {article.id}"
        path = (article.number,) if article.number else ()
        clauses.append(
            Clause(clause_id, document.id, None, ordinal, 1, article.number, "", path, start, end, end)
        )
        chunks.append(Chunk(article.id, document.id, clause_id, ordinal, start, end, article.text, path))
        sentences += _sentences(article, start)
        start = end + 1
    report = ParseReport(
        document.source_name, document.id, law, "utf-8", len(text), (), (), (), 0, len(chunks)
    )
    return ParsedDocument(document, tuple(clauses), (), tuple(chunks), tuple(sentences), report)


def _sentences(article: Article, offset: int) -> Iterator[Sentence]:
    place = 0
    for sentence in split_sentences(article.text):
        place = article.text.index(sentence, place)
        yield Sentence(article.id, offset + place, offset + place + len(sentence))
        place += len(sentence)
