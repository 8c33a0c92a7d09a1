"""Who meets a condition in several consecutive editions: yes, no, or not known.

Editions are counted, not years: an edition that covers two years counts once. A run never bridges a missing edition.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from evalkit.edition.siblings import roster, windows_of
from evalkit.rules.models import CancelledRule
from evalkit.rules.timeline import in_order, missing_before
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.lineage import Lineage

Status = Literal["yes", "no", "unknown"]
#: What ends a run of editions: it is as long as the rule asks, an edition is missing before it or was cancelled, or no
#: earlier one is on file.
End = Literal["whole", "gap", "cancelled", "beginning"]

#: Stands for the tier of a unit that is known not to have taken part.
ABSENT = "absent"
#: Stands for the tier of a unit that is known not to have been on the roster.
OUTSIDE = "outside"
#: Stands for the tier of a unit of which it is not known.
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Timeline:
    """The editions of a programme, earliest first, and what lies between them.

    Attributes
    ----------
    editions
        Those on file.
    gaps
        Those of them before which at least one edition is missing.
    cancelled
        What was cancelled just before one of them, by that one.
    lineage
        Which code a unit has where.
    """

    editions: tuple[str, ...]
    gaps: frozenset[str]
    cancelled: Mapping[str, tuple[str, ...]]
    lineage: Lineage

    @classmethod
    def of(cls, evaluations: Mapping[str, Evaluation]) -> Timeline:
        """Return the timeline of some editions of one programme."""
        latest = list(evaluations.values())[-1].record
        windows = windows_of({name: ev.record.rules for name, ev in evaluations.items()}, latest.programme)
        missing = missing_before(windows)
        gaps: set[str] = set()
        cancelled: dict[str, tuple[str, ...]] = {}
        gap = False
        off: tuple[str, ...] = ()
        for name in in_order(windows):
            gap = gap or name in missing
            if name not in evaluations:
                off = (*off, name)
                continue
            if gap:
                gaps.add(name)
            if off:
                cancelled[name] = off
            gap, off = False, ()
        order = tuple(evaluations)
        return cls(order, frozenset(gaps), cancelled, Lineage(latest.successions, order))

    def run(self, edition: str, consecutive: int, rule: CancelledRule) -> tuple[tuple[str, ...], End]:
        """Return the editions that count for a rule, earliest first and `edition` the last, and why no more do."""
        last = self.editions.index(edition)
        counted: list[str] = []
        for place in range(last, -1, -1):
            counted.insert(0, self.editions[place])
            if len(counted) == consecutive:
                return tuple(counted), "whole"
            if self.editions[place] in self.gaps:
                return tuple(counted), "gap"
            if self.editions[place] in self.cancelled and rule == "breaks":
                return tuple(counted), "cancelled"
        return tuple(counted), "beginning"


def standing(ev: Evaluation, unit: str | None) -> str | None:
    """Return a unit's tier in an edition, ``absent``, ``outside``, or None where it is not known.

    Parameters
    ----------
    ev
        The edition.
    unit
        The code of the unit there; None where it is known not to have been a unit then.
    """
    if unit is None:
        return OUTSIDE
    if unit in ev.tier_by_unit:
        return ev.tier_by_unit[unit]
    if ev.record.review is not None:
        return ABSENT if unit in ev.on_roster else OUTSIDE
    return ABSENT if ev.complete else None


def standings(
    evaluations: Mapping[str, Evaluation], timeline: Timeline, edition: str, counted: Sequence[str]
) -> pd.DataFrame:
    """Return what every unit was in some editions.

    Parameters
    ----------
    evaluations, timeline
        The editions of the programme, earliest first.
    edition
        The one under whose codes the units stand.
    counted
        The editions of which it is told, none later than `edition`.

    Returns
    -------
    One row a unit that is on file in this or an earlier edition and not become part of another one since: ``unit, name,
    cohort``, then one column an edition with the unit's tier there, ``absent``, ``outside`` (not on the roster), or
    ``unknown``. Sorted by code.
    """
    units = _units(evaluations, timeline, edition)
    for name in counted:
        codes = [timeline.lineage.before(unit, edition, name) for unit in units["unit"]]
        units[name] = pd.array([standing(evaluations[name], code) or UNKNOWN for code in codes], dtype="string")
    return units


@dataclass(frozen=True)
class Roll:
    """Who meets a condition in the editions that count.

    Attributes
    ----------
    edition
        The last of them, under whose codes the units stand.
    editions
        The editions that count, earliest first.
    end
        Why no earlier edition counts.
    table
        One row a unit that is on file in this or an earlier edition: ``unit, name, cohort, status``, then one column an
        edition as in :func:`standings`. ``status`` is ``yes``, ``no`` or ``unknown``.
    whole
        Whether a unit that is on no file is known not to meet it.
    total
        How many meet it by the source, who they are or not; None where it does not say.
    """

    edition: str
    editions: tuple[str, ...]
    end: End
    table: pd.DataFrame
    whole: bool
    total: int | None = None

    @property
    def held(self) -> tuple[str, ...]:
        """Codes of the units that are known to meet it, sorted."""
        return self._with("yes")

    @property
    def unknown(self) -> tuple[str, ...]:
        """Codes of the units of which what is on file does not tell, sorted."""
        return self._with("unknown")

    @property
    def known(self) -> bool:
        """Whether :attr:`held` is all there is."""
        return self.whole and not self.unknown and self.total in (None, len(self.held))

    def status(self, unit: str | None) -> Status:
        """Return whether the unit with this code in `edition` meets it; None stands for a unit that is none then."""
        if unit is None:
            return "no"
        return self._statuses.get(unit, "no" if self.whole else "unknown")

    @cached_property
    def _statuses(self) -> dict[str, Status]:
        return dict(zip(self.table["unit"].astype(str), self.table["status"], strict=True))

    def _with(self, status: Status) -> tuple[str, ...]:
        return tuple(sorted(self.table.loc[self.table["status"] == status, "unit"].astype(str)))


def roll_of(
    evaluations: Mapping[str, Evaluation],
    timeline: Timeline,
    edition: str,
    run: tuple[tuple[str, ...], End],
    meets: Callable[[str], bool],
    total: int | None = None,
) -> Roll:
    """Work out who meets a condition in several editions.

    Parameters
    ----------
    evaluations, timeline
        The editions of the programme, earliest first.
    edition
        One of them.
    run
        The editions that count, from :meth:`Timeline.run`.
    meets
        Tells whether a known standing (a tier, ``absent`` or ``outside``) meets the condition.
    total
        How many meet it by the source. Where so many are known by name, nobody else does.
    """
    counted, end = run
    units = standings(evaluations, timeline, edition, counted)
    codes = {name: [timeline.lineage.before(unit, edition, name) for unit in units["unit"]] for name in counted}
    met = {name: [_meets(evaluations[name], code, meets) for code in codes[name]] for name in counted}
    statuses = [_status([met[name][i] for name in counted], end) for i in range(len(units))]
    closed = total is not None and statuses.count("yes") == total
    units.insert(3, "status", ["no" if closed and status == "unknown" else status for status in statuses])
    # Of a unit on no file it is known that it did not take part where every participant is on file.
    whole = closed or (end == "cancelled") or any(evaluations[n].complete and not meets(ABSENT) for n in counted)
    whole = whole or any(evaluations[n].record.review is not None for n in counted)
    return Roll(edition, counted, end, units, whole, total)


def _meets(ev: Evaluation, unit: str | None, meets: Callable[[str], bool]) -> bool | None:
    """Tell whether a unit meets a condition in an edition; of a score that is not on file all that it may be counts."""
    where = standing(ev, unit)
    if where is not None:
        return meets(where)
    answers = {meets(tier) for tier in ev.possible_tiers(unit)} if unit in ev.tier_by_unit else {True, False}
    return answers.pop() if len(answers) == 1 else None


def _status(met: Sequence[bool | None], end: End) -> Status:
    if end in ("cancelled", "beginning") or False in met:
        return "no"
    return "unknown" if end == "gap" or None in met else "yes"


def _units(evaluations: Mapping[str, Evaluation], timeline: Timeline, edition: str) -> pd.DataFrame:
    """Return every unit on file up to an edition under its code there, named as in the last edition that has it."""
    found: dict[str, tuple[str, str, str]] = {}
    for name in timeline.editions[: timeline.editions.index(edition) + 1]:
        for unit, label, cohort in roster(evaluations[name].record)[["unit", "name", "cohort"]].itertuples(index=False):
            code = timeline.lineage.after(str(unit), name, edition).code
            if code is not None:
                found[code] = (code, str(label), str(cohort))
    return pd.DataFrame([found[unit] for unit in sorted(found)], columns=["unit", "name", "cohort"])
