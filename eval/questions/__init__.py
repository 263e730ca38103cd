"""Question sets: what is asked, which clauses answer it, and on which side of the split it stands."""

from eval.questions.loading import load_questions, parse_question
from eval.questions.question import (
    ClauseRef,
    Kind,
    Language,
    Question,
    QuestionSet,
    Split,
    UnanswerableKind,
)
from eval.questions.splitting import select_split, split_of

__all__ = [
    "ClauseRef",
    "Kind",
    "Language",
    "Question",
    "QuestionSet",
    "Split",
    "UnanswerableKind",
    "load_questions",
    "parse_question",
    "select_split",
    "split_of",
]
