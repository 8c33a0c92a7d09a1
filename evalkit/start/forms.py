"""The forms in which marks and scores stand in offices' files, and what numbers in a column can be told to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from evalkit.files.textfile import name_key, plain
from evalkit.rules.points import parse_decimal
from evalkit.rules.scales import common_step
from evalkit.sources.schema import PANEL_REVIEWER
from evalkit.start.grid import Layout
from evalkit.start.words import in_order, reviewer_like, role_of, slug, spelled

#: The forms, in the order in which one is looked for: one mark a row, one column a criterion, one sheet a reviewer, one
#: group of columns a reviewer or a criterion, one column a reviewer, one column a criterion without reviewers, final
#: scores.
FORMS = ("long", "wide", "sheets", "matrix", "people", "joint", "scores")

_NICE = [Decimal(n) for n in ("1", "5", "10", "15", "20", "25", "30", "40", "50", "60", "100", "120", "150", "200")]
_MOST_GRADES = 8
_STEPS = [Decimal(n) for n in ("1", "0.5", "0.1", "0.05", "0.01")]
# What no file may be called.
_CODE = re.compile(r'[\s/\\:*?"<>|]|^[.~-]')
#: Means are printed to two places; a total that differs by less agrees.
CLOSE = Decimal("0.0051")


def together(layouts: Sequence[Layout]) -> list[Layout]:
    """Return the tables of sheets; those that have one sheet a reviewer, as one table.

    They have the same columns, none of reviewers, in the same rows of the sheet, and some of the same units: sheets of
    different units are batches, unless they are called like reviewers.
    """
    alike: dict[tuple[object, ...], list[Layout]] = {}
    for layout in layouts:
        alike.setdefault((tuple(layout.header), *map(name_key, layout.names)), []).append(layout)
    made = []
    for group in alike.values():
        first = group[0]
        if len(group) == 1 or "reviewer" in first.roles or {"code", "name", "order"}.isdisjoint(first.roles):
            made += group
            continue
        code = unit_columns(first)[0]
        units = [{plain(cell) for cell in layout.column(code)} for layout in group]
        called = all(reviewer_like(layout.sheet) for layout in group)
        if not called and sum(map(len, units)) == len(set().union(*units)):
            made += group
            continue
        rows = [row for layout in group for row in layout.rows]
        full = [i for i, name in enumerate(first.names) if name in first.filled and all(row[i] for row in rows)]
        grades = max((layout.grades for layout in group), key=len)
        made.append(
            replace(
                first,
                rows=rows,
                filled=[first.names[i] for i in full],
                down=list(dict.fromkeys(name for layout in group for name in layout.down)),
                grades=in_order([g for layout in group for g in layout.grades]) or grades,
                parts=[layout.sheet for layout in group],
            )
        )
    return made


def words_in(layout: Layout) -> list[str]:
    """Return words that may be marks of which nobody knows the order: few ones, often, in columns of no other use."""
    if {"code", "name", "order"}.isdisjoint(layout.roles):
        return []
    other = {at for role, at in layout.roles.items() if role != "points"}
    columns = [layout.column(i) for i, name in enumerate(layout.names) if name and i not in other]
    cells = [cell for column in columns if 1 < len(set(column)) < len(column) for cell in column]
    words = spelled(cells)
    return words if len(words) <= min(_MOST_GRADES, len(cells) // 2) else []


def form_of(layout: Layout) -> str | None:
    """Return the form of the marks or scores in a sheet, None where it holds none."""
    roles, marks = layout.roles, layout.marks
    if {"code", "name", "order"}.isdisjoint(roles):
        return None
    points = [r for r in ("points", "total") if r in roles and layout.is_mark(roles[r])]
    if layout.parts:
        return "sheets" if marks or points else None
    if "reviewer" in roles:
        if "indicator" in roles and points:
            return "long"
        return "wide" if criteria_of(layout) else "long" if points else None
    if matrix_of(layout):
        return "matrix"
    if people_of(layout):
        return "people"
    if points and not layout.grades:
        return "scores"
    # Words alone are no scores.
    return "joint" if len(marks) > 1 else "scores" if marks and not layout.grades else None


def criteria_of(layout: Layout) -> list[int]:
    """Return the columns of numbers that are criteria where there is a column of reviewers."""
    return [at for at in layout.marks if not reviewer_like(layout.names[at])]


def matrix_of(layout: Layout) -> dict[str, dict[str, int]]:
    """Return the columns of marks by the heading above and their own name, where each heading has the same ones."""
    found: dict[str, dict[str, int]] = {}
    for at, area in layout.areas.items():
        role = role_of(layout.called(at))
        if layout.is_mark(at) and role in (None, "points"):
            found.setdefault(area, {}).setdefault(layout.called(at), at)
    groups = [list(map(name_key, own)) for own in found.values()]
    alike = len(groups) > 1 and all(own == groups[0] for own in groups)
    return found if alike and (len(groups[0]) > 1 or any(map(reviewer_like, found))) else {}


def people_of(layout: Layout) -> list[int]:
    """Return the columns of several reviewers: by their names, or because the total is their mean."""
    named = [i for i, name in enumerate(layout.names) if reviewer_like(name) and layout.is_mark(i)]
    if len(named) > 1:
        return named
    marks = layout.marks
    return marks if len(marks) > 1 and rule_by_total(layout, marks) is not None else []


def rule_by_total(layout: Layout, places: Sequence[int]) -> str | None:
    """Return the rule by which the total of a sheet comes of the columns of reviewers, None where none fits."""
    return rule_that_fits(layout, [[(at, Decimal(1))] for at in places])


def rule_that_fits(layout: Layout, sheets: Sequence[Sequence[tuple[int, Decimal]]]) -> str | None:
    """Return the rule by which the total of a row comes of its sheets, each its columns with their weights."""
    total = layout.roles.get("total", layout.roles.get("points"))
    if total is None:
        return None
    fits = {"mean": 0, "trimmed-mean": 0}
    count = 0
    for row in layout.rows:
        given = [[(number_in(row[at]), weight) for at, weight in sheet] for sheet in sheets]
        whole = [[(mark, weight) for mark, weight in sheet if mark is not None] for sheet in given]
        marks = sorted(
            sum((mark * weight for mark, weight in sheet), Decimal(0))
            for sheet, all_ in zip(whole, given, strict=True)
            if sheet and len(sheet) == len(all_)
        )
        told = number_in(row[total])
        if told is None or not marks:
            continue
        count += 1
        fits["mean"] += abs(sum(marks, Decimal(0)) / len(marks) - told) <= CLOSE
        inner = marks[1:-1]
        fits["trimmed-mean"] += bool(inner) and abs(sum(inner, Decimal(0)) / len(inner) - told) <= CLOSE
    return next((rule for rule, agree in fits.items() if count and 10 * agree >= 9 * count), None)


def score_of(layout: Layout) -> int:
    """Return the column of final scores."""
    roles = [layout.roles[r] for r in ("total", "points") if r in layout.roles]
    return next(at for at in [*roles, *layout.marks] if layout.is_mark(at))


def unit_columns(layout: Layout) -> tuple[int, int]:
    """Return the columns of a unit's code and of its name; one and the same where there is one only."""
    code, name, order = (layout.roles.get(role) for role in ("code", "name", "order"))
    if code is None and order is not None and (name is None or _one_to_one(layout, order, name)):
        code = order
    first = next(at for at in (code, name, order) if at is not None)
    return (first if code is None else code), (first if name is None else name)


