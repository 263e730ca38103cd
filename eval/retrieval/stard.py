"""STARD (Su et al., 2024): a layman's question -> the statute articles that answer it, through a real library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from eval.retrieval.laws import Article, parse_laws, read_rows
from eval.retrieval.reranking import MRR_DEPTH, WAYS, read_candidates, reciprocal_rank
from eval.retrieval.result import Figure, recall_at_k
from index import Encoder, Hit, Library, Query, Reranker, Retriever, Snapshot

DEPTH = 1_000  # hits asked for, so that each leg's first hundred are among them
CUTS = (1, 10, 100)
_RERANKED_CUTS = (1, 10)
_TASK = "STARD: question -> article"


@dataclass(frozen=True, slots=True)
class LayQuestion:
    """A question and the ids of the articles that answer it."""

    text: str
    relevant: frozenset[str]


def read_bench(folder: Path) -> tuple[list[Article], list[LayQuestion]]:
    """Return corpus and questions; relevant articles that the corpus lacks are left out, as nobody can find them."""
    rows = read_rows(folder / "stard_corpus.jsonl.xz")
    articles = list({str(row["id"]): Article(str(row["id"]), str(row["text"])) for row in rows}.values())
    known = {article.id for article in articles}
    questions = [
        LayQuestion(str(row["question"]), frozenset(cast("list[str]", row["relevant"])) & known)
        for row in read_rows(folder / "stard_dev.jsonl.xz")
    ]
    return articles, [question for question in questions if question.relevant]


def measure_stard(encoder: Encoder, bench: Path) -> Iterator[Figure]:
    """Yield the recall of the dense leg, the lexical leg and their fusion."""
    articles, questions = read_bench(bench)
    with _filled_library(encoder, articles) as snapshot:
        yield from measure_legs(snapshot, questions)


def measure_reranked_stard(encoder: Encoder, reranker: Reranker, bench: Path) -> Iterator[Figure]:
    """Yield recall and reciprocal rank of the fused ranking, as it is and with its first hits re-ranked."""
    articles, questions = read_bench(bench)
    with _filled_library(encoder, articles) as snapshot:
        yield from measure_reranked(snapshot, reranker, questions)


def measure_legs(retriever: Retriever, questions: Sequence[LayQuestion]) -> Iterator[Figure]:
    """Yield, for each way to rank, the mean recall at each cut and how often anything relevant was found."""
    values: dict[tuple[str, str], list[float]] = {}
    for question in questions:
        hits = retriever.search(Query(question.text), DEPTH)
        for system, ranked in _rankings(hits).items():
            for k in CUTS:
                recall = recall_at_k(ranked, question.relevant, k)
                values.setdefault((system, f"Recall@{k}"), []).append(recall)
                values.setdefault((system, f"Success@{k}"), []).append(float(recall > 0))
    for (system, measure), found in values.items():
        yield Figure(_TASK, system, measure, sum(found) / len(found), len(found))


def measure_reranked(
    snapshot: Snapshot, reranker: Reranker, questions: Sequence[LayQuestion]
) -> Iterator[Figure]:
    """Yield the same means before and after re-ranking; the fused ranking is that of `measure_legs`."""
    values: dict[tuple[str, str], list[float]] = {}
    for question in questions:
        hits = snapshot.search(Query(question.text), DEPTH)
        found = read_candidates(reranker, question.text, hits, snapshot.reading_texts)
        ids = [hit.chunk.id for hit in found.hits]
        rankings = {system: [ids[place] for place in found.order(weight)] for system, weight in WAYS.items()}
        for k in _RERANKED_CUTS:
            for system, ranked in rankings.items():
                recall = recall_at_k(ranked, question.relevant, k)
                values.setdefault((f"Recall@{k}", system), []).append(recall)
        for system, ranked in rankings.items():
            right = [chunk_id in question.relevant for chunk_id in ranked]
            values.setdefault((f"MRR@{MRR_DEPTH}", system), []).append(reciprocal_rank(right, MRR_DEPTH))
    for (measure, system), each in values.items():
        yield Figure(_TASK, system, measure, sum(each) / len(each), len(each))


@contextmanager
def _filled_library(encoder: Encoder, articles: Sequence[Article]) -> Iterator[Snapshot]:
    """Make a library of the articles, for as long as it is searched."""
    with (
        TemporaryDirectory(prefix="tiaowen-stard-") as folder,
        Library.open(Path(folder), encoder) as library,
    ):
        library.add(parse_laws(articles))
        yield library.snapshot()


def _rankings(hits: Iterable[Hit]) -> dict[str, list[str]]:
    ranked = list(hits)
    dense = sorted((hit.dense_rank, hit.chunk.id) for hit in ranked if hit.dense_rank is not None)
    lexical = sorted((hit.lexical_rank, hit.chunk.id) for hit in ranked if hit.lexical_rank is not None)
    return {
        "encoder": [chunk for _, chunk in dense],
        "lexical leg": [chunk for _, chunk in lexical],
        "fused": [hit.chunk.id for hit in ranked],
    }
