"""Models that are named as on the hub, and where its client keeps them."""

from __future__ import annotations

import re
from pathlib import Path

_HUB_NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")


def is_hub_name(spec: str) -> bool:
    """Tell whether a setting can be a model's name on the hub, and not only a folder."""
    return not spec.startswith((".", "~", "/")) and _HUB_NAME.fullmatch(spec) is not None


def cached_folder(name: str) -> Path | None:
    """Return where the hub's client keeps the files of a model that was just loaded, None where it does not."""
    from huggingface_hub import snapshot_download

    # Models of the sentence-transformers organisation may be named without it.
    for repository in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(repository, local_files_only=True))
        except (OSError, ValueError):
            continue
    return None
