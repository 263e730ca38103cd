"""Lines, labels and the tree of clauses that the labels open."""

from ingest.structure.labels import Family, Label, label_key
from ingest.structure.lines import Line, are_wrapped, split_lines
from ingest.structure.outline import OutlineEntry, build_outline, find_labels
from ingest.structure.paths import clause_paths

__all__ = [
    "Family",
    "Label",
    "Line",
    "OutlineEntry",
    "are_wrapped",
    "build_outline",
    "clause_paths",
    "find_labels",
    "label_key",
    "split_lines",
]
