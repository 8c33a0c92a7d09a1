"""What a source prints, read as what it says: ``37.38%``, ``35``, ``三``, ``2020 年 1 月 10 日``, ``无``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evalkit.files.textfile import name_key, plain
from evalkit.rules.points import parse_decimal

#: The form in which the result of an expression is printed; ``any`` where nothing is known about it.
Result = Literal["number", "percent", "score", "text", "date", "yes-no", "any"]

_PERCENT = re.compile(r"([0-9]{1,6}(?:\.([0-9]{1,6}))?) ?%")
_DATES = (
    re.compile(r"(?:(?P<y>[0-9]{4}) ?年 ?)?(?P<m>[0-9]{1,2}) ?月 ?(?P<d>[0-9]{1,2}) ?日"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})"),
    re.compile(r"(?P<d>[0-9]{1,2}) (?P<name>[A-Z][a-z]+)(?: (?P<y>[0-9]{4}))?"),
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NOTHING = {"无", "没有", "none", "no"}
_NO = {"否", "不", "未", "not"} | _NOTHING


@dataclass(frozen=True)
class PrintedPercent:
    """A percentage and how many decimals were printed."""

    value: Decimal
    decimals: int


@dataclass(frozen=True)
class PrintedDate:
    """A day; the year is None where it is not printed."""

    year: int | None
    month: int
    day: int


Printed = Decimal | PrintedPercent | PrintedDate | bool | str


def read_printed(text: str, result: Result) -> Printed | None:
    """Return what a printed value says in the form of a result; None where it is not in that form.

    Numbers may be in digits of either width, below one hundred in Chinese numerals, up to twelve in English words;
    ``无`` and ``none`` are zero.
    For a yes-or-no question, ``无``, ``否``, ``未``, ``no`` and the like are no, and anything else is yes. A text is
    returned in the form in which names are compared.
    """
    shown = plain(text)
    if result in ("text", "any"):
        return name_key(text)
    if result == "yes-no":
        return shown.casefold() not in _NO
    if result == "percent":
        found = _PERCENT.fullmatch(shown)
        return PrintedPercent(Decimal(found[1]), len(found[2] or "")) if found else None
    if result == "date":
        return _date(shown)
    return _number(shown)


def _number(shown: str) -> Decimal | None:
    if shown.casefold() in _NOTHING:
        return Decimal(0)
    if shown.casefold() in _WORDS:
        return Decimal(_WORDS.index(shown.casefold()))
    number = parse_decimal(shown)
    return number if number is not None else _chinese(shown)


def _chinese(shown: str) -> Decimal | None:
    """Return a Chinese numeral from 0 to 99."""
    tens, ten, ones = shown.partition("十")
    if not ten:
        return Decimal(_DIGITS[shown]) if shown in _DIGITS else None
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return Decimal(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))


def _date(shown: str) -> PrintedDate | None:
    for pattern in _DATES:
        found = pattern.fullmatch(shown)
        if not found:
            continue
        parts = found.groupdict()
        name = parts.get("name")
        if name is not None and name not in _MONTHS:
            return None
        month = int(parts["m"]) if name is None else _MONTHS.index(name) + 1
        return PrintedDate(int(parts["y"]) if parts["y"] else None, month, int(parts["d"]))
    return None
