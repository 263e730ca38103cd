"""Invented policies in any number: the sentences of the sample policies in new orders, by a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import app
from ingest import ParsedDocument, find_sources, parse_bytes, parse_source

SAMPLES = Path(app.__file__).parent / "samples"
CLAUSES_PER_DOCUMENT = 40
_SENTENCES_PER_CLAUSE = (1, 5)


@cache
def sample_sentences() -> tuple[str, ...]:
    """Return the sentences of the sample policies, each once, in order."""
    sentences: list[str] = []
    for source in find_sources([SAMPLES]):
        parsed = parse_source(source)
        text = parsed.document.text
        sentences += ["".join(text[s.start : s.end].split()) for s in parsed.sentences]
    return tuple(dict.fromkeys(sentence for sentence in sentences if len(sentence) > 8))


def invented_texts(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the file name and the text of `count` regulations of `CLAUSES_PER_DOCUMENT` articles each."""
    chance = random.Random(seed)
    for number in range(count):
        articles = (f"第{n}条 {_clause(chance)}" for n in range(1, CLAUSES_PER_DOCUMENT + 1))
        yield f"{seed}-{number:05}.txt", "\n\n".join([f"第{number}号管理办法", *articles]) + "\n"


def invented_documents(count: int, seed: int = 0) -> list[ParsedDocument]:
    """Return the same, parsed."""
    return [parse_bytes(text.encode("utf-8"), name) for name, text in invented_texts(count, seed)]


def invented_clauses(count: int, seed: int = 0) -> list[str]:
    """Return the texts of `count` clauses."""
    chance = random.Random(seed)
    return [_clause(chance) for _ in range(count)]


def questions(count: int, seed: int = 0) -> list[str]:
    """Return questions made of the beginnings of sentences."""
    chance = random.Random(seed)
    return [sentence[: chance.randint(6, 16)] for sentence in chance.choices(sample_sentences(), k=count)]


def _clause(chance: random.Random) -> str:
    sentences: Sequence[str] = sample_sentences()
    return "".join(chance.choices(sentences, k=chance.randint(*_SENTENCES_PER_CLAUSE)))
