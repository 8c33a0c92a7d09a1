"""A programme over its editions: participation, movements between tiers, changes of the rules, honours, watch list."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from evalkit.edition import Rules, find_workspace
from evalkit.errors import UnknownName
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.honours import ABSENT, HonourChange, HonourRoll, honour_change, honour_roll, tier_in
from evalkit.scoring.load import load
from evalkit.scoring.spoken import series_line


@dataclass(frozen=True, repr=False)
class Series:
    """Every edition of a programme, evaluated under its own rules.

    Attributes
    ----------
    programme
        Name of the programme.
    evaluations
        By edition, earliest first.
    """

    programme: str
    evaluations: dict[str, Evaluation]

    def __repr__(self) -> str:
        return series_line(self)

    @property
    def editions(self) -> tuple[str, ...]:
        """Names of the editions, earliest first."""
        return tuple(self.evaluations)

    def __getitem__(self, edition: str) -> Evaluation:
        if edition not in self.evaluations:
            raise UnknownName("edition", edition, self.editions)
        return self.evaluations[edition]

    def up_to(self, edition: str) -> Series:
        """Return the series as it was when an edition was the latest."""
        last = self.editions.index(self[edition].rules.edition) + 1
        return Series(self.programme, {name: self.evaluations[name] for name in self.editions[:last]})

    @cached_property
    def overview(self) -> pd.DataFrame:
        """One row an edition: ``edition, level, total, participants, top`` (units in the highest tier), nullable."""
        rows = []
        for name, ev in self.evaluations.items():
            top = ev.tier_total([ev.rules.tiers[0].id]) if ev.rules.tiers else None
            total = ev.rules.total_of(ev.rules.cohorts_in(None))
            rows.append((name, ev.rules.data.level, total, ev.participants, top))
        frame = pd.DataFrame(rows, columns=["edition", "level", "total", "participants", "top"])
        return frame.astype({"total": "Int64", "participants": "Int64", "top": "Int64"})

    def mobility(self, before: str, after: str) -> pd.DataFrame:
        """Count units by their tier in two editions: ``before, after, count``, for those whose tier is known in both.

        ``absent`` stands for a unit that is known not to have taken part.
        """
        first, second = self[before], self[after]
        units = sorted({*first.results["unit"], *second.results["unit"]})
        pairs = [(tier_in(first, unit), tier_in(second, unit)) for unit in units]
        known = pd.DataFrame([p for p in pairs if None not in p], columns=["before", "after"])
        counted = known.groupby(["before", "after"]).size().rename("count").reset_index()
        order = {tier: i for i, tier in enumerate([*(t.id for t in second.rules.tiers), ABSENT])}
        return counted.sort_values(["before", "after"], key=lambda s: s.map(order)).reset_index(drop=True)

    def rule_changes(self) -> pd.DataFrame:
        """Compare each edition's rules with those before it: ``edition, previous, item, before, after``.

        ``item`` is ``areas``, ``cut-offs``, ``rounds``, ``cohorts``, ``window`` or ``honour``. Where one side is
        unknown nothing can be said, and there is no row; the comparison is then with the last edition of
        which the item is known.
        """
        rows = []
        known: dict[str, tuple[str, object]] = {}
        for name, ev in self.evaluations.items():
            for item, value in compared_rules(ev.rules).items():
                if value is None:
                    continue
                if item in known and known[item][1] != value:
                    rows.append((name, known[item][0], item, known[item][1], value))
                known[item] = (name, value)
        return pd.DataFrame(rows, columns=["edition", "previous", "item", "before", "after"])

    def can_honour(self, edition: str) -> bool:
        """Tell whether an edition has an honour and enough editions before it for the honour to be worked out."""
        rule = self[edition].rules.honour
        return rule is not None and self.editions.index(edition) + 1 >= rule.consecutive

    def honour(self, edition: str) -> HonourRoll:
        """Return who holds the honour in an edition; see :func:`~evalkit.scoring.honours.honour_roll`."""
        return honour_roll(self.evaluations, self[edition].rules.edition)

    def honour_change(self, edition: str) -> HonourChange | None:
        """Return how the roll changed from the edition before; None where that cannot be told."""
        return honour_change(self.evaluations, self.honour(edition))

    def watch_list(self, edition: str, times: int, tiers: Sequence[str]) -> pd.DataFrame:
        """Return the units in one of `tiers`, or absent, in the last `times` editions: ``unit, name, cohort``.

        Only units on file can be found; one whose tier is unknown in any of these editions is not listed.
        """
        last = self.editions.index(self[edition].rules.edition) + 1
        counted = [self.evaluations[name] for name in self.editions[max(0, last - times) : last]]
        bad = {*tiers, ABSENT}
        rows = {
            unit: (unit, name, str(cohort))
            for ev in counted
            for unit, name, cohort in ev.results[["unit", "name", "cohort"]].itertuples(index=False)
            if len(counted) == times and all(tier_in(other, unit) in bad for other in counted)
        }
        return pd.DataFrame([rows[unit] for unit in sorted(rows)], columns=["unit", "name", "cohort"])


def compared_rules(rules: Rules) -> dict[str, object]:
    """Return what is compared between editions by item (see :meth:`Series.rule_changes`); None where it is unknown."""
    return {
        "areas": tuple(area.id for area in rules.areas) or None,
        "cut-offs": tuple(tier.bounds[0] for tier in rules.tiers[:-1]) if rules.cut_offs_known else None,
        "rounds": tuple(r.id for r in rules.review.rounds) or None,
        "cohorts": tuple(cohort.id for cohort in rules.cohorts),
        "window": None if rules.window is None else (rules.window.last - rules.window.first).days + 1,
        "honour": (rules.honour.tier, rules.honour.consecutive) if rules.honour else None,
    }


def load_series(programme: str, *, root: str | os.PathLike[str] | None = None) -> Series:
    """Read, check and evaluate every edition of a programme.

    Parameters
    ----------
    programme
        Name of the folder under ``data/``.
    root
        The workspace; by default found from the current folder.

    Raises
    ------
    UnknownName
        No such programme.
    EditionError
        An edition is faulty.
    """
    workspace = find_workspace(root)
    editions = workspace.editions(programme)
    return Series(programme, {name: load(programme, name, root=workspace.root).evaluate() for name in editions})
