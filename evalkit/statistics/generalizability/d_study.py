r"""How dependable a mean over so many reviewers is, and how many would be enough.

With the components of a G-study and n′ levels of each facet in the evaluation to come, the variance of the universe
score is σ²(τ), the relative error σ²(δ) is what reorders units, and the absolute error σ²(Δ) is what shifts marks:

    Eρ² = σ²(τ) / (σ²(τ) + σ²(δ)),    Φ = σ²(τ) / (σ²(τ) + σ²(Δ))

(Brennan 2001, §§ 4.1 and 4.4, doi:10.1007/978-1-4757-3456-0). Ranks are made with Eρ², fixed cut-offs with Φ.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import f as f_distribution

from evalkit.statistics.generalizability.balanced import AXES, Floats, GStudy, g_study
from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

Coefficient = Literal["dependability", "generalizability"]

#: No panel is larger.
_MOST_REVIEWERS = 1000


@dataclass(frozen=True, eq=False)
class DStudy(Result):
    """What to expect of means over n′ levels of each facet.

    Attributes
    ----------
    study
        The G-study that it rests on.
    sizes
        n′ by facet other than ``p``.
    fixed
        Facets whose levels are all there is (as the indicators of a rubric are), not a sample.
    universe_variance, relative_error, absolute_error
        σ²(τ), σ²(δ), σ²(Δ), in squared points; None where undefined.
    generalizability, dependability
        Eρ² and Φ, 0 to 1; None where undefined.
    undefined_because
        The reason of the study, or ``no-variation`` where all three variances are 0.
    """

    study: GStudy
    sizes: Mapping[str, int]
    fixed: frozenset[str]
    universe_variance: float | None
    relative_error: float | None
    absolute_error: float | None
    generalizability: float | None
    dependability: float | None
    undefined_because: str | None

    @property
    def relative_sem(self) -> float | None:
        """Standard error of a difference to the mean of the panel's units, in points: σ(δ)."""
        return None if self.relative_error is None else float(np.sqrt(self.relative_error))

    @property
    def absolute_sem(self) -> float | None:
        """Standard error of a mark as it stands, in points: σ(Δ)."""
        return None if self.absolute_error is None else float(np.sqrt(self.absolute_error))

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return the exact F interval of Eρ² in a complete p×r (Feldt 1965, doi:10.1007/BF02289499), else None.

        MS(p)/MS(pr) over its expectation 1 + n_r σ²(p)/σ²(pr) follows F; for other designs and for Φ see
        :func:`bootstrap_interval`.
        """
        tail = (1 - level_iv(confidence_level)) / 2
        study = self.study
        if study.design != "p×r" or study.estimator != "mean-squares" or self.undefined_because or self.fixed:
            return None
        p, pr = study.component("p"), study.component("pr")
        if not p.df or not pr.df or p.mean_square is None or not pr.mean_square:
            return None
        limits = []
        for q in (1 - tail, tail):
            ratio = p.mean_square / pr.mean_square / float(f_distribution.ppf(q, p.df, pr.df))
            signal = max((ratio - 1) / study.sizes["r"], 0.0) * self.sizes["r"]
            limits.append(signal / (1 + signal))
        return ConfidenceInterval(limits[0], limits[1])


def d_study(study: GStudy, sizes: Mapping[str, int] | None = None, *, fixed: Collection[str] = ()) -> DStudy:
    """Say what means over other numbers of reviewers, indicators or tasks would be worth.

    Parameters
    ----------
    study
        Components of variance.
    sizes
        n′ ≥ 1 by facet (``r``, ``i``, ``t``); a facet not named keeps the number of the G-study.
    fixed
        Facets that are not sampled; not ``r``, and none in ``p×(r:t)`` but ``t``. Their interaction with the units
        counts as universe score.

    Examples
    --------
    The six targets and four judges of Shrout & Fleiss (1979) have ICC(3,4) = 0.91 and ICC(2,4) = 0.62, which are Eρ²
    and Φ:

    >>> from evalkit.statistics.generalizability.balanced import g_study
    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> found = d_study(g_study(table))
    >>> round(found.generalizability, 2), round(found.dependability, 2)
    (0.91, 0.62)
    """
    numbers = _sizes_iv(study, sizes or {}, fixed)
    held = frozenset(fixed)
    if study.undefined_because is not None:
        return DStudy(study, numbers, held, None, None, None, None, None, study.undefined_because)
    universe = relative = absolute = 0.0
    for component in study.components:
        share = component.variance / float(np.prod([numbers[f] for f in component.facets if f != "p"]))
        sampled = component.facets - held - {"p"}
        if "p" in component.facets and not sampled:
            universe += share
        elif "p" in component.facets:
            relative += share
            absolute += share
        elif sampled:
            absolute += share
    universe, total = max(universe, 0.0), max(universe, 0.0) + absolute
    if total <= 0:
        return DStudy(study, numbers, held, universe, relative, absolute, None, None, "no-variation")
    generalizability = universe / (universe + relative) if universe + relative > 0 else None
    return DStudy(study, numbers, held, universe, relative, absolute, generalizability, universe / total, None)


def reviewers_needed(
    study: GStudy,
    target: float = 0.8,
    coefficient: Coefficient = "dependability",
    sizes: Mapping[str, int] | None = None,
    *,
    fixed: Collection[str] = (),
) -> int | None:
    """Return the least number of reviewers a unit with which a coefficient reaches a target.

    Parameters
    ----------
    study, sizes, fixed
        As in :func:`d_study`; the number of reviewers in `sizes` plays no part. In ``p×(r:t)`` it is reviewers a task.
    target
        Between 0 and 1.
    coefficient
        ``dependability`` (Φ, for fixed cut-offs) or ``generalizability`` (Eρ², for ranks).

    Returns
    -------
    None where the study is undefined, or where no number of reviewers up to 1,000 would do: then the error comes from
    another facet.

    Examples
    --------
    >>> from evalkit.statistics.generalizability.balanced import g_study
    >>> table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    >>> reviewers_needed(g_study(table), 0.8), reviewers_needed(g_study(table), 0.8, "generalizability")
    (10, 2)
    """
    if not 0 < target < 1:
        raise ValueError(f"`target` must be between 0 and 1, got {target}")
    if coefficient not in get_args(Coefficient):
        raise ValueError(f"`coefficient` must be one of {get_args(Coefficient)}, got {coefficient!r}")

    def reached(number: int) -> bool:
        found = d_study(study, {**(sizes or {}), "r": number}, fixed=fixed)
        value = found.dependability if coefficient == "dependability" else found.generalizability
        return value is not None and value >= target

    if not reached(_MOST_REVIEWERS):
        return None
    low, high = 0, _MOST_REVIEWERS
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


def bootstrap_interval(
    scores: ArrayLike,
    study: GStudy,
    coefficient: Coefficient = "dependability",
    sizes: Mapping[str, int] | None = None,
    *,
    fixed: Collection[str] = (),
    confidence_level: float = 0.95,
    n_resamples: int = 999,
    rng: int | np.random.Generator | None = None,
) -> ConfidenceInterval | None:
    """Return a percentile interval of a coefficient by drawing units with replacement.

    Parameters
    ----------
    scores
        The table that `study` was made of.
    study, sizes, fixed, coefficient
        As in :func:`reviewers_needed`.
    confidence_level
        Between 0 and 1.
    n_resamples
        Number of draws.
    rng
        Seed or generator.

    Notes
    -----
    Only units are drawn; reviewers and indicators are those that were there. The interval is therefore too narrow for
    what another panel would do, Φ with few reviewers above all (Brennan 2001, § 6.4).
    """
    level = level_iv(confidence_level)
    if study.undefined_because is not None:
        return None
    table = np.asarray(scores, dtype=float)
    if table.shape != tuple(study.sizes[axis] for axis in AXES[study.design]):
        raise ValueError(f"`scores` must be the table of `study`, {dict(study.sizes)}, got shape {table.shape}")
    numbers = {**{k: v for k, v in study.sizes.items() if k != "p"}, **(sizes or {})}
    generator = np.random.default_rng(rng)
    draws = []
    for _ in range(n_resamples):
        drawn: Floats = table[generator.integers(0, len(table), len(table))]
        found = d_study(g_study(drawn, study.design, negative=study.negative), numbers, fixed=fixed)
        value = found.dependability if coefficient == "dependability" else found.generalizability
        if value is not None:
            draws.append(value)
    if not draws:
        return None
    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return ConfidenceInterval(float(low), float(high))


def _sizes_iv(study: GStudy, sizes: Mapping[str, int], fixed: Collection[str]) -> dict[str, int]:
    facets = [axis for axis in AXES[study.design] if axis != "p"]
    for name in (*sizes, *fixed):
        if name not in facets:
            raise ValueError(f"facets of {study.design} are {facets}, got {name!r}")
    if "r" in fixed:
        raise ValueError("`fixed` must not hold 'r': with fixed reviewers there is nothing to generalize over")
    numbers = {facet: int(sizes.get(facet, study.sizes[facet])) for facet in facets}
    for name, number in numbers.items():
        if number < 1 and study.undefined_because is None:
            raise ValueError(f"`sizes` must be ≥ 1, got {number} for {name!r}")
    return numbers
