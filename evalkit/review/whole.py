"""The sum of a sheet, or of a unit's final marks, of which some are not there.

What is not there is taken at the share of its range that the others reach. On one scale that is what weighing the
others up comes to; a sum of marks from 1 to 6 stays one, and no total leaves the range of the scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import lcm

import numpy as np
from numpy.typing import NDArray

from evalkit.rules.models import Rules

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ends:
    """The scales of all indicators, in steps of ``rules.mark_scale``.

    Attributes
    ----------
    low, range
        Shape (n_indicators,): the least mark, and how far the largest lies above it.
    scored
        Shape (n_indicators,): whether the indicator is part of the score.
    outside
        Shape (n_indicators,): whether it is part of the score and outside the whole (:attr:`.Rules.outside`).
    """

    low: Ints
    range: Ints
    scored: NDArray[np.bool_]
    outside: NDArray[np.bool_]


def ends_of(rules: Rules) -> Ends:
    """Return the ends of the scales of some rules; ValueError where they do not say what a mark may be.

    Where a mark that is not applicable counts as 0, no scale begins above 0.
    """
    scale, scales = rules.mark_scale, [rules.scale_of(i) for i in rules.indicators]
    zero = rules.marks is not None and rules.marks.not_applicable == "zero"
    low = np.array([scale.to_steps(min(s.minimum, Decimal(0)) if zero else s.minimum) for s in scales], dtype=np.int64)
    high = np.array([scale.to_steps(s.maximum) for s in scales], dtype=np.int64)
    scored, outside = (
        np.array(of, dtype=bool)
        for of in ([i.scored for i in rules.indicators], [i.id in rules.outside for i in rules.indicators])
    )
    return Ends(low, high - low, scored, outside)


def whole(marks: Ints, given: NDArray[np.bool_] | None, ends: Ends, over: int | Ints = 1) -> tuple[Ints, Ints]:
    """Return the sums of rows of marks over what is scored, as numerators and denominators, shape (n,) each.

    Parameters
    ----------
    marks
        Shape (n, n_indicators), in steps / `over`.
    given
        Which of them there are; None where all are.
    ends
        The ends of the scales.
    over
        What `marks` are to be divided by; one number, or one for each row.

    Returns
    -------
    The sums in steps. A row of which nothing is given, or only what is outside the whole, has the denominator 0.
    """
    scored = ends.scored
    kept = marks if scored.all() else marks[:, scored]
    below: Ints = np.full(len(marks), over) if isinstance(over, int) else over
    if given is None:
        return kept.sum(axis=1), below
    there, beside = given[:, scored], ends.outside[scored]
    # What is outside the whole is added as it is, and nothing where it is not there.
    added = np.where(there & beside, kept, 0).sum(axis=1)
    there, kept = there[:, ~beside], kept[:, ~beside]
    low, reach = ends.low[scored][~beside], ends.range[scored][~beside]
    full, least = int(reach.sum()), int(low.sum())
    reached = np.where(there, kept - low * below[:, None], 0).sum(axis=1)
    possible = np.where(there, reach, 0).sum(axis=1)
    complete = possible == full
    return (
        np.where(complete, reached + least * below + added, reached * full + (least * below + added) * possible),
        np.where(complete, 1, possible) * below,
    )


def common(numerator: Ints, denominator: Ints) -> tuple[Ints, int]:
    """Return fractions over one denominator, as integers (of dtype object where they are large), and that one."""
    below = [int(d) for d in np.unique(denominator) if d > 0]
    shared = lcm(*below) if below else 1
    if shared == 1:
        return numerator, 1
    large = int(np.abs(numerator).max(initial=0)) * shared >= 2**62
    kind = object if large else np.int64
    factor = np.array([shared // int(d) if d > 0 else 0 for d in denominator], dtype=kind)
    totals: Ints = numerator.astype(kind) * factor
    return totals, shared
