"""A decided answer -> the same answer in a language model's words, as far as the clauses support them."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.llm.checking import Passage, is_supported
from app.llm.client import ChatClient, Failure, LlmError
from app.llm.notices import say_dropped, say_failed
from app.llm.prompt import build_messages
from app.llm.reply import Claim, Quote, parse_reply
from app.llm.sources import Source, gather_sources
from app.types import Answer, Citation, Message
from app.understanding.question import Language, understand
from app.verbatim import Quotation, cite, duties_of_span
from index import Snapshot
from ingest import Duty, split_sentences

logger = logging.getLogger(__name__)

_MOST_IN_A_PASSAGE = 6  # sentences of one clause that one claim may rest on together


@dataclass(frozen=True, slots=True)
class _Ground:
    """A run of sentences of a clause that supports what a claim says."""

    source: Source
    first: int  # index into Source.sentences
    last: int

    @property
    def start(self) -> int:
        return self.source.sentences[self.first].start

    @property
    def end(self) -> int:
        return self.source.sentences[self.last].end


class Composer:
    """Lets a language model phrase answers, and lets through only what their evidence says; thread-safe."""

    def __init__(self, client: ChatClient) -> None:
        self._client = client

    def compose(
        self,
        snapshot: Snapshot,
        answer: Answer,
        history: Sequence[Message] = (),
        top_k: int = 5,
        document_ids: Collection[str] | None = None,
    ) -> Answer:
        """Return an answer in the model's words; where that fails, the given one, its notice and one that says so.

        An abstention is returned as it is: the model is not asked.
        """
        if not answer.answerable:
            return answer
        language = understand(answer.question).language
        sources = gather_sources(snapshot, answer.question, answer.citations, document_ids)
        try:
            content = self._client.complete(build_messages(answer.question, language, history, sources))
            return _compose(snapshot, answer, parse_reply(content), sources, top_k, language)
        except LlmError as error:
            logger.warning("the language model was not used: %s", error)
            notices = (answer.notice, say_failed(error.failure, language))
            return replace(answer, notice=" ".join(filter(None, notices)))


def _compose(
    snapshot: Snapshot,
    answer: Answer,
    claims: Sequence[Claim],
    sources: Sequence[Source],
    top_k: int,
    language: Language,
) -> Answer:
    lines: list[str] = []
    citations: dict[tuple[str, int, int], Citation] = {}
    clauses: set[str] = set()
    for claim in claims:
        grounds = _grounds(snapshot, claim, sources)
        used = clauses | {ground.source.clause.id for ground in grounds}
        if not grounds or len(used) > top_k:
            continue
        clauses = used
        for ground in grounds:
            key = (ground.source.clause.id, ground.start, ground.end)
            if key not in citations:
                citations[key] = _cite(snapshot, ground, len(citations) + 1)
        keys = dict.fromkeys((ground.source.clause.id, ground.start, ground.end) for ground in grounds)
        markers = "".join(f"[{citations[key].marker}]" for key in keys)
        lines.append(f"{' '.join(claim.text.split())} {markers}")
    if not lines:
        raise LlmError(Failure.UNSUPPORTED, f"none of {len(claims)} sentences was supported by its evidence")
    return replace(
        answer,
        answer="\n".join(lines),
        citations=tuple(citations.values()),
        composed_by="llm",
        notice=say_dropped(len(claims) - len(lines), language),
    )


def _grounds(snapshot: Snapshot, claim: Claim, sources: Sequence[Source]) -> list[_Ground]:
    """Return what supports each sentence of a claim; nothing where one of them is not supported."""
    runs = [run for quote in claim.quotes if (run := _locate(quote, sources)) is not None]
    candidates = list(_candidates(runs))
    grounds: list[_Ground] = []
    for span in split_sentences(claim.text):
        said = claim.text[span.start : span.end]
        found = next((one for one in candidates if is_supported(said, _passage(snapshot, one))), None)
        if found is None:
            return []
        grounds.append(found)
    return grounds


def _locate(quote: Quote, sources: Sequence[Source]) -> _Ground | None:
    """Return the sentences that a quote lies in; None where the clause that it names does not hold it.

    A quote is widened to whole sentences: what stands before it may be a "不".
    """
    number, _, place = quote.number.partition(".")
    source = next((one for one in sources if str(one.number) == number), None)
    if source is None or not quote.text.strip():
        return None
    text = source.document.text
    begin, end = source.sentences[0].start, source.sentences[-1].end
    if place.isascii() and place.isdigit() and 1 <= int(place) <= len(source.sentences):
        named = source.sentences[int(place) - 1].start
        begin = named if text.find(quote.text, named, end) >= 0 else begin
    start = text.find(quote.text, begin, end)
    if start < 0:
        return None
    touched = [
        index
        for index, one in enumerate(source.sentences)
        if one.start < start + len(quote.text) and start < one.end
    ]
    return _Ground(source, touched[0], touched[-1]) if touched else None


def _candidates(runs: Sequence[_Ground]) -> list[_Ground]:
    """Return every run of quoted sentences that follow one another in a clause, shorter ones first."""
    found: dict[tuple[int, int, int], _Ground] = {}
    for source in dict.fromkeys(run.source for run in runs):
        quoted = {index for run in runs if run.source is source for index in range(run.first, run.last + 1)}
        for first in sorted(quoted):
            last = first
            while last in quoted and last - first < _MOST_IN_A_PASSAGE:
                found.setdefault((source.number, first, last), _Ground(source, first, last))
                last += 1
    return sorted(found.values(), key=lambda one: (one.last - one.first, one.source.number, one.first))


def _passage(snapshot: Snapshot, ground: _Ground) -> Passage:
    clause = ground.source.clause
    sentences = [
        ground.source.text(sentence) for sentence in ground.source.sentences[ground.first : ground.last + 1]
    ]
    if ground.start == clause.start:
        sentences[0] = sentences[0].removeprefix(clause.label).strip() or sentences[0]
    duties = _duties(snapshot, ground)
    return Passage(
        tuple(sentences),
        ground.source.document.title,
        clause.path,
        tuple((duty.unit, duty.role) for duty in duties),
    )


def _duties(snapshot: Snapshot, ground: _Ground) -> tuple[Duty, ...]:
    duties = snapshot.duties(clause_id=ground.source.clause.id)
    return tuple(duty for duty in duties if ground.start <= duty.start < ground.end)


def _cite(snapshot: Snapshot, ground: _Ground, marker: int) -> Citation:
    clause = ground.source.clause
    duties = duties_of_span(snapshot.duties(clause_id=clause.id), ground.start, ground.end)
    quotation = Quotation(clause.id, ground.start, ground.end, ground.source.score, duties)
    text = ground.source.document.text[ground.start : ground.end]
    return cite(snapshot, quotation, marker, expected=text)
