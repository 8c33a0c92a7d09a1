"""Which reviewer to talk to, and why: every diagnostic that a table of marks allows.

======================  ============================================================================
severity                marks higher or lower than the others do on the same units
spread                  uses more or less of the scale (central tendency, range restriction)
erratic                 follows neither the units nor a constant severity
halo                    marks the indicators of a unit too much alike
drift                   changes severity between rounds
own-advantage           marks units of the own group differently
======================  ============================================================================

Every one of them compares a reviewer with the rest of this panel: a fault that all share is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from evalkit.statistics.reviewers.location import drift, own_advantage, severity
from evalkit.statistics.reviewers.result import Name, ReviewerDiagnostic
from evalkit.statistics.reviewers.scatter import erratic, halo, spread


def reviewer_diagnostics(
    unit: ArrayLike,
    reviewer: ArrayLike,
    values: ArrayLike,
    *,
    indicator: ArrayLike | None = None,
    round: ArrayLike | None = None,
    own: ArrayLike | None = None,
) -> Mapping[Name, ReviewerDiagnostic]:
    """Run every diagnostic for which there is a column.

    Parameters
    ----------
    unit, reviewer
        Labels of each mark, shape (N,).
    values
        The marks, shape (N,); NaN where there is none.
    indicator
        Labels; without them there is no ``halo``.
    round
        Labels; without them there is no ``drift``. With them, all other diagnostics are about the first round (the
        smallest label), in which reviewers do not yet know each other's marks.
    own
        Whether the unit is of the reviewer's own group; without it there is no ``own-advantage``.

    Returns
    -------
    By name. Each is corrected for the number of reviewers, not for the number of diagnostics: over six diagnostics at
    level 0.05, expect an alarm in up to every third panel that has nothing wrong.

    Examples
    --------
    Ten units, each marked by all of four reviewers, the last of whom gives five points less:

    >>> rng = np.random.default_rng(1)
    >>> unit, reviewer = np.indices((10, 4)).reshape(2, -1)
    >>> marks = 70 + rng.normal(0, 1, 40).round(1) - 5 * (reviewer == 3)
    >>> found = reviewer_diagnostics(unit, reviewer, marks)
    >>> [int(np.round(f.estimate)) for f in found["severity"].findings]  # from the mean of the panel
    [1, 1, 2, -4]
    """
    found: dict[Name, ReviewerDiagnostic] = {}
    marks = np.asarray(values, dtype=float)
    keep = np.ones(marks.shape, dtype=bool)
    if round is not None:
        rounds = np.asarray(round)
        keep = rounds == rounds.min() if rounds.size else keep
    a, b, c = np.asarray(unit)[keep], np.asarray(reviewer)[keep], marks[keep]
    d = None if indicator is None else np.asarray(indicator)[keep]
    found["severity"] = severity(a, b, c, d)
    found["spread"] = spread(a, b, c, d)
    found["erratic"] = erratic(a, b, c, d)
    if d is not None:
        found["halo"] = halo(a, b, c, d)
    if round is not None:
        found["drift"] = drift(unit, reviewer, marks, round, indicator)
    if own is not None:
        found["own-advantage"] = own_advantage(a, b, c, np.asarray(own)[keep], d)
    return found
