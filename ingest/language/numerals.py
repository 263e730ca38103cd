"""Chinese and Arabic numerals as they number provisions: 十二, 一百二十, 二〇, ３, ②."""

from __future__ import annotations

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_FORMAL = dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000, "拾": 10, "佰": 100, "仟": 1000}

NUMERAL_CHARACTERS = "".join(_DIGITS) + "十百千"
"""Characters that a Chinese number of a provision is written with."""


def parse_numeral(numeral: str) -> int | None:
    """Return the value of a numeral, or None where the characters do not make one.

    >>> [parse_numeral(n) for n in ("十二", "一百零三", "二〇", "廿", "１２", "十", "第")]
    [12, 103, 20, None, 12, 10, None]
    """
    if not numeral:
        return None
    if numeral.isdecimal():
        return int(numeral)
    values = [_DIGITS.get(c, _FORMAL.get(c)) for c in numeral]
    if all(value is not None for value in values):
        return int("".join(str(value) for value in values))
    return _parse_with_units(numeral)


def _parse_with_units(numeral: str) -> int | None:
    total = 0
    digit: int | None = None
    last_unit = 10**9
    for character in numeral:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= last_unit or (digit is None and total):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last_unit = None, unit
            continue
        value = _DIGITS.get(character, _FORMAL.get(character))
        if value is None or (digit not in (None, 0)):
            return None
        digit = value
    return total + (digit or 0)
