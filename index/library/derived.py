"""Search indexes beside the database: made from it, checked on loading, made again where they do not fit.

A snapshot is a folder `faiss-<generation>` or `tantivy-<generation>` with a manifest that says which
committed state it was made from and the checksums of its files. It is written under a temporary name, forced
to disk and renamed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.dense import DENSE_FORMAT, DenseIndex, Half
from index.lexical import LEXICAL_FORMAT, LexicalEntry, LexicalIndex
from index.library.database import Meta
from index.library.reading import Reader
from index.library.writing import unpack_path
from ingest import subject_of

logger = logging.getLogger(__name__)

_MANIFEST = "manifest.json"
_TEMPORARY = ".building-"
_FORMATS = {"faiss": DENSE_FORMAT, "tantivy": LEXICAL_FORMAT}
_STORED_DTYPE = np.dtype("<f2")


@dataclass(frozen=True, slots=True)
class SearchIndexes:
    """Both legs over the chunks of one committed state; dense is None while the library has no vectors."""

    dense: DenseIndex | None
    lexical: LexicalIndex


def pack_vectors(vectors: Half) -> bytes:
    """Return the stored form of a chunk's vectors, shape (1 + sentences, dimension)."""
    return vectors.astype(_STORED_DTYPE).tobytes()


def is_published(folder: Path, meta: Meta) -> bool:
    """Say whether both snapshots of a state stand beside the database, without checking their files."""
    return all(_manifest_fits(folder / f"{kind}-{meta.generation}", kind, meta) for kind in _FORMATS)


def load(folder: Path, meta: Meta) -> SearchIndexes | None:
    """Return the published indexes of a state, or None where one is missing, torn or of another state."""
    try:
        for kind in _FORMATS:
            snapshot = folder / f"{kind}-{meta.generation}"
            if not _manifest_fits(snapshot, kind, meta) or not _files_fit(snapshot):
                return None
        dense = DenseIndex.load(folder / f"faiss-{meta.generation}") if meta.dimension is not None else None
        return SearchIndexes(dense, LexicalIndex.load(folder / f"tantivy-{meta.generation}"))
    except (OSError, ValueError, RuntimeError) as error:
        # A writer may take an old snapshot away while it is read; whatever the reason, it can be made again.
        logger.warning("the search indexes of generation %d cannot be read (%s)", meta.generation, error)
        return None


def build(reader: Reader) -> SearchIndexes:
    """Make both indexes in memory from what the reader sees."""
    return SearchIndexes(_build_dense(reader), LexicalIndex.build(_entries(reader)))


def publish(folder: Path, reader: Reader) -> SearchIndexes:
    """Make both indexes, put them beside the database and take away those of other states.

    The caller holds the writer's lock.
    """
    meta = reader.meta
    _discard(folder, keep=lambda name: not name.startswith(_TEMPORARY))  # what a killed writer left
    dense = _build_dense(reader)
    _publish(folder, "faiss", meta, lambda target: dense.save(target) if dense is not None else None)
    _publish_lexical(folder, reader)
    _discard(folder, keep=lambda name: name.endswith(f"-{meta.generation}"))
    return SearchIndexes(dense, LexicalIndex.load(folder / f"tantivy-{meta.generation}"))


def _publish_lexical(folder: Path, reader: Reader) -> None:
    """Publish the lexical index: an earlier one with the new chunks added to it, where nothing else changed.

    A chunk that was taken away would still count in the frequencies of an earlier index: then all is made anew.
    """
    chunks = reader.rows(
        "SELECT c.key, c.id, d.parser_version FROM chunks c JOIN documents d ON d.key = c.document_key "
        "WHERE d.is_current ORDER BY c.key"
    )
    last_key = chunks[-1][0] if chunks else 0
    base, base_key = _find_base(folder, chunks)
    _publish(
        folder,
        "tantivy",
        reader.meta,
        lambda target: LexicalIndex.build(_entries(reader, base_key), target, base),
        {"last_key": last_key, "chunks": _fingerprint(chunks, last_key)},
    )


def _find_base(folder: Path, chunks: Sequence[Any]) -> tuple[list[Path], int]:
    """Return the files of a lexical index that holds the first of these chunks, and the key of its last one."""
    for snapshot in sorted(folder.glob("tantivy-*")):
        manifest = _read_manifest(snapshot) or {}
        last_key = manifest.get("last_key")
        if (
            manifest.get("format") == LEXICAL_FORMAT
            and isinstance(last_key, int)
            and manifest.get("chunks") == _fingerprint(chunks, last_key)
            and _files_fit(snapshot)
        ):
            return _data_files(snapshot), last_key
    return [], 0


