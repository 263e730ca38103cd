"""The common recipe: windows of text with overlap, the same encoder, exact search over vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from eval.metrics import Candidate
from eval.recipes.recipe import DEPTH
from eval.relevance import Region
from index import Encoder
from ingest import Document

WINDOW_SIZE = 500  # characters
WINDOW_OVERLAP = 100


class CommonRecipe:
    """Ranks windows by the cosine of their vectors, as an exact FAISS index of inner products does."""

    names = ("common recipe",)

    def __init__(self, documents: Sequence[Document], encoder: Encoder) -> None:
        self._encoder = encoder
        self._regions = [region for document in documents for region in split_windows(document)]
        texts = {document.id: document.text for document in documents}
        windows = [texts[region.document_id][region.start : region.end] for region in self._regions]
        self._vectors = encoder.encode_chunks(windows)

    def rank(self, text: str) -> Mapping[str, Sequence[Candidate]]:
        """Return the nearest windows; ties in the order of the documents."""
        similarities = self._vectors @ self._encoder.encode_query(text)
        best = np.argsort(-similarities, kind="stable")[:DEPTH]
        return {
            self.names[0]: [
                Candidate(self._regions[row], f"window {row}", float(similarities[row])) for row in best
            ]
        }


def split_windows(document: Document) -> list[Region]:
    """Return the windows that langchain's recursive splitter makes with its defaults, without blank ones."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter  # half a second to import

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=WINDOW_SIZE, chunk_overlap=WINDOW_OVERLAP, add_start_index=True
    )
    regions: list[Region] = []
    for window in splitter.create_documents([document.text]):
        start = window.metadata["start_index"]
        end = start + len(window.page_content)
        if document.text[start:end] != window.page_content:
            raise AssertionError(f"{document.source_name}: a window is not where the splitter says")
        regions.append(Region(document.id, start, end))
    return regions
