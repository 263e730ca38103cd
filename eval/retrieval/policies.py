"""Questions over policies, by language: over the five, with and without other documents, and for re-ranking."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app.answering import Answerer
from eval.questions import Question, load_questions
from eval.relevance import ClauseFinder, Evidence, ParsedSource, Region
from eval.retrieval.reranking import Judged, read_candidates
from eval.retrieval.result import Figure
from index import (
    RERANKED,
    Encoder,
    Hit,
    Library,
    Reranker,
    Snapshot,
)
from ingest import find_sources, parse_source

CUTS = (1, 3)
DEPTH = 300


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """Questions and the folders of the documents that they are asked about."""

    task: str
    path: Path
    folders: tuple[Path, ...]


def measure_policies(encoder: Encoder, shared: Path, question_file: Path) -> Iterator[Figure]:
    """Yield how often a right clause is among the first hits, without and with the distraction.

    Only questions that the policies answer and that stand alone are asked.
    """
    questions = [q for q in load_questions(question_file).questions if q.answerable and not q.history]
    policies, distraction = shared / "policies", shared / "corpora" / "policies"
    for task, folders in (("five policies", [policies]), ("and 140 others", [policies, distraction])):
        with _filled_library(encoder, folders) as snapshot:
            yield from _measure(snapshot, questions, task)


def read_answers(encoder: Encoder, reranker: Reranker, asked: QuestionFile) -> list[Judged]:
    """Return what the product's search finds for each question of a file, read again by the re-ranker.

    Unanswerable questions are among them; follow-ups are not, as a re-ranker is given one question.
    """
    questions = [q for q in load_questions(asked.path).questions if not q.history]
    with _filled_library(encoder, asked.folders) as snapshot:
        finder = _clause_finder(snapshot)
        answerer = Answerer()
        judged: list[Judged] = []
        for question in questions:
            evidence = finder.evidence_of(question)
            hits = answerer.search(snapshot, question.text, RERANKED)[:RERANKED]
            found = read_candidates(reranker, question.text, hits, snapshot.reading_texts)
            right = tuple(_is_right(hit, evidence) for hit in found.hits)
            judged.append(Judged(asked.task, question, found, right))
    return judged


def _measure(snapshot: Snapshot, questions: Sequence[Question], task: str) -> Iterator[Figure]:
    finder = _clause_finder(snapshot)
    answerer = Answerer()
    found: dict[tuple[str, str, int], list[bool]] = {}
    for question in questions:
        evidence = finder.evidence_of(question)
        hits = answerer.search(snapshot, question.text, DEPTH)
        for system, ranked in _rankings(hits).items():
            for k in CUTS:
                right = any(_is_right(hit, evidence) for hit in ranked[:k])
                found.setdefault((question.language.value, system, k), []).append(right)
    for (language, system, k), values in sorted(found.items()):
        name = f"{task}: questions in {language}"
        yield Figure(name, system, f"Success@{k}", sum(values) / len(values), len(values))


@contextmanager
def _filled_library(encoder: Encoder, folders: Sequence[Path]) -> Iterator[Snapshot]:
    """Make a library of all files in the folders, for as long as it is searched."""
    with (
        TemporaryDirectory(prefix="tiaowen-policies-") as folder,
        Library.open(Path(folder), encoder) as library,
    ):
        library.add([parse_source(source) for source in find_sources(folders)])
        yield library.snapshot()


def _clause_finder(snapshot: Snapshot) -> ClauseFinder:
    return ClauseFinder(
        ParsedSource(document.id, document.source_name, snapshot.clauses(document.id))
        for document in snapshot.documents()
    )


def _rankings(hits: Sequence[Hit]) -> dict[str, list[Hit]]:
    dense = [(hit.dense_rank, hit.rank, hit) for hit in hits if hit.dense_rank is not None]
    lexical = [(hit.lexical_rank, hit.rank, hit) for hit in hits if hit.lexical_rank is not None]
    return {
        "encoder": [hit for *_, hit in sorted(dense, key=lambda row: row[:2])],
        "lexical leg": [hit for *_, hit in sorted(lexical, key=lambda row: row[:2])],
        "fused": list(hits),
    }


def _is_right(hit: Hit, evidence: Evidence) -> bool:
    return bool(evidence.groups_hit(Region(hit.chunk.document_id, hit.chunk.start, hit.chunk.end)))
