"""Clauses that a question names by their number: "德安方案第六条", "clause 6 of the De'an plan"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from app.understanding.coverage import coverage, folded_text
from app.understanding.question import Question
from app.understanding.terms import Term
from app.understanding.titles import title_pairs
from index import Snapshot
from ingest import Clause, fold_layout, label_key, parse_numeral

_CHINESE = re.compile(
    r"第\s*(?P<number>[一二三四五六七八九十百零〇两\d]{1,6})\s*(?P<kind>编|章|节|条|款|项|点|部分|大点|小点)(?:之(?P<suffix>[一二三四五六七八九十\d]))?"
)
_ENGLISH = re.compile(
    r"\b(?P<kind>chapter|article|clause|item|point|section|part|paragraph) (?:no\.? ?)?(?P<number>\d{1,3})\b"
)
_KINDS = {"章": "3", "编": "2", "节": "4", "chapter": "3"}


def find_named_clauses(
    question: Question, terms: Sequence[Term], snapshot: Snapshot, document_ids: Collection[str] | None
) -> frozenset[str]:
    """Return the ids of the clauses, with all below them, that the question names by number.

    A number alone says little: only the documents that the question's other words fit best, in
    their titles above all, are looked into. Where the question prints a title, 《…》, only those whose own title
    has two characters of it in a row, the kind of document apart.
    """
    numbers = _named_numbers(question.folded)
    if not numbers:
        return frozenset()
    documents = [d for d in snapshot.documents() if document_ids is None or d.id in document_ids]
    heads = {d.id: fold_layout(f"{d.title} {d.region or ''}").lower() for d in documents}
    fits = {
        d.id: coverage(terms, folded_text(snapshot, d.id) + heads[d.id]) + coverage(terms, heads[d.id])
        for d in documents
    }
    printed = {pair for pairs in title_pairs(question) for pair in pairs}
    if printed:
        fits = {key: fit for key, fit in fits.items() if any(part in heads[key] for part in printed)}
    best = max(fits.values(), default=0.0)
    named: set[str] = set()
    for document in documents:
        if fits.get(document.id, -1.0) < best - 0.02:
            continue
        clauses = snapshot.clauses(document.id)
        for kind, number in numbers:
            named |= _matching(clauses, kind, number)
    return frozenset(named)


def _named_numbers(folded: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for pattern in (_CHINESE, _ENGLISH):
        for match in pattern.finditer(folded):
            value = parse_numeral(match["number"])
            suffix = match.groupdict().get("suffix")
            if value is not None:
                number = f"{value}.{parse_numeral(suffix)}" if suffix else str(value)
                found.append((match["kind"], number))
    return found


def _matching(clauses: Sequence[Clause], kind: str, number: str) -> set[str]:
    """Return the clauses with this number: articles (第…条) where there are any, else of the most numerous family."""
    keys = {clause.id: label_key(clause.label).partition(":") for clause in clauses if clause.level}
    families = [family for family, _, value in keys.values() if value == number]
    if not families:
        return set()
    wanted = _KINDS.get(kind)
    if wanted is None or wanted not in families:
        counts = {family: sum(f == family for f, _, _ in keys.values()) for family in set(families)}
        wanted = "7" if "7" in counts else max(sorted(counts), key=lambda family: counts[family])
    roots = {
        clause_id for clause_id, (family, _, value) in keys.items() if (family, value) == (wanted, number)
    }
    below = set(roots)
    for clause in clauses:
        if clause.parent_id in below:
            below.add(clause.id)
    return below