def _fingerprint(chunks: Sequence[Any], last_key: int) -> str:
    """Return a hash of the chunks up to a key."""
    described = "\n".join(f"{key} {chunk_id} {parser}" for key, chunk_id, parser in chunks if key <= last_key)
    return hashlib.sha256(described.encode()).hexdigest()


def _publish(
    folder: Path,
    kind: str,
    meta: Meta,
    write: Callable[[Path], object],
    contents: Mapping[str, object] | None = None,
) -> None:
    target = folder / f"{kind}-{meta.generation}"
    temporary = folder / f"{_TEMPORARY}{kind}-{uuid.uuid4().hex}"
    temporary.mkdir()
    write(temporary)
    checksums = {path.name: _checksum(path) for path in _data_files(temporary)}
    manifest = {
        "format": _FORMATS[kind],
        "generation": meta.generation,
        "state": meta.state,
        "files": checksums,
        **(contents or {}),
    }
    (temporary / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    for path in (*_data_files(temporary), temporary / _MANIFEST, temporary):
        _force_to_disk(path)
    if target.exists():
        shutil.rmtree(target)  # torn, or of another state: whoever reads it falls back to making its own
    temporary.rename(target)
    _force_to_disk(folder)


def _discard(folder: Path, keep: Callable[[str], bool]) -> None:
    prefixes = (_TEMPORARY, *(f"{kind}-" for kind in _FORMATS))
    for path in folder.iterdir():
        if path.name.startswith(prefixes) and path.is_dir() and not keep(path.name):
            shutil.rmtree(path)


def _manifest_fits(snapshot: Path, kind: str, meta: Meta) -> bool:
    manifest = _read_manifest(snapshot)
    expected = {"format": _FORMATS[kind], "generation": meta.generation, "state": meta.state}
    return manifest is not None and all(manifest.get(name) == value for name, value in expected.items())


def _files_fit(snapshot: Path) -> bool:
    manifest = _read_manifest(snapshot)
    if manifest is None:
        return False
    files = manifest.get("files")
    return isinstance(files, dict) and files == {path.name: _checksum(path) for path in _data_files(snapshot)}


def _read_manifest(snapshot: Path) -> dict[str, object] | None:
    try:
        manifest = json.loads((snapshot / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def _data_files(snapshot: Path) -> list[Path]:
    """Return the files that hold an index: not the manifest, nor the lock files that tantivy leaves."""
    return sorted(p for p in snapshot.iterdir() if p.name != _MANIFEST and p.suffix != ".lock")


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _force_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _build_dense(reader: Reader) -> DenseIndex | None:
    dimension = reader.meta.dimension
    if dimension is None:
        return None
    row_bytes = dimension * _STORED_DTYPE.itemsize
    sizes = reader.rows(
        "SELECT c.key, c.document_key, length(v.data) FROM vectors v JOIN chunks c ON c.key = v.chunk_key "
        "JOIN documents d ON d.key = c.document_key WHERE d.is_current ORDER BY c.key"
    )
    table = np.asarray(sizes, dtype=np.int64).reshape(len(sizes), 3)
    counts = table[:, 2] // row_bytes
    rows = np.empty((int(counts.sum()), dimension), dtype=np.float16)
    start = 0
    for (data,) in reader.stream(
        "SELECT v.data FROM vectors v JOIN chunks c ON c.key = v.chunk_key "
        "JOIN documents d ON d.key = c.document_key WHERE d.is_current ORDER BY c.key"
    ):
        vectors = np.frombuffer(data, dtype=_STORED_DTYPE).reshape(-1, dimension)
        rows[start : start + len(vectors)] = vectors
        start += len(vectors)
    return DenseIndex.build(table[:, 0].copy(), table[:, 1].copy(), counts, rows)


def _entries(reader: Reader, after_key: int = 0) -> Iterator[LexicalEntry]:
    for key, document_key, title, source_name, beginning, path, body in reader.stream(
        "SELECT c.key, c.document_key, d.title, d.source_name, substr(d.text, 1, 1000), c.path, c.text FROM chunks c "
        "JOIN documents d ON d.key = c.document_key WHERE d.is_current AND c.key > ? ORDER BY c.key",
        (after_key,),
    ):
        yield LexicalEntry(
            key, document_key, subject_of(title, source_name, beginning), "\n".join(unpack_path(path)), body
        )
