"""What a file holds beside its provisions: furniture, title, statements of the document about itself."""

from ingest.description.furniture import find_furniture
from ingest.description.statements import Statements, leading_region, read_statements
from ingest.description.subjects import prints_title, subject_of
from ingest.description.titles import FoundTitle, find_title

__all__ = [
    "FoundTitle",
    "Statements",
    "find_furniture",
    "find_title",
    "leading_region",
    "prints_title",
    "read_statements",
    "subject_of",
]
