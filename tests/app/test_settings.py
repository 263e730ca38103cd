from __future__ import annotations

from pathlib import Path

import pytest

from app.settings import Settings, SettingsError
from ingest import TiaowenError


def test_an_empty_environment_gives_the_documented_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.encoder is None
    assert settings.threshold is None
    assert settings.max_upload_bytes == 64 * 1024 * 1024
    assert settings.data_dir.name == "tiaowen"


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "TIAOWEN_DATA_DIR": "/srv/library",
            "TIAOWEN_ENCODER": "models/large",
            "TIAOWEN_THRESHOLD": "0.35",
            "TIAOWEN_HOST": "0.0.0.0",
            "TIAOWEN_PORT": "8080",
            "TIAOWEN_MAX_UPLOAD_MB": "1.5",
        }
    )
    assert settings == Settings(
        data_dir=Path("/srv/library"),
        encoder="models/large",
        threshold=0.35,
        host="0.0.0.0",
        port=8080,
        max_upload_bytes=1_572_864,
    )


def test_a_blank_variable_counts_as_not_set() -> None:
    assert Settings.from_environment({"TIAOWEN_PORT": " "}).port == 7860


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
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as refused:
        Settings.from_environment({name: value})
    assert isinstance(refused.value, TiaowenError)
    assert "\n" not in str(refused.value)
