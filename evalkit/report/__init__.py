"""Pages, tables, figures, and the run that makes them."""

from evalkit.report import figures, findings, tables
from evalkit.report.page import Page

__all__ = ["Page", "figures", "findings", "tables"]
