"""Asks a library questions in a process of its own; prints the answers as JSON lines."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from app.answering import Answerer
from index import Library
from tests.app.office import BigramEncoder


def main() -> None:
    folder, *questions = sys.argv[1:]
    with Library.open(Path(folder), BigramEncoder()) as library:
        answerer = Answerer(0.0)
        for question in questions:
            answer = answerer.answer(library.snapshot(), question)
            sys.stdout.write(json.dumps(asdict(answer), ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
