"""The errors that whoever runs an evaluation can act on."""

from __future__ import annotations

from ingest import TiaowenError


class EvalError(TiaowenError):
    """An evaluation that cannot be run as asked."""


class QuestionError(EvalError):
    """A question set that is not as the schema says; the message names file and line."""


class EvidenceError(EvalError):
    """A question names a clause that the documents do not have."""


class BaselineError(EvalError):
    """A baseline that cannot be read."""
