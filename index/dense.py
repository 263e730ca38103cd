"""The dense leg: exact search over unit vectors, several to a chunk. The only file that imports faiss."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index.types import Vectors

Half = npt.NDArray[np.float16]
Keys = npt.NDArray[np.int64]
Similarities = npt.NDArray[np.float64]

DENSE_FORMAT: Final = 1  # of the files that `save` writes; another number and they are made anew
# Of a chunk's whole vector against its best sentence; see `combine`. A broad optimum: either alone is worse.
WHOLE_WEIGHT: Final = 0.5

_OVERSAMPLING = 4  # rows asked of faiss for each chunk wanted: a chunk has about four rows
_SLACK = 1e-5  # faiss and numpy add in different orders: similarities closer than this count as equal
_DECIMALS = 6  # what float32 sums agree on
_BLOCK = 65_536  # rows turned to float32 at a time
_INDEX_NAME = "rows.faiss"
_TABLE_NAME = "chunks.npy"


class DenseIndex:
    """Chunks and their vectors, as one immutable whole; many threads may search it.

    Row i of the faiss index belongs to chunk `self._chunk_of_row[i]`; the rows of a chunk stand together, the
    vector of the whole chunk first, those of its sentences after it.
    """

    def __init__(self, keys: Keys, document_keys: Keys, counts: Keys, index: Any) -> None:
        if not len(keys) == len(document_keys) == len(counts):
            raise ValueError("keys, document_keys and counts must be of one length")
        if int(counts.sum()) != index.ntotal:
            raise ValueError(f"{index.ntotal} rows do not make the {int(counts.sum())} that the chunks have")
        self._keys = keys
        self._document_keys = document_keys
        self._counts = counts
        self._index = index
        self._starts = np.cumsum(counts) - counts
        self._chunk_of_row = np.repeat(np.arange(len(keys), dtype=np.int64), counts)
        self._order = np.argsort(keys)
        self._codes = _codes(index)

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def dimension(self) -> int:
        """The length of every vector."""
        return int(self._index.d)

    def search(
        self, query: Vectors, limit: int, document_keys: Sequence[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the keys and similarities of the best chunks, best first, ties by key.

        Exact: rows are fetched until no chunk outside them can be among the best. A chunk's similarity is a
        mean of two of its rows, so never above that of its best row (the threshold algorithm; Fagin, Lotem
        and Naor, PODS 2001).

        Args:
            query: a unit vector, shape (dimension,).
            limit: how many chunks at most.
            document_keys: only chunks of these documents; None means all.
        """
        if query.shape != (self.dimension,):
            raise ValueError(
                f"a query vector of shape {query.shape} in an index of dimension {self.dimension}"
            )
        allowed = self._allowed_rows(document_keys)
        total = self._index.ntotal if allowed is None else len(allowed)
        if not total or limit < 1:
            return []
        wanted = min(limit * _OVERSAMPLING, total)
        while True:
            similarities, rows = self._search_rows(query, wanted, allowed)
            positions = np.unique(self._chunk_of_row[rows])
            combined = self._similarities(query, positions)
            best = np.lexsort((self._keys[positions], -combined))[:limit]
            complete = wanted >= total
            if complete or (len(best) == limit and combined[best[-1]] > similarities[-1] + _SLACK):
                return [(int(self._keys[positions[i]]), float(combined[i])) for i in best]
            wanted = min(wanted * _OVERSAMPLING, total)

    def similarities(self, query: Vectors, keys: Sequence[int]) -> dict[int, float]:
        """Return the similarity of each of these chunks, by key; a key that is not here has none."""
        positions = self._positions(keys)
        combined = self._similarities(query, positions)
        return {int(key): float(value) for key, value in zip(self._keys[positions], combined, strict=True)}

    def sentence_similarities(self, query: Vectors, keys: Sequence[int]) -> dict[int, list[float]]:
        """Return the similarities of each chunk's sentences, in order, by key; a key that is not here has none.

        A chunk of one sentence has the similarity of the whole chunk.
        """
        found: dict[int, list[float]] = {}
        for position in self._positions(keys):
            start, count = int(self._starts[position]), int(self._counts[position])
            similarities = self._row_similarities(query, np.arange(start + (count > 1), start + count))
            found[int(self._keys[position])] = [round(float(value), _DECIMALS) for value in similarities]
        return found

    def save(self, folder: Path) -> None:
        """Write the index into an empty folder."""
        import faiss

        faiss.write_index(self._index, str(folder / _INDEX_NAME))
        np.save(folder / _TABLE_NAME, np.stack([self._keys, self._document_keys, self._counts]))

    @classmethod
    def load(cls, folder: Path) -> DenseIndex:
        """Read what `save` wrote."""
        import faiss

        keys, document_keys, counts = np.load(folder / _TABLE_NAME)
        return cls(keys, document_keys, counts, faiss.read_index(str(folder / _INDEX_NAME)))

    @classmethod
    def build(cls, keys: Keys, document_keys: Keys, counts: Keys, rows: Half) -> DenseIndex:
        """Return an index over vectors of shape (rows, dimension), the rows of a chunk together.

        The quantiser keeps float16 as it is, so that the inner products are those of the stored vectors, in
        half the memory of float32 and in no more time.
        """
        import faiss

        quantiser = faiss.ScalarQuantizer.QT_fp16
        index = faiss.IndexScalarQuantizer(rows.shape[1], quantiser, faiss.METRIC_INNER_PRODUCT)
        for start in range(0, len(rows), _BLOCK):
            index.add(rows[start : start + _BLOCK].astype(np.float32))
        return cls(keys, document_keys, counts, index)

    def _allowed_rows(self, document_keys: Sequence[int] | None) -> Keys | None:
        if document_keys is None:
            return None
        chunks = np.isin(self._document_keys, np.asarray(document_keys, dtype=np.int64))
        return np.flatnonzero(chunks[self._chunk_of_row])

    def _search_rows(self, query: Vectors, k: int, allowed: Keys | None) -> tuple[Vectors, Keys]:
        import faiss

        parameters = None
        if allowed is not None:
            selected = np.zeros(self._index.ntotal, dtype=np.uint8)
            selected[allowed] = 1
            bits = np.packbits(selected, bitorder="little")
            # faiss takes these arguments by code that it adds to its classes at import, unknown to its stubs.
            selector = faiss.IDSelectorBitmap(bits)  # type: ignore[call-arg, arg-type]
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        # One question is too little work to share: waiting for a second thread on a busy machine costs 10 ms.
        # The setting holds for the calling thread only.
        faiss.omp_set_num_threads(1)
        similarities, rows = self._index.search(query[np.newaxis].astype(np.float32), k, params=parameters)
        kept = rows[0] >= 0  # faiss pads with -1 what it does not find
        return similarities[0][kept], rows[0][kept]

    def _similarities(self, query: Vectors, positions: Keys) -> Similarities:
        counts = self._counts[positions]
        offsets = np.cumsum(counts) - counts
        rows = np.repeat(self._starts[positions] - offsets, counts) + np.arange(int(counts.sum()))
        return combine(self._row_similarities(query, rows), offsets)

    def _row_similarities(self, query: Vectors, rows: Keys) -> Vectors:
        import faiss

        faiss.omp_set_num_threads(1)
        decoded: Vectors = self._index.sa_decode(self._codes[rows])
        # Not a matrix product: that wakes the threads of BLAS, and its sums depend on how many rows there are.
        similarities: Vectors = np.vecdot(decoded, query.astype(np.float32))
        return similarities

    def _positions(self, keys: Sequence[int]) -> Keys:
        """Return where the chunks with these keys stand; a key that is not here stands nowhere."""
        wanted = np.asarray(sorted(set(keys)), dtype=np.int64)
        if not len(self):
            return wanted[:0]
        found = np.searchsorted(self._keys, wanted, sorter=self._order).clip(max=len(self) - 1)
        positions = self._order[found]
        here: Keys = positions[self._keys[positions] == wanted]
        return here


