"""The words and phrases of an English question that the bundled tables know, without overlaps."""

from __future__ import annotations

from index.terms.everyday import EverydayWords
from index.terms.glossary import Glossary


def known_phrases(
    text: str, glossary: Glossary, everyday: EverydayWords
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return start, end and Chinese terms of the known phrases of an English text, in its order.

    Terms of the glossary, and phrases of several words that only the everyday words know: these have no terms of their own here
    (`EverydayWords.said_as` has them). Where two overlap, a phrase that holds all of a shorter term goes before it.
    """
    sure = [(known.start, known.end, known.terms) for known in glossary.translate(text)]
    for start, end in everyday.find_phrases(text):
        overlapping = [one for one in sure if one[0] < end and start < one[1]]
        inside = all(start <= one[0] and one[1] <= end for one in overlapping)
        if inside and (start, end) not in [one[:2] for one in overlapping]:
            sure = [one for one in sure if one not in overlapping] + [(start, end, ())]
    return sorted(sure, key=lambda one: one[0])
