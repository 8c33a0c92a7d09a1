"""What every agreement coefficient returns: a number that says what it is, for how many, and why there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from evalkit.statistics.intervals import ConfidenceInterval, t_interval
from evalkit.statistics.resampling import Bootstrap, ByUnit, Seed, bootstrap
from evalkit.statistics.shown import Result
from evalkit.wording import Language, text


class Sizes(Protocol):
    """How much a coefficient is taken from."""

    @property
    def n_units(self) -> int:
        """Units with at least one rating."""

    @property
    def n_units_compared(self) -> int:
        """Units with two or more ratings."""

    @property
    def n_reviewers(self) -> int:
        """Reviewers with at least one rating."""

    @property
    def n_ratings(self) -> int:
        """Number of ratings."""


def nothing_to_compare(sizes: Sizes, least_units: int = 2) -> str | None:
    """Return why ratings cannot be compared at all, or None where they can.

    ``no-ratings``, ``one-reviewer``, ``no-pairs`` (no unit has two ratings) or ``one-unit``.
    """
    if sizes.n_ratings == 0:
        return "no-ratings"
    if sizes.n_reviewers == 1:
        return "one-reviewer"
    if sizes.n_units_compared == 0:
        return "no-pairs"
    if sizes.n_units_compared < least_units:
        return "one-unit"
    return None


@dataclass(frozen=True, kw_only=True, eq=False)
class Coefficient(Result):
    """An agreement coefficient.

    Attributes
    ----------
    name
        What it is: ``alpha-interval``, ``gwet-ac1`` …; the text is the message ``statistic-<name>``.
    estimate
        The coefficient, or None where it is undefined.
    n_units
        Units with at least one rating.
    n_units_compared
        Units with two or more ratings.
    n_reviewers
        Reviewers with at least one rating.
    n_ratings
        Ratings used.
    weighting
        The weights of partial agreement, a word of :data:`~evalkit.statistics.WEIGHTS`, or ``own`` for a
        matrix; ``identity`` where there are none. They belong to the name: with others it is another coefficient.
    undefined_because
        Id of the reason (message ``undefined-<id>``) where there is no estimate, else None.
    by_unit, spread, df, highest
        How to resample and how to make the interval: the coefficient as a function of units, its standard error,
        degrees of freedom, and the largest value that it can take.
    """

    name: str
    estimate: float | None
    n_units: int
    n_units_compared: int
    n_reviewers: int
    n_ratings: int
    weighting: str = "identity"
    undefined_because: str | None = None
    by_unit: ByUnit | None = field(default=None, repr=False)
    spread: Callable[[], float | None] | None = field(default=None, repr=False)
    df: float | None = field(default=None, repr=False)
    highest: float | None = field(default=1.0, repr=False)

    @cached_property
    def standard_error(self) -> float | None:
        """Standard error over units, the reviewers being given; None where undefined or where one unit is all."""
        return None if self.spread is None or self.estimate is None or not self.df else self.spread()

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return the interval of Student's t on `df` degrees of freedom, cut at `highest`; None where undefined."""
        if self.estimate is None or self.standard_error is None or not self.df:
            return None
        return t_interval(self.estimate, self.standard_error, self.df, confidence_level, highest=self.highest)

    def bootstrap(self, n_resamples: int = 1000, rng: Seed = None) -> Bootstrap | None:
        """Resample whole units; None where the coefficient is undefined.

        Parameters
        ----------
        n_resamples
            How many resamples.
        rng
            Seed or generator.
        """
        if self.estimate is None or self.by_unit is None:
            return None
        return bootstrap(self.estimate, self.by_unit, n_resamples, rng)

    def called(self, language: Language = "en") -> str:
        """Return what it is called, its weights included."""
        name = text(language, f"statistic-{self.name}")
        if self.weighting == "identity":
            return name
        return text(language, "statistic-weighted", name=name, weights=text(language, f"weights-{self.weighting}"))

    def describe(self, language: Language = "en", decimals: int = 3) -> str:
        """Return one sentence: what it is, its value or why it has none, and for how many units and reviewers."""
        name = self.called(language)
        sizes = {"units": self.n_units, "reviewers": self.n_reviewers, "ratings": self.n_ratings}
        if self.estimate is None:
            reason = text(language, f"undefined-{self.undefined_because}")
            return text(language, "agreement-undefined", name=name, reason=reason, **sizes)
        return text(language, "agreement-estimate", name=name, value=f"{self.estimate:.{decimals}f}", **sizes)
