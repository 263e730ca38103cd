"""What was measured, as figures, as Markdown, as JSON and as a picture."""

from eval.report.curve import draw_curves
from eval.report.figures import Conditions, Report, SystemAnswers, SystemRankings, make_report, slices_of
from eval.report.files import write_report
from eval.report.markdown import to_markdown
from eval.report.tables import console_tables

__all__ = [
    "Conditions",
    "Report",
    "SystemAnswers",
    "SystemRankings",
    "console_tables",
    "draw_curves",
    "make_report",
    "slices_of",
    "to_markdown",
    "write_report",
]
