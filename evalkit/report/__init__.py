"""Pages, tables, figures, and the run that makes them."""

from evalkit.report import (
    consistency_figures,
    consistency_findings,
    consistency_reporting,
    consistency_reviewers,
    consistency_tables,
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
    "consistency_figures",
    "consistency_findings",
    "consistency_reporting",
    "consistency_reviewers",
    "consistency_tables",
    "figures",
    "findings",
    "review_figures",
    "review_findings",
    "review_tables",
    "series_tables",
    "tables",
]
