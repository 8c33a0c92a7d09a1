"""The state on each day against a walk day by day that keeps every world that the rules leave open."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from evalkit.errors import EditionError
from tests.rulesets.registers import ledger, on, small

ONE = dt.timedelta(days=1)
LADDER = "ABC"
UNITS = ("X", "Y")
FIRST, LAST = dt.date(2019, 12, 30), dt.date(2026, 1, 3)


@dataclass(frozen=True)
class Edition:
    """What one edition decides: when, for how long, and which tier each unit gets; D is none."""

    year: int
    announced: dt.date
    starts: str
    years: int
    refused: str | None
    finding: str | None
    given: dict[str, str]

    @property
    def first(self) -> dt.date:
        return dt.date(self.announced.year + 1, 1, 1) if self.starts == "next-year" else self.announced

    @property
    def last(self) -> dt.date:
        return dt.date(self.first.year + self.years, self.first.month, self.first.day) - ONE

    @property
    def rules(self) -> str:
        refused = "" if self.refused is None else f'refused = "{self.refused}"\n'
        finding = "" if self.finding is None else f'follow_up = {{ finding = "{self.finding}" }}\n'
        return (
            f'[validity]\nannounced = {self.announced}\nstarts = "{self.starts}"\nyears = {self.years}\n'
            f'tiers = ["A", "B", "C"]\n{refused}{finding}'
        )


Row = tuple[dt.date, str, str, str, str, str]


@dataclass(frozen=True)
class World:
    """One way in which things may stand: a tier (None for none) to a last day, by an edition, suspended or not."""

    tier: str | None = None
    last: dt.date | None = None
    edition: int | None = None
    until: dt.date | None = None  # of a suspension


def walk(editions: Sequence[Edition], rows: Sequence[Row], unit: str) -> Iterator[str]:
    """Yield what a unit has on each day: a tier, a tier with ``!`` where it is suspended, ``none``, ``unknown``."""
    worlds, lost = {World()}, 0  # the year before which an edition is missing that may have decided otherwise
    coming: dict[int, World] = {}
    gaps = [(e.year, dt.date(b.year + 1, 1, 1)) for b, e in pairwise(editions) if e.year - b.year > 1]
    day = FIRST
    while day <= LAST:
        lost = max([lost, *(year for year, begins in gaps if begins == day)])
        worlds = {World() if w.last is not None and day > w.last else w for w in worlds}
        for e in editions:
            tier = e.given.get(unit)
            if tier is None:
                continue
            if e.announced == day and tier in LADDER:
                coming[e.year] = World(tier, e.last, e.year)
            if e.first != day:
                continue
            if tier in LADDER:
                worlds, lost = {coming.pop(e.year)}, lost if e.year < lost else 0
            elif e.refused == "ends":
                worlds, lost = {World()}, lost if e.year < lost else 0
            elif e.refused is None:
                worlds = worlds | {World()}
        for date, edition, of, event, tier, until in rows:
            if date == day and of == unit:
                lost = 0 if any(w.edition == int(edition) for w in worlds) else lost
                worlds, coming = _done(worlds, coming, editions, int(edition), event, tier, until)
        tiers = {w.tier for w in worlds}
        if lost or len(tiers) > 1:
            yield "unknown"
        else:
            (tier,) = tiers
            stopped = any(w.until is not None and day <= w.until for w in worlds)
            yield "none" if tier is None else tier + "!" * stopped
        day += ONE


def _done(
    worlds: set[World], coming: dict[int, World], editions: Sequence[Edition], edition: int, event: str, tier: str,
    until: str,
) -> tuple[set[World], dict[int, World]]:  # fmt: skip
    """Return the worlds after an event: in those in which the edition's tier is held, or in what is to come of it."""
    finding = next(e.finding for e in editions if e.year == edition)
    # Whoever does something to a tier knows that it is in force: no other world is left.
    still = [w for w in worlds if w.edition == edition]
    if still:
        return {n for w in still for n in _changed(w, finding, event, tier, until)}, coming
    if edition in coming:
        # Nothing is announced in this test that a finding without a rule could make uncertain.
        (after,) = _changed(coming[edition], finding, event, tier, until)
        return worlds, {**coming, edition: after}
    return worlds, coming


