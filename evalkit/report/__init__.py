"""Pages, tables, figures, and the run that makes them."""

from evalkit.report import figures, findings, series_tables, tables
from evalkit.report.page import Page

__all__ = ["Page", "figures", "findings", "series_tables", "tables"]
