"""Scripts, numerals and sentences of Chinese text."""

from ingest.language.folding import fold_layout
from ingest.language.numerals import parse_numeral
from ingest.language.scripts import to_simplified, to_traditional
from ingest.language.sentences import split_sentences

__all__ = ["fold_layout", "parse_numeral", "split_sentences", "to_simplified", "to_traditional"]
