"""Bytes of a text file -> text, by byte order mark, strict UTF-8, strict GB18030, then a detector."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.errors import UnreadableFileError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff]")
# The characters that official Chinese uses most, in both scripts: mojibake has hardly any of them.
_FREQUENT = frozenset("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
                      "同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二"
                      "理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义"
                      "事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解"
                      "問題國會區發產業務關項強實機構縣鄉鎮責單位應當為們這來個學經濟園開進辦條規劃據與")  # fmt: skip


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text of a file and the encoding that it was written in."""

    text: str
    encoding: str


def decode_text(data: bytes, source_name: str) -> DecodedText:
    """Decode a text file without changing a character; a byte order mark is not part of the text.

    Raises:
        UnreadableFileError: the file is empty, binary or in no encoding that gives readable text.
    """
    if not data.strip():
        raise UnreadableFileError(f"{source_name}: the file is empty")
    decoded = _decode_marked(data, source_name) or _decode_unmarked(data, source_name)
    if not decoded.text.strip():
        raise UnreadableFileError(f"{source_name}: the file holds nothing but blanks")
    if _looks_binary(decoded.text):
        raise UnreadableFileError(f"{source_name}: the file is binary, not text; save it as UTF-8 text")
    return decoded


def _decode_marked(data: bytes, source_name: str) -> DecodedText | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return DecodedText(data.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError as error:
                raise UnreadableFileError(
                    f"{source_name}: the file begins like {encoding} but is damaged at byte {error.start}"
                ) from error
    return None


def _decode_unmarked(data: bytes, source_name: str) -> DecodedText:
    without_mark = _utf16_without_mark(data)
    if without_mark is not None:
        return without_mark
    if b"\x00" in data:
        raise UnreadableFileError(f"{source_name}: the file is binary, not text")
    try:
        return DecodedText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, source_name)


def _utf16_without_mark(data: bytes) -> DecodedText | None:
    """Recognise UTF-16 without its mark: every second byte of its spaces, digits and newlines is 0."""
    if len(data) % 2 or b"\x00" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readability(text) > 0.1:
            return DecodedText(text, encoding)
    return None


def _decode_legacy(data: bytes, source_name: str) -> DecodedText:
    """Choose among GB18030, Big5 and what a detector proposes by how much of the text reads as Chinese.

    GB18030 gives a text for almost any bytes, Big5's among them: being decodable proves little.
    """
    candidates = ["gb18030", "big5hkscs", "cp950", *_detected_encodings(data)]
    readings: list[tuple[float, int, DecodedText]] = []
    for order, encoding in enumerate(dict.fromkeys(candidates)):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        readings.append((_readability(text), -order, DecodedText(text, encoding)))
    if not readings:
        raise UnreadableFileError(
            f"{source_name}: the text is in no encoding that is known here; save it as UTF-8"
        )
    best = max(readings, key=lambda reading: reading[:2])
    if best[0] < 0.02:
        raise UnreadableFileError(f"{source_name}: the file is binary or unreadable; save it as UTF-8 text")
    return best[2]


def _detected_encodings(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    return [match.encoding for match in from_bytes(data[:200_000])]


def _readability(text: str) -> float:
    """Return the share of frequent Chinese characters among what is not plain ASCII, less the damage."""
    foreign = [c for c in text if ord(c) > 127]
    if not foreign:
        return 0.0
    damage = len(_CONTROL.findall(text)) + len(_PRIVATE_USE.findall(text))
    return (sum(c in _FREQUENT for c in foreign) - 3 * damage) / len(foreign)


def _looks_binary(text: str) -> bool:
    sample = text[:20_000]
    return "\x00" in text or len(_CONTROL.findall(sample)) > len(sample) // 100
