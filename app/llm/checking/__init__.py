"""Does the evidence say what a sentence says? Pure functions; in doubt, no."""

from __future__ import annotations

import re

from app.llm.checking.extracts import is_extract
from app.llm.checking.passages import Passage
from app.llm.checking.translation import is_translation

__all__ = ["Passage", "is_supported"]

_HAN = re.compile(r"[\u3400-\u9fff]")


def is_supported(sentence: str, passage: Passage) -> bool:
    """Say whether a sentence says nothing but what all sentences of the passage together say.

    A sentence in the language of the passage must be an extract of it; an English sentence over a Chinese passage must be
    a close translation. A Chinese sentence over an English passage is never supported.
    """
    if not _HAN.search(sentence) and any(_HAN.search(one) for one in passage.sentences):
        return is_translation(sentence, passage)
    return is_extract(sentence, passage)
