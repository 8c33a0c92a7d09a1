"""An honour for units in one tier in several consecutive editions: who holds it, who is new, who fell off and why.

Editions are counted, not years: an edition that covers two years counts once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from evalkit.edition.rules import Honour
from evalkit.errors import EvalkitError
from evalkit.scoring.evaluation import Evaluation

Status = Literal["yes", "no", "unknown"]
#: Stands for the tier of a unit that did not take part in an edition of which every participant is on file.
ABSENT = "absent"


@dataclass(frozen=True)
class HonourRoll:
    """The honour in one edition.

    Attributes
    ----------
    edition
        The edition in which it is given.
    editions
        The editions that count, earliest first, `edition` the last.
    rule
        The rule, from ``[honour]`` of that edition.
    table
        One row a unit that is on file in any of these editions: ``unit, name, cohort, status``, then one column an
        edition with the unit's tier there, ``absent``, or missing where it is not known. ``status`` is
        ``yes`` where the unit was in the tier in all of them, ``no`` where one of them is known to be
        otherwise, else ``unknown``.
    """

    edition: str
    editions: tuple[str, ...]
    rule: Honour
    table: pd.DataFrame

    @property
    def held(self) -> tuple[str, ...]:
        """Codes of the units that hold it, sorted."""
        return tuple(sorted(self.table.loc[self.table["status"] == "yes", "unit"]))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Codes of the units of which what is on file does not tell, sorted."""
        return tuple(sorted(self.table.loc[self.table["status"] == "unknown", "unit"]))


@dataclass(frozen=True)
class HonourChange:
    """How the roll changed from the edition before.

    Attributes
    ----------
    added
        Units that hold it now and are not on file as holders before, sorted.
    dropped
        Units that held it before and do not now: ``unit, name, cohort, reason, tier, score``. ``reason`` is ``tier``
        (took part, in another tier), ``absent`` (did not take part) or ``unknown``.
    """

    added: tuple[str, ...]
    dropped: pd.DataFrame


def tier_in(evaluation: Evaluation, unit: str) -> str | None:
    """Return a unit's tier in an edition, ``absent``, or None where it is not known."""
    rows = evaluation.results
    found = rows.loc[rows["unit"] == unit, "tier"]
    if found.empty:
        return ABSENT if evaluation.complete else None
    return None if pd.isna(found.iloc[0]) else str(found.iloc[0])


def honour_roll(evaluations: Mapping[str, Evaluation], edition: str) -> HonourRoll:
    """Work out who holds the honour in an edition.

    Parameters
    ----------
    evaluations
        Every edition of the programme, earliest first.
    edition
        One of them.

    Raises
    ------
    EvalkitError
        The edition has no such rule, or fewer editions are on file than it counts.
    """
    rule = evaluations[edition].rules.honour
    if rule is None:
        raise EvalkitError("no-honour", edition=edition)
    order = list(evaluations)
    last = order.index(edition) + 1
    counted = tuple(order[max(0, last - rule.consecutive) : last])
    if len(counted) < rule.consecutive:
        raise EvalkitError("too-few-editions", edition=edition, needed=rule.consecutive, count=len(counted))
    units = _units(evaluations, counted)
    tiers = [[tier_in(evaluations[name], unit) for name in counted] for unit in units["unit"]]
    units["status"] = [_status(row, rule.tier) for row in tiers]
    for i, name in enumerate(counted):
        units[name] = pd.array([row[i] for row in tiers], dtype="string")
    return HonourRoll(edition, counted, rule, units)


def honour_change(evaluations: Mapping[str, Evaluation], roll: HonourRoll) -> HonourChange | None:
    """Compare a roll with that of the edition before; None where that edition has no such honour or cannot tell."""
    order = list(evaluations)
    place = order.index(roll.edition)
    if place == 0 or evaluations[order[place - 1]].rules.honour != roll.rule or place < roll.rule.consecutive:
        return None
    before = honour_roll(evaluations, order[place - 1])
    added = tuple(unit for unit in roll.held if unit not in before.held)
    now = evaluations[roll.edition]
    gone = before.table[before.table["unit"].isin([u for u in before.held if u not in roll.held])]
    rows = [_dropped(now, *row) for row in gone[["unit", "name", "cohort"]].to_numpy().tolist()]
    columns = ["unit", "name", "cohort", "reason", "tier", "score"]
    return HonourChange(added, pd.DataFrame(rows, columns=columns))


def _dropped(now: Evaluation, unit: str, name: str, cohort: str) -> tuple[object, ...]:
    tier = tier_in(now, unit)
    reason = "unknown" if tier is None else "absent" if tier == ABSENT else "tier"
    scores = now.published.loc[now.published["unit"] == unit, "score"].tolist()
    return (unit, name, cohort, reason, tier if reason == "tier" else None, scores[0] if scores else None)


def _status(tiers: Sequence[str | None], wanted: str) -> Status:
    if any(tier is not None and tier != wanted for tier in tiers):
        return "no"
    return "yes" if all(tier == wanted for tier in tiers) else "unknown"


def _units(evaluations: Mapping[str, Evaluation], counted: Sequence[str]) -> pd.DataFrame:
    """Return every unit on file in these editions, named as in the last of them that has it."""
    found: dict[str, tuple[str, str, str]] = {}
    for name in counted:
        for unit, label, cohort in evaluations[name].results[["unit", "name", "cohort"]].itertuples(index=False):
            found[unit] = (unit, label, str(cohort))
    return pd.DataFrame([found[unit] for unit in sorted(found)], columns=["unit", "name", "cohort"])
