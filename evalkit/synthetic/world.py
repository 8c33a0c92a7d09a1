"""Who and what there is in the demonstration: units, reviewers, ties, and how good every unit truly is.

All of it follows from the seed. A unit keeps its quality from edition to edition, with some drift, so that movements
between tiers and honours mean something.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from itertools import count
from string import Template

import numpy as np
from numpy.typing import NDArray

from evalkit.rules.checks import check_rules
from evalkit.rules.models import Rules
from evalkit.synthetic.draws import Floats, reach, stream
from evalkit.synthetic.effects import PLANTED
from evalkit.wording import text

#: The seed of the committed files.
SEED = 20260

EDITIONS = ("2023", "2024", "2025")

#: How many of the units do not take part.
ABSENT: Mapping[str, int] = {"2023": 60, "2024": 56, "2025": 59}

N_REVIEWERS = 31
#: Of whom so many belong to a unit, as in the published report for 2019.
N_AFFILIATED = 27

# Of a group, so many reviewers belong to a unit of its own field, the others to one of the next field.
_IN_OWN_FIELD = 3
# Units so near to each cut-off, and how near: points from where the tier changes.
_NEAR_EACH_CUT_OFF = 4
_NEAR = 0.45
# Ends of ties that keep reviewer and unit apart in some editions, and in later ones no longer.
_RECENT_ENDS = ("2021-09-30", "2022-06-30", "2023-03-31", "2023-11-30", "2024-05-31", "2025-02-28")
_N_DECLARED, _N_REQUESTED = 5, 3
# Bounds of the true share of an indicator: nothing that was submitted is worthless, nothing perfect.
_LEAST, _MOST = 0.04, 0.99
# How much better or worse the units of a cohort are, in points of the total.
_COHORT_MEANS: Mapping[str, float] = {"1": 3.0, "2": 0.0, "3": -2.0, "D": 5.0}

#: What the rules of an edition have instead of the placeholders of the template.
_RULES: Mapping[str, Mapping[str, str]] = {
    "2023": {"website": "4", "core": "8", "final": "mean"},
    "2024": {"website": "4", "core": "8", "final": "mean"},
    "2025": {"website": "2", "core": "10", "final": "trimmed-mean"},
}


def template(name: str) -> str:
    """Return one of the texts beside this module."""
    return (files("evalkit.synthetic") / "templates" / name).read_text(encoding="utf-8")


def rules_text(edition: str) -> str:
    """Return ``rules.toml`` of an edition."""
    changes = template(f"changes-{edition}.txt") if edition == "2025" else ""
    years = {"edition": edition, "following": str(int(edition) + 1)}
    return Template(template("rules.toml")).substitute(_RULES[edition], **years, changes=changes)


@cache
def rules_of(edition: str) -> Rules:
    """Return the rules of an edition."""
    rules = check_rules(tomllib.loads(rules_text(edition), parse_float=Decimal))
    if isinstance(rules, list):
        raise AssertionError(f"the template of the rules is faulty: {rules}")
    return rules


@dataclass(frozen=True)
class Unit:
    """A fictional unit."""

    code: str
    cohort: str
    subject: str
    name: str
    name_en: str


@dataclass(frozen=True)
class Reviewer:
    """A fictional reviewer."""

    code: str
    name: str
    subject: str


@dataclass(frozen=True)
class Tie:
    """A reviewer and a unit that belong, or belonged, together; `until` is None for a tie that lasts."""

    reviewer: str
    unit: str
    until: dt.date | None

    def lasts(self, rules: Rules) -> bool:
        """Tell whether it lasts to the end of the window of an edition."""
        if rules.window is None:
            raise ValueError("`rules` must have a window")
        return self.until is None or self.until > rules.window.last


@dataclass(frozen=True)
class Year:
    """What is true of the units in one edition; arrays are in the order of ``World.units``.

    Attributes
    ----------
    absent
        Reason for not taking part by unit; None where the information is not complete enough.
    submitted
        Shape (n_units, n_indicators): whether there is information on the indicator.
    totals
        Shape (n_units,): true totals in points.
    shares
        Shape (n_units, n_indicators): true shares of the maximum; 0 where nothing was submitted.
    near
        Units placed within half a point of where the tier changes, with the lower end of the upper tier.
    recusals
        ``(reviewer, unit, by)``.
    """

    absent: Mapping[str, str | None]
    submitted: NDArray[np.bool_]
    totals: Floats
    shares: Floats
    near: tuple[tuple[str, Decimal], ...]
    recusals: tuple[tuple[str, str, str], ...]


class World:
    """Everything that follows from a seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.units = tuple(_units(seed))
        self.place = {unit.code: i for i, unit in enumerate(self.units)}
        subjects = [s.id for s in rules_of(EDITIONS[0]).subjects]
        self.reviewers = tuple(
            Reviewer(
                f"R{n:02d}", text("zh", "synthetic-reviewer", number=f"{n:02d}"), subjects[(n - 1) % len(subjects)]
            )
            for n in range(1, N_REVIEWERS + 1)
        )
        self.current, self.old, self.recent = self._ties()

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every tie, by reviewer and unit."""
        return tuple(sorted((*self.current, *self.old, *self.recent), key=lambda t: (t.reviewer, t.unit)))

    def _ties(self) -> tuple[tuple[Tie, ...], tuple[Tie, ...], tuple[Tie, ...]]:
        """Draw the ties, no two with the same unit.

        Former ones are with units of the reviewer's field, so that the two may meet in a grouped round. Of the current
        ones only some are: where each of a small group belongs to a unit that the others of the group must mark, two of
        them always mark each other's.
        """
        subjects = [s.id for s in rules_of(EDITIONS[0]).subjects]
        rng = stream(self.seed, "ties")
        free: dict[str, list[str]] = {}
        for i in rng.permutation(len(self.units)):
            free.setdefault(self.units[i].subject, []).append(self.units[i].code)
        without = {self.reviewers[i].code for i in rng.permutation(N_REVIEWERS)[N_AFFILIATED:]}
        current = []
        for subject, following in zip(subjects, subjects[1:] + subjects[:1], strict=True):
            people = [p.code for p in self.reviewers if p.subject == subject and p.code not in without]
            fields = [subject if n < _IN_OWN_FIELD else following for n in range(len(people))]
            current += [Tie(code, free[field].pop(), None) for code, field in zip(people, fields, strict=True)]
        plain = [p for p in self.reviewers if p.code not in PLANTED]
        old = [
            Tie(p.code, free[p.subject].pop(), dt.date(int(rng.integers(2014, 2020)), int(rng.integers(1, 13)), 28))
            for p in plain
        ]
        chosen = [p for p in plain if p.code not in without][:: len(plain) // len(_RECENT_ENDS)]
        recent = [
            Tie(p.code, free[p.subject].pop(), dt.date.fromisoformat(end))
            for p, end in zip(chosen, _RECENT_ENDS, strict=False)
        ]
        return tuple(current), tuple(old), tuple(recent)

    @cached_property
    def years(self) -> Mapping[str, Year]:
        """The editions."""
        persistent = _Quality(self)
        return {edition: persistent.year(edition) for edition in EDITIONS}


def _units(seed: int) -> Iterator[Unit]:
    rules = rules_of(EDITIONS[0])
    rng = stream(seed, "units")
    for cohort in rules.cohorts:
        total = cohort.total or 0
        fields = rng.permutation(np.arange(total) % len(rules.subjects))
        for number, field in zip(count(1), fields, strict=False):
            code, subject = f"{cohort.id}{number:02d}", rules.subjects[int(field)]
            code = code if rules.cohort_of(code) else f"{cohort.id}{number:03d}"
            names = [
                text(language, "synthetic-unit", code=code, field=subject.name[language]) for language in ("zh", "en")
            ]
            yield Unit(code, cohort.id, subject.id, *names)


class _Quality:
    """How good the units are over the years."""

    def __init__(self, world: World) -> None:
        self.world = world
        rules = rules_of(EDITIONS[0])
        rng = stream(world.seed, "quality")
        n, n_indicators = len(world.units), len(rules.indicators)
        areas = np.repeat(np.arange(len(rules.areas)), [len(a.indicators) for a in rules.areas])
        means = np.array([_COHORT_MEANS[unit.cohort] for unit in world.units])
        self.level = 71.5 + means + 15.0 * rng.standard_normal(n)
        easy = 0.06 * rng.standard_normal(n_indicators)
        by_area = 0.05 * rng.standard_normal((n, len(rules.areas)))[:, areas]
        self.profile = easy + by_area + 0.09 * rng.standard_normal((n, n_indicators))
        self.reluctance = rng.random(n)
        bound = {tie.unit for tie in (*world.current, *world.old)}
        self.always = np.array([unit.code in bound for unit in world.units])

    def year(self, edition: str) -> Year:
        """Return one edition; the level drifts from one to the next."""
        world, rules = self.world, rules_of(edition)
        rng = stream(world.seed, edition, "quality")
        drift = sum(
            (stream(world.seed, e, "drift").normal(0.5, 2.5, len(world.units)) for e in EDITIONS[1:] if e <= edition),
            np.zeros(len(world.units)),
        )
        level = np.clip(self.level + drift, 36.0, 96.5)
        wish = self.reluctance + 0.5 * rng.random(len(level)) - 0.006 * (level - 70.0)
        wish[self.always] = -np.inf
        absent = np.zeros(len(level), dtype=bool)
        absent[np.argsort(-wish, kind="stable")[: ABSENT[edition]]] = True
        totals, near = _near_cut_offs(level, absent, rules, stream(world.seed, edition, "cut-offs"))
        reasons, submitted = _submissions(totals, absent, rules, stream(world.seed, edition, "submissions"))
        points = np.where(submitted, [float(i.points or 0) for i in rules.indicators], 0.0)
        profile = self.profile + 0.04 * rng.standard_normal(self.profile.shape)
        shares = np.where(submitted, reach(profile, points, totals, _LEAST, _MOST), 0.0)
        codes = [unit.code for unit in world.units]
        return Year(
            absent={codes[i]: reasons[i] for i in np.flatnonzero(absent)},
            submitted=submitted,
            totals=(shares * points).sum(axis=1),
            shares=shares,
            near=tuple(sorted((codes[i], lower) for i, lower in near)),
            recusals=tuple(sorted(_recusals(world, stream(world.seed, edition, "recusals")))),
        )


def _near_cut_offs(
    level: Floats, absent: NDArray[np.bool_], rules: Rules, rng: np.random.Generator
) -> tuple[Floats, list[tuple[int, Decimal]]]:
    """Move the participants nearest to each cut-off to within half a point of where the rounded score changes tier."""
    totals, near = level.copy(), []
    half = float(rules.scores.step) / 2
    for tier in rules.tiers[:-1]:
        lower = tier.bounds[0]
        edge = float(lower) - half
        distance = np.where(absent, np.inf, np.abs(totals - edge))
        for i in np.argsort(distance, kind="stable")[:_NEAR_EACH_CUT_OFF]:
            totals[i] = edge + rng.uniform(-_NEAR, _NEAR)
            near.append((int(i), lower))
    return totals, near


def _submissions(
    totals: Floats, absent: NDArray[np.bool_], rules: Rules, rng: np.random.Generator
) -> tuple[list[str | None], NDArray[np.bool_]]:
    """Draw what every unit submitted, and the reasons that absent ones give."""
    if rules.eligibility is None:
        raise AssertionError("the rules of the demonstration say who takes part")
    ids = [i.id for i in rules.indicators]
    required = np.array([i in rules.eligibility.required for i in ids])
    optional = np.flatnonzero(~required)
    reasons: list[str | None] = [None] * len(totals)
    submitted = np.ones((len(totals), len(ids)), dtype=bool)
    for i, total in enumerate(totals):
        if not absent[i]:
            # A weak unit has nothing to show on some indicators, yet enough to take part.
            missing = int(rng.binomial(6, min(max((78.0 - total) / 80.0, 0.0), 0.5)))
            submitted[i, rng.permutation(optional)[:missing]] = False
            continue
        given = rng.random() < 0.4
        if given:
            reasons[i] = rules.eligibility.reasons[int(rng.integers(len(rules.eligibility.reasons)))].id
        if reasons[i] == "late":
            continue
        on_file = int(rng.integers(0, 4 if given else rules.eligibility.at_least))
        submitted[i] = False
        submitted[i, rng.permutation(len(ids))[:on_file]] = True
    return reasons, submitted


def _recusals(world: World, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """Draw recusals within the field, one a unit at most and none where there is a tie: enough reviewers remain."""
    taken = {tie.unit for tie in world.ties}
    for n in range(_N_DECLARED + _N_REQUESTED):
        person = world.reviewers[int(rng.integers(N_REVIEWERS))]
        units = [u.code for u in world.units if u.subject == person.subject and u.code not in taken]
        unit = units[int(rng.integers(len(units)))]
        taken.add(unit)
        yield person.code, unit, "reviewer" if n < _N_DECLARED else "unit"


@cache
def world_of(seed: int) -> World:
    """Return the world of a seed."""
    return World(seed)
