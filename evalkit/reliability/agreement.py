"""Do the reviewers agree: every coefficient for one quantity (total, area, indicator, tier) in one round or in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalkit.reliability.sheets import Flags, Floats, Sheets
from evalkit.rules.models import Rules
from evalkit.statistics.agreement.alpha import krippendorff_alpha
from evalkit.statistics.agreement.average_deviation import average_deviation
from evalkit.statistics.agreement.fleiss import fleiss_kappa
from evalkit.statistics.agreement.gwet import gwet_ac
from evalkit.statistics.agreement.icc import icc
from evalkit.statistics.agreement.kendall import kendall_w
from evalkit.statistics.agreement.percent_agreement import percent_agreement
from evalkit.statistics.agreement.results import Coefficient
from evalkit.statistics.intervals import ConfidenceInterval

Quantity = Literal["total", "area", "indicator", "tier"]

#: Burke and Dunlap (2002): an average deviation of up to a sixth of the range counts as agreement in practice.
PRACTICAL_LIMIT = 1 / 6
#: Krippendorff (2004): below this, alpha does not bear even tentative conclusions.
TENTATIVE = 0.667

_SEED = 20140
_RESAMPLES = 1000


@dataclass(frozen=True, eq=False)
class Agreement:
    """How far the reviewers agree in one quantity.

    Attributes
    ----------
    quantity, key
        ``total``, ``area``, ``indicator`` (as a share of its points) or ``tier``; the id of the area or indicator.
    round
        Id of the round; None for all rounds together, of which only the first sheet of a reviewer on a unit counts.
    coefficients
        By name, such as ``alpha-interval``; each knows its sizes and why it is undefined.
    between
        Standard deviation of the units' means; None with fewer than two units.
    """

    quantity: Quantity
    key: str | None
    round: str | None
    coefficients: Mapping[str, Coefficient]
    between: float | None

    def __getitem__(self, name: str) -> Coefficient:
        return self.coefficients[name]

    def estimate(self, name: str) -> float | None:
        """Return the estimate of one coefficient."""
        return self.coefficients[name].estimate

    def interval(self, name: str, confidence_level: float = 0.95) -> ConfidenceInterval | None:
        """Return the analytic interval where one is published, else that of the bootstrap of units (fixed seed)."""
        found = self.coefficients[name]
        analytic = found.confidence_interval(confidence_level)
        if analytic is not None or found.estimate is None:
            return analytic
        resampled = found.bootstrap(_RESAMPLES, _SEED)
        return None if resampled is None else resampled.confidence_interval(confidence_level)

    @property
    def alike(self) -> bool:
        """Whether reviewers are close to each other and alpha is low all the same: the units hardly differ."""
        alpha, deviation = self.estimate("alpha-interval"), self.estimate("average-deviation-mean")
        if deviation is None or deviation > PRACTICAL_LIMIT:
            return False
        no_variation = self.coefficients["alpha-interval"].undefined_because == "no-variation"
        return no_variation if alpha is None else alpha < TENTATIVE


def little_to_agree_on(found: Sequence[Agreement]) -> frozenset[str]:
    """Return the keys of those with a low alpha on which there is little to agree on.

    Reviewers are close to each other there, and so are the units: both no further apart than on the middle one of
    `found`. Where only alpha is low, reviewers do differ. A single one is not compared with any.
    """
    deviations = [d for a in found if (d := a.estimate("average-deviation-mean")) is not None]
    spreads = [a.between for a in found if a.between is not None]
    if len(deviations) < 2 or not spreads:
        return frozenset()
    # A tie with the middle one is no further apart, whatever rounding leaves of it.
    close, flat = float(np.median(deviations)) + 1e-12, float(np.median(spreads)) + 1e-12
    return frozenset(
        a.key or ""
        for a in found
        if a.alike
        and (deviation := a.estimate("average-deviation-mean")) is not None
        and a.between is not None
        and deviation <= close
        and a.between <= flat
    )


def of_marks(
    found: Sheets, quantity: Literal["total", "area", "indicator"], key: str | None, values: Floats, name: str | None
) -> Agreement:
    """Return alpha, the one-way ICC of one mark and of the mean, Kendall's W and the average deviation.

    Parameters
    ----------
    found
        The sheets.
    quantity, key
        What `values` are.
    values
        One a sheet, shape (n_sheets,): points, or shares of them.
    name
        Id of the round; None for all.
    """
    keep = chosen(found, name)
    table = found.table(values, keep)
    correlations = icc(table)
    coefficients: list[Coefficient] = [
        krippendorff_alpha(table, metric="interval"),
        krippendorff_alpha(table, metric="ordinal"),
        correlations.one_way,
        correlations.one_way_average,
        kendall_w(table),
        average_deviation(table),
    ]
    return Agreement(quantity, key, name, {c.name: c for c in coefficients}, _between(found, values, keep))


def of_tiers(found: Sheets, rules: Rules, name: str | None) -> Agreement | None:
    """Return coefficients for the tier of each sheet; None where the rules have no cut-offs.

    Neighbouring tiers count as partial agreement in AC2 (Gwet's ordinal weights) and in weighted kappa (quadratic);
    alpha is ordinal in Krippendorff's sense.
    """
    values = found.tiers(rules)
    if values is None:
        return None
    keep = chosen(found, name)
    table = found.table(values, keep)
    scale = np.arange(1, len(rules.tiers) + 1, dtype=np.float64)
    coefficients: list[Coefficient] = [
        percent_agreement(table, values=scale),
        krippendorff_alpha(table, metric="ordinal", values=scale),
        gwet_ac(table, weights="ordinal", values=scale),
        fleiss_kappa(table, weights="quadratic", values=scale),
    ]
    return Agreement("tier", None, name, {c.name: c for c in coefficients}, _between(found, values, keep))


def chosen(found: Sheets, name: str | None) -> Flags:
    """Return the sheets of a round; for None, the first of each reviewer and unit."""
    return found.first if name is None else found.in_round(name)


def _between(found: Sheets, values: Floats, keep: Flags) -> float | None:
    keep = keep & ~np.isnan(values)
    unit = found.unit[keep]
    counts = np.bincount(unit)
    marked = counts > 0
    if marked.sum() < 2:
        return None
    means = np.bincount(unit, values[keep])[marked] / counts[marked]
    return float(means.std(ddof=1))
