"""Who is severe, who lenient: crossed effects by round and over all rounds, with the panel's connectivity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from evalkit.reliability.agreement import chosen
from evalkit.reliability.sheets import Floats, Sheets
from evalkit.review.ballots import Ints
from evalkit.statistics.crossed.connectivity import Connectivity, connectivity
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.reviewers.result import ReviewerDiagnostic


@dataclass(frozen=True, eq=False)
class Fit:
    """The model total = mean + round + unit + reviewer + rest, for one round or for all.

    Attributes
    ----------
    round
        Id of the round; None for all.
    model
        The fit, or why there is none; its labels are places in ``Ballots.units`` and ``Ballots.reviewers``.
    links
        How units and reviewers hang together.
    """

    round: str | None
    model: CrossedEffects
    links: Connectivity

    @property
    def undefined_because(self) -> str | None:
        """Why there is no fit, or None."""
        return self.model.undefined_because


def fit(found: Sheets, name: str | None) -> Fit:
    """Fit the model to one round, or to all with a fixed difference between the rounds.

    With one mark a cell over all rounds: a reviewer's second sheet on the same unit does not count.
    """
    keep = chosen(found, name)
    unit, reviewer, totals = found.unit[keep], found.reviewer[keep], found.totals[keep]
    fixed = round_columns(found.ballots.round[keep])
    return Fit(name, crossed_effects(unit, reviewer, totals, fixed=fixed), connectivity(unit, reviewer))


def round_columns(place: Ints) -> dict[str, Floats]:
    """Return one column for each round that has sheets, but the first; none where there is one."""
    return {f"round-{k}": (place == k).astype(np.float64) for k in np.unique(place)[1:]}


def detectable(severity: ReviewerDiagnostic, level: float = 0.05, power: float = 0.8) -> float | None:
    """Return from what severity on, in points, a typical reviewer would be found after correction for all reviewers.

    (t_{1 − level/2m} + t_{power}) times the median standard error, m reviewers being compared: the size that
    Bonferroni's correction (Holm's first step) finds with probability `power`. None where nothing was tested.
    """
    tested = [f for f in severity.findings if f.p is not None]
    if not tested:
        return None
    df = tested[0].df[0]
    error = float(np.median([f.standard_error for f in tested if f.standard_error is not None]))
    return error * float(t.ppf(1 - level / 2 / len(tested), df) + t.ppf(power, df))
