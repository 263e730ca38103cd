"""A question -> an answer with citations, or an abstention, by rules and fitted parameters alone."""

from app.answering.answerer import Answerer, Considered
from app.answering.decision import DECISION_FEATURES
from app.answering.evidence import FEATURES, Candidate
from app.answering.ranking import FittedModels, LogisticModel, parse_models
from app.answering.reading import READING_FEATURES, text_of_quotes, texts_of_chunks, texts_of_sentences
from app.answering.texts import quotes_of_best
from app.verbatim import cite_hit

__all__ = [
    "DECISION_FEATURES",
    "FEATURES",
    "READING_FEATURES",
    "Answerer",
    "Candidate",
    "Considered",
    "FittedModels",
    "LogisticModel",
    "cite_hit",
    "parse_models",
    "quotes_of_best",
    "text_of_quotes",
    "texts_of_chunks",
    "texts_of_sentences",
]
