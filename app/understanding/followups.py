"""Follow-up questions: what is carried over from the earlier questions of a conversation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.types import Message
from app.understanding.lexicon import Lexicon
from app.understanding.question import Kind, Question, detect_language, understand
from app.understanding.terms import ASKING_WORDS, Term, TermKind, find_terms
from index import Snapshot
from ingest import fold_layout

_REMEMBERED = 3  # earlier questions that a follow-up may lean on
_LEANING = re.compile(
    r"^(?:那么?|那|这|它|他们?|她|其|该|此|然后|还有|另外|再|又|对了|具体|牵头的|负责的|期限|时限|多久|谁|哪|几|怎么|为什么|有没有|是不是)"
    r"|(?:它|他们|她们|其中|这个|这些|这项|这条|那个|那些|那项|那条|上述|前者|后者|此事|这事|这样|那样)|呢[?？]?$"
    r"|^(?:and|but|so|what about|how about|then|also|or|which of|why|by when|until when|since when)\b"
    r"|\b(?:that|this|it|they|them|their|those|these|its|he|she|there|the same|ones?)\b"
)
_POINTING = re.compile(
    r"它|他们|她们|其中|这个|这些|这项|这条|那个|那些|那项|那条|上述|前者|后者|此事|这事"
    r"|\b(?:that|this|it|they|them|their|those|these|its|the same)\b"
)
_STANDS_ALONE_AT = 3  # own topical terms from which a question without a leaning word stands alone
_MORE_WHERE_IT_POINTS = 2  # of them, with 他们 or 其中: in English such words point within a question as well
_CARRIED_SURENESS = 0.75
_REPLACED_SURENESS = 0.35  # of the old topic, where the follow-up brings its own
_KIND_KEPT = re.compile(
    r"^(?:那|那么|and|what about|how about|then|换成|如果是)?.{1,40}(?:呢)[?？]?$|^(?:what|how) about\b|^and (?:the |for |in |at |of )?[^?]{1,60}\?*$"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with what its conversation adds."""

    question: Question
    terms: tuple[Term, ...]
    search_text: str  # what both legs look for
    leans_on: tuple[
        str, ...
    ] = ()  # earlier questions, the last of which has the clause that this one is about


def resolve(text: str, history: Sequence[Message], lexicon: Lexicon, snapshot: Snapshot) -> Resolved:
    """Understand a question in its conversation; one that stands alone is not touched by it.

    A follow-up keeps the names and topic of the question before. Where it brings a topic of its own, the
    old one fades; where it names another place, the old names go; where it only names another topic or
    place ("那薪酬呢?"), the kind of the question before stays. Slips of the pen are mended first.
    """
    language = detect_language(text)
    text = lexicon.correct(text, snapshot.prints)
    question = replace(understand(text), language=language)
    terms = find_terms(question, lexicon, snapshot)
    earlier = [message.content for message in history if message.role == "user" and message.content.strip()]
    if not earlier or not _leans(question, terms):
        return Resolved(question, terms, text)
    earlier = earlier[-_REMEMBERED - 1 :]
    before = resolve(earlier[-1], [Message("user", content) for content in earlier[:-1]], lexicon, snapshot)
    own = [term for term in terms if _is_topical(term)]
    if not own or (Kind.WHAT in question.kinds and _KIND_KEPT.search(question.folded)):
        question = replace(question, kinds=_merged_kinds(question, before.question, bool(own)))
        if own and before.question.accountable:
            question = replace(question, accountable=True)
    places = [term for term in own if _is_place(term, snapshot)]
    points = _POINTING.search(question.folded) is not None
    sureness = _REPLACED_SURENESS if len(own) > len(places) and not points else _CARRIED_SURENESS
    known = {variant for term in terms for variant in term.variants}
    carried = [
        replace(
            term, sure=round(term.sure * (1.0 if _is_name(term, snapshot) else sureness), 6), carried=True
        )
        for term in before.terms
        if not known.intersection(term.variants) and not (places and _is_name(term, snapshot))
    ]
    return Resolved(
        question,
        (*terms, *carried),
        _search_text(text, before, [] if points and not places else own, places, carried),
        () if places else tuple(earlier),
    )


def _search_text(
    text: str, before: Resolved, own: Sequence[Term], places: Sequence[Term], carried: Sequence[Term]
) -> str:
    """Return what to look for: the question with what it keeps of the one before."""
    if not own:
        return f"{before.search_text} {text}"
    if len(own) == len(places):
        return " ".join((text, *(term.word for term in carried)))
    return f"{text} {_names(carried)}".strip()


def _leans(question: Question, terms: Sequence[Term]) -> bool:
    """Tell whether a question needs the conversation: it points back, or says too little by itself."""
    topical = [term for term in terms if _is_topical(term)]
    if not topical:
        return True
    english = question.language == "en"
    points = not english and _POINTING.search(question.folded) is not None
    alone_at = _STANDS_ALONE_AT + english + _MORE_WHERE_IT_POINTS * points
    return _LEANING.search(question.folded) is not None and len(topical) < alone_at


def _is_topical(term: Term) -> bool:
    asks_only = not ASKING_WORDS.isdisjoint(term.variants)
    return term.kind is not TermKind.NUMBER and term.weight > 0.12 and not asks_only


def _is_place(term: Term, snapshot: Snapshot) -> bool:
    """Tell whether a term names the region of a document."""
    regions = [fold_layout(document.region) for document in snapshot.documents() if document.region]
    return term.kind in (TermKind.NAME, TermKind.WORD) and any(
        region.startswith(variant) for region in regions for variant in term.variants if len(variant) > 1
    )


def _is_name(term: Term, snapshot: Snapshot) -> bool:
    """Tell whether a term names a place: it is spelt as a name, or stands in a title or a region."""
    if term.kind is TermKind.NAME:
        return True
    return (
        any(
            variant in (document.region or "")
            or variant in (document.issuer or "")
            or variant in document.title[:12]
            for document in snapshot.documents()
            for variant in term.variants
            if len(variant) > 1
        )
        and term.rarity > 0.1
    )


def _merged_kinds(question: Question, before: Question, has_topic: bool) -> tuple[Kind, ...]:
    asked = tuple(kind for kind in question.kinds if kind is not Kind.WHAT)
    if asked and not has_topic:
        return asked
    return asked or before.kinds


def _names(terms: Sequence[Term]) -> str:
    return " ".join(term.variants[0] for term in terms if term.sure >= 1.0 or term.kind is TermKind.NAME)
