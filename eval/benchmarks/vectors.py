"""Kinds of faiss index over the same vectors. It imports faiss because it compares what `index` does not use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from eval.benchmarks.documents import invented_clauses, questions
from eval.benchmarks.measuring import Measurement, median_ms, seconds_of
from index import Encoder, Vectors

_QUESTIONS = 50
_K = 1200  # rows that the dense leg asks for: 300 chunks, four rows each


def measure_vectors(encoder: Encoder, rows: int) -> Iterator[Measurement]:
    """Yield the build time, size, time of a question and recall of each kind of index over encoded clauses."""
    import faiss  # takes half a second

    vectors = encoder.encode_chunks(invented_clauses(rows)).astype(np.float16).astype(np.float32)
    asked = np.stack([encoder.encode_query(question) for question in questions(_QUESTIONS)])
    faiss.omp_set_num_threads(1)  # as in the library: one thread answers one question
    truth: list[set[int]] = []
    group = f"faiss, {rows} rows of {encoder.dimension}"
    for name, make in _kinds(encoder.dimension, rows):
        index = make()
        built = seconds_of(lambda index=index: _fill(index, vectors))  # type: ignore[misc]
        ms = median_ms(lambda n, index=index: index.search(asked[n : n + 1], _K), _QUESTIONS)  # type: ignore[misc]
        found = [set(row[:10].tolist()) for row in index.search(asked, _K)[1]]
        truth = truth or found
        recall = sum(len(a & b) for a, b in zip(found, truth, strict=True)) / (10 * _QUESTIONS)
        yield Measurement(group, name, ms, "ms a question")
        yield Measurement(group, name, recall, "recall@10")
        yield Measurement(group, name, built, "s to build")
        yield Measurement(group, name, len(faiss.serialize_index(index)) / 2**20, "MiB")


def _kinds(dimension: int, rows: int) -> list[tuple[str, Callable[[], Any]]]:
    import faiss

    product = faiss.METRIC_INNER_PRODUCT
    lists = max(1, int(2 * rows**0.5))
    return [
        ("flat, float32", lambda: faiss.IndexFlatIP(dimension)),
        ("flat, float16 (in use)", lambda: faiss.index_factory(dimension, "SQfp16", product)),
        ("flat, 8 bits", lambda: faiss.index_factory(dimension, "SQ8", product)),
        (
            f"IVF{lists}, 8 bits, 16 probes",
            lambda: _probing(faiss.index_factory(dimension, f"IVF{lists},SQ8", product)),
        ),
        ("HNSW16", lambda: faiss.IndexHNSWFlat(dimension, 16, product)),
    ]


def _probing(index: Any) -> Any:
    index.nprobe = 16
    return index


def _fill(index: Any, vectors: Vectors) -> None:
    index.train(vectors)
    index.add(vectors)