def combine(similarities: Vectors, offsets: Keys) -> Similarities:
    """Return one similarity for each chunk: a weighted mean of the whole chunk's and of its best sentence's.

    Args:
        similarities: of all rows of the chunks, those of a chunk together, the whole chunk first.
        offsets: where each chunk's rows begin; a chunk without sentence rows counts as its own best sentence.
    """
    if not len(offsets):
        return np.empty(0, dtype=np.float64)
    whole = similarities[offsets]
    sentences = similarities.copy()
    several = np.diff(offsets, append=len(similarities)) > 1
    sentences[offsets[several]] = -np.inf
    best = np.maximum.reduceat(sentences, offsets)
    combined = WHOLE_WEIGHT * whole + (1 - WHOLE_WEIGHT) * best
    return combined.astype(np.float64).round(_DECIMALS)


def _codes(index: Any) -> npt.NDArray[np.uint8]:
    """Return a view of the rows inside the faiss index, shape (rows, bytes of a row), without a copy."""
    import faiss

    if not index.ntotal:
        return np.empty((0, index.sa_code_size()), dtype=np.uint8)
    codes: npt.NDArray[np.uint8] = faiss.rev_swig_ptr(index.codes.data(), index.codes.size())
    return codes.reshape(index.ntotal, -1)
