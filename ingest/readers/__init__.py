"""Files and their bytes: which are taken, and what text they hold."""

from ingest.readers.decoding import DecodedText, decode_text
from ingest.readers.sources import SUPPORTED_SUFFIXES, SourceFile, find_sources

__all__ = ["SUPPORTED_SUFFIXES", "DecodedText", "SourceFile", "decode_text", "find_sources"]
