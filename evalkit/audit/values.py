"""What an expression comes to, and whether that is what is printed: exactly, a share after one rounding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from evalkit.edition.printed import Printed, PrintedDate, PrintedPercent
from evalkit.errors import EvalkitError
from evalkit.files.textfile import name_key
from evalkit.rules.models import Percent
from evalkit.scoring import percent


@dataclass(frozen=True)
class Share:
    """A part of a whole, ``count / denominator``; the denominator is > 0."""

    count: int
    denominator: int


@dataclass(frozen=True)
class Name:
    """Something with a name in several forms, any of which may be printed; the first is shown."""

    forms: tuple[str, ...]


class AtLeast(int):
    """A number of editions before this one that are on file; there may have been more."""


Value = int | Decimal | Share | Name | dt.date | bool


class NotComputable(EvalkitError):
    """What is on file does not tell; the message says what is lacking."""


class NeedsEditions(NotComputable):
    """What is on file of earlier editions does not reach back far enough; it will when they are put on file."""


def show(value: Value, printed: Printed, rules: Percent) -> str:
    """Return a value as text, a share with as many decimals as are printed (those of the rules where none are)."""
    if isinstance(value, Share):
        decimals = printed.decimals if isinstance(printed, PrintedPercent) else rules.decimals
        return f"{percent(value.count, value.denominator, decimals, rules.rounding):f}%"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Name):
        return value.forms[0]
    return value.isoformat() if isinstance(value, dt.date) else f"{value}"


def agrees(value: Value, printed: Printed, rules: Percent) -> bool:
    """Tell whether a printed value is the computed one.

    Counts, scores and days must be equal. A share is rounded by the rules to the decimals that are printed, then it
    must be equal. Names are compared without regard to width, spaces and case.

    Raises
    ------
    NeedsEditions
        More is printed than is on file, which may be so.
    """
    if isinstance(value, AtLeast) and isinstance(printed, Decimal) and printed > value:
        raise NeedsEditions("claim-needs-editions")
    if isinstance(value, Share):
        if not isinstance(printed, PrintedPercent):
            return False
        return percent(value.count, value.denominator, printed.decimals, rules.rounding) == printed.value
    if isinstance(value, Name):
        return printed in [name_key(form) for form in value.forms]
    if isinstance(value, dt.date):
        if not isinstance(printed, PrintedDate):
            return False
        return (printed.year or value.year, printed.month, printed.day) == (value.year, value.month, value.day)
    if isinstance(value, bool):
        return printed is value
    return isinstance(printed, Decimal) and printed == value
