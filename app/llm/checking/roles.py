"""Who leads, who answers and who helps, in an English sentence and in the duties of its passage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.llm.checking.vocabulary import Said
from ingest import Role

_ROLES = (
    (Role.LEAD, re.compile(r"\b(?:leads?|led|leading|head(?:s|ed|ing)?|spearhead\w*)\b")),
    (Role.RESPONSIBLE, re.compile(r"\b(?:responsib\w+|in charge|accountable|charged)\b")),
    (Role.COOPERATING, re.compile(r"\b(?:cooperat\w+|assist\w*|support\w*|collaborat\w+|participat\w+|help\w*)\b")),
    (Role.SUPERVISING, re.compile(r"\b(?:supervis\w+|oversee\w*|overseen|guid(?:e|es|ed|ance|ing))\b")),
)  # fmt: skip
_PART = re.compile(r"[,;:]|\b(?:and|while|with|whereas)\b")


def are_roles_kept(words: str, said: Sequence[Said], duties: Sequence[tuple[str, Role]]) -> bool:
    """Say whether a sentence names every unit that its passage makes answer for something, each in its role.

    Args:
        words: the English sentence, lower case.
        said: its words with the terms that they stand for.
        duties: names of units as folded text, with their roles.
    """
    units = [one for one in said if one.is_unit]
    if not all(any(one.term in name for one in units) for name, _ in duties):
        return False
    return all(
        not roles or any(role in roles for name, role in duties if one.term in name)
        for one, roles in _roles_said(words, units)
        if any(one.term in name for name, _ in duties)
    )


def _roles_said(words: str, units: Sequence[Said]) -> list[tuple[Said, frozenset[Role]]]:
    """Return the roles that a sentence may give each unit: its own part's, else the nearest on either side."""
    borders = [0, *(found.start() for found in _PART.finditer(words)), len(words)]
    parts = list(pairwise(borders))
    roles = [
        frozenset(role for role, pattern in _ROLES if pattern.search(words[start:end]))
        for start, end in parts
    ]
    found: list[tuple[Said, frozenset[Role]]] = []
    for unit in units:
        place = next(i for i, (start, end) in enumerate(parts) if start <= unit.start < end)
        before = next((one for one in reversed(roles[:place]) if one), frozenset[Role]())
        after = next((one for one in roles[place + 1 :] if one), frozenset[Role]())
        found.append((unit, roles[place] or before | after))
    return found
