"""What is said beside an answer when a language model could not be used, or not wholly."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.llm.client import Failure
from ingest import to_traditional

_CHINESE: Mapping[Failure, str] = MappingProxyType(
    {
        Failure.TIMEOUT: "没有在时限内答复",
        Failure.UNREACHABLE: "无法连接",
        Failure.REFUSED: "拒绝了请求",
        Failure.TOO_LARGE: "的答复过长",
        Failure.UNREADABLE: "的答复不合格式",
        Failure.UNSUPPORTED: "所写的话都没有通过与原文的核对",
    }
)
_ENGLISH: Mapping[Failure, str] = MappingProxyType(
    {
        Failure.TIMEOUT: "did not reply in time",
        Failure.UNREACHABLE: "could not be reached",
        Failure.REFUSED: "refused the request",
        Failure.TOO_LARGE: "sent too long a reply",
        Failure.UNREADABLE: "sent a reply that cannot be read",
        Failure.UNSUPPORTED: "wrote nothing that the documents support",
    }
)


def say_failed(failure: Failure, language: str) -> str:
    """Return that the language model failed and the answer is that of the rules."""
    if language == "en":
        return f"The language model {_ENGLISH[failure]}. This answer was made without it, by quoting the clauses."
    return _in_script(f"语言模型{_CHINESE[failure]}，以下答案未用语言模型，由程序直接摘引条文。", language)


def say_dropped(count: int, language: str) -> str:
    """Return that sentences of the language model were left out; "" where none was."""
    if not count:
        return ""
    if language == "en":
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        return f"{sentences} of the language model differed from the documents and {'was' if count == 1 else 'were'} left out."
    return _in_script(f"语言模型另有 {count} 句话没有通过与原文的核对，已略去。", language)


def _in_script(text: str, language: str) -> str:
    return to_traditional(text) if language == "zh-Hant" else text
