"""Estimates as text: floats are rounded here, after everything was computed, and what has no value shows a dash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeGuard

from evalkit.report.csvtext import BETWEEN, Label
from evalkit.report.words import UNKNOWN, Words
from evalkit.statistics.intervals import ConfidenceInterval


def fixed(value: float | None, decimals: int = 2) -> str:
    """Return a number with a proper minus sign; never a negative zero."""
    if not _known(value):
        return UNKNOWN
    shown = f"{abs(value):.{decimals}f}"
    return f"−{shown}" if value < 0 and float(shown) else shown


def signed(value: float | None, decimals: int = 1) -> str:
    """Return a difference with its sign; 0 has none."""
    if not _known(value):
        return UNKNOWN
    shown = fixed(value, decimals)
    return f"+{shown}" if value > 0 and float(f"{value:.{decimals}f}") else shown


def interval(words: Words, found: ConfidenceInterval | None, decimals: int = 2, *, sign: bool = False) -> str:
    """Return the two ends of an interval."""
    if found is None:
        return UNKNOWN
    low, high = (signed(v, decimals) if sign else fixed(v, decimals) for v in (found.low, found.high))
    return Label(words("consistency-interval", low=low, high=high), f"{low}{BETWEEN}{high}")


def ends(row: Mapping[str, Any], low: str = "low", high: str = "high") -> ConfidenceInterval | None:
    """Return the interval that a row of a frame has in two columns; None where it is missing."""
    return ConfidenceInterval(row[low], row[high]) if _known(row[low]) else None


def _known(value: float | None) -> TypeGuard[float]:
    """Tell whether there is a number; a missing one of a frame is NaN."""
    return value is not None and value == value  # NaN is not


def percent(share: float | None, decimals: int = 0) -> str:
    """Return a share as a percentage, without the sign."""
    return fixed(100 * share, decimals) if _known(share) else UNKNOWN


def p_value(p: float | None) -> str:
    """Return a p-value, those below 0.001 as such."""
    if not _known(p):
        return UNKNOWN
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def p_text(p: float | None) -> str:
    """Return a p-value for a sentence: ``p = 0.024`` or ``p < 0.001``."""
    shown = p_value(p)
    return f"p {shown}" if shown.startswith("<") else f"p = {shown}"


def coefficient_name(words: Words, name: str, weights: str = "identity") -> str:
    """Return what a coefficient of agreement is called, its weights included."""
    said = words(f"statistic-{name}")
    weighted = weights != "identity"
    return words("statistic-weighted", name=said, weights=words(f"weights-{weights}")) if weighted else said


def reason(words: Words, because: str | None) -> str:
    """Return why there is no value; nothing where there is one."""
    return "" if because is None else words(f"undefined-{because}")
