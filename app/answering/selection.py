"""The smallest complete evidence: which spans are quoted for a question, in order of weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.answering.evidence import Candidate
from app.understanding import Kind, Question
from app.verbatim import Quotation, duties_of_span
from index import Snapshot
from ingest import Clause, Duty

_LONGEST_QUOTE = 160  # characters; a longer sentence is quoted alone, never joined to another
_MOST_ITEMS = 12  # of a list
_ALSO_RELEVANT = 1.6  # log odds below the best at which another sentence of the clause still belongs
_SIDE_RELEVANT = 3.0  # the same for the best sentence of another document, where documents are compared

Ranked = Sequence[tuple[float, Candidate]]


class Part(StrEnum):
    """What a quotation is for in the answer."""

    SENTENCE = "sentence"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class Selected:
    """A quotation, what it is for, and the candidate that it comes from."""

    part: Part
    quotation: Quotation
    candidate: Candidate


def select_evidence(
    snapshot: Snapshot, question: Question, ranked: Ranked, limit: int, *, one_side: bool = False
) -> list[Selected]:
    """Return what is to be quoted, at most `limit` quotations, the weightiest first.

    Args:
        snapshot: the library.
        question: as understood.
        ranked: log odds and candidates, best first; not empty.
        limit: quotations at most.
        one_side: the candidates are those of one side of a comparison.
    """
    selected = _select_from_clause(snapshot, question, ranked, ranked[0][1])
    if Kind.COMPARE in question.kinds and not one_side:
        other = _elsewhere(ranked)
        selected += [] if other is None else _select_from_clause(snapshot, question, ranked, other)
    return _without_repeats(selected)[:limit]


def _elsewhere(ranked: Ranked) -> Candidate | None:
    """Return the best candidate of another document, if it is nearly as good: a comparison may name no sides."""
    best_score, best = ranked[0]
    for score, candidate in ranked:
        if candidate.hit.chunk.document_id != best.hit.chunk.document_id and not candidate.is_list:
            return candidate if score > best_score - _SIDE_RELEVANT else None
    return None


def _select_from_clause(
    snapshot: Snapshot, question: Question, ranked: Ranked, best: Candidate
) -> list[Selected]:
    clause = snapshot.clause(best.hit.chunk.clause_id)
    same = [(score, c) for score, c in ranked if c.hit.chunk.clause_id == clause.id]
    sentences = _sentences(question, same, best)
    selected = [_sentence(snapshot, clause, run) for run in _runs(snapshot, sentences)]
    if Kind.LIST in question.kinds or _leads_in(snapshot, best):
        selected += _items_below(snapshot, clause, best)
    if Kind.WHO in question.kinds or best.is_list:
        selected = _with_units(snapshot, question, clause, best, selected)
    return selected or [_sentence(snapshot, clause, [best])]


def _sentences(question: Question, same: Ranked, best: Candidate) -> list[Candidate]:
    """Return the best sentence of a clause and those that add to it what the question asks for."""
    chosen = [] if best.is_list else [best]
    top = same[0][0] if same else 0.0
    most = 5 if Kind.LIST in question.kinds else 3
    covered = set(best.covered)
    for score, candidate in same:
        if candidate is best or candidate.is_list or len(chosen) >= most:
            continue
        if score < top - _ALSO_RELEVANT:
            break
        adds = candidate.covered - covered
        if adds or not chosen or Kind.LIST in question.kinds:
            chosen.append(candidate)
            covered |= candidate.covered
    return sorted(chosen, key=lambda candidate: candidate is not best)


def _runs(snapshot: Snapshot, sentences: Sequence[Candidate]) -> list[list[Candidate]]:
    """Join sentences that follow one another, as long as the quote stays short; the best one leads."""
    runs: list[list[Candidate]] = []
    for candidate in sentences:
        for run in runs:
            first, last = run[0], run[-1]
            text = snapshot.document(candidate.hit.chunk.document_id).text
            before = candidate.end <= first.start and not text[candidate.end : first.start].strip()
            behind = last.end <= candidate.start and not text[last.end : candidate.start].strip()
            if (before or behind) and max(last.end, candidate.end) - min(
                first.start, candidate.start
            ) <= _LONGEST_QUOTE:
                run.insert(0, candidate) if before else run.append(candidate)
                break
        else:
            runs.append([candidate])
    return runs


def _sentence(snapshot: Snapshot, clause: Clause, run: Sequence[Candidate]) -> Selected:
    start, end = run[0].start, run[-1].end
    duties = duties_of_span(snapshot.duties(clause_id=clause.id), start, end)
    score = max(candidate.hit.score for candidate in run)
    return Selected(Part.SENTENCE, Quotation(clause.id, start, end, score, duties), run[0])


def _leads_in(snapshot: Snapshot, candidate: Candidate) -> bool:
    """Tell whether a sentence only announces the items below it: 下列情形: …"""
    text = snapshot.document(candidate.hit.chunk.document_id).text
    return text[candidate.start : candidate.end].rstrip().endswith(("：", ":"))


def _items_below(snapshot: Snapshot, clause: Clause, best: Candidate) -> list[Selected]:
    """Return the items of the list that a clause announces, each quoted by its own words."""
    if not _leads_in(snapshot, best) and best.end < clause.own_end - 1:
        return []
    below = [c for c in snapshot.clauses(clause.document_id) if c.parent_id == clause.id][:_MOST_ITEMS]
    items: list[Selected] = []
    for item in below:
        chunks = snapshot.chunks(item.id)
        if not chunks:
            continue
        start, end = chunks[0].start, min(chunks[-1].end, chunks[0].start + 2 * _LONGEST_QUOTE)
        sentences = [s for chunk in chunks for s in snapshot.sentences(chunk.id)]
        end = max((s.end for s in sentences if s.end <= end), default=chunks[0].end)
        duties = duties_of_span(snapshot.duties(clause_id=item.id), start, end)
        items.append(Selected(Part.SENTENCE, Quotation(item.id, start, end, best.hit.score, duties), best))
    return items


def _with_units(
    snapshot: Snapshot, question: Question, clause: Clause, best: Candidate, selected: list[Selected]
) -> list[Selected]:
    """Add the list of units that answers for the quoted sentence, before it or behind it.

    The list comes first where the question asks who is accountable, and where the sentence itself names no
    doer; a sentence that says who does it comes first where the question asks just that.
    """
    owner, duties = _listed_duties(snapshot, clause, best)
    if not duties:
        return selected
    start, end = _list_span(snapshot, owner, duties)
    if any(s.quotation.start <= start and end <= s.quotation.end for s in selected):
        return selected
    units = Selected(Part.UNITS, Quotation(owner.id, start, end, best.hit.score, duties), best)
    selected = [s for s in selected if s.quotation.end <= start or end <= s.quotation.start]
    if not selected:
        task = _task_sentence(snapshot, owner, duties, best)
        return [units, *([task] if task else [])]
    doer_first = not question.accountable and best.feature("doer") > 0
    return [*selected, units] if doer_first else [units, *selected]


def _listed_duties(snapshot: Snapshot, clause: Clause, best: Candidate) -> tuple[Clause, tuple[Duty, ...]]:
    """Return the duties of the one list that closes the best sentence, looked for in the clauses above too."""
    current: Clause | None = clause
    while current is not None:
        found = [
            duty
            for duty in duties_of_span(snapshot.duties(clause_id=current.id), best.start, best.end)
            if duty.listed
        ]
        if found:
            task = min(duty.task_start for duty in found)
            return current, tuple(duty for duty in found if duty.task_start == task)
        current = snapshot.clause(current.parent_id) if current.parent_id else None
    return clause, ()


def _list_span(snapshot: Snapshot, clause: Clause, duties: Sequence[Duty]) -> tuple[int, int]:
    """Return the span of a list with its brackets."""
    text = snapshot.document(clause.document_id).text
    start, end = max(duties[0].task_end, clause.start), duties[-1].end
    while start < duties[0].start and (text[start].isspace() or text[start] in "。；;"):
        start += 1
    while end < clause.end and text[end] not in "）)〕】]\n":
        end += 1
    return start, min(clause.end, end + (end < clause.end and text[end] != "\n"))


def _task_sentence(
    snapshot: Snapshot, owner: Clause, duties: Sequence[Duty], best: Candidate
) -> Selected | None:
    """Return the first sentence of the task that the units answer for, where only the list was found."""
    start, stop = duties[0].task_start, duties[0].task_end
    for chunk in snapshot.chunks(owner.id):
        for sentence in snapshot.sentences(chunk.id):
            if start <= sentence.start < sentence.end <= stop:
                quotation = Quotation(owner.id, sentence.start, sentence.end, best.hit.score, tuple(duties))
                return Selected(Part.SENTENCE, quotation, best)
    return None


def _without_repeats(selected: Sequence[Selected]) -> list[Selected]:
    seen: set[tuple[str, int, int]] = set()
    kept: list[Selected] = []
    for one in selected:
        key = (one.quotation.clause_id, one.quotation.start, one.quotation.end)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def rank_candidates(
    candidates: Sequence[Candidate], logits: Sequence[float]
) -> list[tuple[float, Candidate]]:
    """Return log odds and candidates, best first; ties by document, then by place."""
    pairs = zip(logits, candidates, strict=True)
    return sorted(pairs, key=lambda pair: (-round(pair[0], 9), pair[1].hit.chunk.id, pair[1].start))
