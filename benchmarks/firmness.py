"""Are tiers that are called 90 % sure right in 90 of 100 cases, on made-up panels whose truth is known.

    python -m benchmarks.firmness 500

Units have a mean of 70 points and a standard deviation of 9, reviewers of 3 (`alike`: 0.3), single sheets of 4, by the
noises of :mod:`benchmarks.false_alarms_noise` and its designs, and a small one, 10 units by 4 reviewers, 3 a unit. A
score is the mean of the sheets; tiers begin at 49.5, 64.5, 74.5 and 84.5. A tier is right if it
is that of the unit's true score: what the average reviewer of all there are would have given.

Also how often intervals of effects and of adjusted scores hold the truth; how often the result says that units are
unequally hard (*said*), or that this cannot be seen (*open*); and how often sets of ranks hold, all of a panel together
and each by itself, of least-squares scores with the degrees of freedom of their variance.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.false_alarms_noise import DESIGNS, NOISES, _errors, design
from evalkit.reliability.firmness import Scores
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.crossed.least_squares import least_squares_severity
from evalkit.statistics.crossed.predicted import predicted
from evalkit.statistics.crossed.unequal import unequal_scatter
from evalkit.statistics.ranking.rank_sets import rank_sets

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SMALL = "10 × 4, 3 a unit"
_EDGES = np.array([49.5, 64.5, 74.5, 84.5])
#: Probabilities that are called 90 %.
_NEAR = (0.85, 0.95)


@dataclass(frozen=True)
class Panel:
    """Of one panel: the stated probability of each unit's tier, whether it is right, and what intervals held.

    `unequal` as :class:`~evalkit.reliability.firmness.Firmness` has it; `ranks`: whether all sets of ranks hold, and
    the share of those by themselves that do.
    """

    stated: Floats
    right: NDArray[np.bool_]
    effects: NDArray[np.bool_]
    scores: NDArray[np.bool_]
    unequal: bool | None
    ranks: tuple[float, float] | None


def _design(where: str, rng: np.random.Generator) -> tuple[Ints, Ints]:
    if where != SMALL:
        return design(where, rng)
    return np.repeat(np.arange(10), 3), np.concatenate([rng.permutation(4)[:3] for _ in range(10)])


def panel(where: str, noise: str, severity: float, seed: int) -> Panel | None:
    """Draw a panel and say how sure its tiers are; None where there is no fit."""
    rng = np.random.default_rng([11, seed, int(severity * 10), *where.encode(), *noise.encode()])
    unit, reviewer = _design(where, rng)
    n_units, n = int(unit.max()) + 1, len(unit)
    hard = np.where(rng.random(n_units) < 0.2, 3.0, 1.0)[unit] if noise == "harder units" else np.ones(n)
    slip = rng.choice([-20.0, 20.0], n) * (rng.random(n) < 0.02) if noise == "2 % slip" else 0.0
    quality, severe = 70 + 9 * rng.standard_normal(n_units), severity * rng.standard_normal(int(reviewer.max()) + 1)
    marks = quality[unit] + severe[reviewer] + 4 * hard * _errors(noise, rng, (n,)) + slip
    fit = crossed_effects(unit, reviewer, marks)
    truth, effects = predicted(fit, "unit", "adjusted"), predicted(fit, "reviewer")
    if truth is None or effects is None:
        return None
    score = np.bincount(unit, marks) / np.bincount(unit)
    own = truth.levels.astype(np.int64)
    level = float(np.mean(score[own] - truth.estimate))
    scores = Scores(np.arange(len(own)), score[own], score[own], np.ones(len(own)), level)
    below = np.column_stack([np.zeros(len(own)), scores.below(truth, _EDGES, 0.0), np.ones(len(own))])
    place = np.searchsorted(_EDGES, score[own], side="right")
    stated = np.take_along_axis(np.diff(below, axis=1), place[:, None], axis=1)[:, 0]
    people = effects.levels.astype(np.int64)
    ranks = _ranks(unit, reviewer, marks, quality, seed)
    return Panel(
        stated,
        place == np.searchsorted(_EDGES, quality[own], side="right"),
        (effects.low <= severe[people]) & (severe[people] <= effects.high),
        (truth.low <= quality[own]) & (quality[own] <= truth.high),
        unequal_scatter(unit, reviewer, marks).seen,
        ranks,
    )


def _ranks(unit: Ints, reviewer: Ints, marks: Floats, quality: Floats, seed: int) -> tuple[float, float] | None:
    """Return whether the simultaneous sets of ranks hold, and the share of the marginal ones; None where undefined."""
    fit = least_squares_severity(reviewer, unit, marks)
    if fit.undefined_because is not None:
        return None
    own = quality[fit.reviewers.astype(np.int64)]
    true = 1 + np.sum(own[None, :] > own[:, None], axis=1)
    held = []
    for together in (True, False):
        found = rank_sets(fit.severity, fit.covariance, simultaneous=together, df=fit.df, n_draws=1000, rng=seed)
        held.append((found.low <= true) & (true <= found.high))
    return float(held[0].all()), float(held[1].mean())


def rows(panels: int, designs: Sequence[str]) -> Iterator[str]:
    """Yield a row of the table for each design, noise and standard deviation of severities; each has its own seeds."""
    cases = [(where, noise, 3.0) for where in (SMALL, *DESIGNS[1:]) for noise in NOISES if noise != "t5"]
    cases.append((DESIGNS[2], "normal", 0.3))
    for where, noise, severity in (case for case in cases if case[0] in designs):
        # Eight of the large panels have as many units as eighty of the small ones.
        number = panels if where != DESIGNS[2] else max(panels // 8, 1)
        found = [p for k in range(number) if (p := panel(where, noise, severity, k)) is not None]
        stated, right = np.concatenate([p.stated for p in found]), np.concatenate([p.right for p in found])
        near, firm = (stated >= _NEAR[0]) & (stated < _NEAR[1]), stated >= 0.9
        held = [np.concatenate([getattr(p, name) for p in found]).mean() for name in ("effects", "scores")]
        called = f"{where}, severities alike" if severity < 1 else where
        numbers = (
            *(f"{x:.3f}" for x in (stated[near].mean(), right[near].mean())),
            str(near.sum()),
            *(f"{x:.3f}" for x in (stated[firm].mean(), right[firm].mean())),
            *(f"{x.sum() / len(found):.2f}" for x in (1 - stated, ~right)),
            *(f"{x:.3f}" for x in held),
            *(f"{np.mean([p.unequal is x for p in found]):.2f}" for x in (True, None)),
            *(f"{np.mean([p.ranks[k] for p in found if p.ranks]):.3f}" for k in (0, 1)),
        )
        yield f"| {called} | {noise} | {len(found)} | {' | '.join(numbers)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("panels", type=int, nargs="?", default=500)
    every = (SMALL, *DESIGNS[1:])
    parser.add_argument("--design", choices=every, action="append", help="only this one; its rows are the same")
    heads = (
        "design|noise|panels|called some 90 %|right|tiers|firm: stated|right|wrong: expected|found|severities|scores"
        "|said|open|ranks together|by themselves"
    )
    write = sys.stdout.write
    write(f"| {' | '.join(heads.split('|'))} |\n| --- | --- |{' ---: |' * 14}\n")
    options = parser.parse_args()
    for row in rows(options.panels, options.design or every):
        write(f"{row}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
