from __future__ import annotations

import pytest

from ingest import UnreadableFileError
from ingest.readers import decode_text

SIMPLIFIED = "一、总体要求。为了推动开发区高质量发展，县政府负责落实各项工作任务，有关部门要密切配合。"
TRADITIONAL = "一、總體要求。為推動開發區高質量發展，省政府有關部門應當落實各項工作，加強責任。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"]
)
def test_simplified_text_is_read_in_each_encoding(encoding: str) -> None:
    text = SIMPLIFIED + " 2024\n"
    assert decode_text(text.encode(encoding), "plan.txt").text == text


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "utf-16", "gb18030"])
def test_traditional_text_is_read_in_each_encoding(encoding: str) -> None:
    assert decode_text(TRADITIONAL.encode(encoding), "plan.txt").text == TRADITIONAL


def test_a_short_gb18030_text_is_not_taken_for_another_language() -> None:
    decoded = decode_text("县发改委负责。".encode("gb18030"), "short.txt")
    assert (decoded.text, decoded.encoding) == ("县发改委负责。", "gb18030")


def test_line_ends_and_blanks_stay_as_they_are() -> None:
    assert decode_text(b"\xef\xbb\xbfa\r\n\xe4\xb8\x80\r\n", "x.txt").text == "a\r\n一\r\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        ("\u3000\n".encode(), "blanks"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"),
        (bytes(range(128, 256)) * 8, "UTF-8"),
        (b"\xff\xfe\x00\xd8\x00", "damaged"),
    ],
)
def test_what_is_no_text_is_refused_by_name_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as raised:
        decode_text(data, "scan.txt")
    assert str(raised.value).startswith("scan.txt:")
