"""The responsibility register: every duty of the current documents, by unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from app.registers.unitnames import UnitKey, fold_unit, normal_unit, strip_place, unit_key
from app.types import Citation
from app.verbatim import Quotation, cite
from index import Glossary, Snapshot
from ingest import Duty, Role, TiaowenError, fold_layout

_NEAR = 5  # names that are told when a unit is not found


class UnknownUnitError(TiaowenError):
    """No current document names the unit."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty of a unit, with the text that it answers for."""

    duty_id: str
    unit: str  # the unit's name in the register
    printed_unit: str  # as printed here, without white space
    region: str | None  # of the document, Simplified
    role: Role
    listed: bool  # True: from a list of units; False: from a sentence
    unit_start: int  # of the printed name, in code points of the document's text
    unit_end: int
    task: Citation


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit with all its duties, in the order of documents and text."""

    name: str  # as the documents print it most often
    region: str | None  # whose unit it is, where a name or a document says so
    aliases: tuple[str, ...]  # all printed forms, in the order of their first use
    duties: tuple[DutyRow, ...]

    def count(self, role: Role) -> int:
        """Return how many duties the unit has in a role."""
        return sum(row.role is role for row in self.duties)

    @property
    def document_ids(self) -> tuple[str, ...]:
        """The documents that name the unit, each once."""
        return tuple(dict.fromkeys(row.task.document_id for row in self.duties))


@dataclass(frozen=True, slots=True)
class DutyRegister:
    """All units of a library, by the place where they are first named."""

    units: tuple[UnitRecord, ...]
    keys: tuple[UnitKey, ...]  # keys[i] is that of units[i]

    @property
    def rows(self) -> tuple[DutyRow, ...]:
        """All duties, unit by unit."""
        return tuple(row for unit in self.units for row in unit.duties)

    def matching(self, query: str) -> list[UnitRecord]:
        """Return the units of which a printed, usual or other known name contains the query, either script."""
        wanted = fold_unit(query)
        return [
            unit
            for unit, key in zip(self.units, self.keys, strict=True)
            if any(wanted in fold_unit(name) for name in (*unit.aliases, key.name, *_other_names(key)))
        ]

    def find(self, name: str) -> UnitRecord:
        """Return the unit of this name, any alias in either script.

        Where units of several regions share the name, their duties come together, and region is None.

        Raises:
            UnknownUnitError: no unit has the name; the message names near ones.
        """
        found = self._named(name)
        if not found:
            raise UnknownUnitError(self._unknown(name))
        if len(found) == 1:
            return found[0]
        aliases = tuple(dict.fromkeys(alias for unit in found for alias in unit.aliases))
        return UnitRecord(found[0].name, None, aliases, tuple(row for unit in found for row in unit.duties))

    def _named(self, name: str) -> list[UnitRecord]:
        folded = fold_unit(name)
        pairs = list(zip(self.units, self.keys, strict=True))
        owners = sorted({key.owner for key in self.keys if key.owner}, key=lambda owner: (-len(owner), owner))
        for owner in owners:
            rest = strip_place(folded, owner)
            of_place = [unit for unit, key in pairs if rest and key == UnitKey(normal_unit(rest), owner)]
            if of_place:
                return of_place
        exact = [unit for unit, key in pairs if key.name == normal_unit(folded)]
        return exact or [unit for unit in self.units if folded in map(fold_unit, unit.aliases)]

    def _unknown(self, name: str) -> str:
        names = {fold_unit(alias): alias for unit in reversed(self.units) for alias in unit.aliases}
        wanted = fold_unit(name)[:100]
        containing = [
            fold for fold in sorted(names, key=len) if wanted and (wanted in fold or fold in wanted)
        ]
        near = list(dict.fromkeys([*get_close_matches(wanted, names, _NEAR, 0.5), *containing]))[:_NEAR]
        hint = f"; near it: {'、'.join(names[fold] for fold in near)}" if near else ""
        return f"no current document gives a duty to {name[:100]!r}{hint}"


def build_duty_register(snapshot: Snapshot, document_ids: Collection[str] | None = None) -> DutyRegister:
    """Return the register of all current documents, or of some of them.

    Units are merged over the aliases of the glossary within their level of government and their region: 县发改委,
    县发展和改革委员会 and 縣發改局 are one, 发改委 and the 县发改委 of another region are others.

    Args:
        snapshot: of the library; it need not have an encoder.
        document_ids: only these current documents; None means all, and an empty collection none.
    """
    documents = snapshot.documents()
    regions = {one.id: fold_layout(one.region).strip() for one in documents if one.region}
    known = set(regions.values())
    wanted = {one.id for one in documents} if document_ids is None else set(document_ids)
    grouped: dict[UnitKey, list[Duty]] = {}
    for duty in snapshot.duties():
        if duty.document_id in wanted:
            key = unit_key(duty.unit, duty.document_id, regions.get(duty.document_id), known)
            grouped.setdefault(key, []).append(duty)
    units = tuple(_unit_record(snapshot, key, duties, known, regions) for key, duties in grouped.items())
    return DutyRegister(units, tuple(grouped))


def _unit_record(
    snapshot: Snapshot,
    key: UnitKey,
    duties: Sequence[Duty],
    known: Collection[str],
    regions: dict[str, str],
) -> UnitRecord:
    printed = Counter(duty.unit for duty in duties)
    name = printed.most_common(1)[0][0]  # of equals the first
    rows = tuple(_row(snapshot, name, duty, regions.get(duty.document_id)) for duty in duties)
    return UnitRecord(name, key.owner if key.owner in known else None, tuple(printed), rows)


def _row(snapshot: Snapshot, name: str, duty: Duty, region: str | None) -> DutyRow:
    start, end = duty.task_start, duty.task_end
    if start >= end:  # a list right behind the heading: the heading is the task
        clause = snapshot.clause(duty.clause_id)
        start, end = clause.start, clause.own_end
    return DutyRow(
        duty_id=duty.id,
        unit=name,
        printed_unit=duty.unit,
        region=region,
        role=duty.role,
        listed=duty.listed,
        unit_start=duty.start,
        unit_end=duty.end,
        task=cite(snapshot, Quotation(duty.clause_id, start, end, 1.0, (duty,)), marker=1),
    )


def _other_names(key: UnitKey) -> tuple[str, ...]:
    return Glossary.load().synonyms(key.name)
