r"""Where the variance of marks comes from: a G-study by mean squares, in the terms of Brennan (2001).

Complete, balanced tables of persons (here: units, p), reviewers (r), indicators (i) and tasks (t), all facets random:

- ``p×r``: every reviewer marked every unit;
- ``p×r×i``: … on every indicator;
- ``p×(r:t)``: each task had reviewers of its own, and all marked every unit.

Each variance component is a linear combination Σ c_j MS_j of mean squares (Brennan 2001, Generalizability Theory,
§ 3.4, doi:10.1007/978-1-4757-3456-0). For an unbalanced p×r see
:func:`evalkit.statistics.generalizability.unbalanced.g_study_unbalanced`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2

from evalkit.statistics.intervals import ConfidenceInterval, level_iv
from evalkit.statistics.shown import Result

Floats = NDArray[np.float64]
Design = Literal["p×r", "p×r×i", "p×(r:t)"]
NegativeRule = Literal["set-to-zero", "carry-zero", "keep"]

#: The facets of each axis of the table, and the effects with the facets that each is over.
AXES: Mapping[Design, tuple[str, ...]] = {"p×r": ("p", "r"), "p×r×i": ("p", "r", "i"), "p×(r:t)": ("p", "t", "r")}
EFFECTS: Mapping[Design, tuple[tuple[str, frozenset[str]], ...]] = {
    "p×r": tuple((name, frozenset(name)) for name in ("p", "r", "pr")),
    "p×r×i": tuple((name, frozenset(name)) for name in ("p", "r", "i", "pr", "pi", "ri", "pri")),
    "p×(r:t)": (
        ("p", frozenset("p")),
        ("t", frozenset("t")),
        ("r:t", frozenset("rt")),
        ("pt", frozenset("pt")),
        ("pr:t", frozenset("prt")),
    ),
}


@dataclass(frozen=True)
class GComponent(Result):
    """A variance component of a G-study.

    Attributes
    ----------
    name
        The effect: ``p``, ``r``, ``pr`` …; the effect of all facets holds what is left, too.
    facets
        The facets that it is over.
    variance
        After the rule for negative estimates was applied, in squared points.
    unbiased
        Before it: Σ c_j MS_j, negative where the data would have it so.
    df, mean_square
        Of the effect; None where the estimate does not come from mean squares.
    standard_error
        Of `unbiased`: √(Σ c_j² 2 MS_j² / (df_j + 2)), Brennan 2001, eq. 6.1; None as above.
    satterthwaite_df
        (Σ c_j MS_j)² / Σ (c_j MS_j)² / df_j; None where `unbiased` is not positive.
    """

    name: str
    facets: frozenset[str]
    variance: float
    unbiased: float
    df: int | None
    mean_square: float | None
    standard_error: float | None
    satterthwaite_df: float | None

    @property
    def negative(self) -> bool:
        """Whether the estimate came out negative."""
        return self.unbiased < 0

    def confidence_interval(self, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return Satterthwaite's interval (1946, doi:10.2307/3002019); None where the estimate is not positive.

        Good for large samples; of components near 0 it covers too rarely.
        """
        tail = (1 - level_iv(confidence_level)) / 2
        if self.satterthwaite_df is None:
            return None
        scaled = self.unbiased * self.satterthwaite_df
        low, high = (scaled / float(chi2.ppf(q, self.satterthwaite_df)) for q in (1 - tail, tail))
        return ConfidenceInterval(low, high)


@dataclass(frozen=True, eq=False)
class GStudy(Result):
    """Variance components of a design.

    Attributes
    ----------
    design
        ``p×r``, ``p×r×i`` or ``p×(r:t)``.
    components
        In the order of Brennan's tables; empty where undefined.
    sizes
        Number of levels by facet; ``r`` within one task in ``p×(r:t)``.
    negative
        The rule that was applied.
    estimator
        ``mean-squares``, ``henderson-1`` or ``reml``.
    mean
        Of all marks; None without any.
    n_units, n_reviewers, n_ratings
        What was used.
    undefined_because
        Why there are no components, or None.
    """

    design: Design
    components: tuple[GComponent, ...]
    sizes: Mapping[str, int]
    negative: NegativeRule
    estimator: Literal["mean-squares", "henderson-1", "reml"]
    mean: float | None
    n_units: int
    n_reviewers: int
    n_ratings: int
    undefined_because: str | None

    def component(self, name: str) -> GComponent:
        """Return one component."""
        for component in self.components:
            if component.name == name:
                return component
        raise ValueError(f"`name` must be one of {[c.name for c in self.components]}, got {name!r}")


