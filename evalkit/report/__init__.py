"""Pages, tables, figures, and the run that makes them."""

from evalkit.report import (
    figures,
    findings,
    review_figures,
    review_findings,
    review_tables,
    series_tables,
    tables,
)
from evalkit.report.page import Page

__all__ = [
    "Page",
    "figures",
    "findings",
    "review_figures",
    "review_findings",
    "review_tables",
    "series_tables",
    "tables",
]
