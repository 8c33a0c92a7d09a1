"""The ledger of labels: what was granted, renewed, suspended, lowered and ended, and what holds on a day.

The state of a unit follows from its awards (:mod:`evalkit.scoring.awards`) and the events in ``labels.csv``, whatever
the order in which these came on file: of two awards the one that begins later holds; an event belongs to the award that
is in force on its day, or that is announced and not yet in force. Days are included at both ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from evalkit.errors import EditionError, EvalkitError, Fault
from evalkit.frames import LABEL_LEDGER as LEDGER
from evalkit.frames import REGISTER
from evalkit.rules.models import Rules
from evalkit.rules.timeline import Days
from evalkit.rules.validity import FollowUp, TierValidity
from evalkit.scoring.awards import Award, Awards, Holder, Key
from evalkit.scoring.series import Series
from evalkit.sources.schema import HELD, NO_LEVEL
from evalkit.sources.schema import LABEL_LEDGER as FILE

#: ``announced``: given and not yet in force. ``undated``: given, and the rules do not say until when, or from when.
State = Literal["none", "announced", "held", "suspended", "undated", "ended", "expired", "unknown"]
#: The states in which a unit has a label.
HOLDING: frozenset[State] = frozenset({"held", "suspended", "undated"})
_OVER: frozenset[State] = frozenset({"none", "ended", "expired"})
_FINDINGS = ("follow-up", "verification")


@dataclass(frozen=True)
class Event:
    """A row of ``labels.csv`` that holds: no row takes it back."""

    date: dt.date
    edition: str
    unit: str
    label: str
    kind: str
    tier: str | None
    until: dt.date | None
    applied: dt.date | None
    reason: str
    source: str
    line: int


@dataclass(frozen=True)
class Standing:
    """What a unit has of a label on a day.

    Attributes
    ----------
    state
        See :data:`State`.
    level
        The tier, or ``held``; None where it has none, or it is not known.
    award
        The award that it is by; None where there is none.
    since
        The day since which the state and the level are so, as far as it is known.
    because
        Why it is not known: an id of ``register-because-…``; else empty.
    event
        The last event that changed it; None where there is none.
    """

    state: State
    level: str | None = None
    award: Award | None = None
    since: dt.date | None = None
    because: str = ""
    event: Event | None = None


@dataclass(frozen=True)
class _Level:
    """What an award has become: its level (None: ended), whether that is known, and since when it is suspended."""

    level: str | None
    known: bool
    since: dt.date | None
    event: Event | None = None
    suspended: Event | None = None

    def after(self, event: Event, award: Award, ledger: Ledger) -> _Level:
        """Return what an event makes of it."""
        if event.kind == "suspended":
            return replace(self, suspended=event)
        if event.kind == "resumed":
            return replace(self, suspended=None, since=event.date, event=event)
        level, known = ledger.effect(event, award, self.level if self.known else None)
        if (level, known) == (self.level, self.known):
            return self
        return replace(self, level=level, known=known, since=event.date, event=event)


@dataclass(frozen=True, eq=False)
class Ledger:
    """The labels of a programme: awards, events, and the state of each unit on any day.

    Parameters
    ----------
    series
        The programme, up to an edition.

    Raises
    ------
    EditionError
        From every attribute but :attr:`awards`: an event in ``labels.csv`` does not go with what is in force on its
        day; all of them are listed.
    """

    series: Series

    @cached_property
    def awards(self) -> dict[Key, tuple[Award, ...]]:
        """The awards of each unit and label, with those between editions."""
        found = {key: [*own] for key, own in self.of.by_key.items()}
        for key, event in self._events:
            if event.kind == "assessed" and (award := self._assessed(event)) is not None:
                found.setdefault(key, []).append(award)
        return {key: tuple(sorted(own, key=lambda award: award.order)) for key, own in found.items()}

    @cached_property
    def of(self) -> Awards:
        """The awards of the editions."""
        return Awards(self.series)

    @cached_property
    def names(self) -> dict[Holder, str]:
        """Every unit on file, with its name."""
        return self.of.names

    @cached_property
    def events(self) -> dict[Key, tuple[tuple[Event, Award], ...]]:
        """The events of each unit and label with the award that each belongs to, the earliest first."""
        found: dict[Key, list[tuple[Event, Award]]] = {}
        faults: list[Fault] = []
        for key, event in self._events:
            if event.kind == "assessed":
                faults += self._too_early(key, event)
                continue
            award = self._award_of(key, event)
            if award is None:
                faults.append(fault("event-not-in-force", event, "date", str(event.date), self._periods(key)))
            else:
                found.setdefault(key, []).append((event, award))
        for key, own in found.items():
            faults += self._out_of_turn(key, own)
        if faults:
            raise EditionError(self.series.programme, faults)
        return {key: tuple(own) for key, own in found.items()}

    def refuse_faulty(self) -> None:
        """Raise what :attr:`events` raises, if anything."""
        _ = self.events

    def standing(self, key: Key, day: dt.date) -> Standing:
        """Return what a unit has of a label on a day."""
        return self._at(key, self.awards.get(key, ()), day)

    def rule(self, award: Award, label: str) -> TierValidity | None:
        """Return the rule by which an award is valid; None where the rules say nothing, or are not on file."""
        if not award.edition or label not in ("tier", "honour"):
            return None
        return self.rules(award).validities.get("validity" if label == "tier" else "honour.validity")

    def rules(self, award: Award) -> Rules:
        """Return the rules of the edition of an award."""
        return self.series[award.edition].rules

    def effect(self, event: Event, award: Award, level: str | None) -> tuple[str | None, bool]:
        """Return what an event makes of a level (None: not known): the new one, None for none, and if it is known."""
        if event.kind == "ended":
            return None, True
        found = None if event.tier == NO_LEVEL and NO_LEVEL not in self.ladder(award, event.label) else event.tier
        if event.kind == "lowered":
            return found, True
        rule = self.rule(award, event.label)
        if found == level and level is not None:
            return level, True
        if rule is None or rule.follow_up is None:
            return None, False
        if rule.follow_up.finding == "adjusts" or found is None:
            return found, True
        if level is None:
            return None, False
        ladder = self.ladder(award, event.label)
        return (found if ladder.index(found) > ladder.index(level) else level), True

    def ladder(self, award: Award, label: str) -> tuple[str, ...]:
        """Return the levels that a label has, the highest first."""
        return self.rules(award).valid_tiers if label == "tier" and award.edition else (HELD,)

    def register(self, day: dt.date) -> pd.DataFrame:
        """Return what every unit has, or had, of every label on a day; see :data:`evalkit.frames.REGISTER`."""
        rows = []
        for key in self._keys:
            now = self.standing(key, day)
            if now.state != "none":
                rows.append(self._row(key, now))
        return REGISTER.of(rows)

    def ledger(self, day: dt.date | None = None) -> pd.DataFrame:
        """Return every event up to a day, by unit, label and day; see :data:`evalkit.frames.LABEL_LEDGER`."""
        told = [row for key in self._keys for row in self._told(key)]
        return LEDGER.of(row for row in told if day is None or row["date"] is None or row["date"] <= day)

    def sample(self, label: str, day: dt.date, seed: str | None = None) -> tuple[str, ...]:
        """Return which units of those that hold a label on a day are drawn for the follow-up, the first drawn first.

        By the rules of the latest edition that has any. The `seed` is that of the rules where it is None.

        Raises
        ------
        EvalkitError
            No rules say how many are drawn, or nobody gives a seed.
        """
        rule, used = self._follow_up(label), self.seed(label, seed)
        held = [(key, self.standing(key, day)) for key in self._keys if key[1] == label]
        units = [k[0][1] for k, now in held if now.state == "held" and (not rule.tiers or now.level in rule.tiers)]
        return rule.sample(units, used)

    def seed(self, label: str, seed: str | None = None) -> str:
        """Return the seed of a draw: the one that is given, else that of the rules; errors as of :meth:`sample`."""
        used = seed or self._follow_up(label).seed
        if used is None:
            raise EvalkitError("no-follow-up-seed", label=label)
        return used

    def _follow_up(self, label: str) -> FollowUp:
        key = "validity" if label == "tier" else f"{label}.validity"
        rules = [ev.rules.validities[key] for ev in self.series.evaluations.values() if key in ev.rules.validities]
        found = next((rule.follow_up for rule in reversed(rules) if rule.follow_up is not None), None)
        if found is None or (found.percent is None and found.count is None):
            raise EvalkitError("no-follow-up", label=label)
        return found

    @cached_property
    def _keys(self) -> list[Key]:
        place = {holder: i for i, holder in enumerate(self.names)}
        return sorted(self.awards, key=lambda key: (key[1], place[key[0]]))

    @cached_property
    def _events(self) -> list[tuple[Key, Event]]:
        """The events that hold, of the editions that are looked at, by unit, label and day."""
        record = list(self.series.evaluations.values())[-1].record
        rows = [] if record.label_events is None else record.label_events.to_dict("records")
        same = [_same(row) for row in rows]
        void = {key for row, key in zip(rows, same, strict=True) if row["event"] == "void"}
        found = []
        for row, key in zip(rows, same, strict=True):
            if key not in void and row["edition"] in self.series.editions:
                event = _event(row)
                found.append(((self.of.holder(event.edition, event.unit), event.label), event))
        return sorted(found, key=lambda pair: (pair[0], pair[1].date))

    def _assessed(self, event: Event) -> Award | None:
        """Return the award that a new assessment between editions is; None where it changes nothing."""
        rules = self.series[event.edition].rules
        key = "validity" if event.label == "tier" else "honour.validity"
        rule = rules.validities[key]
        levels = rules.valid_tiers if event.label == "tier" else (HELD,)
        first, last = rule.days(event.date)
        place = 2 * self.series.editions.index(event.edition) + 1
        award = Award(
            event.edition,
            event.unit,
            place,
            "given",
            event.tier,
            event.date,
            first,
            last,
            key,
            reason=event.reason,
            between=True,
        )
        if event.tier in levels:
            return award
        if rule.refused == "runs-on":
            return None
        outcome: Literal["refused", "unsaid"] = "refused" if rule.refused == "ends" else "unsaid"
        return replace(award, outcome=outcome, level=None, because=f"no-{event.label}")

    def _at(self, key: Key, awards: Sequence[Award], day: dt.date) -> Standing:
        """Return what a unit has by some of its awards."""
        begun = [award for award in awards if award.first is None or award.first <= day]
        now = self._by(key, begun, day) if begun else Standing("none")
        if now.state not in _OVER:
            return now
        for award in awards[len(begun) :]:
            if award.outcome == "given" and award.decided is not None and award.decided <= day:
                coming = self._level(key, award, day)
                if coming.level is not None or not coming.known:
                    return self._standing("announced", coming, award)
                if not begun:
                    now = self._standing("ended", coming, award)
        return now

    def _by(self, key: Key, begun: Sequence[Award], day: dt.date) -> Standing:
        """Return what a unit has by the last of the awards that have begun."""
        award = begun[-1]
        lost = [each for each in begun if not each.edition and not award.outlasts(each)]
        award = lost[-1] if lost else award
        before = [each for each in begun if each is not award]
        if before and _open(award) and self._goes_on(key, award, day):
            return self._by(key, before, day)
        if award.outcome in ("given", "unknown") and (award.outcome == "given" or self._touched(key, award, day)):
            return self._running(key, award, day)
        earlier = self._at(key, before, day) if before else Standing("none")
        over = earlier.state in _OVER
        if award.outcome == "refused":
            if over:
                return earlier
            since = award.first
            return Standing("ended", None, award, since, award.because)
        past = award.outcome == "unknown" and award.last is not None and day > award.last
        if over and (past or award.outcome == "unsaid"):
            return earlier
        because = "refused-unsaid" if award.outcome == "unsaid" else award.because
        return Standing("unknown", None, award, award.first, because)

    def _goes_on(self, key: Key, award: Award, day: dt.date) -> bool:
        """Tell whether an event has shown that what was there before an award was still in force."""
        begins = award.first or dt.date.min
        return any(begins <= event.date <= day for event, _ in self.events.get(key, ()))

    def _touched(self, key: Key, award: Award, day: dt.date) -> bool:
        """Tell whether an event has settled what an award is of which that was not known."""
        level = self._level(key, award, day)
        return level.known or self._suspended(level, day)

    def _running(self, key: Key, award: Award, day: dt.date) -> Standing:
        level = self._level(key, award, day)
        if level.known and level.level is None:
            return self._standing("ended", level, award)
        if award.last is not None and day > award.last:
            return Standing("expired", level.level, award, award.last + dt.timedelta(days=1))
        if self._suspended(level, day) and level.suspended is not None:
            stopped = level.suspended
            return Standing("suspended", level.level, award, stopped.date, event=stopped)
        if level.suspended is not None and level.suspended.until is not None:
            again = level.suspended.until + dt.timedelta(days=1)
            level = replace(level, since=max(level.since or again, again))
        if not level.known:
            return Standing("unknown", None, award, level.since, "finding-without-rule", level.event)
        return self._standing("undated" if award.last is None else "held", level, award)

    @staticmethod
    def _standing(state: State, level: _Level, award: Award) -> Standing:
        return Standing(state, level.level, award, level.since, "", level.event)

    @staticmethod
    def _suspended(level: _Level, day: dt.date) -> bool:
        stopped = level.suspended
        return stopped is not None and (stopped.until is None or day <= stopped.until)

    def _level(self, key: Key, award: Award, day: dt.date, own: Sequence[tuple[Event, Award]] | None = None) -> _Level:
        """Return what has become of an award by a day."""
        level = _Level(award.level, award.outcome == "given", award.first)
        for event, of in self.events.get(key, ()) if own is None else own:
            if of is award and event.date <= day:
                level = level.after(event, award, self)
        return level

    def _award_of(self, key: Key, event: Event) -> Award | None:
        """Return the award that an event belongs to; None where none is in force or announced."""
        awards = self.awards.get(key, ())
        own = [award for award in awards if award.edition in (event.edition, "")]
        listed = [a for a in own if a.first is None and a.edition and a.outcome in ("given", "unknown")]
        if listed:
            return listed[-1]
        begun = [a for a in awards if (a.first is None or a.first <= event.date) and not _open(a)]
        if begun and begun[-1].outcome in ("given", "unknown") and (begun[-1].last or dt.date.max) >= event.date:
            return begun[-1] if begun[-1] in own else None
        coming = [a for a in own if a.decided is not None and a.decided <= event.date and a not in begun]
        return next((award for award in coming if award.outcome == "given"), None)

    def _too_early(self, key: Key, event: Event) -> Iterator[Fault]:
        """Yield that a new assessment was asked for outside the years in which it may be."""
        asked = event.applied or event.date
        running = [
            a for a in self.awards[key]
            if a.outcome == "given" and a.first is not None and a.last is not None and a.first <= asked <= a.last
        ]  # fmt: skip
        rule = self.rule(running[-1], event.label) if running else None
        days = None if rule is None or running[-1].first is None else rule.reapply_days(running[-1].first)
        if days is not None and not days[0] <= asked <= days[1]:
            column = "applied" if event.applied else "date"
            yield fault("event-outside-reapply", event, column, str(asked), f"{days[0]} – {days[1]}")

    def _out_of_turn(self, key: Key, own: Sequence[tuple[Event, Award]]) -> Iterator[Fault]:
        """Yield events that do not go with those before: of what has ended, twice, or that lower nothing."""
        for i, (event, award) in enumerate(own):
            before = self._level(key, award, event.date, own[:i])
            stopped = self._suspended(before, event.date)
            if before.known and before.level is None:
                yield fault("event-not-in-force", event, "date", str(event.date), self._periods(key))
            elif event.kind == "suspended" and stopped:
                yield fault("event-suspended", event, "event", event.kind, "–")
            elif event.kind == "resumed" and not stopped:
                yield fault("event-not-suspended", event, "event", event.kind, "–")
            elif event.kind == "lowered" and before.level is not None:
                ladder = self.ladder(award, event.label)
                lower = ladder[ladder.index(before.level) + 1 :]
                if event.tier not in lower:
                    yield fault("event-not-lower", event, "tier", event.tier or "", ", ".join(lower) or "–")

    def _periods(self, key: Key) -> str:
        """Return the days on which a unit has a label, by its awards alone."""
        found = [a for a in self.awards.get(key, ()) if a.outcome in ("given", "unknown")]
        return ", ".join(f"{a.edition or '?'}: {a.first or '…'} – {a.last or '…'}" for a in found) or "–"

    def _row(self, key: Key, now: Standing) -> dict[str, object]:
        award, event = now.award, now.event
        rule = None if award is None else self.rule(award, key[1])
        again: Days | None = None
        if rule is not None and award is not None and award.first is not None and now.state in HOLDING:
            again = rule.reapply_days(award.first)
        return {
            "unit": key[0][1],
            "name": self.names[key[0]],
            "label": key[1],
            "state": now.state,
            "tier": now.level,
            "since": now.since,
            "event": "" if event is None else event.kind,
            "valid_from": award and award.first,
            "valid_until": award and award.last,
            "edition": award and award.edition,
            "rule": award and (_rule_of(event, rule) or award.rule),
            "because": now.because,
            "reason": event.reason if event is not None else award.reason if award is not None else "",
            "reapply_from": again and again[0],
            "reapply_until": again and again[1],
            "holder": key[0],
        }

    def _told(self, key: Key) -> Iterator[dict[str, object]]:
        """Yield what happened to a unit and a label, by day."""
        rows = [*self._awarded(key), *self._changed(key), *self._ended(key)]
        yield from sorted(rows, key=lambda row: (row["date"] or row["valid_from"] or dt.date.min, row["order"]))

    def _awarded(self, key: Key) -> Iterator[dict[str, object]]:
        awards = self.awards[key]
        for i, award in enumerate(awards):
            day = None if award.first is None else award.first - dt.timedelta(days=1)
            before = self._at(key, awards[:i], day or dt.date.max) if i else Standing("none")
            if award.outcome in ("refused", "unsaid") and before.state in _OVER:
                continue
            event = self._kind(key, award, before)
            yield self._entry(key, award, i, award.decided, event, award.level, award.because, award.reason, award.rule)

    def _kind(self, key: Key, award: Award, before: Standing) -> str:
        if award.outcome != "given":
            return {"refused": "not-renewed", "unsaid": "not-renewed", "unknown": "unknown"}[award.outcome]
        if before.state not in HOLDING or before.level is None:
            return "granted" if before.state in _OVER else "granted-or-renewed"
        if key[1] != "tier" or award.level is None or before.level == award.level:
            return "renewed"
        ladder = self.ladder(award, key[1])
        if before.level not in ladder:
            return "renewed"
        return "raised" if ladder.index(award.level) < ladder.index(before.level) else "renewed-lower"

    def _changed(self, key: Key) -> Iterator[dict[str, object]]:
        own = self.events.get(key, ())
        for i, (event, award) in enumerate(own):
            before, after = (self._level(key, award, event.date, own[: i + n]) for n in (0, 1))
            rule = _rule_of(event, self.rule(award, key[1])) or FILE.file
            found = event.kind in _FINDINGS
            level = event.tier if found else after.level
            yield self._entry(key, award, 10_000, event.date, event.kind, level, "", event.reason, rule)
            if found and (before.level, before.known) != (after.level, after.known):
                what = self._effect(key, award, before, after)
                because = "finding-without-rule" if what == "unknown" else ""
                yield self._entry(key, award, 10_001, event.date, what, after.level, because, event.reason, rule)

    def _effect(self, key: Key, award: Award, before: _Level, after: _Level) -> str:
        """Return what a finding did: ``ended``, ``lowered``, ``raised``, or ``unknown``."""
        if after.level is None:
            return "ended" if after.known else "unknown"
        ladder = self.ladder(award, key[1])
        if before.level not in ladder or after.level not in ladder:
            return "adjusted"
        return "lowered" if ladder.index(after.level) > ladder.index(before.level) else "raised"

    def _ended(self, key: Key) -> Iterator[dict[str, object]]:
        for award in self.awards[key]:
            if award.outcome == "given" and award.last is not None and award.last < dt.date.max:
                day = award.last + dt.timedelta(days=1)
                after = self.standing(key, day)
                if after.state in ("expired", "announced") and not self._took_over(key, award, day):
                    level = self._level(key, award, day).level
                    if level is not None:
                        yield self._entry(key, award, 20_000, day, "expired", level, "", "", award.rule)

    def _took_over(self, key: Key, award: Award, day: dt.date) -> bool:
        begun = [a for a in self.awards[key] if a.first is None or a.first <= day]
        return begun[-1] is not award

    def _entry(
        self, key: Key, award: Award, order: int, date: dt.date | None, event: str, level: str | None, because: str,
        reason: str, rule: str,
    ) -> dict[str, object]:  # fmt: skip
        return {
            "unit": key[0][1],
            "name": self.names[key[0]],
            "label": key[1],
            "date": date,
            "event": event,
            "tier": level,
            "valid_from": award.first,
            "valid_until": award.last,
            "edition": award.edition,
            "rule": rule,
            "because": because,
            "reason": reason,
            "holder": key[0],
            "order": order,
        }


def _open(award: Award) -> bool:
    """Tell whether what was there before may go on: a refusal without a rule, or nothing on file."""
    return award.outcome == "unsaid" or not award.edition


def _rule_of(event: Event | None, rule: TierValidity | None) -> str:
    """Return the key of the rules that an event goes by; empty where it is a decision of its own."""
    if event is None:
        return ""
    key = "validity" if event.label == "tier" else "honour.validity"
    found = event.kind in _FINDINGS and rule is not None and rule.follow_up is not None
    return f"{key}.follow_up" if found else FILE.file


def _same(row: dict[Any, Any]) -> tuple[object, ...]:
    """Return what of a row another one repeats that takes it back."""
    columns = ("date", "edition", "unit", "label", "tier")
    return tuple(None if pd.isna(row[column]) else row[column] for column in columns)


def _event(row: dict[Any, Any]) -> Event:
    def cell(name: str) -> Any:
        value = row.get(name)
        return None if value is None or pd.isna(value) else value

    return Event(
        row["date"], str(row["edition"]), str(row["unit"]), str(row["label"]), str(row["event"]), cell("tier"),
        cell("until"), cell("applied"), cell("reason") or "", cell("source") or "", int(row["line"]),
    )  # fmt: skip


def fault(kind: str, event: Event, column: str, value: str, allowed: str) -> Fault:
    """Return a fault of an event in ``labels.csv``."""
    return Fault(kind, f"../{FILE.file}", event.line, column, value, {"event": event.kind, "allowed": allowed})