def g_study(scores: ArrayLike, design: Design = "p×r", *, negative: NegativeRule = "set-to-zero") -> GStudy:
    """Estimate the variance components of a complete table.

    Parameters
    ----------
    scores
        Marks; axes (p, r), (p, r, i) or (p, t, r), without NaN.
    design
        Which design the axes stand for.
    negative
        What becomes of an estimate below 0. ``set-to-zero``: it is reported as 0, the others stay unbiased (Brennan's
        choice). ``carry-zero``: 0 takes its place in the equations of the other components, too (Cronbach et al.
        1972). ``keep``: it stays as it is.

    Returns
    -------
    The components; undefined (``gaps``, ``one-unit``, ``one-reviewer``, ``one-level``, ``no-variation``)
    where there are none.

    Examples
    --------
    Ten persons (here: units), twelve items (reviewers) of Brennan (2001), Synthetic Data Set 1, who prints 0.0574,
    0.0754 and 0.1269:

    >>> rows = "101000000000 111001000000 111110000000 110110010000 111110100000"
    >>> rows += " 111011100000 111111100000 111101111100 111111111110 111111111111"
    >>> found = g_study([[int(mark) for mark in row] for row in rows.split()])
    >>> [(c.name, round(c.variance, 4)) for c in found.components]
    [('p', 0.0574), ('r', 0.0754), ('pr', 0.1269)]
    """
    table = np.asarray(scores, dtype=float)
    _g_study_iv(table, design, negative)
    axes = AXES[design]
    sizes = dict(zip(axes, table.shape, strict=True))
    because = _undefined(table, sizes)
    components: tuple[GComponent, ...] = ()
    if because is None:
        squares = mean_squares(table, design)
        components = _components(squares, design, sizes, negative)
    finite = table[np.isfinite(table)]
    return GStudy(
        design=design,
        components=components,
        sizes=sizes,
        negative=negative,
        estimator="mean-squares",
        mean=float(finite.mean()) if finite.size else None,
        n_units=sizes["p"],
        n_reviewers=sizes["r"] * sizes.get("t", 1),
        n_ratings=int(finite.size),
        undefined_because=because,
    )


def mean_squares(table: Floats, design: Design) -> dict[str, tuple[int, float]]:
    """Return degrees of freedom and mean square by effect of a complete table."""
    axes = AXES[design]
    effects = EFFECTS[design]
    centred = table - table.mean()
    # Sum of squares of the means over the facets of an effect, less what the effects within it explain.
    explained: dict[frozenset[str], tuple[int, float]] = {frozenset(): (1, 0.0)}
    result = {}
    for name, facets in effects:
        away = tuple(k for k, axis in enumerate(axes) if axis not in facets)
        means = centred.mean(axis=away)
        inside = [explained[f] for f in explained if f < facets]
        df = means.size - sum(d for d, _ in inside)
        square = float(np.sum(means**2)) * (table.size / means.size) - sum(s for _, s in inside)
        explained[facets] = (df, square)
        result[name] = (df, max(square, 0.0) / df)
    return result


def _components(
    squares: Mapping[str, tuple[int, float]], design: Design, sizes: Mapping[str, int], negative: NegativeRule
) -> tuple[GComponent, ...]:
    """Solve the expected mean squares: EMS(α) = Σ over effects β ⊇ α of (levels of the facets not in β) σ²(β)."""
    effects = EFFECTS[design]
    over = {name: int(np.prod([n for f, n in sizes.items() if f not in facets])) for name, facets in effects}
    names = [name for name, _ in effects]
    expected = np.array([[over[b] * (a <= fb) for b, fb in effects] for _, a in effects], dtype=float)
    # With a facet nested, the sum over β ⊇ α takes in only effects that occur; the table above has no others.
    coefficients = np.linalg.inv(expected)
    df = np.array([squares[name][0] for name in names], dtype=float)
    ms = np.array([squares[name][1] for name in names])
    unbiased = coefficients @ ms
    # A difference of two mean squares that are equal on paper is not negative.
    unbiased[np.abs(unbiased) < 1e-12 * np.abs(coefficients) @ ms] = 0.0
    variances = unbiased.copy()
    if negative == "set-to-zero":
        variances = np.maximum(unbiased, 0.0)
    elif negative == "carry-zero":
        for k in range(len(names) - 1, -1, -1):
            later = expected[k, k + 1 :] @ variances[k + 1 :]
            variances[k] = max((ms[k] - later) / expected[k, k], 0.0)
    result = []
    for k, (name, facets) in enumerate(effects):
        terms = coefficients[k] * ms
        error = float(np.sqrt(np.sum(2 * terms**2 / (df + 2))))
        approximate = float(unbiased[k] ** 2 / np.sum(terms**2 / df)) if unbiased[k] > 0 else None
        result.append(
            GComponent(
                name, facets, float(variances[k]), float(unbiased[k]), int(df[k]), float(ms[k]), error, approximate
            )
        )
    return tuple(result)


def _g_study_iv(table: Floats, design: Design, negative: NegativeRule) -> None:
    if design not in get_args(Design):
        raise ValueError(f"`design` must be one of {get_args(Design)}, got {design!r}")
    if negative not in get_args(NegativeRule):
        raise ValueError(f"`negative` must be one of {get_args(NegativeRule)}, got {negative!r}")
    if table.ndim != len(AXES[design]):
        raise ValueError(f"`scores` must have the axes {AXES[design]} for {design}, got shape {table.shape}")


def _undefined(table: Floats, sizes: Mapping[str, int]) -> str | None:
    if table.size == 0:
        return "no-ratings"
    if sizes["p"] < 2:
        return "one-unit"
    if sizes["r"] < 2:
        return "one-reviewer"
    if min(sizes.values()) < 2:
        return "one-level"
    if not np.isfinite(table).all():
        return "gaps"
    return "no-variation" if float(np.ptp(table)) == 0 else None
