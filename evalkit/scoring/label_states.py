"""What holds of a label on a day, by its awards and by the events between editions.

The state of a unit follows from its awards (:mod:`evalkit.scoring.awards`) and the events in ``labels.csv``, whatever
the order in which these came on file: of two awards the one that begins later holds; an event belongs to the award that
is in force on its day, or that is announced and not yet in force. Days are included at both ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from evalkit.errors import EditionError, Fault
from evalkit.rules.models import Rules
from evalkit.rules.validity import TierValidity
from evalkit.scoring.awards import Award, Awards, Holder, Key
from evalkit.scoring.label_events import Event, events_of, fault
from evalkit.scoring.series import Series
from evalkit.sources.schema import HELD, NO_LEVEL

#: ``announced``: given and not yet in force. ``undated``: given, and the rules do not say until when, or from when.
State = Literal["none", "announced", "held", "suspended", "undated", "ended", "expired", "unknown"]
#: The states in which a unit has a label.
HOLDING: frozenset[State] = frozenset({"held", "suspended", "undated"})
#: Those in which it has none, and that is known.
OVER: frozenset[State] = frozenset({"none", "ended", "expired"})


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
class Level:
    """What an award has become: its level (None: ended), whether that is known, and since when it is suspended."""

    level: str | None
    known: bool
    since: dt.date | None
    event: Event | None = None
    suspended: Event | None = None

    def after(self, event: Event, award: Award, ledger: LabelStates) -> Level:
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
class LabelStates:
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

    @cached_property
    def _events(self) -> list[tuple[Key, Event]]:
        """The events that hold, of the editions that are looked at, by unit, label and day."""
        record = list(self.series.evaluations.values())[-1].record
        found = []
        for event in events_of(record):
            if event.edition in self.series.editions:
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
        begun = [award for award in awards if award.begun(day)]
        now = self._by(key, begun, day) if begun else Standing("none")
        if now.state not in OVER:
            return now
        for award in awards:
            if not award.begun(day) and award.outcome == "given" and award.decided is not None and award.decided <= day:
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
        over = earlier.state in OVER
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
    def _standing(state: State, level: Level, award: Award) -> Standing:
        return Standing(state, level.level, award, level.since, "", level.event)

    @staticmethod
    def _suspended(level: Level, day: dt.date) -> bool:
        stopped = level.suspended
        return stopped is not None and (stopped.until is None or day <= stopped.until)

    def _level(self, key: Key, award: Award, day: dt.date, own: Sequence[tuple[Event, Award]] | None = None) -> Level:
        """Return what has become of an award by a day."""
        level = Level(award.level, award.outcome == "given", award.first)
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
        begun = [a for a in awards if a.begun(event.date) and not _open(a)]
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


def _open(award: Award) -> bool:
    """Tell whether what was there before may go on: a refusal without a rule, or nothing on file."""
    return award.outcome == "unsaid" or not award.edition
