"""Whether to answer: features of the best evidence against the question, for a calibrated probability."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.answering.evidence import Candidate
from app.understanding import (
    ASKING_WORDS,
    Kind,
    Question,
    Term,
    TermKind,
    contrast_of,
    coverage,
    expected_form,
    focus_of,
    speaks_of_other_years,
    term_coverage,
)

DECISION_FEATURES = (
    "ranked",
    "margin",
    "sentence_similarity",
    "chunk_similarity",
    "lexical",
    "agreement",
    "answer_coverage",
    "clause_coverage",
    "document_coverage",
    "rarest_missing",
    "rarest_missing_from_document",
    "numbers_missing",
    "names_missing",
    "form",
    "form_missing",
    "lacking",
    "typed",
    "terms",
    "carried",
    "who",
    "when",
    "how_many",
    "yes_no",
    "list",
    "how",
    "compare",
    "what",
    "quote_length",
    "english",
    "english_coverage",
    "english_ranked",
    "english_similarity",
    "english_missing",
    "soft_coverage",
    "softest",
    "soft_answer",
    "softest_answer",
    "english_soft",
    "english_softest",
    "focus_behind",
    "focus_before",
    "other_step",
    "other_year",
    "document_density",
    "document_density_share",
    "document_support_share",
)


def decision_features(
    question: Question,
    terms: Sequence[Term],
    ranked: Sequence[tuple[float, Candidate]],
    quotes_text: str,
    answer_text: str,
    clause_text: str,
    document_text: str,
    soft_clause: Sequence[float],
    soft_answer: Sequence[float],
) -> tuple[float, ...]:
    """Return the features of a decision, in the order of DECISION_FEATURES.

    Args:
        question: as understood.
        terms: of the question.
        ranked: log odds and candidate, best first; not empty.
        quotes_text: the folded quotes.
        answer_text: the folded quotes with their headings and the document's title.
        clause_text: the folded clause of the best candidate with headings and title.
        document_text: its whole document, folded, with its title.
        soft_clause: for each term how far the clause says it, see `soft_coverages`.
        soft_answer: the same for the quotes.
    """
    logit, best = ranked[0]
    other = next(
        (score for score, one in ranked[1:] if one.hit.chunk.clause_id != best.hit.chunk.clause_id), logit - 6
    )
    own = [term for term in terms if not term.carried] or list(terms)
    names = [term for term in own if term.kind in (TermKind.NAME, TermKind.LATIN)]
    numbers = [term for term in own if term.kind is TermKind.NUMBER]
    missing = _rarest_missing(own, clause_text)
    form = best.feature("form")
    english = float(question.language == "en")
    asks_form = Kind.YES_NO not in question.kinds and any(
        kind in question.kinds for kind in (Kind.HOW_MANY, Kind.WHEN)
    )
    answer_coverage = coverage(own, answer_text)
    expected = expected_form(question)
    behind, before = focus_of(question, terms)
    soft, softest = _weighted(terms, soft_clause), _softest(terms, soft_clause)
    values: Mapping[str, float] = {
        "ranked": max(-8.0, min(8.0, logit)) / 4,
        "margin": min(4.0, logit - other) / 4,
        "sentence_similarity": best.feature("sentence_similarity"),
        "chunk_similarity": best.feature("chunk_similarity"),
        "lexical": best.feature("lexical"),
        "agreement": float((best.hit.dense_rank or 99) <= 3 and (best.hit.lexical_rank or 99) <= 3),
        "answer_coverage": answer_coverage,
        "clause_coverage": coverage(own, clause_text),
        "document_coverage": coverage(own, document_text),
        "rarest_missing": missing,
        "rarest_missing_from_document": _rarest_missing(own, document_text),
        "numbers_missing": float(any(term_coverage(term, document_text) < 1 for term in numbers)),
        "names_missing": float(any(term_coverage(term, document_text) < 1 for term in names)),
        "form": form,
        "form_missing": float(asks_form and form == 0.0),
        "lacking": float(expected.lacks(quotes_text)),
        "typed": float(bool(expected.types)),
        "terms": min(1.0, len(own) / 10),
        "carried": float(len(own) < len(terms)),
        "who": float(Kind.WHO in question.kinds),
        "when": float(Kind.WHEN in question.kinds),
        "how_many": float(Kind.HOW_MANY in question.kinds),
        "yes_no": float(Kind.YES_NO in question.kinds),
        "list": float(Kind.LIST in question.kinds),
        "how": float(Kind.HOW in question.kinds),
        "compare": float(Kind.COMPARE in question.kinds),
        "what": float(Kind.WHAT in question.kinds),
        "quote_length": min(1.0, len(quotes_text) / 400),
        "english": english,
        "english_coverage": english * answer_coverage,
        "english_ranked": english * max(-8.0, min(8.0, logit)) / 4,
        "english_similarity": english * best.feature("sentence_similarity"),
        "english_missing": english * missing,
        "soft_coverage": soft,
        "softest": softest,
        "soft_answer": _weighted(terms, soft_answer),
        "softest_answer": _softest(terms, soft_answer),
        "english_soft": english * soft,
        "english_softest": english * softest,
        "focus_behind": _said(behind, soft_answer),
        "focus_before": _said(before, soft_answer),
        "document_density": best.feature("document_density"),
        "document_density_share": best.feature("document_density_share"),
        "document_support_share": best.feature("document_support_share"),
        "other_year": float(
            speaks_of_other_years(question.folded, quotes_text, f"{answer_text} {clause_text}")
        ),
        "other_step": float(contrast_of(question.folded).speaks_of_others(quotes_text)),
    }
    return tuple(round(values[name], 6) for name in DECISION_FEATURES)


def _said(place: int | None, found: Sequence[float]) -> float:
    """Return how far the quotes say one term; 1 where the question has no such term."""
    return 1.0 if place is None else found[place]


def missing_words(terms: Sequence[Term], text: str) -> tuple[str, ...]:
    """Return the words of a question that a folded text does not hold, the rarest first, at most three."""
    absent = [
        term
        for term in terms
        if not term.carried and ASKING_WORDS.isdisjoint(term.variants) and term_coverage(term, text) < 0.5
    ]
    return tuple(term.word for term in sorted(absent, key=lambda term: (-term.weight, term.word))[:3])


def _rarest_missing(terms: Sequence[Term], text: str) -> float:
    return max((term.weight * (1 - term_coverage(term, text)) for term in terms), default=0.0)


def _weighted(terms: Sequence[Term], found: Sequence[float]) -> float:
    """Return the mean over the question's own terms, by their weight."""
    own = [(term.weight, value) for term, value in zip(terms, found, strict=True) if not term.carried]
    total = sum(weight for weight, _ in own)
    return sum(weight * value for weight, value in own) / total if total else 0.0


def _softest(terms: Sequence[Term], found: Sequence[float]) -> float:
    """Return how much of the weightiest term is not said."""
    return max((t.weight * (1 - v) for t, v in zip(terms, found, strict=True) if not t.carried), default=0.0)
