from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import Settings, SettingsError
from ingest import TiaowenError


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.encoder is None
    assert settings.reranker == "bundled"
    assert settings.threshold is None
    assert settings.max_upload_bytes == 64 * 1024 * 1024
    assert settings.data_dir.name == "tiaowen"


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "TIAOWEN_DATA_DIR": "/srv/library",
            "TIAOWEN_ENCODER": "models/large",
            "TIAOWEN_RERANKER": "models/reader",
            "TIAOWEN_THRESHOLD": "0.35",
            "TIAOWEN_HOST": "0.0.0.0",
            "TIAOWEN_PORT": "8080",
            "TIAOWEN_MAX_UPLOAD_MB": "1.5",
            "TIAOWEN_LLM_BASE_URL": "http://127.0.0.1:8000/v1/",
            "TIAOWEN_LLM_MODEL": "qwen3",
            "TIAOWEN_LLM_API_KEY": "sk-secret",
            "TIAOWEN_LLM_TIMEOUT_S": "2.5",
        }
    )
    assert settings == Settings(
        data_dir=Path("/srv/library"),
        encoder="models/large",
        reranker="models/reader",
        threshold=0.35,
        host="0.0.0.0",
        port=8080,
        max_upload_bytes=1_572_864,
        llm_base_url="http://127.0.0.1:8000/v1",
        llm_model="qwen3",
        llm_api_key="sk-secret",
        llm_timeout_s=2.5,
    )


def test_a_blank_variable_counts_as_not_set() -> None:
    assert Settings.from_environment({"TIAOWEN_PORT": " "}).port == 7860
    assert Settings.from_environment({"TIAOWEN_RERANKER": ""}) == Settings.from_environment({})


def test_a_home_folder_is_expanded() -> None:
    assert Settings.from_environment({"TIAOWEN_DATA_DIR": "~/policies"}).data_dir == Path.home() / "policies"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIAOWEN_THRESHOLD", "high"),
        ("TIAOWEN_THRESHOLD", "1.1"),
        ("TIAOWEN_THRESHOLD", "nan"),
        ("TIAOWEN_PORT", "http"),
        ("TIAOWEN_PORT", "65536"),
        ("TIAOWEN_PORT", "-1"),
        ("TIAOWEN_MAX_UPLOAD_MB", "0"),
        ("TIAOWEN_MAX_UPLOAD_MB", "inf"),
        ("TIAOWEN_DATA_DIR", "~nobody-of-this-name/library"),
        ("TIAOWEN_DATA_DIR", __file__),
        ("TIAOWEN_LLM_BASE_URL", "127.0.0.1:8000"),
        ("TIAOWEN_LLM_BASE_URL", "ftp://host/v1"),
        ("TIAOWEN_LLM_BASE_URL", "http://host:port/v1"),
        ("TIAOWEN_LLM_API_KEY", "a key"),
        ("TIAOWEN_LLM_TIMEOUT_S", "0"),
        ("TIAOWEN_LLM_TIMEOUT_S", "nan"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_environment({name: value})
    assert isinstance(refused.value, TiaowenError)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIAOWEN_LLM_API_KEY", "sk-geheim\u00fc"),
        ("TIAOWEN_LLM_BASE_URL", "https://user:sk-geheim@host/v1"),
        ("TIAOWEN_LLM_BASE_URL", "https://host/v1?key=sk-geheim"),
    ],
)
def test_a_refused_secret_is_not_shown(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_environment({name: value})
    assert "geheim" not in str(refused.value)


def test_the_key_is_not_shown_with_the_settings() -> None:
    assert "sk-secret" not in repr(Settings.from_environment({"TIAOWEN_LLM_API_KEY": "sk-secret"}))


@pytest.mark.parametrize("name", ["TIAOWEN_LLM_BASE_URL", "TIAOWEN_LLM_MODEL"])
def test_half_a_language_model_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="needs both"):
        Settings.from_environment({name: "http://127.0.0.1:8000/v1"})
