"""What a question names, places and documents, apart from what it asks about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.understanding.coverage import fold_words
from app.understanding.names import NameIndex, names_in
from app.understanding.question import Question
from app.understanding.terms import Term, TermKind, to_expansions
from index import Query
from ingest import Document, subject_of

_ZONES = frozenset(
    {"高新", "开发", "工业", "经济", "技术", "产业", "高新区", "开发区"}
)  # stand before 区 and name no place


_BY_KIND = 0.6  # how strongly a document is named by its kind or year
_GOES_BY = 0.4  # how strongly a name belongs to a document that it may stand for
_PROVINCES = frozenset(
    [
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "海南",
        "四川",
        "贵州",
        "云南",
        "陕西",
        "甘肃",
        "青海",
        "台湾",
        "内蒙古",
        "广西",
        "西藏",
        "宁夏",
        "新疆",
    ]
)
_MUCH = 0.2  # of the topic, said by a subject
_NEARLY_BEST = 0.8
_FEW = 6  # documents
_MARKS = " ,.?!:;，。？！：；、《》“”"


@dataclass(frozen=True, slots=True)
class Scope:
    """The terms of a question, names apart, and how strongly each name belongs to each document."""

    topic: tuple[Term, ...]
    names: tuple[tuple[Term, Mapping[str, float]], ...]
    places: frozenset[str] = frozenset()  # of all documents, without their level
    subjects: Mapping[str, float] = field(default_factory=dict)  # see `SubjectIndex.match`
    subject_terms: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # words that a document's subject says

    def documents(self) -> list[str]:
        """Return the documents that a name points to, the strongest of each name, sorted."""
        found: set[str] = set()
        for _, strengths in self.names:
            best = max(strengths.values())
            least = max(_GOES_BY, best - 0.2) if best > _BY_KIND else best - 0.3
            found |= {document for document, strength in strengths.items() if strength >= least}
        return sorted(found)

    def about(self) -> list[str]:
        """Return the few documents whose subject says most of the topic, where one clearly does; sorted."""
        best = max(self.subjects.values(), default=0.0)
        found = sorted(d for d, share in self.subjects.items() if share >= best * _NEARLY_BEST)
        return found if best >= _MUCH and len(found) <= _FEW else []

    def naming(self, document_id: str) -> float:
        """Return how strongly the names in the question belong to a document, in [0, 1]; 0 where it names nothing."""
        return sum(strengths.get(document_id, 0.0) for _, strengths in self.names) / max(1, len(self.names))

    def names_of(self, document: Document, path: Sequence[str]) -> tuple[str, ...]:
        """Return the names in the question that a clause goes by, though neither title nor region prints them.

        They are those of its document; under a heading that names a place, only the names there.

        Args:
            document: of the clause.
            path: the headings above the clause.
        """
        headings = fold_words(" ".join(path))
        elsewhere = self._names_place(headings)
        subject = subject_of(document.title, document.source_name, document.text)
        head = fold_words(" ".join(filter(None, (subject, document.region))))
        return tuple(
            term.word
            for term, strengths in self.names
            if strengths.get(document.id, 0.0) >= _GOES_BY
            and not any(v in head for v in term.variants)
            and (not elsewhere or any(v in headings for v in term.variants))
        )

    def match(self, document_id: str, clause_text: str, headings: str = "") -> float:
        """Return how far a clause belongs to what the question names, in [0, 1]; 1 where it names nothing.

        Args:
            document_id: of the clause's document.
            clause_text: its words, headings and title, folded.
            headings: above the clause, folded. Under one that names a place, what only the text of the document
                speaks of elsewhere is not meant.
        """
        if not self.names:
            return 1.0
        elsewhere = self._names_place(headings)
        found = [
            1.0
            if any(v in clause_text for v in term.variants)
            else _under(strengths.get(document_id, 0.0), elsewhere and not _is_province(term))
            for term, strengths in self.names
        ]
        return sum(found) / len(found)

    def _names_place(self, headings: str) -> bool:
        return not names_in(headings).isdisjoint(self.places)


def looked_for(text: str, question: Question, terms: Sequence[Term], scope: Scope) -> Query:
    """Return the query for what is asked, without the words that only name the document to look in.

    A title is printed again in the preamble of its document and in those of others, which say nothing else of
    what is asked.

    Args:
        text: the question with what its conversation adds.
        question: as understood.
        terms: all terms of the question.
        scope: its names apart.
    """
    sure = [term for term, strengths in scope.names if not term.carried and min(strengths.values()) == 1.0]
    rest = without_words(text, [term.word for term in sure])
    if not any(term.kind is not TermKind.CHARACTER for term in scope.topic) or not rest.strip(_MARKS):
        return Query(text, to_expansions(terms, question))
    kept = [term for term in terms if term not in sure]
    return Query(rest, to_expansions(kept, question))


def without_words(text: str, words: Sequence[str]) -> str:
    """Return a text without these folded words, wherever they stand in it."""
    folded = fold_words(text)
    if len(folded) != len(text):
        return text
    for word in words:
        while word and (at := folded.find(word)) >= 0:
            text, folded = (f"{one[:at]} {one[at + len(word) :]}" for one in (text, folded))
    return text


def split_names(question: Question, terms: Sequence[Term], names: NameIndex) -> Scope:
    """Tell the names of places and documents among the terms from what is asked about them.

    A word names something where it is a place that belongs to a document, where it is part of a title that
    the question prints, or where it is a kind of document or a year that stands in a title.
    """
    titled = names.titled(question.folded)
    named = _named_by_terms(terms, names) if question.language == "en" else {}
    topic: list[Term] = []
    found: list[tuple[Term, Mapping[str, float]]] = []
    for place, term in enumerate(terms):
        if place in named:
            found.append((term, named[place]))
            continue
        if not term.carried and any(term.word in part for part in titled):
            continue
        strengths = _strengths(term, names)
        if strengths:
            found.append((term, strengths))
        else:
            topic.append(term)
    found += [(_title_term(part), documents) for part, documents in titled.items()]
    return Scope(
        tuple(topic), tuple(found), names.places, names.subjects.match(terms), _subject_terms(names, topic)
    )


def _subject_terms(names: NameIndex, topic: Sequence[Term]) -> dict[str, frozenset[str]]:
    matched = names.subjects.match(topic)
    return {
        document_id: frozenset(term.word for term in topic if names.subjects.says(document_id, term))
        for document_id in matched
    }


def _named_by_terms(terms: Sequence[Term], names: NameIndex) -> dict[int, Mapping[str, float]]:
    """Return the documents that terms name together, by the place of each of these terms.

    "the reform and opening-up opinions" names a document in whose title 改革开放 and 意见 stand.
    """
    found: dict[int, Mapping[str, float]] = {}
    for last in range(len(terms)):
        length, documents = names.titled_by_terms([term.variants for term in terms[: last + 1]])
        strengths = dict.fromkeys(sorted(documents), 1.0)
        found |= dict.fromkeys(range(last + 1 - length, last + 1), strengths)
    return found


def _strengths(term: Term, names: NameIndex) -> Mapping[str, float]:
    """Return the documents that a term names; none for a word of the topic."""
    in_title = next((f for v in term.variants if (f := names.with_title_word(v))), None)
    if in_title:
        return in_title
    if term.kind not in (TermKind.NAME, TermKind.WORD) or term.variants[0] in _ZONES:
        return {}
    strengths = names.documents_of(term.variants, spelt=term.kind is TermKind.NAME)
    return strengths if strengths and max(strengths.values()) >= 0.4 else {}


def _under(strength: float, elsewhere: bool) -> float:
    """Return how strongly a name belongs to a clause, perhaps under a heading that names another place."""
    return 0.0 if elsewhere and strength < 1.0 else strength


def _is_province(term: Term) -> bool:
    """Tell whether a name is that of a province, in which other places lie."""
    return any(variant.removesuffix("省") in _PROVINCES for variant in term.variants)


def _title_term(part: str) -> Term:
    return Term(part, (part,), TermKind.NAME, 1.0)
