"""Labelled pairs from what an answerer read for written questions: the fourth phase, with the hardest wrong texts.

Negatives that the whole system takes for the best are harder than those near the question by the encoder alone
(Xiong et al., 2021, ANCE).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from index.training.reranker.examples import LabelledPair, Rng

ReadKind = Literal["chunk", "sentence", "quotes"]

_RIGHT = 2  # texts of a kind that answer a question


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that an answerer had read for a question."""

    kind: ReadKind
    text: str
    answers: bool | None  # None where it can be called neither right nor wrong


@dataclass(frozen=True, slots=True)
class MinedQuestion:
    """A question as it was read, and the texts that were read for it, the best by the ranking first."""

    question: str
    texts: tuple[ReadText, ...]


def write_mined(path: Path, mined: Iterable[MinedQuestion]) -> int:
    """Write one JSON object a line and return how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for count, one in enumerate(mined, start=1):  # noqa: B007 -- the count is returned
            texts = [[text.kind, text.text, text.answers] for text in one.texts]
            file.write(json.dumps({"question": one.question, "texts": texts}, ensure_ascii=False) + "\n")
    return count


def read_mined(path: Path) -> Iterator[MinedQuestion]:
    """Yield the questions that `write_mined` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield MinedQuestion(row["question"], tuple(ReadText(*text) for text in row["texts"]))


def mined_pairs(mined: Iterable[MinedQuestion], most: int, rng: Rng) -> list[LabelledPair]:
    """Return the pairs of one pass: what answers, the wrong text that stood highest, and others drawn.

    Args:
        mined: the questions.
        most: wrong chunks of a question, and as many wrong sentences; of the quotes there is one text.
        rng: draws them.
    """
    pairs: list[LabelledPair] = []
    kinds: tuple[tuple[ReadKind, int], ...] = (("chunk", most), ("sentence", most), ("quotes", 1))
    for one in mined:
        for kind, count in kinds:
            own = [text for text in one.texts if text.kind == kind]
            right = [text for text in own if text.answers is True][:_RIGHT]
            wrong = _draw([text for text in own if text.answers is False], count, rng)
            pairs += [
                LabelledPair(one.question, text.text, float(text in right)) for text in (*right, *wrong)
            ]
    return pairs


def _draw(texts: Sequence[ReadText], count: int, rng: Rng) -> list[ReadText]:
    """Return the first text and others, `count` at most."""
    if len(texts) <= count:
        return list(texts)
    return [texts[0], *(texts[1 + place] for place in rng.permutation(len(texts) - 1)[: count - 1].tolist())]
