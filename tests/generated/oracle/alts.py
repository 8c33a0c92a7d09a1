"""Texts that stand for figures: they name every row of the numbers below the figure, and every number in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.generated.oracle.context import Context
from tests.generated.oracle.edition import Edition
from tests.generated.oracle.figures import FIGURES, STACKED, tier_counts, tiers_in_groups
from tests.generated.oracle.own import tiers_by_edition
from tests.generated.oracle.tables import Rows

Expected = dict[str, object] | None
Given = Mapping[str, Any]


def _labels(c: Context, name: str, width: int) -> list[str]:
    """Return what the columns of a figure are called: tiers or cohorts, and those that did not take part."""
    tiers = [c.name(t) for t in c.ev.tier_rules]
    if name in ("tier-composition", "tier-in-group"):
        return [c.cohort(k) for k in c.ev.cohorts]
    return [*tiers, c.label("row-absent")][:width]


def _rows(c: Context, name: str) -> list[Rows]:
    if name == "tier-in-group":
        return tiers_in_groups(c)
    rows = FIGURES[name](c)
    return [] if rows is None else [rows]


def one_row(c: Context, given: Given) -> Expected:
    """One bar: what it is of, and every number in it, in the order of the parts; of tiles, one edition of them."""
    for edition, *numbers in tiers_by_edition(c)[0]:
        there = [f"{k} {n}" for k, n in zip(tiers_by_edition(c)[1], numbers, strict=True) if n != "0"]
        if edition == given.get("name") and _plain(c.listed(there)) == _plain(given.get("list")):
            return {}
    for name in STACKED:
        for place, rows in enumerate(_rows(c, name)):
            for row in rows:
                if row[0] != given.get("name"):
                    continue
                labels = _labels(c, name, len(row) - 1)
                if name == "tier-in-group":
                    group = c.ev.rules["cohort_groups"][place]
                    labels = [c.cohort(k) for k in c.ev.cohorts if k in group["cohorts"]]
                listed = c.listed([f"{k} {n}" for k, n in zip(labels, row[1:], strict=True)])
                if _plain(listed) == _plain(given.get("list")):
                    return {}
    return None


def _plain(text: object) -> str:
    return "".join(str(text).split())


class Holds:
    """A text with all of some pieces, in their order, and no more of them."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = [_plain(p) for p in pieces]

    def matches(self, given: object) -> bool:
        text, at = _plain(given), 0
        for piece in self.pieces:
            at = text.find(piece, at)
            if at < 0:
                return False
            at += len(piece)
        return True


def bars(name: str) -> Callable[[Context, Given], Expected]:
    def said(c: Context, given: Given) -> Expected:
        # A list of more than 40 is cut, and says by how many.
        found = [rows for rows in _rows(c, name) if Holds([str(r[0]) for r in rows[:40]]).matches(given.get("list"))]
        return {} if found else None

    return said


def counts(c: Context, given: Given) -> Expected:
    labels = [
        f"{name} {c.label('label-count-share', count=int(str(n)), share=share)}" for name, n, share in tier_counts(c)
    ]
    return {"list": c.listed(labels)}


def series(c: Context, given: Given) -> Expected:
    there: list[Edition] = [e for e in c.series if e.participants is not None]
    return {"list": c.listed([f"{e.name} {e.participants}" for e in there])} if len(there) > 1 else None


def tiles(c: Context, given: Given) -> Expected:
    return {} if Holds([ev.name for ev in c.series[:40]]).matches(given.get("list")) else None


ALTS: dict[str, Callable[[Context, Given], Expected]] = {
    "alt-cohort": one_row,
    "alt-tier-counts": counts,
    "alt-participation-series": series,
    "alt-tiers-by-edition": tiles,
    **{f"alt-{name}": bars(name) for name in STACKED},
}
