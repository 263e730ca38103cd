"""Asks an OpenAI-compatible endpoint, and trusts nothing that comes back."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ingest import TiaowenError

if TYPE_CHECKING:
    import httpx

MAX_REPLY_BYTES = 512 * 1024
_MOST_TOKENS = 2048  # of the reply


class Failure(StrEnum):
    """Why a language model gave no usable answer."""

    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"  # a status other than 200, a redirect among them
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"  # not the JSON that was asked for
    UNSUPPORTED = "unsupported"  # no sentence was supported by its evidence


class LlmError(TiaowenError):
    """A language model gave no usable answer; the message holds neither the key nor what the model wrote."""

    def __init__(self, failure: Failure, message: str) -> None:
        super().__init__(message)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint."""

    base_url: str  # without a trailing slash: http://127.0.0.1:8000/v1
    model: str
    timeout_s: float  # of a whole request, from connecting to the last byte
    api_key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """A message of a request."""

    role: str
    content: str


class _Message(BaseModel):
    model_config = ConfigDict(strict=True)

    content: str


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True)

    message: _Message


class _Completion(BaseModel):
    model_config = ConfigDict(strict=True)

    choices: list[_Choice] = Field(min_length=1)


class ChatClient:
    """Sends chats to one endpoint; thread-safe.

    Nothing is read from the environment: no proxy, no ~/.netrc. An office that needs a proxy names it as the
    base URL. Certificates are checked against the system's store, so an office's own authority counts.
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def complete(self, messages: Sequence[ChatMessage]) -> str:
        """Return what the model writes.

        Raises:
            LlmError: it did not answer in time, or not as a chat completion does.
        """
        payload = {
            "model": self._endpoint.model,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "temperature": 0,
            "seed": 0,
            "max_tokens": _MOST_TOKENS,
            "response_format": {"type": "json_object"},
            "stream": False,
        }
        body = asyncio.run(self._post(json.dumps(payload, ensure_ascii=False).encode()))
        try:
            return _Completion.model_validate_json(body).choices[0].message.content
        except ValidationError:
            # Not `from error`: a validation error quotes what was sent.
            raise LlmError(Failure.UNREADABLE, "the endpoint's reply is no chat completion") from None

    async def _post(self, body: bytes) -> bytes:
        import httpx  # not needed where no endpoint is set

        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # a compressed reply could grow without limit
        }
        if self._endpoint.api_key:
            headers["Authorization"] = f"Bearer {self._endpoint.api_key}"
        url = f"{self._endpoint.base_url}/chat/completions"
        try:
            # httpx's own limits are per read; this one holds for all of them together.
            async with asyncio.timeout(self._endpoint.timeout_s):
                async with (
                    httpx.AsyncClient(
                        trust_env=False,
                        follow_redirects=False,
                        timeout=None,
                        verify=ssl.create_default_context(),
                    ) as client,
                    client.stream("POST", url, content=body, headers=headers) as response,
                ):
                    return await _read(response)
        except TimeoutError:
            raise LlmError(Failure.TIMEOUT, f"no reply within {self._endpoint.timeout_s:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            name = type(error).__name__
            raise LlmError(Failure.UNREACHABLE, f"the endpoint cannot be reached ({name})") from None


async def _read(response: httpx.Response) -> bytes:
    """Return the body of a reply that is JSON, is not compressed and is not too large."""
    if response.status_code != 200:
        raise LlmError(Failure.REFUSED, f"the endpoint answered with status {response.status_code}")
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise LlmError(Failure.UNREADABLE, "the endpoint's reply is not JSON by its content type")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise LlmError(Failure.UNREADABLE, "the endpoint's reply is compressed, which was not asked for")
    body = bytearray()
    async for part in response.aiter_raw():
        body += part
        if len(body) > MAX_REPLY_BYTES:
            raise LlmError(Failure.TOO_LARGE, f"the endpoint's reply exceeds {MAX_REPLY_BYTES:,} bytes")
    return bytes(body)
