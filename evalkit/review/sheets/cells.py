"""Reads one cell: what stands in it, or the fault.

Numbers. A spreadsheet keeps binary floats and shows at most 15 significant digits of them. 7.3 typed into a cell may
come back as 7.2999999999999998 or, once copied about, as 7.300000000000001; both are shown as 7.3. A number is
therefore read as the decimal of 15 significant digits that is nearest to it, which is what the reviewer saw, and
compared with the step as a decimal. Nothing coarser is rounded away: 7.34 in a cell that is formatted to show 7.3 is
7.34, and between the steps.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from evalkit.errors import Fault, nearest
from evalkit.files.textfile import plain
from evalkit.files.unseen import unseen
from evalkit.files.workbook import Cell
from evalkit.review.sheets.layout import Column, shown
from evalkit.rules.points import Scale, parse_decimal
from evalkit.rules.scales import NA, MarkScale

# How a workbook writes a line break that Windows made, _x000D_, and an underscore that would be read as such a code.
# Excel writes every character so where need be; LibreOffice writes none so, and _x0041_ may be meant literally.
_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f]|005[Ff](?=_x[0-9A-Fa-f]{4}_))_")
# What a number format prints as it stands, colours and conditions; and signs for a hundredth or a thousandth.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_PERCENT = re.compile("[%％‰]")
_DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")


@dataclass(frozen=True)
class Place:
    """A cell: its file, sheet and address; makes the faults of what stands in it."""

    file: str
    sheet: str
    address: str

    def fault(self, kind: str, value: object = None, meant: str | None = None, **variables: object) -> Fault:
        """Return a fault of this cell."""
        column = f"{self.sheet}!{self.address}"
        return Fault(kind, self.file, None, column, None if value is None else str(value), variables, meant)


def is_blank(value: object) -> bool:
    """Tell whether a cell holds nothing, or only spaces."""
    return value is None or (isinstance(value, str) and not plain(value))


def as_text(value: object) -> str:
    """Return what a cell holds as one reads it there."""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    # A formula over several cells is an object that holds its text.
    return str(getattr(value, "text", value))


def read_mark(cell: Cell, place: Place, column: Column) -> Decimal | str | Fault | None:
    """Return the points in a cell, `NA` where the indicator is not applicable, None where the cell is blank."""
    value = cell.value
    if is_blank(value):
        return None
    scale, allowed = column.scale, column.limits
    if scale is None:
        raise ValueError("`column` must hold marks")
    if wrong := _not_a_value(cell, place) or _struck(cell, place):
        return wrong
    word = plain(as_text(value))
    if word.upper() == NA and NA not in dict(column.words):
        return place.fault("sheet-not-applicable", word, **allowed) if column.applicable else NA
    if column.words:
        return _grade(word, place, column, scale)
    if isinstance(value, bool):
        return place.fault("sheet-boolean", as_text(value), **allowed)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return place.fault("sheet-date-for-number", as_text(value), **allowed)
    number = _number(value)
    if number is None:
        return place.fault("sheet-not-a-number", as_text(value).strip(), **allowed)
    disguised = (
        None if isinstance(value, str) else _disguised(number, cell.number_format, place, allowed, scale.fits(number))
    )
    if disguised:
        return disguised
    if number < scale.minimum:
        return place.fault("sheet-negative", shown(number), **allowed)
    if number > scale.maximum:
        return place.fault("sheet-above-maximum", shown(number), **allowed)
    if not scale.fits(number):
        kind = "sheet-between-steps" if Scale(scale.step).fits(scale.minimum) else "sheet-between-steps-from"
        return place.fault(kind, shown(number), **allowed)
    steps = Scale(scale.step)
    return scale.minimum + steps.to_points(steps.to_steps(number - scale.minimum))


def _grade(word: str, place: Place, column: Column, scale: MarkScale) -> Decimal | Fault:
    known = {found.casefold(): grade for found, grade in (*column.also, *column.words)}
    if word.casefold() in known:
        return scale.grades[known[word.casefold()]]
    offered = [found for found, _ in column.words]
    return place.fault("sheet-not-a-choice", word, nearest(word, offered), allowed=" / ".join(offered))


def read_lines(cell: Cell, place: Place) -> str | Fault | None:
    """Return the text in a cell with its line breaks, None where it is blank."""
    if is_blank(cell.value):
        return None
    if wrong := _not_a_value(cell, place):
        return wrong
    found = as_text(cell.value)
    number = None if isinstance(cell.value, str) else _number(cell.value)
    if number is not None and "%" in _LITERAL.sub("", cell.number_format):
        found = f"{shown(number * 100)}%"  # what was typed is what is filed
    character = unseen(found)
    return found if character is None else place.fault("unseen-character", found, character=character)


def read_text(cell: Cell, place: Place) -> str | Fault | None:
    """Return the text in a cell as one line, None where it is blank."""
    found = read_lines(cell, place)
    return " ".join(found.split()) if isinstance(found, str) else found


def read_fact(cell: Cell, place: Place) -> str | Fault | None:
    """Return the text in a cell that decides something: one line, and no part of it struck through."""
    found = read_text(cell, place)
    return _struck(cell, place) or found if isinstance(found, str) else found


def read_choice(cell: Cell, place: Place, words: Mapping[str, str], allowed: str) -> str | Fault | None:
    """Return what the word in a cell means, None where it is blank.

    Parameters
    ----------
    cell, place
        The cell.
    words
        Every word that may be meant, in small letters, and its meaning.
    allowed
        The words of the drop-down.
    """
    found = read_fact(cell, place)
    if not isinstance(found, str):
        return found
    word = plain(found).casefold()
    return (
        words[word]
        if word in words
        else place.fault("sheet-not-a-choice", found, nearest(word, words), allowed=allowed)
    )


def read_day(cell: Cell, place: Place) -> dt.date | Fault | None:
    """Return the day in a cell, a date or written as 2020-03-05, 2020/3/5 or 2020年3月5日; None where it is blank."""
    value = cell.value
    if is_blank(value):
        return None
    if wrong := _not_a_value(cell, place) or _struck(cell, place):
        return wrong
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    match = _DAY.fullmatch("".join(plain(as_text(value)).split()))
    try:
        return dt.date(*map(int, match.groups())) if match else place.fault("sheet-not-a-day", as_text(value))
    except ValueError:
        return place.fault("sheet-not-a-day", as_text(value))


def _not_a_value(cell: Cell, place: Place) -> Fault | None:
    if cell.data_type == "f":
        return place.fault("sheet-formula", as_text(cell.value))
    if cell.data_type == "e":
        return place.fault("sheet-error-value", as_text(cell.value))
    return None


def _struck(cell: Cell, place: Place) -> Fault | None:
    return place.fault("sheet-struck", as_text(cell.value)) if cell.struck.strip() else None


def _disguised(
    number: Decimal, number_format: str, place: Place, allowed: Mapping[str, str], fits: bool
) -> Fault | None:
    """Return the fault of a format that shows something other than the number: 100% is 1, ``0`` makes 5 of 4.5.

    What does not fit the steps anyway is told as that, though its cell shows less of it.
    """
    bare = _LITERAL.sub("", number_format)
    if sign := _PERCENT.search(number_format):
        value = shown(number * 100 if "%" in bare else number) + sign[0]
        return place.fault("sheet-percent", value, stored=shown(number), **allowed)
    if "general" in bare.casefold() or "G/" in bare:
        return None
    section = bare.split(";")[0]
    exactly = "@" in section or re.search(r"[/Ee]", section)
    decimals = len(re.findall("[0#?]", section.partition(".")[2]))
    rounds = fits and not exactly and number != number.quantize(Decimal(1).scaleb(-decimals))
    if not re.search("[0#?@]", section) or re.search(r"[0#?],+(?![0#?,])", bare) or rounds:
        return place.fault("sheet-disguised", number_format, stored=shown(number), **allowed)
    return None


def _number(value: object) -> Decimal | None:
    if isinstance(value, str):
        return parse_decimal(as_text(value))
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        # + 0 makes 0 of -0, which some programs write.
        return Decimal(format(value, ".15g")) + 0
    return None
