"""How the bundled encoder is made: `python -m index.training`. Nothing here is needed to answer questions."""

from index.training.corpora import HELD_OUT_PERCENT, StatutePair, is_held_out, read_statutes, split_sentences

__all__ = ["HELD_OUT_PERCENT", "StatutePair", "is_held_out", "read_statutes", "split_sentences"]
