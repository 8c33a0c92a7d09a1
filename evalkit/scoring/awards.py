"""What each edition of a programme awards for a time: tiers, the honour, labels; to whom, from when to when.

A unit is followed through ``successions.csv``: it is known by the code that it had last, and by the last edition in
which it had that. What an edition that is not on file awarded is not known, and is no "no".
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from evalkit.edition.siblings import names_on_file
from evalkit.rules.validity import TierValidity
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.labels import decisions
from evalkit.scoring.rolls import ABSENT, OUTSIDE, Roll, standing
from evalkit.scoring.series import Series
from evalkit.sources.schema import HELD

#: The last edition in which a unit is one, and its code there.
Holder = tuple[str, str]
#: A unit and a label: ``tier``, ``honour``, or the id of a label.
Key = tuple[Holder, str]
#: ``given``: at a level; ``refused``: none, and what was there before ends; ``unsaid``: none, and the rules do not say
#: what becomes of what was there before; ``unknown``: whether, or what, is not known.
Outcome = Literal["given", "refused", "unsaid", "unknown"]


@dataclass(frozen=True)
class Award:
    """What one edition, or a new assessment between editions, gives a unit of one label.

    Attributes
    ----------
    edition, unit
        The edition that gives it, and the code of the unit there; empty where the edition is not on file.
    place
        Its place among the editions.
    outcome
        See :data:`Outcome`.
    level
        The tier, or ``held`` where the label has none; None where none is given or it is not known.
    decided, first, last
        The day of the decision, the first and the last day on which it is valid; None where the rules, or the tables,
        do not tell.
    rule
        The key of the rules by which it is given.
    because
        Why it is not given, or not known: an id of ``register-because-…``; empty where there is nothing to say.
    reason
        The same as the table of events has it.
    between
        Whether it is an assessment between editions.
    not_before
        Where its first day is not known: the last of the days that are evaluated, before which nothing is decided.
    """

    edition: str
    unit: str
    place: int
    outcome: Outcome
    level: str | None
    decided: dt.date | None
    first: dt.date | None
    last: dt.date | None
    rule: str
    because: str = ""
    reason: str = ""
    between: bool = False
    not_before: dt.date | None = None

    def begun(self, day: dt.date) -> bool:
        """Tell whether it is in force, or may be, from a day on or before."""
        return (self.first or self.not_before or dt.date.min) <= day

    @property
    def order(self) -> tuple[dt.date, dt.date, int]:
        """Which of two holds: the one that begins later, or is decided later, or is of a later edition."""
        return self.first or dt.date.min, self.decided or dt.date.min, self.place

    def outlasts(self, lost: Award) -> bool:
        """Tell whether it is later than what is not on file, whenever that began."""
        after = self.decided is not None and lost.first is not None and self.decided >= lost.first
        return self.place > lost.place or (self.between and after)


@dataclass(frozen=True, eq=False)
class Awards:
    """The awards of all editions of a programme."""

    series: Series

    def holder(self, edition: str, unit: str) -> Holder:
        """Return as whom the unit with this code in an edition is known."""
        lineage, order = self.series.timeline.lineage, self.series.editions
        for later in order[order.index(edition) + 1 :]:
            code = lineage.after(unit, edition, later).code
            if code is None:
                break
            edition, unit = later, code
        return edition, unit

    def code(self, holder: Holder, edition: str) -> str | None:
        """Return the code of a unit in an edition, on file there or not; None where it is known to be none then."""
        order = self.series.editions
        if order.index(edition) > order.index(holder[0]):
            return None
        return self.series.timeline.lineage.before(holder[1], holder[0], edition)

    @cached_property
    def names(self) -> dict[Holder, str]:
        """Every unit on file, by code, with the name that it had last."""
        found: dict[Holder, str] = {}
        for name, ev in self.series.evaluations.items():
            found |= {self.holder(name, unit): called for unit, called in names_on_file(ev.record).items()}
        return dict(sorted(found.items(), key=lambda pair: (pair[0][1], pair[0][0])))

    @cached_property
    def by_key(self) -> dict[Key, tuple[Award, ...]]:
        """The awards of each unit and label, in the order in which one takes the place of the other."""
        found: dict[Key, dict[tuple[object, ...], Award]] = {}
        for place, edition in enumerate(self.series.editions):
            for key, award in (*self._missing(edition, place), *self._of(edition, 2 * place + 1)):
                # An assessment stands in the tables of all later editions; the first of them decided on it.
                found.setdefault(key, {}).setdefault((award.place, award.decided, award.rule), award)
        return {
            key: ordered
            for key, own in found.items()
            if (ordered := _told(sorted(own.values(), key=lambda a: a.order)))
        }

    def _of(self, edition: str, place: int) -> Iterator[tuple[Key, Award]]:
        ev = self.series[edition]
        if ev.rules.validity is not None:
            yield from self._tiers(ev, ev.rules.validity, place)
        if self.series.can_honour(edition):
            yield from self._honours(ev, self.series.honour(edition), place)
        yield from self._labels(ev)
        yield from self._gone(edition, place)

    def _tiers(self, ev: Evaluation, rule: TierValidity, place: int) -> Iterator[tuple[Key, Award]]:
        edition, valid = ev.rules.edition, ev.rules.valid_tiers
        for holder in self.names:
            unit = self.code(holder, edition)
            tier = standing(ev, unit)
            if unit is None or tier in (ABSENT, OUTSIDE):
                continue
            given: Outcome = "unknown" if tier is None else "given" if tier in valid else "refused"
            award = _dated(ev, rule, unit, place, given, tier if given == "given" else None, "validity")
            if award is not None:
                yield (holder, "tier"), award

    def _honours(self, ev: Evaluation, roll: Roll, place: int) -> Iterator[tuple[Key, Award]]:
        edition = ev.rules.edition
        rule = None if ev.rules.honour is None else ev.rules.honour.validity
        outcomes: dict[str, Outcome] = {"yes": "given", "no": "refused", "unknown": "unknown"}
        for holder in self.names:
            unit = self.code(holder, edition)
            given = outcomes[roll.status(unit)]
            if unit is None:
                continue
            level = HELD if given == "given" else None
            award = _dated(ev, rule, unit, place, given, level, "honour" if rule is None else "honour.validity")
            if award is not None:
                yield (holder, "honour"), award

    def _labels(self, ev: Evaluation) -> Iterator[tuple[Key, Award]]:
        edition = ev.rules.edition
        keys = {label.id: f"labels[{i}]" for i, label in enumerate(ev.rules.labels, start=1)}
        for row in decisions(ev.record, ev.rules).to_dict("records"):
            if row["decision"] == "refused":
                continue
            first, end = _month(row["assessed"])[0], row["valid_until"]
            last = None if end is None else _month(end)[1]
            award = Award(edition, row["unit"], 0, "given", HELD, first, first, last, keys[row["label"]])
            yield (self.holder(edition, row["unit"]), row["label"]), award

    def _gone(self, edition: str, place: int) -> Iterator[tuple[Key, Award]]:
        """Yield that nobody knows what became of the labels of a unit that is part of another one, or none, by now."""
        order = self.series.editions
        last = order[order.index(edition) - 1] if order.index(edition) else None
        for holder in self.names:
            if holder[0] == last:
                for label, dated in self._kinds(last):
                    first = _begin(self.series[edition]) if dated else None
                    yield (holder, label), Award("", "", place, "unknown", None, None, first, None, "", "merged")

    def _missing(self, edition: str, place: int) -> Iterator[tuple[Key, Award]]:
        """Yield that nobody knows what an edition awarded that is missing before this one."""
        if edition not in self.series.timeline.gaps:
            return
        order = self.series.editions
        windows = [w.last for name in order[: order.index(edition)] if (w := self.series[name].rules.window)]
        for label, dated in self._kinds(edition):
            first = max(windows) + dt.timedelta(days=1) if windows else None
            for holder in self.names:
                if self.code(holder, edition) is not None:
                    award = Award(
                        "",
                        "",
                        2 * place,
                        "unknown",
                        None,
                        None,
                        first if dated else None,
                        None,
                        "",
                        "edition-not-on-file",
                        not_before=first,
                    )
                    yield (holder, label), award

    def _kinds(self, edition: str) -> list[tuple[str, bool]]:
        """Return what an edition awards, and whether it says from when to when."""
        rules = self.series[edition].rules
        dated = {"tier": "validity", "honour": "honour.validity"}
        own = [name for name in rules.ledgers if name in dated]
        return [(name, dated[name] in rules.validities) for name in own]


def _dated(
    ev: Evaluation, rule: TierValidity | None, unit: str, place: int, given: Outcome, level: str | None, key: str
) -> Award | None:
    """Return an award with its days; None where it is not announced yet, or changes nothing."""
    label = "tier" if key == "validity" else "honour"
    because = {"given": "", "refused": f"no-{label}", "unknown": "not-on-file"}.get(given, "")
    edition = ev.rules.edition
    if rule is None:
        end = None if ev.rules.window is None else ev.rules.window.last
        return Award(edition, unit, place, given, level, None, None, None, key, because, not_before=end)
    announced = announced_on(ev, rule, unit)
    if given == "refused" and rule.refused == "runs-on":
        return None
    if announced is None:
        known = given != "unknown"
        return None if known else Award(edition, unit, place, given, None, None, _begin(ev), None, key, because)
    first, last = rule.days(announced)
    if given == "refused" and rule.refused is None:
        given = "unsaid"
    return Award(edition, unit, place, given, level, announced, first, last, key, because)


def announced_on(ev: Evaluation, rule: TierValidity, unit: str) -> dt.date | None:
    """Return the day on which the result of a unit is announced; None where it is not yet, or that is not on file."""
    if rule.column is None:
        return rule.announced
    cell = ev.record.column(rule.column).get(unit)
    return None if cell is None else dt.date.fromisoformat(cell)


def _begin(ev: Evaluation) -> dt.date | None:
    return None if ev.rules.window is None else ev.rules.window.first


def _month(month: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of a month."""
    year, number = int(month[:4]), int(month[5:])
    return dt.date(year, number, 1), dt.date(year, number, monthrange(year, number)[1])


def _told(awards: list[Award]) -> tuple[Award, ...]:
    """Leave out what takes nothing away from anybody: a refusal of what a unit never had."""
    first = next((i for i, award in enumerate(awards) if award.outcome in ("given", "unknown")), len(awards))
    return tuple(awards[first:])
