"""Whether what is planted in the demonstration is found, over many seeds, and who is accused beside.

Part of :mod:`benchmarks.false_alarms`. An edition as light as it can be: the units, the habits of the 31 reviewers and
the marks are those of the demonstration (:mod:`evalkit.synthetic`), the sheets are dealt at random instead of by an
assignment on file (three reviewers of the unit's own field, two of the others; nobody with a current tie), and nothing
is written. Totals are compared where a matter shows in the total, shares of the points for halo. An indicator on which
a unit submitted nothing is no mark there: zeros that all reviewers must give would hide how alike the other marks are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from evalkit.statistics.reviewers.location import own_advantage, severity
from evalkit.statistics.reviewers.result import ReviewerDiagnostic
from evalkit.statistics.reviewers.scatter import erratic, halo, spread
from evalkit.synthetic.effects import OWN_ALLIANCE, PLANTED
from evalkit.synthetic.marks import fill
from evalkit.synthetic.world import World, rules_of

EDITION = "2025"
#: Which question each planted effect should answer to.
ASKED: Mapping[str, str] = {
    "severe": "severity",
    "lenient": "severity",
    "erratic": "erratic",
    "halo": "halo",
    "central-tendency": "spread",
}


@dataclass(frozen=True)
class Edition:
    """Sheets dealt at random, with the results of the diagnostics; reviewers are places in the world's list."""

    world: World
    results: Mapping[str, ReviewerDiagnostic]
    n_own: int


def edition(seed: int) -> Edition:
    """Draw one edition and ask of every reviewer."""
    world, rules = World(seed), rules_of(EDITION)
    rng = np.random.default_rng([11, seed])
    year = world.years[EDITION]
    codes = [person.code for person in world.reviewers]
    apart = {(tie.reviewer, tie.unit) for tie in (*world.current, *world.recent)}
    old = frozenset((tie.reviewer, tie.unit) for tie in world.old)
    sheets = []
    for unit in world.units:
        if unit.code in year.absent:
            continue
        free = [p for p in world.reviewers if (p.code, unit.code) not in apart]
        fields = [[p.code for p in free if (p.subject == unit.subject) is own] for own in (True, False)]
        # The one with an old tie is of the same field: some meet, as in the files.
        for people, number in zip(fields, (3, 2), strict=True):
            sheets += [(unit.code, str(r)) for r in rng.permutation(people)[:number]]
    steps = fill(world, EDITION, "first", sheets, old)[0]
    place = {unit.code: k for k, unit in enumerate(world.units)}
    units = np.array([place[unit] for unit, _ in sheets])
    reviewers = np.array([codes.index(reviewer) for _, reviewer in sheets])
    marks = steps * float(rules.mark_scale.step)
    points = np.array([float(i.points or 0) for i in rules.indicators])
    shares = np.where(year.submitted[units], marks / points, np.nan)
    totals = marks.sum(axis=1)
    own = np.array([(reviewer, unit) in old for unit, reviewer in sheets])
    n = len(points)
    results = {
        "severity": severity(units, reviewers, totals),
        "spread": spread(units, reviewers, totals),
        "erratic": erratic(units, reviewers, totals),
        "halo": halo(np.repeat(units, n), np.repeat(reviewers, n), shares.ravel(), np.tile(np.arange(n), len(units))),
        "own-advantage": own_advantage(units, reviewers, totals, own),
    }
    return Edition(world, results, int(own.sum()))


def rows(seeds: int) -> Iterator[tuple[str, str, int, float]]:
    """Yield who, by which question, in how many editions, and the share of them in which it was flagged (Holm)."""
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    overall, held, accused = [], [], defaultdict(list)
    for seed in range(seeds):
        drawn = edition(1000 + seed)
        codes = [person.code for person in drawn.world.reviewers]
        anybody = False
        for name, result in drawn.results.items():
            flagged = {codes[k] for k in result.flagged()}
            for code, habit in PLANTED.items():
                found[f"{code}, {habit.kind}", name].append(code in flagged)
            # Who met a unit of an old tie does have the advantage: no false alarm there.
            if name != "own-advantage":
                accused[name].append(bool(flagged - set(PLANTED)))
                anybody |= accused[name][-1]
        accused["any of these"].append(anybody)
        pooled = drawn.results["own-advantage"].overall
        if pooled is not None and pooled.p is not None:
            interval = pooled.confidence_interval()
            overall.append(pooled.p <= 0.05)
            held.append(interval is not None and interval.low <= OWN_ALLIANCE <= interval.high)
    for (who, name), hits in sorted(found.items()):
        if ASKED[PLANTED[who[:3]].kind] == name or np.mean(hits) > 0.02:
            yield who, name, len(hits), float(np.mean(hits))
    yield "own alliance, all reviewers: found", "own-advantage", len(overall), float(np.mean(overall))
    yield "own alliance, all reviewers: interval holds 6", "own-advantage", len(held), float(np.mean(held))
    for name, hits in accused.items():
        yield "one or more of the 24 others", name, len(hits), float(np.mean(hits))
