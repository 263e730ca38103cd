"""Small documents, about places that do not exist, for the tests of parsing."""

from __future__ import annotations

from ingest import ParsedDocument, parse_bytes


def parse(text: str, name: str = "plan.txt") -> ParsedDocument:
    return parse_bytes(text.encode(), name)


def tree(parsed: ParsedDocument) -> list[tuple[int, str]]:
    """Level and label of every numbered clause, in order."""
    return [(clause.level, clause.label) for clause in parsed.clauses if clause.level > 0]


def texts(parsed: ParsedDocument) -> list[str]:
    return [chunk.text for chunk in parsed.chunks]
