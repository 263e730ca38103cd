"""What a question names, places and documents, apart from what it asks about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.understanding.names import NameIndex
from app.understanding.question import Question
from app.understanding.terms import Term, TermKind

_ZONES = frozenset(
    {"高新", "开发", "工业", "经济", "技术", "产业", "高新区", "开发区"}
)  # stand before 区 and name no place


@dataclass(frozen=True, slots=True)
class Scope:
    """The terms of a question, names apart, and how strongly each name belongs to each document."""

    topic: tuple[Term, ...]
    names: tuple[tuple[Term, Mapping[str, float]], ...]

    def documents(self) -> list[str]:
        """Return the documents that a name points to, the strongest of each name, sorted."""
        found: set[str] = set()
        for _, strengths in self.names:
            best = max(strengths.values())
            found |= {
                document for document, strength in strengths.items() if strength >= max(0.4, best - 0.2)
            }
        return sorted(found)

    def match(self, document_id: str, clause_text: str) -> float:
        """Return how far a clause belongs to what the question names, in [0, 1]; 1 where it names nothing."""
        if not self.names:
            return 1.0
        found = [
            1.0 if any(v in clause_text for v in term.variants) else strengths.get(document_id, 0.0)
            for term, strengths in self.names
        ]
        return sum(found) / len(found)


def split_names(question: Question, terms: Sequence[Term], names: NameIndex) -> Scope:
    """Tell the names of places and documents among the terms from what is asked about them.

    A word names something where it is a place that belongs to a document, where it is part of a title that
    the question prints, or where it is a kind of document or a year that stands in a title.
    """
    titled = names.titled(question.folded)
    topic: list[Term] = []
    found: list[tuple[Term, Mapping[str, float]]] = []
    for term in terms:
        if not term.carried and any(term.word in part for part in titled):
            continue
        strengths = _strengths(term, names)
        if strengths:
            found.append((term, strengths))
        else:
            topic.append(term)
    found += [(_title_term(part), documents) for part, documents in titled.items()]
    return Scope(tuple(topic), tuple(found))


def _strengths(term: Term, names: NameIndex) -> Mapping[str, float]:
    """Return the documents that a term names; none for a word of the topic."""
    in_title = next((f for v in term.variants if (f := names.with_title_word(v))), None)
    if in_title:
        return in_title
    if term.kind not in (TermKind.NAME, TermKind.WORD) or term.variants[0] in _ZONES:
        return {}
    strengths = names.documents_of(term.variants, spelt=term.kind is TermKind.NAME)
    return strengths if strengths and max(strengths.values()) >= 0.4 else {}


def _title_term(part: str) -> Term:
    return Term(part, (part,), TermKind.NAME, 1.0)
