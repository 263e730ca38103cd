"""Candidate evidence: the sentences of the best chunks, each described by features of its match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.answering.expected import Expected, expected_form
from app.answering.names import NameIndex
from app.answering.question import Kind, Question
from app.answering.terms import Term, TermKind
from index import Hit, Query, Snapshot
from ingest import Duty, fold_layout

CANDIDATE_CHUNKS = 48
_ZONES = frozenset(
    {"高新", "开发", "工业", "经济", "技术", "产业", "高新区", "开发区"}
)  # stand before 区 and name no place
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}

FEATURES = (
    "fused",
    "chunk_similarity",
    "sentence_similarity",
    "similarity_margin",
    "lexical",
    "sentence_coverage",
    "heading_coverage",
    "clause_coverage",
    "document_coverage",
    "rarest_missing",
    "form",
    "unit_list",
    "accountable_list",
    "doer",
    "clause_named",
    "title_coverage",
    "name_match",
    "name_mismatch",
    "preamble",
    "length",
    "reciprocal_rank",
    "english_similarity",
    "english_clause_coverage",
    "english_sentence_coverage",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be evidence, and what speaks for it."""

    hit: Hit
    start: int  # of the sentence, in Document.text
    end: int
    is_list: bool  # a list of units and nothing else
    covered: frozenset[str]  # words of the terms that the sentence or its headings hold
    features: tuple[float, ...]  # in the order of FEATURES

    def feature(self, name: str) -> float:
        """Return one feature by name."""
        return self.features[FEATURES.index(name)]


@dataclass(frozen=True, slots=True)
class _Context:
    """The folded texts that a sentence stands in."""

    heading: str
    is_preamble: bool  # stands before the first number
    in_heading: tuple[float, ...]  # how far the headings say each term of the topic
    in_clause: tuple[float, ...]  # the same for the clause with headings and title
    heading_coverage: float
    clause_coverage: float
    document_coverage: float
    title_coverage: float
    rarest_missing: float
    name_match: float


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


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the search for evidence needs to know of a question."""

    question: Question
    query: Query
    scope: Scope
    named_clauses: frozenset[str]  # ids of clauses that the question names by number


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
    strengths = names.documents_of(term.variants)
    return strengths if strengths and max(strengths.values()) >= 0.4 else {}


def _title_term(part: str) -> Term:
    return Term(part, (part,), TermKind.NAME, 1.0)


def gather_candidates(
    snapshot: Snapshot, asked: Asked, document_ids: Collection[str] | None
) -> list[Candidate]:
    """Return the sentences of the best chunks for a question.

    Where the question names a place or a document, most of the chunks come from what it names.

    Args:
        snapshot: the library.
        asked: the question as understood.
        document_ids: only these documents; None means all.
    """
    hits = _search(snapshot, asked, document_ids)
    topic = asked.scope.topic
    similarities = snapshot.sentence_similarities(asked.query.text, [hit.chunk.id for hit in hits])
    expected = expected_form(asked.question)
    best_lexical = max((hit.lexical_score or 0.0 for hit in hits), default=0.0)
    best_similarity = max((max(found) for found in similarities.values() if found), default=0.0)
    candidates: list[Candidate] = []
    for hit in hits:
        context = _context(snapshot, hit, asked)
        folded = folded_text(snapshot, hit.chunk.document_id)
        duties = snapshot.duties(clause_id=hit.chunk.clause_id)
        near = similarities.get(hit.chunk.id, [])
        for index, sentence in enumerate(snapshot.sentences(hit.chunk.id)):
            text = folded[sentence.start : sentence.end]
            said = [
                known if known == 1.0 else max(known, term_coverage(term, text))
                for term, known in zip(topic, context.in_heading, strict=True)
            ]
            is_list = _is_unit_list(duties, sentence.start, sentence.end)
            similarity = near[index] if index < len(near) else (hit.dense_similarity or 0.0)
            values = _features(
                hit, context, text, said, similarity, best_similarity, best_lexical, is_list, asked, expected,
                _has_list(duties, sentence.start, sentence.end),
            )  # fmt: skip
            covered = frozenset(t.word for t, value in zip(topic, said, strict=True) if value == 1.0)
            candidates.append(Candidate(hit, sentence.start, sentence.end, is_list, covered, values))
    return candidates


def _search(snapshot: Snapshot, asked: Asked, document_ids: Collection[str] | None) -> list[Hit]:
    named = [d for d in asked.scope.documents() if document_ids is None or d in document_ids]
    if not named:
        return snapshot.search(asked.query, CANDIDATE_CHUNKS, document_ids)
    inside = snapshot.search(asked.query, CANDIDATE_CHUNKS, named)
    anywhere = snapshot.search(asked.query, CANDIDATE_CHUNKS // 3, document_ids)
    found = {hit.chunk.id for hit in inside}
    return [*inside, *(hit for hit in anywhere if hit.chunk.id not in found)]


def coverage(terms: Sequence[Term], text: str) -> float:
    """Return the share of the terms' weight that a folded text covers, in [0, 1]; 0 without terms."""
    return weighted_mean(terms, [term_coverage(term, text) for term in terms])


