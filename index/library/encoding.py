"""Vectors for the chunks of parsed documents: what text is encoded, and in what form it is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.library.derived import pack_vectors
from index.library.writing import sentences_by_chunk
from index.types import Encoder, Vectors
from ingest import Chunk, ParsedDocument, subject_of

_BATCH = 256  # chunks handed to the encoder at once, with their sentences


def chunk_texts(title: str, chunk: Chunk, sentences: Sequence[str]) -> list[str]:
    """Return the texts that a chunk is encoded as: all of it under title and headings, then its sentences.

    A single sentence is not encoded again.

    >>> chunk_texts("条例", Chunk("x", "d", "c", 0, 0, 4, "甲。乙。", ("第一条",)), ["甲。", "乙。"])
    ['条例\\n第一条\\n甲。乙。', '甲。', '乙。']
    """
    whole = "\n".join((title, *chunk.path, chunk.text))
    return [whole, *sentences] if len(sentences) > 1 else [whole]


def encode_documents(
    encoder: Encoder, parsed: Sequence[ParsedDocument], progress: Callable[[int, int], None] | None
) -> dict[str, bytes]:
    """Return the stored form of the vectors of every chunk, by chunk id.

    Raises:
        ValueError: a parsed document contradicts itself, or the encoder does not keep its contract.
    """
    texts: list[tuple[str, list[str]]] = []
    for document in parsed:
        texts += _document_texts(document)
    vectors: dict[str, bytes] = {}
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        encoded = _encode(encoder, [text for _, chunk in batch for text in chunk])
        row = 0
        for chunk_id, chunk in batch:
            vectors[chunk_id] = pack_vectors(encoded[row : row + len(chunk)].astype(np.float16))
            row += len(chunk)
        if progress is not None:
            progress(min(start + _BATCH, len(texts)), len(texts))
    return vectors


def _document_texts(parsed: ParsedDocument) -> list[tuple[str, list[str]]]:
    document = parsed.document
    sentences = sentences_by_chunk(parsed)
    clauses = {clause.id for clause in parsed.clauses}
    for chunk in parsed.chunks:
        if document.text[chunk.start : chunk.end] != chunk.text or chunk.clause_id not in clauses:
            raise ValueError(
                f"chunk {chunk.id!r} of {document.source_name!r} is not text of a clause of its document"
            )
    subject = subject_of(document.title, document.source_name, document.text)
    return [
        (c.id, chunk_texts(subject, c, [document.text[s.start : s.end] for s in sentences[c.id]]))
        for c in parsed.chunks
    ]


def _encode(encoder: Encoder, texts: list[str]) -> Vectors:
    encoded = encoder.encode_chunks(texts)
    if encoded.shape != (len(texts), encoder.dimension):
        raise ValueError(
            f"encoder {encoder.name!r} made vectors of shape {encoded.shape} for {len(texts)} texts, "
            f"not ({len(texts)}, {encoder.dimension})"
        )
    if not np.isfinite(encoded).all():
        raise ValueError(f"encoder {encoder.name!r} made vectors that are not finite")
    return encoded
