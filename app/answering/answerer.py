"""From a question to an answer with citations, or to an abstention: the steps in their order."""

from __future__ import annotations

import math
import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from app.answering.decision import decision_features, missing_words
from app.answering.evidence import Asked, Candidate, Focus, gather_candidates, search_chunks
from app.answering.phrasing import Statement, phrase_abstention, phrase_answer, phrase_more
from app.answering.ranking import FittedModels, published_models
from app.answering.reading import Reading, read_candidates, reading_features
from app.answering.selection import Selected, rank_candidates, select_evidence
from app.answering.softmatch import WordVectors, soft_coverages
from app.answering.statements import reading_tips, state_duties, state_selected
from app.answering.texts import answer_text_of, quotes_of_best, quotes_text, texts_of
from app.answering.unitduties import UnitDuties, find_unit_duties
from app.types import Answer, Message
from app.understanding import (
    Lexicon,
    Resolved,
    Scope,
    Side,
    build_lexicon,
    find_named_clauses,
    find_sides,
    looked_for,
    names_unknown,
    resolve,
    split_names,
)
from index import Glossary, Hit, Reranker, Snapshot

_ELSEWHERE = 4.0  # log odds that a clause loses where nothing of it belongs to a name in the question
_MOST_QUOTATIONS = 24  # whatever top_k says


@dataclass(frozen=True, slots=True)
class Considered:
    """What was weighed for a question before the decision: for the answer, and for fitting the parameters."""

    resolved: Resolved
    scope: Scope  # of the whole question, or of the weakest side of a comparison
    candidates: tuple[Candidate, ...]
    ranked: tuple[tuple[float, Candidate], ...]  # log odds, best first
    selected: tuple[Selected, ...]
    weighed: tuple[
        Selected, ...
    ]  # those that the features are about: all, or the weakest side of a comparison
    features: tuple[float, ...]  # of the decision; empty where nothing was found, longer where it was read
    missing: tuple[str, ...]  # words of the question that the nearest clause does not hold


