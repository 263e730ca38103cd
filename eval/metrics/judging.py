"""One reply held against what is known of its question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eval.questions import Question
from eval.relevance import Evidence, Region
from ingest import Document, fold_layout

DocumentSource = Callable[[str], Document]


@dataclass(frozen=True, slots=True)
class Quote:
    """What a system says stands at a place."""

    region: Region
    text: str
    sha256: str  # of the document's file, as the system states it


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system replied, whichever system it was."""

    answered: bool
    confidence: float  # higher means surer; known for abstentions too
    quotes: tuple[Quote, ...]  # best first; empty when not answered
    words: tuple[str, ...]  # what else it states: the answer's text, the units that it lists
    tips: tuple[Quote, ...]  # reading tips of an abstention: they must be verbatim, and prove nothing
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reply is worth. For a refused or unanswerable question the first three are False."""

    question: Question
    answered: bool
    confidence: float
    cited_first: bool  # the first quote overlaps a right clause
    complete: bool  # every needed piece is quoted
    facts: bool  # every fact is stated
    right_citations: int  # of an answerable question: quotes that overlap a right clause
    citations: int
    verbatim: int  # quotes and tips that are the document's text and name its hash
    checked: int  # quotes and tips
    quote_lengths: tuple[int, ...]  # in characters
    elapsed_ms: float


def judge_reply(
    question: Question, evidence: Evidence, reply: Reply, find_document: DocumentSource
) -> Judgement:
    """Return what a reply is worth.

    Args:
        question: what was asked.
        evidence: where it is answered; no groups for an unanswerable question.
        reply: what the system replied.
        find_document: returns a stored version of a document by its id.
    """
    hits = [evidence.groups_hit(quote.region) for quote in reply.quotes]
    found = {number for groups in hits for number in groups}
    shown = (*reply.quotes, *reply.tips)
    judged = question.answerable and reply.answered
    return Judgement(
        question=question,
        answered=reply.answered,
        confidence=reply.confidence,
        cited_first=judged and bool(hits and hits[0]),
        complete=judged and len(found) == len(evidence.groups),
        facts=judged and states_facts(question.facts, [*(q.text for q in reply.quotes), *reply.words]),
        right_citations=sum(bool(groups) for groups in hits),
        citations=len(hits),
        verbatim=sum(is_verbatim(quote, find_document) for quote in shown),
        checked=len(shown),
        quote_lengths=tuple(len(quote.text) for quote in reply.quotes),
        elapsed_ms=reply.elapsed_ms,
    )


def is_verbatim(quote: Quote, find_document: DocumentSource) -> bool:
    """Tell whether a quote is exactly the text at its offsets, and its hash that of the document."""
    document = find_document(quote.region.document_id)
    region = quote.region
    within = 0 <= region.start < region.end <= len(document.text)
    return (
        within and document.text[region.start : region.end] == quote.text and document.sha256 == quote.sha256
    )


def states_facts(facts: tuple[tuple[str, ...], ...], texts: list[str]) -> bool:
    """Tell whether each fact stands in one of the texts, in any of its spellings, however it is printed."""
    folded = [fold_fact(text) for text in texts]

    def stands(spelling: str) -> bool:
        wanted = fold_fact(spelling)
        return any(wanted in text for text in folded)

    return all(any(stands(spelling) for spelling in fact) for fact in facts)


def fold_fact(text: str) -> str:
    """Return a text without white space, in one script, width and case.

    >>> fold_fact("３０ 個工作日")
    '30个工作日'
    """
    return "".join(fold_layout(text).split()).casefold()
