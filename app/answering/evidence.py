"""Candidate evidence: the sentences of the best chunks, each described by features of its match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.answering.documents import DocumentFit, fit_documents
from app.understanding import (
    Expected,
    Question,
    Scope,
    Term,
    expected_form,
    fold_words,
    folded_text,
    term_coverage,
    to_expansions,
    weighted_mean,
    without_words,
)
from index import Hit, Query, Snapshot, is_unit_list, reading_start
from ingest import Clause, Duty, subject_of

CANDIDATE_CHUNKS = 48
_NAMED = 0.2  # what a name adds to the score of the chunks of its document, of the development questions

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
    "name_match",
    "name_mismatch",
    "focus_clause",
    "preamble",
    "opening",
    "length",
    "smoothed_rank",
    "document_density",
    "document_density_share",
    "document_support_share",
    "own_coverage",
    "local_coverage",
    "local_clause_coverage",
    "own_similarity",
    "own_similarity_margin",
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
    read_from: int  # where a re-ranker begins to read it: a list with its task
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
    rarest_missing: float
    name_match: float
    document: DocumentFit
    said_by_subject: frozenset[str]  # words of the topic; empty where the question is not about this document
    focus_clause: float


@dataclass(frozen=True, slots=True)
class Focus:
    """The clause that a conversation is about: the one that answers the question before."""

    document_id: str
    clause_id: str
    parent_id: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """All that the search for evidence needs to know of a question."""

    question: Question
    query: Query
    scope: Scope
    named_clauses: frozenset[str]  # ids of clauses that the question names by number
    focus: Focus | None = None  # of a follow-up


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
    hits = search_chunks(snapshot, asked, CANDIDATE_CHUNKS, document_ids)
    topic = asked.scope.topic
    fits = fit_documents(snapshot, [*topic, *(term for term, _ in asked.scope.names)], hits)
    about = asked.scope.about()
    own_query = _own_query(asked, about)
    own = (
        snapshot.sentence_similarities(
            own_query.text, [hit.chunk.id for hit in hits if hit.chunk.document_id in about]
        )
        if own_query is not None
        else {}
    )
    similarities = snapshot.sentence_similarities(asked.query.text, [hit.chunk.id for hit in hits])
    expected = expected_form(asked.question)
    best_lexical = max((hit.lexical_score or 0.0 for hit in hits), default=0.0)
    own = similarities | own
    best_own = max((max(found) for found in own.values() if found), default=0.0)
    best_similarity = max((max(found) for found in similarities.values() if found), default=0.0)
    candidates: list[Candidate] = []
    for hit in hits:
        context = _context(snapshot, hit, asked, fits[hit.chunk.document_id])
        folded = folded_text(snapshot, hit.chunk.document_id)
        duties = snapshot.duties(clause_id=hit.chunk.clause_id)
        near = similarities.get(hit.chunk.id, [])
        for index, sentence in enumerate(snapshot.sentences(hit.chunk.id)):
            text = folded[sentence.start : sentence.end]
            said = [
                known if known == 1.0 else max(known, term_coverage(term, text))
                for term, known in zip(topic, context.in_heading, strict=True)
            ]
            own_similarity = own[hit.chunk.id][index] if index < len(own.get(hit.chunk.id, [])) else 0.0
            is_list = is_unit_list(duties, sentence.start, sentence.end)
            similarity = near[index] if index < len(near) else (hit.dense_similarity or 0.0)
            values = _features(
                hit, context, text, said, similarity, best_similarity, best_lexical, is_list, asked, expected,
                own_similarity, own_similarity - best_own, _has_list(duties, sentence.start, sentence.end),
            )  # fmt: skip
            covered = frozenset(t.word for t, value in zip(topic, said, strict=True) if value == 1.0)
            begin = max(hit.chunk.start, reading_start(duties, sentence.start, sentence.end))
            candidates.append(Candidate(hit, sentence.start, sentence.end, is_list, begin, covered, values))
    return candidates


def search_chunks(
    snapshot: Snapshot, asked: Asked, k: int, document_ids: Collection[str] | None
) -> list[Hit]:
    """Return chunks for a question: k from what it names, a third as many from documents on its topic and from anywhere.

    A follow-up names the document that the conversation is about. Where a question names nothing, the k best of
    all. They stand by score, to which how strongly the question names a document adds. Scores and ranks are those
    of the first search that finds a chunk: of what is named, on the topic, anywhere.
    """
    meant = {*asked.scope.documents(), *([asked.focus.document_id] if asked.focus else [])}
    named = sorted(d for d in meant if document_ids is None or d in document_ids)
    about = sorted(d for d in asked.scope.about() if document_ids is None or d in document_ids)
    searches: list[list[Hit]] = [snapshot.search(asked.query, k, named)] if named else []
    if about and about != named:
        searches.append(snapshot.search(_own_query(asked, about) or asked.query, max(1, k // 3), about))
    searches.append(snapshot.search(asked.query, max(1, k // 3) if named else k, document_ids))
    found: dict[str, Hit] = {}
    for hit in chain.from_iterable(searches):
        found.setdefault(hit.chunk.id, hit)
    return sorted(
        found.values(),
        key=lambda hit: (-(hit.score + _NAMED * _naming(asked, hit.chunk.document_id)), hit.chunk.id),
    )


def _naming(asked: Asked, document_id: str) -> float:
    """Return how strongly a document is named; a follow-up names the document in focus as strongly as can be."""
    in_focus = asked.focus is not None and asked.focus.document_id == document_id
    return 1.0 if in_focus else asked.scope.naming(document_id)


def _own_query(asked: Asked, about: Collection[str]) -> Query | None:
    """Return what is asked of the documents that a question is about, without the words for what they are about."""
    if not about:
        return None
    said = frozenset.union(
        *(asked.scope.subject_terms.get(document_id, frozenset()) for document_id in about)
    )
    rest = [term for term in asked.scope.topic if term.word not in said]
    if not said or not rest:
        return None
    text = without_words(
        asked.query.text,
        sorted((w for w in said if not w.isascii() or len(w) > 3), key=lambda w: (-len(w), w)),
    )
    return (
        Query(text, to_expansions(rest, asked.question))
        if text.strip(" ,.?!:;，。？！：；、《》“”")
        else None
    )


def _context(snapshot: Snapshot, hit: Hit, asked: Asked, fit: DocumentFit) -> _Context:
    document = snapshot.document(hit.chunk.document_id)
    folded = folded_text(snapshot, document.id)
    clause = snapshot.clause(hit.chunk.clause_id)
    heading = fold_words(" ".join(hit.chunk.path))
    subject = subject_of(document.title, document.source_name, document.text)
    title = fold_words(
        " ".join(filter(None, (subject, document.region, document.issuer, document.issued_on)))
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
        rarest_missing=max((t.weight * (1 - v) for t, v in zip(terms, in_clause, strict=True)), default=0.0),
        name_match=_match(asked, document.id, f"{words} {title}", heading),
        document=fit,
        said_by_subject=asked.scope.subject_terms.get(document.id, frozenset())
        if document.id in asked.scope.about()
        else frozenset(),
        focus_clause=_nearness(asked.focus, clause),
    )


def _match(asked: Asked, document_id: str, clause_text: str, heading: str) -> float:
    """Return how far a clause belongs to what the question names; a follow-up names the document in focus too."""
    match = asked.scope.match(document_id, clause_text, heading)
    if asked.focus is None:
        return match
    names = len(asked.scope.names)
    return (match * names + (asked.focus.document_id == document_id)) / (names + 1)


def _nearness(focus: Focus | None, clause: Clause) -> float:
    """Return 1 for the clause in focus, 0.5 for those beside, above and below it."""
    if focus is None or focus.document_id != clause.document_id:
        return 0.0
    if clause.id == focus.clause_id:
        return 1.0
    beside = focus.parent_id is not None and focus.parent_id in (clause.parent_id, clause.id)
    return 0.5 if beside or clause.parent_id == focus.clause_id else 0.0


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
    own_similarity: float,
    own_margin: float,
    has_list: bool,
) -> tuple[float, ...]:
    question, terms = asked.question, asked.scope.topic
    english = question.language == "en"
    in_sentence = weighted_mean(terms, said)
    fit = expected.fit(text)
    rest = [(t, v) for t, v in zip(terms, said, strict=True) if t.word not in context.said_by_subject]
    own_coverage = weighted_mean([t for t, _ in rest], [v for _, v in rest]) if rest else in_sentence
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
        "doer": float(not question.accountable and not is_list and expected.names_doer(text)),
        "clause_named": float(hit.chunk.clause_id in asked.named_clauses),
        "name_match": context.name_match,
        "name_mismatch": float(context.name_match < 0.4),
        "document_density": context.document.density,
        "document_density_share": context.document.density_share,
        "document_support_share": context.document.support_share,
        "focus_clause": context.focus_clause,
        "preamble": float(context.is_preamble),
        "opening": expected.opens(text),
        "length": min(1.0, len(text) / 200),
        "smoothed_rank": 3 / (2 + hit.rank),
        "own_coverage": own_coverage,
        "local_coverage": _local(terms, said, context.document),
        "local_clause_coverage": _local(terms, context.in_clause, context.document),
        "own_similarity": own_similarity,
        "own_similarity_margin": own_margin,
        "english_similarity": similarity if english else 0.0,
        "english_clause_coverage": context.clause_coverage if english else 0.0,
        "english_sentence_coverage": in_sentence if english else 0.0,
    }
    return tuple(round(values[name], 6) for name in FEATURES)


def _local(terms: Sequence[Term], said: Sequence[float], fit: DocumentFit) -> float:
    """Return the coverage with each term weighed by how rare it is in its document too."""
    weights = [term.weight * fit.rarities[term.word] for term in terms]
    return sum(w * v for w, v in zip(weights, said, strict=True)) / (sum(weights) or 1.0)


def _has_list(duties: Sequence[Duty], start: int, end: int) -> bool:
    """Tell whether units are listed for the task that a sentence belongs to."""
    return any(duty.listed and duty.task_start < end and start < duty.task_end for duty in duties)
