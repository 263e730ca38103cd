"""The settings of a command or of the server, read once from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import platformdirs

from ingest import TiaowenError

T = TypeVar("T")
N = TypeVar("N", int, float)

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
MEGABYTE = 1024 * 1024
DEFAULT_MAX_UPLOAD_BYTES = 64 * MEGABYTE


class SettingsError(TiaowenError):
    """A setting holds a value that cannot be used."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; a command's options win over these."""

    data_dir: Path  # TIAOWEN_DATA_DIR: the folder of the library
    encoder: str | None  # TIAOWEN_ENCODER: a model's folder or hub name; None means the bundled encoder
    threshold: (
        float | None
    )  # TIAOWEN_THRESHOLD: confidence in [0, 1] to answer at; None means the published one
    host: str  # TIAOWEN_HOST: the address to serve on
    port: int  # TIAOWEN_PORT: 0 lets the system choose
    max_upload_bytes: int  # TIAOWEN_MAX_UPLOAD_MB: of one request, all its files together

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read every TIAOWEN_ variable; one that is missing or blank has its default.

        Raises:
            SettingsError: a value cannot be used; the message names the variable.
        """
        given = {name: value.strip() for name, value in environ.items() if value.strip()}

        def read(name: str, parse: Callable[[str], T], default: T) -> T:
            if name not in given:
                return default
            try:
                return parse(given[name])
            except (ValueError, RuntimeError) as error:  # RuntimeError: a "~user" that does not exist
                raise SettingsError(f"{name}={given[name]!r} cannot be used: {error}") from error

        return cls(
            data_dir=read(
                "TIAOWEN_DATA_DIR", _folder, platformdirs.user_data_path("tiaowen", appauthor=False)
            ),
            encoder=read("TIAOWEN_ENCODER", str, None),
            threshold=read("TIAOWEN_THRESHOLD", _probability, None),
            host=read("TIAOWEN_HOST", str, DEFAULT_HOST),
            port=read("TIAOWEN_PORT", _port, DEFAULT_PORT),
            max_upload_bytes=read("TIAOWEN_MAX_UPLOAD_MB", _megabytes, DEFAULT_MAX_UPLOAD_BYTES),
        )


def _folder(value: str) -> Path:
    folder = Path(value).expanduser()
    if folder.exists() and not folder.is_dir():
        raise ValueError("it is a file, not a folder")
    return folder


def _probability(value: str) -> float:
    return _number(value, float, "a number from 0 to 1", lambda number: 0 <= number <= 1)


def _port(value: str) -> int:
    return _number(value, int, "a whole number from 0 to 65535", lambda number: 0 <= number <= 65535)


def _megabytes(value: str) -> int:
    megabytes = _number(value, float, "a number of megabytes above 0", lambda number: 0 < number <= 1e6)
    return int(megabytes * MEGABYTE)


def _number(value: str, kind: type[N], wanted: str, is_allowed: Callable[[N], bool]) -> N:
    try:
        number = kind(value)
    except ValueError:
        raise ValueError(f"it must be {wanted}") from None
    if not is_allowed(number):
        raise ValueError(f"it must be {wanted}")
    return number
