"""From the text of a cell back to the number that it shows, exactly, and how a spreadsheet shows it in the same way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

# A number as report/ prints it. 007 is a code and no number; a range such as 85–100 is text.
_NUMBER = re.compile(r"(?P<sign>[+\-−]?)(?P<whole>0|[1-9]\d*)(?:\.(?P<fraction>\d+))?(?P<percent>%?)", re.ASCII)


@dataclass(frozen=True)
class Number:
    """A number, and the format under which a spreadsheet shows it as the page does."""

    value: Decimal
    format: str


def parse(cell: str, decimal: str = ".") -> Number | None:
    """Return the number that a cell shows, None where it shows something else.

    Parameters
    ----------
    cell
        Such as ``35``, ``12.10``, ``63.06%``, ``+1`` or ``−2``. A percentage with its sign is a hundredth of what it
        shows, as spreadsheets keep it.
    decimal
        The decimal sign of the page.

    Examples
    --------
    >>> parse("63.06%")
    Number(value=Decimal('0.6306'), format='0.00%')
    >>> parse("85–100") is None
    True
    """
    # Before the sign of a percentage there may be a space that does not break.
    match = _NUMBER.fullmatch(cell.replace(decimal, ".").replace("\xa0%", "%").replace("\u202f%", "%"))
    if match is None:
        return None
    decimals = match["fraction"] or ""
    value = Decimal(match["whole"] + ("." + decimals if decimals else ""))
    shown = "0" + ("." + "0" * len(decimals) if decimals else "") + match["percent"]
    if match["percent"]:
        value = value.scaleb(-2)
    if match["sign"] == "+":
        return Number(value, f'+{shown};"−"{shown};+{shown}')
    if match["sign"]:
        return Number(-value, f'{shown};"−"{shown}')
    return Number(value, shown)
