"""`python -m eval.benchmarks`: speed and memory of the search, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from eval.benchmarks.libraries import measure_library
from eval.benchmarks.measuring import Measurement, format_table
from eval.benchmarks.vectors import measure_vectors
from index import load_encoder


def main() -> None:
    """Run the benchmarks and print the report."""
    parser = argparse.ArgumentParser(prog="python -m eval.benchmarks", description=main.__doc__)
    parser.add_argument(
        "--chunks", type=int, default=10_000, help="size of the library (default: %(default)s)"
    )
    parser.add_argument("--rows", type=int, default=50_000, help="vectors for faiss (default: %(default)s)")
    parser.add_argument("--encoder", default=None, help="a folder or name of a model; else the bundled one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder)
    measurements: list[Measurement] = list(measure_vectors(encoder, arguments.rows))
    with tempfile.TemporaryDirectory(prefix="tiaowen-bench-") as folder:
        measurements += measure_library(encoder, Path(folder), arguments.chunks)
    if arguments.json:
        print(json.dumps([asdict(measurement) for measurement in measurements], ensure_ascii=False, indent=1))
    else:
        print(format_table(measurements))


if __name__ == "__main__":
    main()
