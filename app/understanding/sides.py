"""The sides of a comparison: what a question sets beside what, each to be answered by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.understanding.names import NameIndex
from app.understanding.question import Kind, Question
from app.understanding.scope import Scope, without_words
from app.understanding.terms import Term, TermKind

_MOST_SIDES = 4
_SURELY = (
    0.6  # a name that belongs less to a document, or no more than a year or a kind of document, makes no side
)
_RELATED = 0.15
_PROVINCE = re.compile(r"省里|全省|省级|省的|省(?:定|上)|\bprovinc(?:e|ial)")

_Named = tuple[Term, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the places or documents that a question compares."""

    scope: Scope  # with the names of this side only
    documents: frozenset[str]
    text: str  # the question without the names of the other sides
    terms: tuple[Term, ...]  # of the question, without those names


def find_sides(
    question: Question, text: str, terms: Sequence[Term], scope: Scope, names: NameIndex
) -> tuple[Side, ...]:
    """Return what a question compares, in its order; none where it names fewer than two places or documents.

    A question that does not ask for a comparison compares only names that have nothing to do with one another:
    a city and a county of it are one place. "The province" is the one that the other side belongs to.

    Args:
        question: as understood.
        text: what is looked for.
        terms: all terms of the question.
        scope: its names apart.
        names: of the library.
    """
    asked = Kind.COMPARE in question.kinds
    groups = _groups(scope.names)
    if asked and len(groups) == 1 and _PROVINCE.search(question.folded):
        groups += _province_of(groups[0], names)
    if asked and len(groups) > 2:
        groups = [group for group in groups if not _contains_others(group, groups)]
    if len(groups) < 2 or not (asked or _are_strangers(groups)):
        return ()
    documents = _apart([_own(group) for group in groups])
    if not all(documents):
        return ()
    weak = [named for named in scope.names if max(named[1].values()) <= _SURELY]
    sides: list[Side] = []
    for group, own in zip(groups, documents, strict=True):
        fitting = [named for named in weak if _belongs(named, own, documents)]
        for _, strengths in fitting:
            own = own & strengths.keys() or own
        kept = {term.word for term, _ in (*group, *fitting)}
        foreign = [term for term, _ in scope.names if term.word not in kept]
        kept_terms = tuple(term for term in terms if term not in foreign)
        sides.append(
            Side(
                replace(scope, names=(*group, *fitting), subjects=names.subjects.match(kept_terms)),
                frozenset(own),
                without_words(text, [term.word for term in foreign]),
                kept_terms,
            )
        )
    return tuple(sides[:_MOST_SIDES])


def _groups(names: Sequence[_Named]) -> list[list[_Named]]:
    """Return the names that surely belong to documents, those for the same thing together."""
    groups: list[list[_Named]] = []
    for term, strengths in names:
        if max(strengths.values()) <= _SURELY:
            continue
        for group in groups:
            if any(_is_same(term, strengths, *other) for other in group):
                group.append((term, strengths))
                break
        else:
            groups.append([(term, strengths)])
    return groups


def _is_same(term: Term, strengths: Mapping[str, float], other: Term, others: Mapping[str, float]) -> bool:
    return not set(term.variants).isdisjoint(other.variants) or _strongest(strengths) == _strongest(others)


def _strongest(strengths: Mapping[str, float]) -> set[str]:
    best = max(strengths.values())
    return {document for document, strength in strengths.items() if strength >= max(_SURELY, best - 0.2)}


def _own(group: Sequence[_Named]) -> set[str]:
    """Return the documents that all names of a group belong to, or else those of the first."""
    own = [_strongest(strengths) for _, strengths in group]
    return set.intersection(*own) or own[0]


def _apart(documents: Sequence[set[str]]) -> list[set[str]]:
    """Return the documents of each side; what belongs to a narrower side as well is that one's alone."""
    return [
        own.difference(*(other for other in documents if other is not own and len(other) < len(own)))
        for own in documents
    ]


def _belongs(named: _Named, own: set[str], sides: Sequence[set[str]]) -> bool:
    """Tell whether a year or kind belongs to a side, and to no other more: "2019" of "江西2019年与建始"."""
    strengths = named[1]
    most = [max((strengths.get(document, 0.0) for document in side), default=0.0) for side in sides]
    mine = max((strengths.get(document, 0.0) for document in own), default=0.0)
    return mine > 0.0 and mine == max(most)


def _contains_others(group: Sequence[_Named], groups: Sequence[Sequence[_Named]]) -> bool:
    """Tell whether a place contains two or more of the others: the city of both zones."""
    related = {document for _, strengths in group for document in strengths}
    inside = [other for other in groups if other is not group and _own(other) <= related]
    return len(inside) >= 2


def _are_strangers(groups: Sequence[Sequence[_Named]]) -> bool:
    """Tell whether no name belongs in any way to a document of another side."""
    return all(
        strengths.get(document, 0.0) <= _RELATED
        for group in groups
        for other in groups
        if other is not group
        for document in _own(other)
        for _, strengths in group
    )


def _province_of(group: Sequence[_Named], names: NameIndex) -> list[list[_Named]]:
    """Return the province of a side as another side: the only one, or the one that the side's documents print."""
    own = _own(group)
    provinces = names.provinces()
    for province, documents in provinces:
        printed = names.documents_of((province.removesuffix("省"),), spelt=True)
        if not own & documents and (len(provinces) == 1 or own & printed.keys()):
            term = Term(province, (province, province.removesuffix("省")), TermKind.NAME, 1.0)
            return [[(term, dict.fromkeys(sorted(documents), 1.0))]]
    return []
