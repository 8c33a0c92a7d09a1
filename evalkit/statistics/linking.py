"""By how much one evaluation lies above another on the scale of marks, and what tells.

Two editions have no common zero of themselves. Three things can link them, each under an assumption of its own:

- ``reviewers`` who marked in both, if each judged as before. Then what is compared is the panels: how much more severe
  reviewers were who marked in one only. Units may have changed at will. Editions that have nobody in common can be
  linked by those between them: a chain.
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
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Shift(Result):
    """How much higher the second edition marks.

    Attributes
    ----------
    link
        What tells, and so what is assumed.
    estimate
        Points; above 0 where the last marks higher. None where undefined.
    confidence_interval
        t-interval; None where undefined.
    n_common
        Units or dossiers that both have; reviewers whom an edition and those after it have in common, where these are
        fewest.
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
    edition: ArrayLike,
    values: ArrayLike,
    link: Link,
    *,
    confidence_level: float = 0.95,
) -> Shift:
    """Estimate by how much the last of two or more editions marks higher than the first.

    Parameters
    ----------
    unit, reviewer
        Labels of each sheet, shape (N,), the same in all editions for the same unit (for ``anchors``: for the same
        dossier) and the same reviewer.
    edition
        Which edition the sheet is of, in their order, such as 0 and 1, shape (N,). Those between the first and the last
        link them by reviewers; units and dossiers link two only.
    values
        Totals, shape (N,).
    link
        ``reviewers``: marks of both are compared within the units of each by least squares, units and reviewers fixed;
        the shift is the mean severity of the last panel less that of the first, reviewers weighted by what they
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
    order = np.unique(np.asarray(edition), return_inverse=True)[1]
    at = np.unique(np.asarray(unit), return_inverse=True)[1]
    by = np.unique(np.asarray(reviewer), return_inverse=True)[1]
    if link == "reviewers":
        return _by_reviewers(at, by, order, marks, level)
    return _paired(at, (order == 0, order == order.max(initial=1)), marks, link, level)


def _paired(at: NDArray[np.intp], sides: tuple[Flags, Flags], marks: Floats, link: Link, level: float) -> Shift:
    n = int(at.max(initial=-1)) + 1
    counts = [np.bincount(at[side], minlength=n) for side in sides]
    common = (counts[0] > 0) & (counts[1] > 0)
    n_common = int(common.sum())
    if n_common < 2:
        return Shift(link, None, None, n_common, "no-link" if n_common == 0 else "few-common")
    before, after = (
        np.bincount(at[side], marks[side], n)[common] / count[common] for side, count in zip(sides, counts, strict=True)
    )
    differences = after - before
    estimate, error = float(differences.mean()), float(differences.std(ddof=1) / np.sqrt(n_common))
    return Shift(link, estimate, t_interval(estimate, error, n_common - 1, level, highest=None), n_common, None)


def _by_reviewers(
    at: NDArray[np.intp], by: NDArray[np.intp], order: NDArray[np.intp], marks: Floats, level: float
) -> Shift:
    last = max(int(order.max(initial=0)), 1)
    sheets = np.zeros((last + 1, int(by.max(initial=-1)) + 1))
    np.add.at(sheets, (order, by), 1.0)
    met = sheets > 0
    # Who marked in an edition up to here and in one after it: a chain is as strong as where these are fewest.
    n_common = min(int((met[: k + 1].any(axis=0) & met[k + 1 :].any(axis=0)).sum()) for k in range(last))
    if n_common == 0:
        return Shift("reviewers", None, None, 0, "no-link")
    # A unit is another one in each edition: it may have changed.
    fit = least_squares_severity((last + 1) * at + order, by, marks)
    if fit.undefined_because is not None:
        return Shift("reviewers", None, None, n_common, fit.undefined_because)
    weights = sheets[last] / sheets[last].sum() - sheets[0] / sheets[0].sum()
    estimate = float(weights @ fit.severity)
    error = float(np.sqrt(max(weights @ fit.covariance @ weights, 0.0)))
    return Shift("reviewers", estimate, t_interval(estimate, error, fit.df, level, highest=None), n_common, None)
