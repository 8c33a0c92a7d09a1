"""Whether the rounds changed anything, and whether they would agree better after an adjustment for severity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evalkit.reliability.sheets import Flags, Floats, Sheets
from evalkit.statistics.agreement.bland_altman import BlandAltman, bland_altman
from evalkit.statistics.crossed.effects import crossed_effects
from evalkit.statistics.intervals import ConfidenceInterval

_SEED = 20142
_RESAMPLES = 1000


@dataclass(frozen=True, eq=False)
class Rounds:
    """The mean totals of each unit in the first and in the last round.

    Attributes
    ----------
    first, last
        Ids of the two rounds.
    before, after
        Mean total of each unit in either, in points, shape (n_units,); NaN where it has no sheet.
    agreement
        Bland and Altman's limits of last − first.
    """

    first: str
    last: str
    before: Floats
    after: Floats
    agreement: BlandAltman


@dataclass(frozen=True, eq=False)
class Calibration:
    """How well the two rounds agree, as they are and with severities taken off.

    Attributes
    ----------
    raw, adjusted
        Pearson's correlation of the units' mean totals in the two rounds; None where undefined.
    raw_sd, adjusted_sd
        Standard deviation of the differences between the two means, in points.
    difference
        Interval of adjusted − raw over resamples of units (fixed seed), the severities being given.
    n_units
        Units with sheets in both rounds.
    severities_from
        The round from which the severities for the first and for the last round were estimated.
    undefined_because
        Why nothing can be said, or None.
    """

    raw: float | None
    adjusted: float | None
    raw_sd: float | None
    adjusted_sd: float | None
    difference: ConfidenceInterval | None
    n_units: int
    severities_from: tuple[str, str] | None
    undefined_because: str | None


def rounds(found: Sheets) -> Rounds | None:
    """Compare the first and the last round in which reviewers marked on their own; None where there is one round."""
    if len(found.rounds) < 2:
        return None
    first, last = found.rounds[0], found.rounds[-1]
    before, after = (_means(found, found.totals, found.in_round(r)) for r in (first, last))
    return Rounds(first, last, before, after, bland_altman(after, before))


def calibration(found: Sheets) -> Calibration:
    """Ask whether severities estimated in one round make the two rounds agree better.

    Notes
    -----
    Severities of a round come from that round's own sheets; where its units and reviewers do not hang together, from
    the other round's. They never come from both together: such severities would be made to fit the very agreement
    that is to be judged. Reviewers without an estimate are left as they are.
    """
    compared = rounds(found)
    if compared is None:
        return Calibration(None, None, None, None, None, 0, None, "one-round")
    both = np.isfinite(compared.before) & np.isfinite(compared.after)
    n = int(both.sum())
    if n < 3:
        return Calibration(None, None, None, None, None, n, None, "one-unit" if n else "no-pairs")
    names = (compared.first, compared.last)
    severities = {name: _severities(found, name) for name in names}
    reasons = [s for s in severities.values() if isinstance(s, str)]
    raw = _correlation(compared.before[both], compared.after[both])
    raw_sd = float(np.std((compared.after - compared.before)[both], ddof=1))
    if len(reasons) == 2 or raw is None:
        return Calibration(raw, None, raw_sd, None, None, n, None, reasons[0] if len(reasons) == 2 else "no-variation")
    sources = tuple(n if not isinstance(severities[n], str) else names[1 - names.index(n)] for n in names)
    means = []
    for name, source in zip(names, sources, strict=True):
        severity = severities[source]
        assert not isinstance(severity, str)  # noqa: S101 - chosen above
        means.append(_means(found, found.totals - severity[found.reviewer], found.in_round(name))[both])
    difference = _resampled(compared.before[both], compared.after[both], *means)
    return Calibration(
        raw=raw,
        adjusted=_correlation(*means),
        raw_sd=raw_sd,
        adjusted_sd=float(np.std(means[1] - means[0], ddof=1)),
        difference=difference,
        n_units=n,
        severities_from=(sources[0], sources[1]),
        undefined_because=None,
    )


def _severities(found: Sheets, name: str) -> Floats | str:
    """Return the severity of every reviewer by one round's sheets, 0 for those without; or why there are none."""
    keep = found.in_round(name)
    fit = crossed_effects(found.unit[keep], found.reviewer[keep], found.totals[keep])
    if fit.undefined_because is not None:
        return fit.undefined_because
    effects = fit.effects("reviewer")
    severity = np.zeros(len(found.ballots.reviewers))
    severity[effects.levels] = effects.effect
    return severity


def _means(found: Sheets, values: Floats, keep: Flags) -> Floats:
    size = len(found.ballots.units)
    counts = np.bincount(found.unit[keep], minlength=size)
    sums = np.bincount(found.unit[keep], values[keep], minlength=size)
    means: Floats = np.divide(sums, counts, out=np.full(size, np.nan), where=counts > 0)
    return means


def _correlation(one: Floats, other: Floats) -> float | None:
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def _resampled(*columns: Floats) -> ConfidenceInterval | None:
    """Return the percentile interval of r(third, fourth) − r(first, second) over resamples of rows."""
    generator = np.random.default_rng(_SEED)
    table = np.stack(columns)
    drawn = generator.integers(0, table.shape[1], (_RESAMPLES, table.shape[1]))
    values = table[:, drawn]
    centred = values - values.mean(axis=2, keepdims=True)
    squares = np.einsum("kbu,kbu->kb", centred, centred)
    products = np.einsum("kbu,kbu->kb", centred[::2], centred[1::2])
    scale = np.sqrt(squares[::2] * squares[1::2])
    defined = (scale > 0).all(axis=0)
    if not defined.any():
        return None
    correlations = products[:, defined] / scale[:, defined]
    low, high = np.quantile(correlations[1] - correlations[0], [0.025, 0.975])
    return ConfidenceInterval(float(low), float(high))
