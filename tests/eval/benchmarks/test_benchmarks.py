"""The benchmarks run, and put side by side what belongs together; how fast they are is not tested."""

from __future__ import annotations

from pathlib import Path

from eval.benchmarks.documents import CLAUSES_PER_DOCUMENT, invented_documents, invented_texts, questions
from eval.benchmarks.libraries import measure_library
from eval.benchmarks.measuring import Measurement, format_table, median_ms
from eval.benchmarks.vectors import measure_vectors
from tests.index.encoder import HashingEncoder


def test_ratios_are_to_the_first_of_the_same_group_and_unit() -> None:
    table = format_table(
        [
            Measurement("search", "flat", 4.0, "ms"),
            Measurement("search", "flat", 8.0, "MiB"),
            Measurement("search", "fp16", 2.0, "ms"),
            Measurement("other", "fp16", 2.0, "ms"),
        ]
    ).splitlines()
    assert [line.split("|")[-2].strip() for line in table[2:]] == ["1.00", "1.00", "0.50", "1.00"]


def test_the_first_call_is_not_counted() -> None:
    calls: list[int] = []
    assert median_ms(calls.append, 3) >= 0
    assert calls == [0, 0, 1, 2]


def test_invented_documents_are_the_same_every_time_and_have_all_their_articles() -> None:
    assert list(invented_texts(3, seed=5)) == list(invented_texts(3, seed=5))
    assert questions(5) == questions(5)
    for parsed in invented_documents(2):
        assert sum(clause.level == 1 for clause in parsed.clauses) == CLAUSES_PER_DOCUMENT


def test_every_part_of_a_small_library_is_measured(tmp_path: Path) -> None:
    measured = list(measure_library(HashingEncoder(), tmp_path, chunks=80))
    assert {"parse", "search", "tantivy (in use)", "SQLite FTS5", "on disk"} <= {m.name for m in measured}
    assert all(m.value > 0 for m in measured)


def test_the_index_in_use_finds_what_the_exact_one_finds() -> None:
    measured = list(measure_vectors(HashingEncoder(), rows=1500))
    recall = {m.name: m.value for m in measured if m.unit == "recall@10"}
    assert recall["flat, float16 (in use)"] == recall["flat, float32"] == 1.0
