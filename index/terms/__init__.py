"""Terms of the field in Chinese and English, and the names of units."""

from index.terms.entries import Field, GlossaryEntry, GlossaryError
from index.terms.everyday import EverydayWords, EverydayWordsError
from index.terms.glossary import Glossary, GlossaryMatch
from index.terms.phrases import known_phrases

__all__ = [
    "EverydayWords",
    "EverydayWordsError",
    "Field",
    "Glossary",
    "GlossaryEntry",
    "GlossaryError",
    "GlossaryMatch",
    "known_phrases",
]
