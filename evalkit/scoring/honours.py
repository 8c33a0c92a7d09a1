"""An honour for units in one tier in several consecutive editions: who holds it, who is new, who fell off and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.rules.models import Honour
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.rolls import ABSENT, OUTSIDE, Roll, Status, Timeline, roll_of, standing

Evaluations = Mapping[str, Evaluation]


@dataclass(frozen=True)
class HonourChange:
    """How the roll changed from the edition before.

    Attributes
    ----------
    previous
        The edition before.
    added
        Units that are known to hold it now and known not to have held it before, sorted.
    dropped
        Units that are known to have held it before and known not to hold it now: ``unit, name, cohort, reason, tier,
        score, into``. ``reason`` is ``tier`` (took part, in another tier), ``absent`` (did not take part), ``outside``
        (no longer on the roster), ``merged`` (became part of the unit ``into``), ``split`` (is several units now),
        ``reused`` (its code is another unit's now) or ``cancelled`` (the run was broken by an edition that was
        cancelled). Codes are those of the edition in which the unit was last on file.
    maybe_added, maybe_dropped
        Units that are new, or fell off, unless what is not known says otherwise, sorted. A unit of which neither roll
        tells is in both.
    """

    previous: str
    added: tuple[str, ...]
    dropped: pd.DataFrame
    maybe_added: tuple[str, ...]
    maybe_dropped: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Units of which it cannot be told whether they are new or fell off, sorted."""
        return tuple(sorted({*self.maybe_added, *self.maybe_dropped}))


def can_honour(evaluations: Evaluations, timeline: Timeline, edition: str) -> bool:
    """Tell whether an edition has an honour, and whether its editions on file go back far enough to say anything."""
    rule = evaluations[edition].rules.honour
    return rule is not None and timeline.run(edition, rule.consecutive, rule.cancelled)[1] != "beginning"


def honour_roll(evaluations: Evaluations, timeline: Timeline, edition: str) -> Roll:
    """Work out who holds the honour in an edition.

    Parameters
    ----------
    evaluations, timeline
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
    run = timeline.run(edition, rule.consecutive, rule.cancelled)
    if run[1] == "beginning":
        raise EvalkitError("too-few-editions", edition=edition, needed=rule.consecutive, count=len(run[0]))
    total = evaluations[edition].honour_total
    return roll_of(evaluations, timeline, edition, run, lambda tier: tier == rule.tier, total)


def honour_change(evaluations: Evaluations, timeline: Timeline, roll: Roll) -> HonourChange | None:
    """Compare a roll with that of the edition before.

    None where there is no edition just before, where that one has no such honour, or where its editions on file do not
    go back far enough.
    """
    order = timeline.editions
    place = order.index(roll.edition)
    if place == 0 or roll.edition in timeline.gaps:
        return None
    previous, now = order[place - 1], evaluations[roll.edition]
    rule, former = now.rules.honour, evaluations[previous].rules.honour
    if rule is None or former is None or _terms(rule) != _terms(former):
        return None
    if not can_honour(evaluations, timeline, previous):
        return None
    before = honour_roll(evaluations, timeline, previous)
    found: dict[tuple[Status, Status], list[str]] = {}
    rows: list[tuple[object, ...]] = []
    seen = set()
    for unit, name, cohort in before.table[["unit", "name", "cohort"]].itertuples(index=False):
        became = timeline.lineage.after(unit, previous, roll.edition)
        was, is_now = before.status(unit), roll.status(became.code)
        if became.code is not None:
            seen.add(became.code)
        found.setdefault((was, is_now), []).append(became.code or unit)
        if (was, is_now) == ("yes", "no"):
            if became.code is None:
                rows.append((unit, name, cohort, became.kind, None, None, became.into))
            else:
                rows.append(_dropped(now, rule, became.code, name, cohort))
    for unit in roll.table["unit"]:
        if unit not in seen:
            was = before.status(timeline.lineage.before(unit, roll.edition, previous))
            found.setdefault((was, roll.status(unit)), []).append(unit)
    columns = ["unit", "name", "cohort", "reason", "tier", "score", "into"]

    def either(*pairs: tuple[Status, Status]) -> tuple[str, ...]:
        return tuple(sorted(unit for pair in pairs for unit in found.get(pair, ())))

    return HonourChange(
        previous,
        either(("no", "yes")),
        pd.DataFrame(sorted(rows, key=lambda row: str(row[0])), columns=columns),
        either(("unknown", "yes"), ("no", "unknown"), ("unknown", "unknown")),
        either(("yes", "unknown"), ("unknown", "no"), ("unknown", "unknown")),
    )


def _terms(rule: Honour) -> tuple[object, ...]:
    return rule.tier, rule.consecutive, rule.cancelled


def _dropped(now: Evaluation, rule: Honour, unit: str, name: str, cohort: str) -> tuple[object, ...]:
    tier = standing(now, unit)
    reason = tier if tier in (ABSENT, OUTSIDE) else "cancelled" if tier == rule.tier else "tier"
    scores = now.published.loc[now.published["unit"] == unit, "score"].tolist()
    return (unit, name, cohort, reason, tier if reason == "tier" else None, scores[0] if scores else None, None)
