"""By how much one evaluation lies above another on the scale of marks, and what tells.

Two editions have no common zero of themselves. Three things can link them, each under an assumption of its own:

- ``reviewers`` who marked in both, if each judged as before. Then what is compared is the panels: how much more severe
  reviewers were who marked in one only. Units may have changed at will.
- ``units`` that were marked in both, if they were on average as good as before. A change of theirs and a change of the
  scale cannot be told apart.
- ``anchors``: dossiers of the first edition that reviewers of the second marked anew. They did not change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from evalkit.statistics.crossed.least_squares import least_squares_severity
from evalkit.statistics.intervals import ConfidenceInterval, level_iv, t_interval
from evalkit.statistics.shown import Result

Link = Literal["reviewers", "units", "anchors"]
LINKS: tuple[Link, ...] = get_args(Link)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Shift(Result):
    """How much higher the second edition marks.

    Attributes
    ----------
    link
        What tells, and so what is assumed.
    estimate
        Points; above 0 where the second marks higher. None where undefined.
    confidence_interval
        t-interval; None where undefined.
    n_common
        Reviewers, units or dossiers that both have.
    undefined_because
        ``no-link`` where they have none in common, ``not-connected`` where not all of either edition hangs together
        with them, ``few-common`` where fewer than two units or dossiers are, or a reason of least squares; else None.
    """

    link: Link
    estimate: float | None
    confidence_interval: ConfidenceInterval | None
    n_common: int
    undefined_because: str | None


def shift(
    unit: ArrayLike,
    reviewer: ArrayLike,
    second: ArrayLike,
    values: ArrayLike,
    link: Link,
    *,
    confidence_level: float = 0.95,
) -> Shift:
    """Estimate by how much the second of two editions marks higher.

    Parameters
    ----------
    unit, reviewer
        Labels of each sheet, shape (N,), the same in both editions for the same unit (for ``anchors``: for the same
        dossier) and the same reviewer.
    second
        Whether the sheet is of the second edition, shape (N,).
    values
        Totals, shape (N,).
    link
        ``reviewers``: marks of both are compared within the units of each by least squares, units and reviewers fixed;
        the shift is the mean severity of the second panel less that of the first, reviewers weighted by what they
        marked. ``units`` and ``anchors``: mean difference of the mean marks of each common unit or dossier, with the
        scatter of these differences.
    confidence_level
        Between 0 and 1.

    Examples
    --------
    Two units with 70 and 80 on average before, 74 and 82 now: 3 more on average, ± 12.7 × 1:

    >>> found = shift(["a", "b", "a", "b"], [1, 1, 2, 2], [0, 0, 1, 1], [70, 80, 74, 82], "units")
    >>> found.estimate, round(found.confidence_interval.low, 1), found.n_common
    (3.0, -9.7, 2)
    """
    level = level_iv(confidence_level)
    if link not in LINKS:
        raise ValueError(f"`link` must be one of {LINKS}, got {link!r}")
    marks = np.asarray(values, dtype=float)
    later = np.asarray(second, dtype=bool)
    at = np.unique(np.asarray(unit), return_inverse=True)[1]
    by = np.unique(np.asarray(reviewer), return_inverse=True)[1]
    return _by_reviewers(at, by, later, marks, level) if link == "reviewers" else _paired(at, later, marks, link, level)


def _paired(at: NDArray[np.intp], later: NDArray[np.bool_], marks: Floats, link: Link, level: float) -> Shift:
    n = int(at.max(initial=-1)) + 1
    counts = [np.bincount(at[side], minlength=n) for side in (~later, later)]
    common = (counts[0] > 0) & (counts[1] > 0)
    n_common = int(common.sum())
    if n_common < 2:
        return Shift(link, None, None, n_common, "no-link" if n_common == 0 else "few-common")
    before, after = (
        np.bincount(at[side], marks[side], n)[common] / count[common]
        for side, count in zip((~later, later), counts, strict=True)
    )
    differences = after - before
    estimate, error = float(differences.mean()), float(differences.std(ddof=1) / np.sqrt(n_common))
    return Shift(link, estimate, t_interval(estimate, error, n_common - 1, level, highest=None), n_common, None)


def _by_reviewers(
    at: NDArray[np.intp], by: NDArray[np.intp], later: NDArray[np.bool_], marks: Floats, level: float
) -> Shift:
    n = int(by.max(initial=-1)) + 1
    sheets = [np.bincount(by[side], minlength=n) for side in (~later, later)]
    n_common = int(((sheets[0] > 0) & (sheets[1] > 0)).sum())
    if n_common == 0:
        return Shift("reviewers", None, None, 0, "no-link")
    # A unit is another one in each edition: it may have changed.
    fit = least_squares_severity(2 * at + later, by, marks)
    if fit.undefined_because is not None:
        return Shift("reviewers", None, None, n_common, fit.undefined_because)
    weights = sheets[1] / sheets[1].sum() - sheets[0] / sheets[0].sum()
    estimate = float(weights @ fit.severity)
    error = float(np.sqrt(max(weights @ fit.covariance @ weights, 0.0)))
    return Shift("reviewers", estimate, t_interval(estimate, error, fit.df, level, highest=None), n_common, None)
