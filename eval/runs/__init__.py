"""Runs: systems that are asked, the library that they are asked about, and what comes of it."""

from eval.runs.measuring import (
    find_evidence,
    measure_answers,
    measure_rankings,
)
from eval.runs.subject import Subject, existing_subject, temporary_subject
from eval.runs.systems import Ours, System, TopSpans, conversation_text

__all__ = [
    "Ours",
    "Subject",
    "System",
    "TopSpans",
    "conversation_text",
    "existing_subject",
    "find_evidence",
    "measure_answers",
    "measure_rankings",
    "temporary_subject",
]
