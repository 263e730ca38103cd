"""A name that two encoders share only if they make the same vectors."""

from __future__ import annotations

import hashlib
from pathlib import Path

_HASH_LENGTH = 12


def name_folder(label: str, folder: Path) -> str:
    """Return `label@hash`, the hash taken over every file of a model folder but model card, logs and word lists.

    Weights, tokenizer, prompts and pooling all change vectors, so all of their files count.
    """
    digest = hashlib.sha256()
    for path in sorted(
        path for path in folder.rglob("*") if path.is_file() and _shapes_vectors(path, folder)
    ):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{label}@{digest.hexdigest()[:_HASH_LENGTH]}"


def _shapes_vectors(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return not hidden and path.suffix.lower() not in {".md", ".gz", ".jsonl"}