def _changed(world: World, finding: str | None, event: str, tier: str, until: str) -> list[World]:
    if event == "ended":
        return [World()]
    if event == "suspended":
        return [replace(world, until=dt.date.fromisoformat(until) if until else dt.date.max)]
    if event == "resumed":
        return [replace(world, until=None)]
    found = World() if tier == "none" else replace(world, tier=tier)
    order = f"{LADDER} "
    less = world.tier is not None and order.index(found.tier or " ") > order.index(world.tier)
    if event == "lowered" or finding == "adjusts" or (finding == "lowers" and less):
        return [found]
    return [world] if finding == "lowers" or found.tier == world.tier else [world, replace(world, tier=found.tier)]


@st.composite
def programmes(draw: st.DrawFn) -> tuple[list[Edition], list[Row]]:
    years = draw(st.sampled_from([(2020,), (2020, 2021), (2020, 2021, 2022), (2020, 2021, 2023)]))
    editions = []
    for year in years:
        announced = dt.date(year, draw(st.integers(1, 12)), draw(st.integers(1, 28)))
        tiers = {u: draw(st.sampled_from("ABCD")) for u in UNITS if draw(st.booleans())} or {"X": "B"}
        editions.append(
            Edition(
                year,
                announced,
                draw(st.sampled_from(["announcement", "next-year"])),
                draw(st.integers(1, 3)),
                draw(st.sampled_from(["ends", "runs-on", None])),
                draw(st.sampled_from(["lowers", "adjusts", None])),
                tiers,
            )
        )
    rows: list[Row] = []
    for _ in range(draw(st.integers(0, 6))):
        e = draw(st.sampled_from(editions))
        date = e.announced + draw(st.integers(1, 900)) * ONE
        event = draw(st.sampled_from(["follow-up", "suspended", "resumed", "lowered", "ended"]))
        tier = {"follow-up": draw(st.sampled_from(["A", "B", "C", "none"])), "lowered": draw(st.sampled_from("BC"))}
        until = (
            (date + draw(st.integers(0, 200)) * ONE).isoformat() if event == "suspended" and draw(st.booleans()) else ""
        )
        unit = draw(st.sampled_from(sorted(e.given)))
        if not any((date, unit) == (row[0], row[2]) for row in rows):
            rows.append((date, str(e.year), unit, event, tier.get(event, ""), until))
    return editions, rows


def text(rows: Sequence[Row]) -> str:
    return "".join(f"{d},{e},{u},tier,{event},{tier},{until},,because\n" for d, e, u, event, tier, until in rows)


def accepted(root: Path, editions: Sequence[Edition], rows: list[Row]) -> list[Row]:
    """Write the programme with those of the rows that go with what is in force on their day; return them."""
    while True:
        shutil.rmtree(root, ignore_errors=True)
        small(root, {str(e.year): (e.rules, e.given) for e in editions}, text(rows), "ABCD")
        try:
            ledger(root).refuse_faulty()
        except EditionError as error:
            wrong = {fault.row for fault in error.faults}
            assert all(fault.row and fault.column for fault in error.faults)
            rows = [row for i, row in enumerate(rows, start=2) if i not in wrong]
        else:
            return rows


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(programmes(), st.randoms(use_true_random=False))
def test_each_day_is_that_of_the_walk_whatever_the_order_of_rows(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[list[Edition], list[Row]], rng: random.Random
) -> None:
    editions, rows = made
    root = tmp_path_factory.mktemp("walk") / "w"
    rows = accepted(root, editions, rows)
    turned = rng.sample(rows, len(rows))
    (root / "data/small/labels.csv").write_text(
        "date,edition,unit,label,event,tier,until,applied,reason\n" + text(turned), encoding="utf-8"
    ) if rows else None
    found = ledger(root)
    for unit in sorted({u for e in editions for u in e.given}):
        day = FIRST
        for due in walk(editions, rows, unit):
            now = on(found, unit, day)
            shown = {
                "held": now.level,
                "suspended": f"{now.level}!" if now.level else "unknown",
                "unknown": "unknown",
            }.get(now.state, "none")
            assert shown == due, (unit, day, now)
            day += ONE
