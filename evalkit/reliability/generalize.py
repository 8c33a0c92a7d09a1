"""Would more reviewers help: variance components, and what means over other numbers of reviewers would be worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evalkit.reliability.agreement import chosen
from evalkit.reliability.severity import round_columns
from evalkit.reliability.sheets import Floats, Sheets
from evalkit.review.ballots import Ints
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.generalizability.balanced import GStudy
from evalkit.statistics.generalizability.d_study import Coefficient, DStudy, d_study, reviewers_needed
from evalkit.statistics.generalizability.unbalanced import g_study_unbalanced
from evalkit.statistics.intervals import ConfidenceInterval, level_iv

_SEED = 20141
_RESAMPLES = 200
TARGETS = (0.8, 0.9)


@dataclass(frozen=True, eq=False)
class Generalizability:
    """Components of the total's variance, and coefficients for the mean of n reviewers.

    Attributes
    ----------
    study
        The G-study p×r on all sheets, by REML; undefined where units and reviewers do not hang together.
    sheets_per_unit
        Median number of sheets a unit has.
    draws
        Variances of units, reviewers and rest in resamples of units, shape (n, 3).
    n_undefined
        Resamples without an estimate, such as those that fall apart; they are left out of `draws`.
    """

    study: GStudy
    sheets_per_unit: float
    draws: Floats
    n_undefined: int

    @property
    def undefined_because(self) -> str | None:
        """Why there are no components, or None."""
        return self.study.undefined_because

    def at(self, reviewers: int) -> DStudy:
        """Return what means over so many reviewers would be worth."""
        return d_study(self.study, {"r": reviewers})

    def needed(self, target: float, coefficient: Coefficient = "dependability") -> int | None:
        """Return the least number of reviewers a unit that reaches a target; None where none up to 1,000 does."""
        return reviewers_needed(self.study, target, coefficient)

    def interval(
        self, reviewers: int, coefficient: Coefficient = "dependability", confidence_level: float = 0.95
    ) -> ConfidenceInterval | None:
        """Return the percentile interval of a coefficient over resamples of units (fixed seed).

        Units are drawn, reviewers stay: for what another panel would do it is too narrow.
        """
        if len(self.draws) < 2:
            return None
        unit, reviewer, rest = self.draws.T
        error = rest + (reviewer if coefficient == "dependability" else 0.0)
        whole = unit + error / reviewers
        values = unit[whole > 0] / whole[whole > 0]
        tail = (1 - level_iv(confidence_level)) / 2
        low, high = np.quantile(values, [tail, 1 - tail])
        return ConfidenceInterval(float(low), float(high))

    @property
    def shares(self) -> Mapping[str, float]:
        """The share of each component, ``p``, ``r`` and ``pr``, in the variance of a single total."""
        total = sum(c.variance for c in self.study.components)
        return {c.name: c.variance / total for c in self.study.components} if total > 0 else {}


def generalizability(found: Sheets) -> Generalizability:
    """Estimate the components on all sheets, one mark a cell, and resample units for the intervals.

    What all sheets of a round have in common is no error of a reviewer: as for severity, its difference is fixed.
    """
    keep = chosen(found, None)
    unit, reviewer, totals = found.unit[keep], found.reviewer[keep], found.totals[keep]
    place = found.ballots.round[keep]
    study = g_study_unbalanced(unit, reviewer, totals, fixed=round_columns(place))
    counts = np.bincount(unit)
    per_unit = float(np.median(counts[counts > 0])) if len(unit) else 0.0
    if study.undefined_because is not None:
        return Generalizability(study, per_unit, np.zeros((0, 3)), 0)
    draws, failed = [], 0
    generator = np.random.default_rng(_SEED)
    rows_of = _rows(unit)
    for _ in range(_RESAMPLES):
        drawn = generator.integers(0, len(rows_of), len(rows_of))
        rows = np.concatenate([rows_of[k] for k in drawn])
        # A unit drawn twice is two units.
        label = np.repeat(np.arange(len(drawn)), [len(rows_of[k]) for k in drawn])
        fit = crossed_effects(label, reviewer[rows], totals[rows], fixed=round_columns(place[rows]))
        if fit.undefined_because is None:
            draws.append([fit.component(name).variance for name in ("unit", "reviewer", "residual")])
        else:
            failed += 1
    return Generalizability(study, per_unit, np.array(draws).reshape(-1, 3), failed)


def _rows(unit: Ints) -> list[Ints]:
    order = np.argsort(unit, kind="stable")
    return [rows for rows in np.split(order, np.cumsum(np.bincount(unit))[:-1]) if len(rows)]
