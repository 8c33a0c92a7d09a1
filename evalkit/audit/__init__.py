"""Printed numbers checked against the data: those of a published report, and those of one's own."""

from evalkit.audit.crosschecks import names, repeated, titles, wholes
from evalkit.audit.ledger import VERDICT_COLUMNS, Audit, audit, audit_text

__all__ = ["VERDICT_COLUMNS", "Audit", "audit", "audit_text", "names", "repeated", "titles", "wholes"]
