"""The ledger of printed numbers: what each comes to, and what follows for the sentences and tables about it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition, Row, decimal

Expected = dict[str, object] | None
Given = Mapping[str, Any]
Rows = list[tuple[object, ...]]
VERDICTS = ("reproduced", "not-reproduced", "not-checkable")


def computed(ev: Edition, expression: str) -> tuple[int, int | None] | None:
    """Return what a drawn expression comes to, a share as count and whole; None where the files do not tell."""
    tier = re.search(r"tier=([^,)]+)", expression)
    name = expression.partition("(")[0]
    if name in ("count", "share"):
        if not ev.complete or (tier and None in ev.unit_tiers.values()):
            return None
        count = ev.count(tier[1] if tier else None)
        if name == "count":
            return count, None
        return (count, len(ev.units)) if ev.units else None
    if name == "absent":
        return (ev.total - len(ev.units), None) if ev.complete and ev.total is not None else None
    number = {"areas": len(ev.areas) or None, "indicators": len(ev.indicators) or None}
    number |= {"cohorts": len(ev.cohorts), "total": ev.total}
    return None if number[name] is None else (int(number[name] or 0), None)


def shown(ev: Edition, row: Row) -> str | None:
    """Return what a claim comes to, as text."""
    found = computed(ev, row["expression"]) if row["expression"] else None
    if found is None:
        return None
    count, of = found
    return str(count) if of is None else f"{_percent(ev, count, of)}%"


def _percent(ev: Edition, count: int, of: int) -> str:
    """Return a share with as many decimals as are printed: none, in every drawn claim."""
    rule = "half-even" if ev.rules["percent"]["rounding"] == "half-even" else "half-up"
    return decimal(Fraction(100 * count, of), 0, rule)


def verdict(ev: Edition, row: Row) -> str:
    value = shown(ev, row)
    return "not-checkable" if value is None else "reproduced" if value == row["printed"] else "not-reproduced"


def having(ev: Edition, which: str) -> list[Row]:
    return [r for r in ev.claims or [] if verdict(ev, r) == which]


def repeated(ev: Edition) -> list[list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in ev.claims or []:
        if row["expression"]:
            groups.setdefault(row["expression"].replace(" ", ""), []).append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def sets(ev: Edition) -> list[dict[str, Any]]:
    """Return the shares of tiers of one section that make up all participants, with both sums."""
    groups: dict[str, dict[str, Row]] = {}
    for row in ev.claims or []:
        if row["expression"].startswith("share(") and computed(ev, row["expression"]) is not None:
            # Of a share that is printed twice in a section the last counts.
            groups.setdefault(row["section"], {})[row["expression"]] = row
    found = []
    for rows in groups.values():
        pairs = [computed(ev, e) for e in rows]
        if len(rows) > 1 and sum(p[0] for p in pairs if p) == len(ev.units):
            printed = sum(int(r["printed"].rstrip("%")) for r in rows.values())
            right = sum(int(_percent(ev, p[0], int(p[1] or 0))) for p in pairs if p)
            forced = printed == 100 != right
            found.append({"ids": [r["id"] for r in rows.values()], "sums": (printed, right), "forced": forced})
    return found


def _aliases(ev: Edition) -> list[tuple[Row, str]]:
    """Return each place (they are separated by semicolons) where a name is written in another way."""
    rows = [r for r in ev.files.get("aliases", []) if r["alias"] != ev.names[r["unit"]]]
    return [(r, place.strip()) for r in rows for place in r["where"].split(";")]


def _in_form(c: Context, row: Row) -> bool:
    """Tell whether a name differs in width, spaces or case alone."""
    names = (row["alias"], c.ev.names[row["unit"]])
    one, other = ("".join(unicodedata.normalize("NFKC", name).split()).casefold() for name in names)
    return one == other


def _said(c: Context) -> dict[str, object]:
    ev = c.ev
    unexpected = [r["id"] for r in ev.claims or [] if r["expected"] != verdict(ev, r)]
    again = repeated(ev)
    return {
        "count": len(ev.claims or []),
        "reproduced": len(having(ev, "reproduced")),
        "different": len(having(ev, "not-reproduced")),
        "open": len(having(ev, "not-checkable")),
        "unexpected": len(unexpected),
        "ids": c.listed(unexpected),
        "repeated": len(again),
        "repeated_different": sum(len({r["printed"] for r in rows}) > 1 for rows in again),
        "repeated_alike": sum(len({r["printed"] for r in rows}) == 1 for rows in again),
        "sets": len(sets(ev)),
        "forced": sum(s["forced"] for s in sets(ev)),
        "titles": 0,
        "titles_different": 0,
        "names": len(_aliases(ev)),
        "names_form": sum(_in_form(c, row) for row, _ in _aliases(ev)),
        "names_words": sum(not _in_form(c, row) for row, _ in _aliases(ev)),
    }


def with_ledger(c: Context, _: Given) -> Expected:
    return _said(c) if c.ev.claims else None


def having_some(key: str) -> Callable[[Context, Given], Expected]:
    """Said only where there is something of the kind."""
    return lambda c, _: _said(c) if _said(c)[key] else None


def having_none(key: str) -> Callable[[Context, Given], Expected]:
    return lambda c, _: {} if c.ev.claims and not _said(c)[key] else None


AUDIT: dict[str, Callable[[Context, Given], Expected]] = {
    "verdicts": with_ledger,
    "ledger": with_ledger,
    "expected": having_some("unexpected"),
    "expected-all": having_none("unexpected"),
    "different": having_some("different"),
    "different-none": having_none("different"),
    "repeated": having_some("repeated"),
    "wholes": having_some("sets"),
    "titles": with_ledger,
    "names": having_some("names"),
    "open": having_some("open"),
    "no-ledger": lambda c, _: None if c.ev.claims else {},
}
AUDIT = {f"say-{name}": rule for name, rule in AUDIT.items()}


# --- tables -----------------------------------------------------------------------------------------------------------


def _states(c: Context, row: Row) -> str:
    return row["states" if c.language == "zh" else "states_en"]


def verdicts(c: Context) -> Rows:
    if not c.ev.claims:
        return []
    rows: Rows = [(c.label(f"verdict-{v}"), str(len(having(c.ev, v)))) for v in VERDICTS]
    return [*rows, (c.label("all-cohorts"), str(len(c.ev.claims)))]


def claims(which: str | None) -> Callable[[Context], Rows]:
    def rows(c: Context) -> Rows:
        ev = c.ev
        found: Rows = []
        sections = list(dict.fromkeys(r["section"] for r in ev.claims or []))
        for row in sorted(ev.claims or [], key=lambda r: sections.index(r["section"]) if which is None else 0):
            if which not in (None, verdict(ev, row)):
                continue
            cells: list[object] = [row["id"], _states(c, row), row["printed"]]
            if which != "not-checkable":
                cells.append(shown(ev, row) or UNKNOWN)
            reason = row["reason" if c.language == "zh" else "reason_en"] or UNKNOWN
            cells.append(c.label(f"verdict-{verdict(ev, row)}") if which is None else reason)
            found.append(tuple(cells))
        return found

    return rows


def repeated_table(c: Context) -> Rows:
    return [
        (
            _states(c, rows[0]),
            c.listed([r["id"] for r in rows]),
            " / ".join(r["printed"] for r in rows),
            shown(c.ev, rows[0]) or UNKNOWN,
        )
        for rows in repeated(c.ev)
        if len({r["printed"] for r in rows}) > 1
    ]


def sums_table(c: Context) -> Rows:
    return [
        (c.listed(s["ids"]), *(f"{n}%" for n in s["sums"]), c.label("sum-forced") if s["forced"] else UNKNOWN)
        for s in sets(c.ev)
    ]


def names_table(c: Context) -> Rows:
    return [(r["unit"], c.ev.names[r["unit"]], r["alias"], place, None) for r, place in _aliases(c.ev)]


AUDIT_TABLES: dict[str, tuple[Callable[[Context], Any], bool]] = {
    "verdicts": (verdicts, True),
    "claims": (claims(None), True),
    "claims-not-reproduced": (claims("not-reproduced"), True),
    "claims-not-checkable": (claims("not-checkable"), True),
    "claims-repeated": (repeated_table, True),
    "claims-sums": (sums_table, True),
    "names": (names_table, True),
}
