"""Questions over the five policies, by language, with and without other documents as distraction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.questions import Question, load_questions
from eval.relevance import ClauseFinder, Evidence, ParsedSource, Region
from eval.retrieval.result import Figure
from index import Encoder, Expansion, Glossary, Hit, Library, Query, Snapshot, TranslationTable
from ingest import find_sources, parse_source

CUTS = (1, 3)
DEPTH = 300


def measure_policies(encoder: Encoder, shared: Path, question_file: Path) -> Iterator[Figure]:
    """Yield how often a right clause is among the first hits, without and with the distraction.

    Only questions that the policies answer and that stand alone are asked.
    """
    questions = [q for q in load_questions(question_file).questions if q.answerable and not q.history]
    policies, distraction = shared / "policies", shared / "corpora" / "policies"
    for task, folders in (("five policies", [policies]), ("and 140 others", [policies, distraction])):
        with (
            TemporaryDirectory(prefix="tiaowen-policies-") as folder,
            Library.open(Path(folder), encoder) as library,
        ):
            library.add([parse_source(source) for source in find_sources(folders)])
            yield from _measure(library.snapshot(), questions, task)


def expand(question: str, glossary: Glossary, table: TranslationTable) -> tuple[Expansion, ...]:
    """Return Chinese terms for an English question: the glossary's, and the table's for all other words."""
    found: list[Expansion] = []
    rest, place = [], 0
    for match in glossary.translate(question):
        found += [Expansion(term, 1.0, match.english) for term in match.terms]
        rest.append(question[place : match.start])
        place = match.end
    rest.append(question[place:])
    return (*found, *table.expand(" ".join(rest)))


def _measure(snapshot: Snapshot, questions: Sequence[Question], task: str) -> Iterator[Figure]:
    finder = ClauseFinder(
        ParsedSource(document.id, document.source_name, snapshot.clauses(document.id))
        for document in snapshot.documents()
    )
    glossary, table = Glossary.load(), TranslationTable.load()
    found: dict[tuple[str, str, int], list[bool]] = {}
    for question in questions:
        evidence = finder.evidence_of(question)
        hits = snapshot.search(Query(question.text, expand(question.text, glossary, table)), DEPTH)
        for system, ranked in _rankings(hits).items():
            for k in CUTS:
                right = any(_is_right(hit, evidence) for hit in ranked[:k])
                found.setdefault((question.language.value, system, k), []).append(right)
    for (language, system, k), values in sorted(found.items()):
        name = f"{task}: questions in {language}"
        yield Figure(name, system, f"Success@{k}", sum(values) / len(values), len(values))


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