def _one_to_one(layout: Layout, one: int, other: int) -> bool:
    pairs = {(plain(row[one] or ""), plain(row[other] or "")) for row in layout.rows}
    return len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs) and ("" not in {a for a, _ in pairs})


def codes_of(names: Sequence[str]) -> dict[str, str]:
    """Return a code for each reviewer: the name, where files can be called by it and no page calls others so."""
    kept = not any(_CODE.search(plain(name)) or plain(name) == PANEL_REVIEWER or reviewer_like(name) for name in names)
    return {name: plain(name) if kept else f"R{n}" for n, name in enumerate(names, start=1)}


def ids_of(names: Sequence[str], prefix: str) -> dict[str, str]:
    """Return an id for each name: its Latin letters, else the prefix and a number."""
    made: dict[str, str] = {}
    for n, name in enumerate(names, start=1):
        own = slug(name, f"{prefix}{n}")
        made[name] = own if own not in made.values() else f"{prefix}{n}"
    return made


def number_in(cell: str | None) -> Decimal | None:
    """Return the number in a cell, None where there is none."""
    return None if cell is None else parse_decimal(plain(cell))


def numbers_in(cells: Sequence[str]) -> list[Decimal]:
    """Return the numbers in cells."""
    return [value for cell in cells if (value := number_in(cell)) is not None]


def step_of(values: Sequence[Decimal]) -> Decimal:
    """Return the largest usual step of which all of these are multiples."""
    usual = next((step for step in _STEPS if all(value % step == 0 for value in values)), None)
    return usual if usual is not None else common_step([*values, Decimal("0.01")])


def ceiling_of(value: Decimal) -> Decimal:
    """Return the least usual maximum that is not below a number."""
    return next((nice for nice in _NICE if nice >= value), (value // 100 + 1) * 100)
