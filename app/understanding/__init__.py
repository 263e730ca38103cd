"""What a question asks: its language, kind, terms and names, by itself and in its conversation."""

from app.understanding.clausenames import find_named_clauses
from app.understanding.contrast import Contrast, contrast_of, speaks_of_other_years
from app.understanding.coverage import coverage, fold_words, folded_text, term_coverage, weighted_mean
from app.understanding.emptywords import EMPTY_WORDS
from app.understanding.expected import Expected, expected_form
from app.understanding.focus import focus_of
from app.understanding.followups import Resolved, resolve
from app.understanding.lexicon import Lexicon, build_lexicon, segment
from app.understanding.names import NameIndex, spell
from app.understanding.question import Kind, Language, Question, understand
from app.understanding.scope import Scope, looked_for, split_names, without_words
from app.understanding.sides import Side, find_sides
from app.understanding.terms import ASKING_WORDS, Term, TermKind, to_expansions
from app.understanding.unitquestions import asked_unit_names, asks_lead, topic_beside_unit
from app.understanding.unknowns import names_unknown

__all__ = [
    "ASKING_WORDS",
    "EMPTY_WORDS",
    "Contrast",
    "Expected",
    "Kind",
    "Language",
    "Lexicon",
    "NameIndex",
    "Question",
    "Resolved",
    "Scope",
    "Side",
    "Term",
    "TermKind",
    "asked_unit_names",
    "asks_lead",
    "build_lexicon",
    "contrast_of",
    "coverage",
    "expected_form",
    "find_named_clauses",
    "find_sides",
    "focus_of",
    "fold_words",
    "folded_text",
    "looked_for",
    "names_unknown",
    "resolve",
    "segment",
    "speaks_of_other_years",
    "spell",
    "split_names",
    "term_coverage",
    "to_expansions",
    "topic_beside_unit",
    "understand",
    "weighted_mean",
    "without_words",
]
