"""The ledger of labels: what was granted, renewed, suspended, lowered and ended, and the register of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.frames import LABEL_LEDGER as LEDGER
from evalkit.frames import REGISTER
from evalkit.rules.timeline import Days
from evalkit.rules.validity import FollowUp, TierValidity
from evalkit.scoring.awards import Award, Key
from evalkit.scoring.label_events import Event
from evalkit.scoring.label_states import HOLDING, OVER, LabelStates, Level, Standing
from evalkit.sources.schema import LABEL_LEDGER as FILE

_FINDINGS = ("follow-up", "verification")


class Ledger(LabelStates):
    """The labels of a programme, and what there is to tell of them; see :class:`LabelStates`."""

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
        return LEDGER.of(row for row in told if day is None or not isinstance(on := row["date"], dt.date) or on <= day)

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
            day = None if award.first in (None, dt.date.min) else award.first - dt.timedelta(days=1)
            before = self._at(key, awards[:i], day or dt.date.max) if i else Standing("none")
            if award.outcome in ("refused", "unsaid") and before.state in OVER:
                continue
            event = self._kind(key, award, before)
            yield self._entry(key, award, i, award.decided, event, award.level, award.because, award.reason, award.rule)

    def _kind(self, key: Key, award: Award, before: Standing) -> str:
        if award.outcome != "given":
            return {"refused": "not-renewed", "unsaid": "not-renewed", "unknown": "unknown"}[award.outcome]
        if before.state not in HOLDING or before.level is None:
            return "granted" if before.state in OVER else "granted-or-renewed"
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

    def _effect(self, key: Key, award: Award, before: Level, after: Level) -> str:
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
        begun = [a for a in self.awards[key] if a.begun(day)]
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


def _rule_of(event: Event | None, rule: TierValidity | None) -> str:
    """Return the key of the rules that an event goes by; empty where it is a decision of its own."""
    if event is None:
        return ""
    key = "validity" if event.label == "tier" else "honour.validity"
    found = event.kind in _FINDINGS and rule is not None and rule.follow_up is not None
    return f"{key}.follow_up" if found else FILE.file
