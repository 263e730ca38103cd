"""Which files of the given paths are taken, and by what name they are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import NoSourcesError

SUPPORTED_SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file and the name it has in the library: its path below the folder that was given, with "/"."""

    path: Path
    source_name: str


def find_sources(paths: Sequence[Path]) -> list[SourceFile]:
    """Return the files to ingest, each once, in the order of the paths and by name within a folder.

    A file that is named itself is always returned, whatever its suffix (reading it may then refuse it by
    name); of a folder, text and Markdown files, hidden ones left out.

    Raises:
        NoSourcesError: a path does not exist, or there is nothing to take.
    """
    found: dict[Path, SourceFile] = {}
    for path in paths:
        if not path.exists():
            raise NoSourcesError(f"{path}: no such file or folder")
        for source in _sources_below(path) if path.is_dir() else [SourceFile(path, path.name)]:
            found.setdefault(source.path.resolve(), source)
    if not found:
        suffixes = ", ".join(sorted(SUPPORTED_SUFFIXES))
        folders = ", ".join(str(path) for path in paths)
        raise NoSourcesError(f"{folders}: no file to ingest there; files ending in {suffixes} are taken")
    return list(found.values())


def _sources_below(folder: Path) -> list[SourceFile]:
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in SUPPORTED_SUFFIXES and not _is_hidden(path, folder)
    ]
    return [SourceFile(path, path.relative_to(folder).as_posix()) for path in files]


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
