"""A small deterministic encoder for tests: hashed character n-grams."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index import Vectors


@dataclass(frozen=True, slots=True)
class HashingEncoder:
    """Counts characters and character pairs into buckets and scales the counts to unit length."""

    name: str = "hashing"
    dimension: int = 64

    def encode_query(self, question: str) -> Vectors:
        return self._encode(question)

    def encode_chunks(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self._encode(text) for text in texts])

    def _encode(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, dtype=np.float32)
        for size in (1, 2):
            for start in range(len(text) - size + 1):
                gram = zlib.crc32(text[start : start + size].encode("utf-8", "surrogatepass"))
                vector[gram % self.dimension] += 1 if gram & 0x10000 else -1
        return vector / max(float(np.linalg.norm(vector)), 1e-9)
