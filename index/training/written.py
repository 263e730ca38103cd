"""Written questions over documents: which chunks of which document answer each of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.training.corpora import LawArticle
from ingest import (
    ParsedDocument,
    clause_paths,
    find_sources,
    fold_layout,
    label_key,
    parse_bytes,
    parse_source,
)

LAWS = "laws.jsonl"
POLICIES = "policies.jsonl"
LATER = (
    "later.jsonl"  # over policies as well; the encoder is not trained on them, the ranking is fitted on them
)
POLICY_FOLDER = "policies"


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question over one document."""

    text: str
    source: str
    paths: tuple[tuple[str, ...], ...]  # of the clauses that answer it; none where nothing does
    facts: tuple[tuple[str, ...], ...]


def read_written(path: Path) -> list[WrittenQuestion]:
    """Return the questions of a file in the format of the question sets.

    An unanswerable question names its document in its `topic`, before the "#".
    """
    questions = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        references = [reference for group in row["evidence"] for reference in group]
        source = references[0]["source"] if references else row["topic"].partition("#")[0]
        paths = tuple(tuple(label_key(label) for label in one["path"]) for one in references)
        facts = tuple(tuple(fact) for fact in row["facts"])
        questions.append(WrittenQuestion(row["question"], source, paths, facts))
    return questions


def law_text(title: str, articles: Sequence[LawArticle]) -> str:
    """Return a law as a text file: its title, then headings and articles."""
    lines, heading = [title, ""], ""
    for article in articles:
        if article.heading not in ("", heading):
            lines.append(article.heading.rpartition("\n")[2])
        heading = article.heading
        lines.append(f"{article.number} {article.text}")
    return "\n".join(lines) + "\n"


def parse_documents(
    folder: Path, questions: Sequence[WrittenQuestion], articles: Sequence[LawArticle]
) -> dict[str, ParsedDocument]:
    """Return the documents that were asked about, by name: the policies of the folder, and laws by their title."""
    parsed = {source.source_name: parse_source(source) for source in find_sources([folder / POLICY_FOLDER])}
    wanted = {question.source for question in questions} - set(parsed)
    laws: dict[str, list[LawArticle]] = {name: [] for name in sorted(wanted)}
    for article in articles:
        if (name := f"{article.law}.txt") in laws:
            laws[name].append(article)
    for name, rows in laws.items():
        text = law_text(name.removesuffix(".txt"), rows)
        parsed[name] = parse_bytes(text.encode("utf-8"), name)
    return parsed


def right_chunks(question: WrittenQuestion, document: ParsedDocument) -> tuple[list[int], set[int]]:
    """Return the ordinals of the chunks that answer a question, and of all chunks of the right clauses."""
    paths = clause_paths(document.clauses)
    spans = [(c.start, c.end) for c in document.clauses if paths[c.id] in question.paths]
    inside = [
        place
        for place, chunk in enumerate(document.chunks)
        if any(start <= chunk.start < end for start, end in spans)
    ]
    stating = [place for place in inside if states_fact(document.chunks[place].text, question)]
    return stating or inside[:1], set(inside)


def states_fact(text: str, question: WrittenQuestion) -> bool:
    """Tell whether a text holds one of the facts that a question asks for."""
    folded = fold_layout(text).replace("\n", "")
    return any(fold_layout(spelling) in folded for fact in question.facts for spelling in fact)
