"""Whether the seven questions keep their error rate where errors are not normal.

Part of :mod:`benchmarks.false_alarms`. Six kinds of noise on whole sheets (standard deviation 4 points, units 9 points)
and on single indicators (20 of them): normal; t with 5 and with 3 degrees of freedom; 2 % of the sheets slip by 20
points up or down; a fifth of the units three times as hard to judge; centred exponential. Three designs: 20 units by 5
reviewers, complete; the same with 3 reviewers a unit; 99 units, 31 reviewers, 5 a unit. Nobody does anything wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from evalkit.reliability.diagnostics import differentiation
from evalkit.statistics.reviewers.location import drift, own_advantage, severity
from evalkit.statistics.reviewers.result import ReviewerDiagnostic
from evalkit.statistics.reviewers.scatter import erratic, halo, spread

NOISES = ("normal", "t5", "t3", "2 % slip", "harder units", "skewed")
DESIGNS = ("20 × 5", "20 × 5, 3 a unit", "99 × 31, 5 a unit")
QUESTIONS = ("severity", "spread", "erratic", "halo", "differentiation", "drift", "own-advantage")
_INDICATORS = 20
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def design(name: str, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Return unit and reviewer of every sheet."""
    if name == DESIGNS[0]:
        unit, reviewer = (index.ravel() for index in np.indices((20, 5)))
        return unit, reviewer
    if name == DESIGNS[1]:
        threes = list(combinations(range(5), 3)) * 2
        return np.repeat(np.arange(20), 3), np.array([threes[k] for k in rng.permutation(20)]).ravel()
    units, people, each = 99, 31, 5
    order = np.concatenate([rng.permutation(people) for _ in range(units * each // people + 3)])
    groups: list[list[int]] = []
    start = 0
    while len(groups) < units:
        groups.append(list(dict.fromkeys(order[start : start + 2 * each].tolist()))[:each])
        start = (start + each) % (len(order) - 2 * each)
    return np.repeat(np.arange(units), each), np.array(groups).ravel()


def _errors(noise: str, rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Draw errors of variance 1 (before slips and hard units)."""
    if noise == "t5":
        return np.asarray(rng.standard_t(5, shape) / np.sqrt(5 / 3))
    if noise == "t3":
        return np.asarray(rng.standard_t(3, shape) / np.sqrt(3))
    return rng.exponential(1, shape) - 1 if noise == "skewed" else rng.standard_normal(shape)


def ask(where: str, noise: str, seed: int, only: Collection[str] = QUESTIONS) -> dict[str, ReviewerDiagnostic]:
    """Draw one panel and ask every question, or only some."""
    rng = np.random.default_rng([5, DESIGNS.index(where), NOISES.index(noise), seed])
    unit, reviewer = design(where, rng)
    n = len(unit)
    hard = np.where(rng.random(int(unit.max()) + 1) < 0.2, 3.0, 1.0)[unit] if noise == "harder units" else np.ones(n)
    quality = rng.normal(0, 9, int(unit.max()) + 1)[unit]

    def totals() -> Floats:
        slip = rng.choice([-20.0, 20.0], n) * (rng.random(n) < 0.02) if noise == "2 % slip" else 0.0
        return np.asarray(70 + quality + 4 * hard * _errors(noise, rng, (n,)) + slip)

    first, last = totals(), totals()
    profile = rng.normal(0, 0.8, (int(unit.max()) + 1, _INDICATORS))[unit]
    taste = rng.normal(0, 0.3, (int(reviewer.max()) + 1, _INDICATORS))[reviewer]
    within = profile + 0.8 * hard[:, None] * _errors(noise, rng, (n, _INDICATORS))
    within = within - within.mean(axis=1, keepdims=True) + taste - taste.mean(axis=1, keepdims=True)
    marks = first[:, None] / _INDICATORS + within
    groups = 10 if where == DESIGNS[2] else 5
    return questions(unit, reviewer, (first, last), marks, unit % groups == reviewer % groups, only)


def questions(
    unit: Ints,
    reviewer: Ints,
    rounds: tuple[Floats, Floats],
    marks: Floats,
    own: NDArray[np.bool_],
    only: Collection[str] = QUESTIONS,
) -> dict[str, ReviewerDiagnostic]:
    """Ask every question as pages do, or only some.

    Parameters
    ----------
    unit, reviewer, own
        Of each sheet, shape (N,).
    rounds
        Totals of the first and of the second round, shape (N,) each.
    marks
        Of the first round, shape (N, I).
    """
    n, n_indicators = marks.shape
    first = rounds[0]
    long = np.repeat(unit, n_indicators), np.repeat(reviewer, n_indicators), marks.ravel()
    twice = np.tile(unit, 2), np.tile(reviewer, 2), np.concatenate(rounds), np.repeat([0, 1], n)
    asked: dict[str, Callable[[], ReviewerDiagnostic]] = {
        "severity": lambda: severity(unit, reviewer, first),
        "spread": lambda: spread(unit, reviewer, first),
        "erratic": lambda: erratic(unit, reviewer, first),
        "halo": lambda: halo(*long, np.tile(np.arange(n_indicators), n)),
        "differentiation": lambda: differentiation(unit, reviewer, marks),
        "drift": lambda: drift(*twice),
        "own-advantage": lambda: own_advantage(unit, reviewer, first, own),
    }
    return {name: answer() for name, answer in asked.items() if name in only}


def rows(seeds: int, only: Collection[str] = QUESTIONS) -> Iterator[tuple[str, str, int, list[float]]]:
    """Yield design, noise, number of panels, and for each question the share of panels with anybody flagged."""
    for where in DESIGNS:
        number = seeds if where != DESIGNS[2] else max(seeds // 2, 1)
        for noise in NOISES:
            asked = (ask(where, noise, k, only) for k in range(number))
            told = [[bool(found[q].flagged()) for q in QUESTIONS if q in only] for found in asked]
            yield where, noise, number, [float(x) for x in np.mean(told, axis=0)]
