"""The errors of the index stage that a caller can act on."""

from __future__ import annotations

from ingest import TiaowenError


class LibraryError(TiaowenError):
    """A library on disk that cannot be used as asked."""


class IndexMismatchError(LibraryError):
    """The library was made by another encoder, or by a newer version of this program."""


class LibraryBusyError(LibraryError):
    """Another process is writing to the library and did not finish in time."""


class LibraryCorruptError(LibraryError):
    """The database file is damaged; nothing of it was changed."""


class NotInLibraryError(LibraryError):
    """An id that the library does not hold."""


class DocumentNotFoundError(NotInLibraryError):
    """No version of any document has this id."""


class ClauseNotFoundError(NotInLibraryError):
    """No clause has this id."""


class ChunkNotFoundError(NotInLibraryError):
    """No chunk has this id."""