def weighted_mean(terms: Sequence[Term], values: Sequence[float]) -> float:
    """Return the mean of one value a term, by the terms' weights; 0 without terms."""
    total = sum(term.weight for term in terms)
    return sum(t.weight * v for t, v in zip(terms, values, strict=True)) / total if total else 0.0


def term_coverage(term: Term, text: str) -> float:
    """Return 1 where a text holds a form of the term, a part of it where it holds parts of the word."""
    if any(variant in text for variant in term.variants):
        return 1.0
    word = term.variants[0]
    if term.kind is not TermKind.WORD or len(word) < 3 or word.isascii():
        return 0.0
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return 0.6 * sum(pair in text for pair in pairs) / len(pairs)


def folded_text(snapshot: Snapshot, document_id: str) -> str:
    """Return a document's text folded for matching, as long as the text itself."""
    return _folded_document(snapshot.document(document_id).text)


@lru_cache(maxsize=512)
def _folded_document(text: str) -> str:
    return fold_layout(text).translate(_LOWER)


@lru_cache(maxsize=32768)
def fold_words(text: str) -> str:
    """Return a heading or a title folded for matching, as long as the text itself."""
    return fold_layout(text).translate(_LOWER)


def _context(snapshot: Snapshot, hit: Hit, asked: Asked) -> _Context:
    document = snapshot.document(hit.chunk.document_id)
    folded = _folded_document(document.text)
    clause = snapshot.clause(hit.chunk.clause_id)
    heading = fold_words(" ".join(hit.chunk.path))
    title = fold_words(
        " ".join(filter(None, (document.title, document.region, document.issuer, document.issued_on)))
    )
    words = f"{folded[clause.start : clause.own_end]} {heading}"
    terms = asked.scope.topic
    in_heading = tuple(term_coverage(term, heading) for term in terms)
    in_title = tuple(term_coverage(term, title) for term in terms)
    in_clause = tuple(
        max(known, term_coverage(term, words)) for term, known in zip(terms, in_title, strict=True)
    )
    in_document = [
        1.0 if known == 1.0 else max(known, term_coverage(term, folded))
        for term, known in zip(terms, in_clause, strict=True)
    ]
    return _Context(
        heading=heading,
        is_preamble=clause.level == 0,
        in_heading=in_heading,
        in_clause=in_clause,
        heading_coverage=weighted_mean(terms, in_heading),
        clause_coverage=weighted_mean(terms, in_clause),
        document_coverage=weighted_mean(terms, in_document),
        title_coverage=weighted_mean(terms, in_title),
        rarest_missing=max((t.weight * (1 - v) for t, v in zip(terms, in_clause, strict=True)), default=0.0),
        name_match=asked.scope.match(document.id, f"{words} {title}"),
    )


def _features(
    hit: Hit,
    context: _Context,
    text: str,
    said: Sequence[float],
    similarity: float,
    best_similarity: float,
    best_lexical: float,
    is_list: bool,
    asked: Asked,
    expected: Expected,
    has_list: bool,
) -> tuple[float, ...]:
    question, terms = asked.question, asked.scope.topic
    english = question.language == "en"
    in_sentence = weighted_mean(terms, said)
    fit = expected.fit(text)
    values: Mapping[str, float] = {
        "fused": hit.score,
        "chunk_similarity": hit.dense_similarity or 0.0,
        "sentence_similarity": similarity,
        "similarity_margin": similarity - best_similarity,
        "lexical": (hit.lexical_score or 0.0) / best_lexical if best_lexical else 0.0,
        "sentence_coverage": in_sentence,
        "heading_coverage": context.heading_coverage,
        "clause_coverage": context.clause_coverage,
        "document_coverage": context.document_coverage,
        "rarest_missing": context.rarest_missing,
        "form": 0.2 if is_list and not question.accountable else fit,
        "unit_list": float(is_list),
        "accountable_list": float(question.accountable and has_list),
        "doer": float(Kind.WHO in question.kinds and not question.accountable and fit == 1.0),
        "clause_named": float(hit.chunk.clause_id in asked.named_clauses),
        "title_coverage": context.title_coverage,
        "name_match": context.name_match,
        "name_mismatch": float(context.name_match < 0.4),
        "preamble": float(context.is_preamble),
        "length": min(1.0, len(text) / 200),
        "reciprocal_rank": 1 / hit.rank,
        "english_similarity": similarity if english else 0.0,
        "english_clause_coverage": context.clause_coverage if english else 0.0,
        "english_sentence_coverage": in_sentence if english else 0.0,
    }
    return tuple(round(values[name], 6) for name in FEATURES)


def _is_unit_list(duties: Sequence[Duty], start: int, end: int) -> bool:
    """Tell whether a sentence is a list of units: units begin in it, and their task lies wholly before it."""
    return any(duty.listed and start <= duty.start < end and duty.task_end <= start for duty in duties)


def _has_list(duties: Sequence[Duty], start: int, end: int) -> bool:
    """Tell whether units are listed for the task that a sentence belongs to."""
    return any(duty.listed and duty.task_start < end and start < duty.task_end for duty in duties)
