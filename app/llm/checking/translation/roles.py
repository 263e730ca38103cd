"""Who leads, who answers and who helps, in an English sentence and in the duties of its passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.llm.checking.translation.vocabulary import Said
from ingest import Role

_ROLES = (
    (Role.LEAD, re.compile(r"\b(?:leads?|led|leading|head(?:s|ed|ing)?|spearhead\w*)\b")),
    (Role.RESPONSIBLE, re.compile(r"\b(?:responsib\w+|in charge|accountable|charged)\b")),
    (Role.COOPERATING, re.compile(r"\b(?:cooperat\w+|assist\w*|support\w*|collaborat\w+|participat\w+|help\w*)\b")),
    (Role.SUPERVISING, re.compile(r"\b(?:supervis\w+|oversee\w*|overseen|guid(?:e|es|ed|ance|ing))\b")),
)  # fmt: skip
_PART = re.compile(r"[,;:]|\b(?:and|while|with|whereas)\b")


_CHINESE_ROLES = (
    (Role.LEAD, re.compile("牵头|主抓|主办")),
    (Role.RESPONSIBLE, re.compile("负责|责任|承办|履行")),
    (Role.COOPERATING, re.compile("配合|会同|协助|协同|参与|支持")),
    (Role.SUPERVISING, re.compile("指导|监督(?!管理)|督办")),
)
_PIECE = re.compile("[,、，;；。]")


def are_roles_kept(words: str, said: Sequence[Said], run: str, duties: Sequence[tuple[str, Role]]) -> bool:
    """Say whether a sentence names every unit that its passage makes answer for something, each in its role.

    Args:
        words: the English sentence, lower case.
        said: its words with the terms that they stand for.
        run: what is translated, folded.
        duties: names of units as folded text, with their roles.
    """
    units = [one for one in said if one.is_unit]
    if not all(any(one.term in name for one in units) for name, _ in duties):
        return False
    return all(_has_role(unit, own, near, run, duties) for unit, own, near in _roles_said(words, units))


def _has_role(
    unit: Said,
    own: frozenset[Role],
    near: frozenset[Role],
    run: str,
    duties: Sequence[tuple[str, Role]],
) -> bool:
    """Say whether a unit has one of the roles that a sentence gives it: where it stands, else by its duties."""
    pieces = [piece for piece in _PIECE.split(run) if unit.term in piece]
    given = {role for piece in pieces for role, pattern in _CHINESE_ROLES if pattern.search(piece)}
    given = given or {role for name, role in duties if unit.term in name}
    if own:
        return own <= given
    return not near or not given or bool(near & given)


def _roles_said(words: str, units: Sequence[Said]) -> list[tuple[Said, frozenset[Role], frozenset[Role]]]:
    """Return for each unit the roles that its own part of a sentence names, and those of the nearest parts."""
    for unit in units:  # a supervision bureau does not supervise by its name
        words = words[: unit.start] + " " * (unit.end - unit.start) + words[unit.end :]
    borders = [0, *(found.start() for found in _PART.finditer(words)), len(words)]
    parts = list(pairwise(borders))
    roles = [
        frozenset(role for role, pattern in _ROLES if pattern.search(words[start:end]))
        for start, end in parts
    ]
    found: list[tuple[Said, frozenset[Role], frozenset[Role]]] = []
    for unit in units:
        place = next(i for i, (start, end) in enumerate(parts) if start <= unit.start < end)
        before = next((one for one in reversed(roles[:place]) if one), frozenset[Role]())
        after = next((one for one in roles[place + 1 :] if one), frozenset[Role]())
        found.append((unit, roles[place], before | after))
    return found
