"""A programme over its editions: participation, movements between tiers, changes of the rules, honours, watch list."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import pandas as pd

from evalkit.edition import find_workspace
from evalkit.errors import EvalkitError, UnknownName
from evalkit.frames import OVERVIEW
from evalkit.scoring import honours, method
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.honours import HonourChange
from evalkit.scoring.load import load
from evalkit.scoring.rolls import ABSENT, OUTSIDE, Roll, Timeline, roll_of, standing, standings
from evalkit.scoring.spoken import series_line


@dataclass(frozen=True)
class Movements:
    """How units moved between the tiers of two editions.

    Attributes
    ----------
    table
        ``before, after, count``: units by their tier in the two editions, ``absent`` for one that did not take part.
    steps
        How many units (of those in a tier in both) went up by how many tiers, below 0 down: count by step. None where
        there is none, or the editions have not the same tiers.
    both, one, neither
        How many of those counted took part in both editions, in one of them, in neither.
    unknown
        How many units on file are not counted because a tier, or whether they took part, is not known.
    outside
        How many are not counted because they were on the roster of one edition only.
    whole
        Whether units that took part in neither edition are on file at all.
    """

    table: pd.DataFrame
    steps: pd.Series[int] | None
    both: int
    one: int
    neither: int
    unknown: int
    outside: int
    whole: bool

    @property
    def ways(self) -> pd.Series[int]:
        """How many units of `steps` went ``up`` and ``down``, how many are the ``same``; missing without `steps`."""
        if self.steps is None:
            return pd.Series([pd.NA] * 3, index=["up", "down", "same"], dtype="Int64")
        place = self.steps.index
        counts = {"up": self.steps[place > 0], "down": self.steps[place < 0], "same": self.steps[place == 0]}
        return pd.Series({way: int(moved.sum()) for way, moved in counts.items()}, dtype="Int64")


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
        return series_line(self.programme, self.evaluations)

    @property
    def editions(self) -> tuple[str, ...]:
        """Names of the editions, earliest first."""
        return tuple(self.evaluations)

    def __getitem__(self, edition: str | int) -> Evaluation:
        name = str(edition) if type(edition) is int else edition
        if name not in self.evaluations:
            raise UnknownName("edition", str(name), self.editions)
        return self.evaluations[str(name)]

    @cached_property
    def timeline(self) -> Timeline:
        """What lies between the editions: gaps, cancelled editions, codes that changed."""
        return Timeline.of(self.evaluations)

    def up_to(self, edition: str | int) -> Series:
        """Return the series as it was when an edition was the latest."""
        last = self.editions.index(self[edition].rules.edition) + 1
        return Series(self.programme, {name: self.evaluations[name] for name in self.editions[:last]})

    @cached_property
    def overview(self) -> pd.DataFrame:
        """One row an edition: ``edition, level, total, participants, top, tier, top_share``.

        ``total, participants, top``: all units, those that took part, those in the highest tier (nullable); ``tier``:
        the id of that, ``top_share``: its share of the participants (exact Fraction), or None.
        """
        rows = []
        for name, ev in self.evaluations.items():
            tier = ev.rules.tiers[0].id if ev.rules.tiers else None
            top, taking = None if tier is None else ev.tier_total([tier]), ev.participants
            share = Fraction(top, taking) if top is not None and taking else None
            total = ev.rules.total_of(ev.rules.cohorts_in(None))
            rows.append((name, ev.rules.data.level, total, taking, top, tier, share))
        return OVERVIEW.of(rows)

    @cached_property
    def tiers(self) -> pd.DataFrame:
        """What every unit on file was in each edition: ``unit, name, cohort``, then one column an edition.

        Units stand under their codes of the last edition. In the column of an edition is the id of a tier, ``absent``
        (known not to have taken part), ``outside`` (not on the roster), or ``unknown``; see
        :func:`~evalkit.scoring.rolls.standings`.
        """
        return standings(self.evaluations, self.timeline, self.editions[-1], self.editions)

    def mobility(self, before: str, after: str) -> Movements:
        """Count units by their tier in two editions, an earlier and a later one; every unit on the roster of either."""
        first, second = self[before], self[after]
        units = dict.fromkeys(sorted(second.on_roster))
        pairs = [
            (standing(first, self.timeline.lineage.before(unit, after, before)), standing(second, unit))
            for unit in units
        ]
        for unit in sorted(first.on_roster):
            became = self.timeline.lineage.after(unit, before, after)
            if became.code not in units:
                pairs.append((standing(first, unit), standing(second, became.code)))
        known = [pair for pair in pairs if None not in pair and OUTSIDE not in pair]
        outside = sum(OUTSIDE in pair for pair in pairs)
        absences = [pair.count(ABSENT) for pair in known]
        frame = pd.DataFrame(known, columns=["before", "after"])
        counted = frame.groupby(["before", "after"]).size().rename("count").reset_index()
        ladder = [t.id for t in second.rules.tiers]
        order = {tier: i for i, tier in enumerate([*ladder, ABSENT])}
        table = counted.sort_values(["before", "after"], key=lambda s: s.map(order)).reset_index(drop=True)
        place = {tier: i for i, tier in enumerate(ladder)}
        steps = table["count"].groupby(table["before"].map(place) - table["after"].map(place)).sum()
        comparable = len(steps) > 0 and [t.id for t in first.rules.tiers] == ladder
        rosters = all(ev.record.review is not None for ev in (first, second))
        return Movements(
            table,
            steps if comparable else None,
            absences.count(0),
            absences.count(1),
            absences.count(2),
            len(pairs) - len(known) - outside,
            outside,
            rosters,
        )

    @cached_property
    def steady(self) -> pd.Series[bool]:
        """Whether each unit of `tiers` is known to have been in one tier all along; missing where the tiers changed."""
        if len({tuple(tier.id for tier in ev.rules.tiers) for ev in self.evaluations.values()}) > 1:
            return pd.Series(pd.NA, index=self.tiers.index, dtype="boolean")
        history = self.tiers[list(self.editions)]
        now = history[self.editions[-1]]
        return now.isin([t.id for t in self[self.editions[-1]].rules.tiers]) & history.eq(now, axis=0).all(axis=1)

    def rule_changes(self) -> pd.DataFrame:
        """Compare each edition's rules with those before it; see :func:`~evalkit.scoring.method.rule_changes`."""
        return method.rule_changes({name: ev.rules for name, ev in self.evaluations.items()})

    def replay(self, edition: str, known: Evaluation | None = None) -> method.Replay | None:
        """Return what the changes of the rules alone did to the tiers of an edition; None where they did nothing.

        `known` is the edition as its reader knows it; by default all of it. See :func:`~evalkit.scoring.method.replay`.
        """
        changes = self.rule_changes()
        mine = changes[changes["edition"] == edition]
        items = [(item, self[previous].rules) for item, previous in zip(mine["item"], mine["previous"], strict=True)]
        return method.replay(self[edition], items, known or self[edition])

    def can_honour(self, edition: str) -> bool:
        """Tell whether an edition has an honour and enough editions before it for the honour to be worked out."""
        return honours.can_honour(self._known(edition), self.timeline, edition)

    def honour(self, edition: str) -> Roll:
        """Return who holds the honour in an edition; see :func:`~evalkit.scoring.honours.honour_roll`."""
        if edition not in self._rolls:
            self._rolls[edition] = honours.honour_roll(self._known(edition), self.timeline, edition)
        return self._rolls[edition]

    @cached_property
    def _rolls(self) -> dict[str, Roll]:
        return {}

    def honour_change(self, edition: str) -> HonourChange | None:
        """Return how the roll changed from the edition before; None where that cannot be told."""
        return honours.honour_change(self.evaluations, self.timeline, self.honour(edition))

    def can_watch(self, edition: str) -> bool:
        """Tell whether the rules ask for a watch list, and enough is on file for it."""
        rule = self[edition].rules.watch
        if rule is None:
            return False
        return self.timeline.run(edition, rule.consecutive, rule.cancelled)[1] != "beginning"

    def watch_list(self, edition: str) -> Roll:
        """Return the units to watch by the rules of an edition.

        Raises
        ------
        EvalkitError
            The rules ask for no such list, or fewer editions are on file than they count.
        """
        rule = self[edition].rules.watch
        if rule is None:
            raise EvalkitError("no-watch", edition=edition)
        run = self.timeline.run(edition, rule.consecutive, rule.cancelled)
        if run[1] == "beginning":
            raise EvalkitError("too-few-to-watch", edition=edition, needed=rule.consecutive, count=len(run[0]))
        watched = {*rule.tiers, *([ABSENT] if rule.absence else [])}
        return roll_of(self.evaluations, self.timeline, edition, run, watched.__contains__)

    def _known(self, edition: str) -> Mapping[str, Evaluation]:
        """Return the editions; UnknownName where there is none of that name."""
        self[edition]
        return self.evaluations


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
