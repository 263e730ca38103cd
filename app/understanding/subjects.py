"""What the documents of a library are about, and which of them a question speaks of by its topic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.understanding.terms import Term

_NO_TOPIC = frozenset({"character", "number"})  # kinds of terms
_MOST_VARIANTS = 6  # of a term, looked for in subjects


class SubjectIndex:
    """Finds the documents whose subject says words of a question: "the opinions on traffic information"."""

    def __init__(self, subjects: Mapping[str, str]) -> None:
        """Take the folded subject of each document, by id (see `ingest.subject_of`)."""
        self._subjects = dict(subjects)
        self._by_pair: dict[str, set[str]] = {}
        for document_id, subject in self._subjects.items():
            for one, other in pairwise(subject):
                self._by_pair.setdefault(one + other, set()).add(document_id)

    def match(self, terms: Sequence[Term]) -> dict[str, float]:
        """Return how much of a question's topic each document's subject says, in (0, 1]; others are left out.

        A term counts by its inverse document frequency among the subjects (Spärck Jones, 1972), terms that no
        subject says at all for as much as the rarest.
        """
        asked = [term for term in terms if term.kind.value not in _NO_TOPIC]
        if not asked or not self._subjects:
            return {}
        most = math.log(len(self._subjects) + 1)
        scores: dict[str, float] = {}
        total = 0.0
        for term in asked:
            documents = self._saying(term.variants[:_MOST_VARIANTS])
            weight = term.sure * math.log((len(self._subjects) + 1) / (len(documents) + 0.5))
            total += weight if documents else term.sure * most
            for document_id in documents:
                scores[document_id] = scores.get(document_id, 0.0) + weight
        return {document_id: score / total for document_id, score in sorted(scores.items()) if total > 0}

    def says(self, document_id: str, term: Term) -> bool:
        """Tell whether a document's subject says a term."""
        subject = self._subjects.get(document_id, "")
        return any(len(v) > 1 and v in subject for v in term.variants[:_MOST_VARIANTS])

    def _saying(self, variants: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for variant in variants:
            pairs = [self._by_pair.get(one + other, set()) for one, other in pairwise(variant)]
            if pairs:
                both = reduce(set.intersection, pairs)
                found |= {document_id for document_id in both if variant in self._subjects[document_id]}
        return found
