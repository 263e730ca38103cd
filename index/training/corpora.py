"""The training data as it lies in the data folder: typed rows, and the split that keeps laws for measuring."""

from __future__ import annotations

import json
import lzma
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HELD_OUT_PERCENT = 5

# Chinese stops and line ends close a sentence; Latin stops only before white space.
_SENTENCE_END = re.compile(r"(?<=[。；！？\n])|(?<=[.;!?])\s+")


@dataclass(frozen=True, slots=True)
class StatutePair:
    """An article in Chinese (both scripts) and in English."""

    law: str  # the law's id
    title_zh: str
    title_en: str
    zh: str
    zh_hant: str
    en: str


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence and its translation."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DictionaryEntry:
    """A headword in both scripts and its English senses."""

    zh: str
    zh_hant: str
    senses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionPair:
    """A question and the text that answers it, both Chinese."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class LawArticle:
    """An article of a law with the titles above it."""

    law: str
    heading: str
    number: str
    text: str


def is_held_out(law: str) -> bool:
    """Tell whether a law is kept out of all training, by a hash of its name that never changes."""
    return zlib.crc32(law.encode()) % 100 < HELD_OUT_PERCENT


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a Chinese or English text, in order, without empty ones."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def read_statutes(folder: Path) -> Iterator[StatutePair]:
    """Yield the articles of `statutes_zh_en.jsonl.xz` in file order."""
    for row in _rows(folder / "statutes_zh_en.jsonl.xz"):
        law = row["id"].split("#")[0]
        yield StatutePair(law, row["law_zh"], row["law_en"], row["zh"], row["zh_hant"], row["en"])


def read_sentences(folder: Path) -> Iterator[SentencePair]:
    """Yield the pairs of `sentences_zh_en.jsonl.xz` in file order."""
    for row in _rows(folder / "sentences_zh_en.jsonl.xz"):
        yield SentencePair(row["zh"], row["en"])


def read_dictionary(folder: Path) -> Iterator[DictionaryEntry]:
    """Yield the entries of `dictionary_zh_en.jsonl.xz` in file order."""
    for row in _rows(folder / "dictionary_zh_en.jsonl.xz"):
        yield DictionaryEntry(row["zh"], row["zh_hant"], tuple(row["en"]))


def read_questions(folder: Path) -> Iterator[QuestionPair]:
    """Yield the pairs of `questions_zh.jsonl.xz` in file order."""
    for row in _rows(folder / "questions_zh.jsonl.xz"):
        yield QuestionPair(row["question"], row["passage"])


def read_articles(folder: Path) -> Iterator[LawArticle]:
    """Yield the articles of `articles_zh.jsonl.xz` in file order."""
    for row in _rows(folder / "articles_zh.jsonl.xz"):
        yield LawArticle(row["law"], row["heading"], row["number"], row["text"])


def is_plausible(pair: SentencePair) -> bool:
    """Tell whether the two lengths fit a translation: 0.6 to 8 English letters for each Chinese character."""
    chinese = sum("一" <= character <= "鿿" for character in pair.zh)
    if chinese < 2 or chinese < 0.4 * len(pair.zh.replace(" ", "")):
        return False
    return 1.0 <= len(pair.en) / chinese <= 9.0 and len(pair.en) >= 6


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
