"""How fast the encoder starts and works, and what it takes in memory and on disk."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.retrieval.result import Figure
from index import Encoder, load_encoder

_TEXTS = 5_000
_QUESTIONS = 300
_RUNS = 3
_TASK = "encoding"

# Loading is measured in a process of its own: a second load in this one would find everything warm.
_LOAD = """
import json, pathlib, sys, time
def resident():
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 2**20
from index import load_encoder
before, start = resident(), time.perf_counter()
encoder = load_encoder(json.loads(sys.argv[1]))
encoder.encode_query("谁")
print(json.dumps([time.perf_counter() - start, resident() - before]))
"""

_SPEED = """
import json, sys, time
from index import load_encoder
spec, texts = json.load(sys.stdin)
encoder = load_encoder(spec)
start = time.perf_counter()
encoder.encode_chunks(texts[:200])
first = time.perf_counter()
encoder.encode_chunks(texts)
print(json.dumps([len(texts) / (time.perf_counter() - first), first - start]))
"""


def measure_speed(spec: str | None, texts: Sequence[str], folder: Path | None) -> Iterator[Figure]:
    """Yield times, rates and sizes; medians of a few runs.

    Args:
        spec: the encoder, as `load_encoder` takes it.
        texts: clauses to encode.
        folder: the model's files; None where they are not known.
    """
    encoder = load_encoder(spec)
    yield Figure(
        _TASK, "one question", "ms", 1000 * _question_seconds(encoder, texts[:_QUESTIONS]), _QUESTIONS
    )
    sample = list(texts[:_TEXTS])
    for cores in (1, 2):
        runs = [_encode_many(spec, sample, cores) for _ in range(_RUNS)]
        rate = statistics.median(run[0] for run in runs)
        yield Figure(_TASK, f"clauses, {cores} core(s)", "texts a second", rate, len(sample))
    yield Figure(_TASK, "first 200 clauses", "s", statistics.median(run[1] for run in runs), _RUNS)
    loads = [_run([sys.executable, "-c", _LOAD, json.dumps(spec)]) for _ in range(_RUNS)]
    yield Figure(_TASK, "load", "s", statistics.median(load[0] for load in loads), _RUNS)
    yield Figure(_TASK, "load", "MiB of memory", statistics.median(load[1] for load in loads), _RUNS)
    if folder is not None:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        yield Figure(_TASK, "files", "MB on disk", size / 1e6, 1)


def _question_seconds(encoder: Encoder, questions: Sequence[str]) -> float:
    encoder.encode_query(questions[0])
    times = []
    for question in questions:
        start = time.perf_counter()
        encoder.encode_query(question[:40])
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _encode_many(spec: str | None, texts: Sequence[str], cores: int) -> list[float]:
    """Return texts a second, and the seconds that the first 200 took before."""
    limits = {"RAYON_NUM_THREADS": str(cores), "OMP_NUM_THREADS": str(cores)}
    return _run([sys.executable, "-c", _SPEED], json.dumps([spec, list(texts)]), limits)


def _run(command: Sequence[str], text: str = "", extra: dict[str, str] | None = None) -> list[float]:
    """Run a program and return the JSON list of numbers that it prints."""
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, env=os.environ | (extra or {})
    )
    numbers: list[float] = json.loads(done.stdout)
    return numbers
