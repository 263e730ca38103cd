"""The lexical leg: BM25 over our own tokens. The only file that imports tantivy."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.tokens import index_tokens, is_character, query_tokens, term_tokens
from index.types import Expansion

if TYPE_CHECKING:
    from tantivy import Index, Query, Schema

LEXICAL_FORMAT: Final = 2  # of the tokens and the schema; another number and the index is made anew

# Chosen on the development questions over real policies and on lay questions over statutes; every choice from 0.1
# to 0.5 is within two points of it, 1.0 for the headings costs six.
_BOOSTS = {"body": 1.0, "path": 0.25, "title": 0.25}
_CHARACTER_BOOST = 0.35  # of a single Han character beside the pairs that it stands in
_HEADINGS_CACHED = 64
_HEAP_BYTES = 128_000_000
_DECIMALS = 3  # what float32 sums agree on in whatever order the terms are added
_MOST_EXPANSIONS = 200


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """A chunk as the lexical leg sees it."""

    key: int
    document_key: int
    title: str  # of the document
    path: str  # the headings of the clause, one after the other
    body: str


class LexicalIndex:
    """Chunks by their words, immutable once made; many threads may search it."""

    def __init__(self, index: Index) -> None:
        index.config_reader(reload_policy="manual")  # a snapshot never changes: no thread that watches it
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    @classmethod
    def build(
        cls, entries: Iterable[LexicalEntry], folder: Path | None = None, base: Sequence[Path] = ()
    ) -> LexicalIndex:
        """Return an index of the entries.

        Args:
            entries: what is to be found.
            folder: an empty folder to write it to; None keeps it in memory.
            base: files of another index, which the entries are added to in the new folder; they stay as they are.
        """
        from tantivy import Document, Index

        heading = lru_cache(_HEADINGS_CACHED)(
            _joined_tokens
        )  # the same for many chunks that follow each other
        if folder is not None and base:
            _share_files(base, folder)
            index = Index.open(str(folder))
        else:
            index = Index(_schema(), None if folder is None else str(folder))
        # One thread: the segments, and with them the order of equal scores, are the same every time.
        with index.writer(heap_size=_HEAP_BYTES, num_threads=1) as writer:
            for entry in entries:
                document = Document()
                document.add_integer("key", entry.key)
                document.add_unsigned("document", entry.document_key)
                document.add_text("title", heading(entry.title))
                document.add_text("path", heading(entry.path))
                document.add_text("body", _joined_tokens(entry.body))
                writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open what `build` wrote."""
        from tantivy import Index

        return cls(Index.open(str(folder)))

    def search(
        self,
        text: str,
        expansions: Sequence[Expansion],
        limit: int,
        document_keys: Sequence[int] | None = None,
    ) -> list[tuple[int, float]]:
        """Return the keys and BM25 scores of the best chunks, best first, ties by key.

        Args:
            text: the question, any characters at all.
            expansions: terms looked up beside its words.
            limit: how many chunks at most.
            document_keys: only chunks of these documents; None means all.
        """
        query = self._query(text, expansions)
        if query is None or not len(self) or limit < 1:
            return []
        if document_keys is not None:
            query = self._only(query, document_keys)
        return self._best(query, limit)

    def document_frequency(self, token: str) -> int:
        """Return in how many chunks a token (see `index.tokens`) stands, headings left out."""
        return int(self._searcher.doc_freq("body", token))

    def containing(self, text: str, limit: int) -> list[int]:
        """Return the keys of chunks that hold every token of a text, headings left out, the best by BM25 first."""
        from tantivy import Occur, Query

        tokens = index_tokens(text)
        if not tokens or not len(self) or limit < 1:
            return []
        parts = [Query.term_query(self._schema, "body", token, "freq") for token in tokens]
        return [key for key, _ in self._best(Query.boolean_query([(Occur.Must, p) for p in parts]), limit)]

    def _best(self, query: Query, limit: int) -> list[tuple[int, float]]:
        wanted = limit + 1
        while True:
            found = self._search(query, wanted)
            # Which of several equal chunks tantivy returns is chance: fetch the whole group before cutting.
            if len(found) < wanted or found[-1][1] < found[limit - 1][1]:
                return found[:limit]
            wanted *= 4

    def _search(self, query: Query, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, min(limit, len(self)), count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = [
            (int(key), round(score, _DECIMALS))
            for key, (score, _) in zip(keys, hits, strict=True)
            if key is not None
        ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def _query(self, text: str, expansions: Sequence[Expansion]) -> Query | None:
        """Return the sum of the question's tokens and, for each word that was expanded, its best term.

        A probabilistic structured query (Darwish and Oard, SIGIR 2003) in the form that BM25 engines offer:
        the terms for one word compete, weighted by how sure they are, and only the best counts, so that a
        word with many translations has no more say than one with few.
        """
        from tantivy import Occur, Query

        asked = query_tokens(text)
        only_characters = all(is_character(token) for token in asked)
        parts = [
            self._token(token, _CHARACTER_BOOST if is_character(token) and not only_characters else 1.0)
            for token in asked
        ]
        words: dict[str, list[Query]] = {}
        for number, expansion in enumerate(expansions[:_MOST_EXPANSIONS]):
            tokens = term_tokens(expansion.term)
            if tokens:
                term = Query.boolean_query([(Occur.Should, self._token(token, 1.0)) for token in tokens])
                group = expansion.word or f"\n{number}"
                words.setdefault(group, []).append(Query.boost_query(term, expansion.weight))
        parts += [Query.disjunction_max_query(terms) for terms in words.values()]
        return Query.boolean_query([(Occur.Should, part) for part in parts]) if parts else None

    def _token(self, token: str, weight: float) -> Query:
        from tantivy import Occur, Query

        return Query.boolean_query(
            [
                (
                    Occur.Should,
                    Query.boost_query(Query.term_query(self._schema, field, token, "freq"), boost * weight),
                )
                for field, boost in _BOOSTS.items()
            ]
        )

    def _only(self, query: Query, document_keys: Sequence[int]) -> Query:
        from tantivy import Occur, Query

        allowed = Query.term_set_query(self._schema, "document", list(document_keys))
        return Query.boolean_query([(Occur.Must, Query.const_score_query(allowed, 0.0)), (Occur.Must, query)])


def _share_files(files: Sequence[Path], folder: Path) -> None:
    """Put files into another folder without a copy where the file system can: tantivy never writes into a file."""
    for path in files:
        try:
            os.link(path, folder / path.name)
        except OSError:
            shutil.copy2(path, folder / path.name)


def _joined_tokens(text: str) -> str:
    return " ".join(index_tokens(text))


def _schema() -> Schema:
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_integer_field("key", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for field in _BOOSTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()
