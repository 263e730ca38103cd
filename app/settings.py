"""The settings of a command or of the server, read once from the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import platformdirs

from ingest import TiaowenError

T = TypeVar("T")
N = TypeVar("N", int, float)

DEFAULT_RERANKER = "bundled"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7860
MEGABYTE = 1024 * 1024
DEFAULT_MAX_UPLOAD_BYTES = 64 * MEGABYTE
DEFAULT_LLM_TIMEOUT_S = 30.0
_SECRET = frozenset({"TIAOWEN_LLM_BASE_URL", "TIAOWEN_LLM_API_KEY"})  # never shown: both can hold a password


_LLM_PAIR = ("TIAOWEN_LLM_BASE_URL", "TIAOWEN_LLM_MODEL")


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
    reranker: str = DEFAULT_RERANKER  # TIAOWEN_RERANKER: "bundled", "none", or a model's folder or hub name
    llm_base_url: str | None = None  # TIAOWEN_LLM_BASE_URL: of an OpenAI-compatible endpoint, ".../v1"
    llm_model: str | None = None  # TIAOWEN_LLM_MODEL: set together with the base URL, or neither
    llm_api_key: str | None = field(default=None, repr=False)  # TIAOWEN_LLM_API_KEY
    llm_timeout_s: float = DEFAULT_LLM_TIMEOUT_S  # TIAOWEN_LLM_TIMEOUT_S: of a whole request

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
                if name in _SECRET:
                    raise SettingsError(f"{name} cannot be used: {error}") from None
                raise SettingsError(f"{name}={given[name]!r} cannot be used: {error}") from error

        for one, other in (_LLM_PAIR, _LLM_PAIR[::-1]):
            if one in given and other not in given:
                raise SettingsError(f"{one} is set and {other} is not; a language model needs both")
        return cls(
            data_dir=read(
                "TIAOWEN_DATA_DIR", _folder, platformdirs.user_data_path("tiaowen", appauthor=False)
            ),
            encoder=read("TIAOWEN_ENCODER", str, None),
            threshold=read("TIAOWEN_THRESHOLD", _probability, None),
            host=read("TIAOWEN_HOST", str, DEFAULT_HOST),
            port=read("TIAOWEN_PORT", _port, DEFAULT_PORT),
            max_upload_bytes=read("TIAOWEN_MAX_UPLOAD_MB", _megabytes, DEFAULT_MAX_UPLOAD_BYTES),
            reranker=read("TIAOWEN_RERANKER", str, DEFAULT_RERANKER),
            llm_base_url=read("TIAOWEN_LLM_BASE_URL", _base_url, None),
            llm_model=read("TIAOWEN_LLM_MODEL", str, None),
            llm_api_key=read("TIAOWEN_LLM_API_KEY", _api_key, None),
            llm_timeout_s=read("TIAOWEN_LLM_TIMEOUT_S", _seconds, DEFAULT_LLM_TIMEOUT_S),
        )


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    _ = parts.port  # raises ValueError for one that is no number
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("it must be a URL like http://127.0.0.1:8000/v1")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ValueError("it must hold no password, query or fragment; the key goes into TIAOWEN_LLM_API_KEY")
    return value.rstrip("/")


def _api_key(value: str) -> str:
    if not (value.isascii() and value.isprintable()) or " " in value:
        raise ValueError("it must be printable ASCII without blanks")
    return value


def _seconds(value: str) -> float:
    return _number(
        value, float, "a number of seconds above 0, at most 3600", lambda number: 0 < number <= 3600
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
