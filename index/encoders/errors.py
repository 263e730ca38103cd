"""What can go wrong when an encoder is loaded."""

from __future__ import annotations

from ingest import TiaowenError


class EncoderError(TiaowenError):
    """An encoder that cannot be loaded; the message says which and what to do."""
