"""The lines of the glossary: what one entry holds, and the checks that every entry passes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest import TiaowenError

COLUMNS = ("zh", "en", "field", "abbr")
_SEPARATOR = "|"
_ENGLISH = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,.&'/-]*")


class GlossaryError(TiaowenError):
    """A glossary file with a malformed or repeated line; the message names the line."""


class Field(StrEnum):
    """What a term is about."""

    UNIT = "unit"
    INSTRUMENT = "instrument"
    ZONE = "zone"
    LAND = "land"
    FINANCE = "finance"
    PERSONNEL = "personnel"
    APPROVAL = "approval"
    ENFORCEMENT = "enforcement"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    INDUSTRY = "industry"
    INVESTMENT = "investment"
    PARTY = "party"
    STATISTICS = "statistics"
    LAW = "law"
    TIME = "time"
    MEASURE = "measure"
    PLACE = "place"
    GENERAL = "general"


_FIELDS = {field.value: field for field in Field}


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One concept of the field in both languages."""

    chinese: tuple[str, ...]  # Simplified; the usual form first, the others mean the same
    english: tuple[str, ...]  # the gloss to show first
    field: Field
    looser: tuple[str, ...]  # a unit's further names and abbreviations; else broader or narrower terms


def parse_entries(lines: Iterable[str], source: str) -> tuple[GlossaryEntry, ...]:
    """Return the entries of a glossary, in its order.

    Args:
        lines: tab-separated, the header first; variants within a column are separated by "|".
        source: the file's name, for messages.

    Raises:
        GlossaryError: a line is malformed, or a Chinese term stands in two entries. A looser name may stand
            in several entries, except among units: there each name leads to one unit.
    """
    numbered = enumerate(lines, start=1)
    _, header = next(numbered, (1, ""))
    if tuple(header.split("\t")) != COLUMNS:
        raise GlossaryError(f"{source}, line 1: expected the columns {', '.join(COLUMNS)}, not {header!r}")
    owners: dict[str, int] = {}
    unit_owners: dict[str, int] = {}
    entries = []
    for number, line in numbered:
        where = f"{source}, line {number}"
        entry = _parse_line(line, where)
        _claim(entry.chinese, owners, number, where)
        if entry.field is Field.UNIT:
            _claim((*entry.chinese, *entry.looser), unit_owners, number, where)
        entries.append(entry)
    return tuple(entries)


def _parse_line(line: str, where: str) -> GlossaryEntry:
    columns = line.split("\t")
    if len(columns) != len(COLUMNS):
        raise GlossaryError(f"{where}: expected {len(COLUMNS)} columns, found {len(columns)} in {line!r}")
    chinese, english = _variants(columns[0], "zh", where), _variants(columns[1], "en", where)
    looser = _variants(columns[3], "abbr", where) if columns[3] else ()
    field = _FIELDS.get(columns[2])
    if field is None:
        raise GlossaryError(f"{where}: unknown field {columns[2]!r}")
    for term in _repeated((*chinese, *looser)):
        raise GlossaryError(f"{where}: {term!r} stands twice in the entry")
    for term in english:
        if not _ENGLISH.fullmatch(term):
            raise GlossaryError(f"{where}: {term!r} is no English term")
    for term in _repeated([term.lower() for term in english]):
        raise GlossaryError(f"{where}: {term!r} stands twice in the entry")
    return GlossaryEntry(chinese, english, field, looser)


def _variants(column: str, name: str, where: str) -> tuple[str, ...]:
    variants = tuple(column.split(_SEPARATOR))
    for variant in variants:
        if not variant or variant != variant.strip():
            raise GlossaryError(f"{where}: an empty or padded variant in column {name}: {column!r}")
    return variants


def _repeated(terms: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for term in terms:
        if term in seen:
            yield term
        seen.add(term)


def _claim(terms: Iterable[str], owners: dict[str, int], number: int, where: str) -> None:
    for term in terms:
        owner = owners.setdefault(term, number)
        if owner != number:
            raise GlossaryError(f"{where}: {term!r} stands already in line {owner}")
