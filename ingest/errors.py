"""The errors that a caller of any stage can act on, as one small tree."""

from __future__ import annotations


class TiaowenError(Exception):
    """Something that the person who asked for it can mend; the message says how."""


class IngestError(TiaowenError):
    """A file that cannot be taken into a library."""


class UnreadableFileError(IngestError):
    """The file is missing, empty, binary, too large or in no known encoding."""


class NoSourcesError(IngestError):
    """The given paths hold no file of a supported type."""
