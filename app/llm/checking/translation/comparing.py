"""An English sentence over a Chinese passage: it must be a close translation of a run of its parts.

There is no general test for "is a translation of". This one asks for what can be counted in both languages: the
same figures with the same comparisons, the same modal words and negations, the same units in the same order and
roles, every word of the sentence known by the glossary or the learnt table as one of the passage's words, and
most of the passage's words said. A good translation can fail it; the answer of the rules is then given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.llm.checking.frames import without_frame
from app.llm.checking.passages import Passage
from app.llm.checking.runs import runs_of
from app.llm.checking.translation.figures import are_same, take_chinese_figures, take_english_figures
from app.llm.checking.translation.operators import (
    say_the_same,
    take_chinese_operators,
    take_english_operators,
)
from app.llm.checking.translation.roles import are_roles_kept
from app.llm.checking.translation.vocabulary import Vocabulary, share_said
from ingest import fold_layout

# Before numbers and operators are looked for, which these hold none of.
_ONE_WORD = (("one-off", "oneoff"), ("one-time", "oneoff"), ("per mu", "mu"), ("per capita", "percapita"))
_LEAST_SAID = 0.5  # share of the passage's words that the sentence must say


def is_translation(claim: str, passage: Passage) -> bool:
    """Say whether an English sentence says what a run of parts of a Chinese passage says, and nothing else."""
    return any(
        _is_translation_of(reading, run, passage)
        for reading in without_frame(claim, passage)
        for run in _runs(passage.sentences)
    )


def _runs(sentences: Sequence[str]) -> Iterator[str]:
    """Yield the texts that may be translated: of one sentence any run of its parts, of several all."""
    folded = [" ".join(fold_layout(sentence).lower().split()) for sentence in sentences]
    if len(folded) > 1:
        yield "。".join(folded)
    else:
        yield from runs_of(folded[0])


def _is_translation_of(claim: str, run: str, passage: Passage) -> bool:
    lowered = " ".join(fold_layout(claim).lower().split()).rstrip(".")
    for phrase, one_word in _ONE_WORD:
        lowered = lowered.replace(phrase, one_word)
    figures, words = take_english_figures(lowered)
    expected, text = take_chinese_figures(run)
    if not are_same(figures, expected):
        return False
    operators, words = take_english_operators(words)
    found, text = take_chinese_operators(text)
    if not say_the_same(operators, found):
        return False
    vocabulary = Vocabulary(run, text, (passage.title, *passage.path), claim)
    said = vocabulary.explain(words)
    if said is None or share_said(said, text) < _LEAST_SAID:
        return False
    duties = [(name, role) for unit, role in passage.duties if (name := fold_layout(unit).lower()) in run]
    return are_roles_kept(words, said, run, duties)
