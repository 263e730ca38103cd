"""What can go wrong when a re-ranker is loaded."""

from __future__ import annotations

from ingest import TiaowenError


class RerankerError(TiaowenError):
    """A re-ranker that cannot be loaded; the message says which and what to do."""
