"""Question and chunk read together: a probability that the chunk answers the question."""

from index.reranking.reading import reading_text

__all__ = ["reading_text"]