class Answerer:
    """Answers questions from a snapshot of a library, without any language model; thread-safe.

    The same question over the same library gives the same answer.
    """

    def __init__(
        self,
        threshold: float | None = None,
        models: FittedModels | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Take the confidence in [0, 1] from which on a question is answered; None means the published one.

        With a re-ranker, the best chunks are read together with the question: their order and the confidence
        gain by it. The published threshold was fitted with the bundled one.
        """
        self._reranker = reranker
        self._given_models = models
        self._given_threshold = threshold
        self._lock = threading.Lock()
        self._lexicon: tuple[str, Lexicon] | None = None
        self._words = WordVectors()

    @property
    def models(self) -> FittedModels:
        """The fitted parameters in use."""
        return self._given_models or published_models()

    @property
    def threshold(self) -> float:
        """The confidence from which on a question is answered."""
        if self._given_threshold is not None:
            return self._given_threshold
        return self.models.threshold if self._reranker is None else self.models.read_threshold

    def answer(
        self,
        snapshot: Snapshot,
        question: str,
        history: Sequence[Message] = (),
        top_k: int = 5,
        document_ids: Collection[str] | None = None,
    ) -> Answer:
        """Return the answer to a question, with at most `top_k` clauses cited, or an abstention.

        Args:
            snapshot: the library as it is now.
            question: any text that is not blank.
            history: earlier messages, oldest first; those of the user are earlier questions.
            top_k: clauses to cite at most.
            document_ids: only these documents; None means all, an empty collection none.
        """
        considered = self.consider(snapshot, question, history, document_ids)
        names = self._lexicon_of(snapshot).names
        unknown = names_unknown(considered.resolved.question, names, snapshot)
        confidence = 0.0 if unknown else self._confidence(considered)
        asked = considered.resolved
        duties = find_unit_duties(snapshot, asked.question, asked.terms, considered.scope, document_ids)
        if duties is not None and duties.confidence >= self.threshold and not unknown:
            return self._list_duties(snapshot, question, considered, duties, top_k)
        if not considered.selected or confidence < self.threshold:
            return self._abstain(snapshot, question, considered, confidence)
        return self._compose(snapshot, question, considered, confidence, top_k)

    def search(
        self, snapshot: Snapshot, question: str, k: int, document_ids: Collection[str] | None = None
    ) -> list[Hit]:
        """Return the chunks that evidence for a question would be taken from, best first; see `search_chunks`."""
        resolved = resolve(question, (), self._lexicon_of(snapshot), snapshot)
        return search_chunks(snapshot, self._asked(snapshot, resolved, document_ids), k, document_ids)

    def consider(
        self,
        snapshot: Snapshot,
        question: str,
        history: Sequence[Message] = (),
        document_ids: Collection[str] | None = None,
    ) -> Considered:
        """Return what speaks for an answer, without deciding.

        Each side of a comparison is looked for by itself, and what speaks for the weakest counts.
        """
        resolved = resolve(question, history, self._lexicon_of(snapshot), snapshot)
        focus = self._focus(snapshot, resolved.leans_on, document_ids)
        asked = self._asked(snapshot, resolved, document_ids, focus)
        names = self._lexicon_of(snapshot).names
        sides = find_sides(resolved.question, resolved.search_text, resolved.terms, asked.scope, names)
        if not sides:
            return self._weigh(snapshot, resolved, asked, document_ids)
        found = [self._weigh_side(snapshot, resolved, asked, side, document_ids) for side in sides]
        weakest = min(found, key=lambda one: one.ranked[0][0] if one.ranked else -math.inf)
        return Considered(
            resolved,
            weakest.scope,
            tuple(candidate for one in found for candidate in one.candidates),
            tuple(sorted((pair for one in found for pair in one.ranked), key=lambda pair: -pair[0])),
            tuple(selected for one in found for selected in one.selected),
            weakest.weighed,
            weakest.features,
            weakest.missing,
        )

    def _weigh_side(
        self,
        snapshot: Snapshot,
        resolved: Resolved,
        asked: Asked,
        side: Side,
        document_ids: Collection[str] | None,
    ) -> Considered:
        documents = side.documents.intersection(side.documents if document_ids is None else document_ids)
        query = looked_for(side.text, resolved.question, side.terms, side.scope)
        return self._weigh(
            snapshot,
            replace(resolved, terms=side.terms, search_text=side.text),
            replace(asked, query=query, scope=side.scope),
            documents,
            one_side=True,
        )

    def _weigh(
        self,
        snapshot: Snapshot,
        resolved: Resolved,
        asked: Asked,
        document_ids: Collection[str] | None,
        *,
        one_side: bool = False,
    ) -> Considered:
        """Return what speaks for an answer from these documents."""
        candidates = gather_candidates(snapshot, asked, document_ids)
        ranked = rank_candidates(candidates, [self._logit(candidate) for candidate in candidates])
        if not ranked:
            return Considered(resolved, asked.scope, (), (), (), (), (), ())
        reading: Reading | None = None
        if self._reranker is not None:
            reading = read_candidates(self._reranker, snapshot, resolved.search_text, asked.scope, ranked)
            ranked = reading.reorder(ranked)
        selected = tuple(
            select_evidence(snapshot, resolved.question, ranked, _MOST_QUOTATIONS, one_side=one_side)
        )
        clause_text, document_text = texts_of(snapshot, ranked[0][1])
        answer_text = answer_text_of(snapshot, selected)
        features = decision_features(
            resolved.question,
            resolved.terms,
            ranked,
            quotes_text(snapshot, selected),
            answer_text,
            clause_text,
            document_text,
            soft_coverages(resolved.terms, clause_text, self._words, snapshot),
            soft_coverages(resolved.terms, answer_text, self._words, snapshot),
        )
        read: tuple[float, ...] = ()
        if self._reranker is not None and reading is not None:
            quotes = quotes_of_best(snapshot, selected)
            read = reading_features(
                self._reranker, snapshot, resolved.search_text, asked.scope, reading, ranked, quotes
            )
        missing = missing_words(resolved.terms, document_text) or missing_words(resolved.terms, clause_text)
        return Considered(
            resolved,
            asked.scope,
            tuple(candidates),
            tuple(ranked),
            selected,
            selected,
            (*features, *read),
            missing,
        )

    def _focus(
        self, snapshot: Snapshot, earlier: Sequence[str], document_ids: Collection[str] | None
    ) -> Focus | None:
        """Return the clause that answers best the last of the earlier questions that a follow-up leans on."""
        if not earlier:
            return None
        before = [Message("user", question) for question in earlier[:-1]]
        considered = self.consider(snapshot, earlier[-1], before, document_ids)
        if not considered.ranked:
            return None
        chunk = considered.ranked[0][1].hit.chunk
        return Focus(chunk.document_id, chunk.clause_id, snapshot.clause(chunk.clause_id).parent_id)

    def _asked(
        self,
        snapshot: Snapshot,
        resolved: Resolved,
        document_ids: Collection[str] | None,
        focus: Focus | None = None,
    ) -> Asked:
        question, terms = resolved.question, resolved.terms
        scope = split_names(question, terms, self._lexicon_of(snapshot).names)
        return Asked(
            question,
            looked_for(resolved.search_text, question, terms, scope),
            scope,
            find_named_clauses(question, terms, snapshot, document_ids),
            focus,
        )

    def _logit(self, candidate: Candidate) -> float:
        """Return the log odds of a candidate; one from a place that the question does not ask about sinks."""
        elsewhere = candidate.feature("name_match") == 0.0
        return self.models.ranking.logit(candidate.features) - _ELSEWHERE * elsewhere

    def _confidence(self, considered: Considered) -> float:
        if not considered.features:
            return 0.0
        decision = self.models.decision if self._reranker is None else self.models.read_decision
        return round(decision.probability(considered.features), 4)

    def _compose(
        self, snapshot: Snapshot, question: str, considered: Considered, confidence: float, top_k: int
    ) -> Answer:
        asked = considered.resolved
        statements = state_selected(snapshot, asked.question, asked.terms, considered.selected, top_k)
        return _answer(snapshot, question, asked, confidence, statements)

    def _list_duties(
        self, snapshot: Snapshot, question: str, considered: Considered, duties: UnitDuties, top_k: int
    ) -> Answer:
        """Return the duties of the unit that a question asks about, as many as fit."""
        asked = considered.resolved
        statements = state_duties(snapshot, duties.tasks[:top_k])
        answer = _answer(snapshot, question, asked, duties.confidence, statements)
        shown, total = len(statements), len(duties.tasks)
        notice = phrase_more(asked.question.language, shown, total) if shown < total else ""
        return replace(answer, notice=notice)

    def _abstain(
        self, snapshot: Snapshot, question: str, considered: Considered, confidence: float
    ) -> Answer:
        tips = reading_tips(snapshot, [candidate for _, candidate in considered.ranked])
        text = phrase_abstention(
            considered.resolved.question.language, considered.missing, bool(tips), not snapshot.chunk_count()
        )
        return Answer(question, False, confidence, text, (), tips, snapshot.generation, 0.0)

    def _lexicon_of(self, snapshot: Snapshot) -> Lexicon:
        with self._lock:
            if self._lexicon is None or self._lexicon[0] != snapshot.state:
                documents = [snapshot.document(document.id) for document in snapshot.documents()]
                self._lexicon = (snapshot.state, build_lexicon(documents))
            return self._lexicon[1]


def _answer(
    snapshot: Snapshot, question: str, asked: Resolved, confidence: float, statements: Sequence[Statement]
) -> Answer:
    return Answer(
        question=question,
        answerable=True,
        confidence=confidence,
        answer=phrase_answer(statements, asked.question.language, Glossary.load()),
        citations=tuple(statement.citation for statement in statements),
        suggestions=(),
        library_generation=snapshot.generation,
        elapsed_ms=0.0,
    )
