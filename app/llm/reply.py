"""What the model wrote -> the sentences that it claims, each with the quotes that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.llm.client import Failure, LlmError

# What a model may write, so that checking it stays quick.
_MOST_SENTENCES = 16
_MOST_QUOTES = 8  # of one sentence
_LONGEST_SENTENCE = 1_000  # characters
_LONGEST_QUOTE = 2_000
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)  # what a reasoning model says to itself
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that the model says a clause holds."""

    number: str  # of the clause, "2", or of one of its sentences, "2.1"
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the model; nothing in it is known to be true."""

    text: str
    quotes: tuple[Quote, ...]


class _QuoteModel(BaseModel):
    model_config = ConfigDict(strict=True)

    number: str = Field(max_length=16)
    quote: str = Field(max_length=_LONGEST_QUOTE)


class _ClaimModel(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str = Field(max_length=_LONGEST_SENTENCE)
    evidence: list[_QuoteModel] = Field(default=[], max_length=_MOST_QUOTES)


class _ReplyModel(BaseModel):
    model_config = ConfigDict(strict=True)

    sentences: list[_ClaimModel] = Field(max_length=_MOST_SENTENCES)


def parse_reply(content: str) -> tuple[Claim, ...]:
    """Return the sentences that a model's reply claims.

    Raises:
        LlmError: the reply is not the JSON that was asked for.
    """
    content = _THOUGHTS.sub("", content)
    if fenced := _FENCE.match(content):
        content = fenced[1]
    try:
        reply = _ReplyModel.model_validate_json(content)
    except ValidationError:
        raise LlmError(Failure.UNREADABLE, "the model did not write the JSON that was asked for") from None
    return tuple(
        Claim(one.text, tuple(Quote(quote.number.strip(), quote.quote) for quote in one.evidence))
        for one in reply.sentences
    )
