"""Profiles on file: what is wrong with them beside the rules and the units, and the table without faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import pandas as pd

from evalkit.errors import Fault
from evalkit.rules.models import Rules
from evalkit.rules.points import written
from evalkit.rules.profiles import WHOLE_PROFILE, Profiles
from evalkit.sources.checking import CheckedRow
from evalkit.sources.schema import PROFILES, UNITS, profiles_table
from evalkit.sources.tables import frame

Tables = Mapping[str, Sequence[CheckedRow]]


def profile_faults(rules: Rules, tables: Tables) -> Iterator[Fault]:
    """Yield everything that is wrong with profiles beside the cells by themselves."""
    rows, units = tables.get(PROFILES.file), tables.get(UNITS.file)
    if rows is None or units is None or rules.profiles is None:
        return
    kinds = {unit["unit"]: unit["type"] for unit in units}
    if rows and "indicator" not in rows[0].cells and len(rules.indicators) > 1:
        variables: dict[str, object] = {"found": ", ".join(rows[0].cells)}
        yield Fault("missing-column", PROFILES.file, 1, "indicator", None, variables)
        return
    seen: set[tuple[str | None, str | None]] = set()
    for row in rows:
        unit, indicator = row["unit"], _indicator(row, rules)
        if unit is not None and indicator is not None and unit in kinds:
            seen.add((unit, indicator))
            if indicator not in _wanted(rules, kinds[unit]):
                allowed: dict[str, object] = {"allowed": ", ".join(_wanted(rules, kinds[unit]))}
                yield Fault("not-allowed", PROFILES.file, row.line, "indicator", indicator, allowed)
        yield from _shares(rules, rules.profiles, row)
    faulty = any("unit" in row.faulty or "indicator" in row.faulty for row in rows)
    for unit, kind in kinds.items():
        lacks = [name for name in _wanted(rules, kind) if (unit, name) not in seen]
        if unit is not None and lacks and not faulty:
            yield Fault(
                "profile-missing", PROFILES.file, None, "indicator", None, {"unit": unit, "list": ", ".join(lacks)}
            )


def _indicator(row: CheckedRow, rules: Rules) -> str | None:
    """Return the indicator of a row; where there is one, the table need not say it."""
    return row["indicator"] if "indicator" in row.cells or not rules.indicators else rules.indicators[0].id


def _wanted(rules: Rules, kind: str | None) -> list[str]:
    return [i.id for i in rules.indicators if i.scored and i.is_for(kind)]


def _shares(rules: Rules, profiles: Profiles, row: CheckedRow) -> Iterator[Fault]:
    names = [grade.id for grade in rules.profile_grades]
    cells = {name: row[name] for name in names}
    shares = {name: Fraction(cell) for name, cell in cells.items() if cell is not None}
    if profiles.counts:
        wrong = [name for name, share in shares.items() if share < 0 or share.denominator != 1]
    else:
        wrong = [name for name, share in shares.items() if not 0 <= share <= WHOLE_PROFILE]
    for name in wrong:
        kind = "not-a-count" if profiles.counts else "out-of-bounds"
        yield Fault(kind, PROFILES.file, row.line, name, cells[name], {"allowed": "0–100"})
    step = Fraction(profiles.rounded_to or 0)
    coarse = [] if not step else [name for name, share in shares.items() if (share / step).denominator != 1]
    for name in coarse:
        yield Fault("not-a-multiple", PROFILES.file, row.line, name, cells[name], {"step": str(profiles.rounded_to)})
    if wrong or coarse or len(shares) < len(names) or profiles.fits(list(shares.values())):
        return
    if profiles.counts:
        yield Fault("profile-of-nothing", PROFILES.file, row.line, None, None, {"unit": row["unit"] or "?"})
        return
    variables: dict[str, object] = {
        "sum": written(sum(shares.values(), Fraction(0))),
        "most": written(step * len(names) / 2),
        "declared": "no" if profiles.rounded_to is None else "yes",
    }
    listed = " + ".join(f"{cell}" for cell in cells.values())
    yield Fault("profile-not-100", PROFILES.file, row.line, None, listed, variables)


def profiles_on_file(rows: Sequence[CheckedRow], rules: Rules) -> pd.DataFrame | None:
    """Return profiles without faults as a table, as :class:`~evalkit.edition.record.EditionRecord` describes it."""
    found = frame(rows, profiles_table([grade.id for grade in rules.profile_grades]))
    if found is not None:
        found["indicator"] = pd.Series([_indicator(row, rules) for row in rows], dtype="string")
    return found
