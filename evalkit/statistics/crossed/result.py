"""What a fit of the crossed model says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from evalkit.statistics.crossed.connectivity import Connectivity
from evalkit.statistics.crossed.criterion import Criterion, Point
from evalkit.statistics.crossed.levels import FactorEffects
from evalkit.statistics.crossed.limits import profile, wald
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

Method = Literal["reml", "ml"]
IntervalMethod = Literal["profile", "wald"]
RESIDUAL = "residual"


@dataclass(frozen=True)
class VarianceComponent(Result):
    """How much of the variance of a mark one factor makes.

    Attributes
    ----------
    name
        The factor, or ``residual``.
    variance
        In squared points; ≥ 0.
    standard_error
        From the observed information; None at the boundary, where the normal approximation does not hold.
    share
        Of the sum of all components; 0 to 1.
    at_boundary
        Whether the estimate is 0 because the data would rather have it negative: the factor's levels differ by less
        than chance would make them differ.
    n_levels
        Levels of the factor; ratings for the residual.
    """

    name: str
    variance: float
    standard_error: float | None
    share: float
    at_boundary: bool
    n_levels: int

    @property
    def sd(self) -> float:
        """Standard deviation, in points."""
        return float(np.sqrt(self.variance))


@dataclass(frozen=True)
class FixedEffect(Result):
    """A coefficient of the fixed part, in points for one unit of its column; the first is the intercept."""

    name: str
    estimate: float
    standard_error: float


@dataclass(frozen=True, eq=False)
class CrossedEffects(Result):
    """A fitted model with random intercepts.

    Attributes
    ----------
    method
        ``reml`` or ``ml``.
    components
        One a random factor in the order given, then the residual; empty where undefined.
    fixed
        The intercept and the fixed columns.
    criterion
        −2 log (restricted) likelihood at the optimum, with every constant, as lme4 prints it; None where undefined.
    n_units, n_reviewers, n_ratings
        Levels of the first and of the second random factor (0 where there is no second), and ratings used.
    n_missing
        Ratings left out because the mark or a fixed column is missing.
    n_evaluations
        How often the likelihood was computed.
    levels
        Effects of the levels, by factor.
    connectivity
        Of the first two factors; None where it was not looked at.
    undefined_because
        Why there is no fit, or None.
    """

    method: Method
    components: tuple[VarianceComponent, ...]
    fixed: tuple[FixedEffect, ...]
    criterion: float | None
    n_units: int
    n_reviewers: int
    n_ratings: int
    n_missing: int
    n_evaluations: int
    levels: Mapping[str, FactorEffects]
    connectivity: Connectivity | None
    undefined_because: str | None
    _likelihood: Criterion | None = field(default=None, repr=False)
    _optimum: Point | None = field(default=None, repr=False)
    _positions: Mapping[str, int | None] = field(default_factory=dict, repr=False)

    @property
    def log_likelihood(self) -> float | None:
        """The (restricted) log likelihood at the optimum."""
        return None if self.criterion is None else -self.criterion / 2

    def component(self, name: str) -> VarianceComponent:
        """Return the component of one factor, or the ``residual``."""
        for component in self.components:
            if component.name == name:
                return component
        raise ValueError(f"`name` must be one of {[c.name for c in self.components]}, got {name!r}")

    def effects(self, name: str) -> FactorEffects:
        """Return the effects of the levels of one factor."""
        if name not in self.levels:
            raise ValueError(f"`name` must be one of {list(self.levels)}, got {name!r}")
        return self.levels[name]

    def confidence_interval(
        self, name: str, confidence_level: float = 0.95, method: IntervalMethod = "profile"
    ) -> ConfidenceInterval | None:
        """Return an interval of a variance component.

        Parameters
        ----------
        name
            A factor, or ``residual``.
        confidence_level
            Between 0 and 1.
        method
            ``profile``: all values that a likelihood-ratio test does not reject; right at the boundary, too, and some
            dozens of evaluations of the likelihood dear; None where the marks are too few to set an upper limit.
            ``wald``: normal on the log scale, at no cost; None at the boundary.

        Notes
        -----
        The profile is that of the likelihood that was maximised. lme4's ``confint`` always profiles the ML deviance:
        fit with ``method="ml"`` to get its numbers, squared.
        """
        component = self.component(name)
        level = level_iv(confidence_level)
        if self._likelihood is None or self._optimum is None:
            return None
        if method == "profile":
            return profile(self._likelihood, self._optimum, self._positions[name], level)
        if component.standard_error is None:
            return None
        return wald(component.variance, component.standard_error / component.variance, level)
