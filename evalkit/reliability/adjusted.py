"""What would adjusting for severity change: raw and adjusted scores side by side. The official score is untouched.

Each sheet is marked anew as if its reviewer were as severe as the average of the panel: the reviewer's severity is
spread over the indicators in proportion to their points and taken off, and the edition's own rule then makes a score of
the sheets. What the discussion decided stands. Severities are rounded to hundredths of the step of the scores first;
from there on the arithmetic is exact, so that no float decides even about a tier that nobody will get.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from evalkit.reliability.severity import Fit
from evalkit.reliability.sheets import Floats, Sheets
from evalkit.review.ballots import UNDECIDED, Ballots, Ints
from evalkit.review.final import combine, counted_sheets
from evalkit.rules.banding import tier_numbers
from evalkit.rules.models import Rules
from evalkit.rules.points import round_quotient
from evalkit.scoring import Evaluation
from evalkit.statistics.crossed.predicted import predicted


def grain_of(rules: Rules) -> Fraction:
    """Return to how many points severities are rounded: to a hundredth of the step of the scores, whatever the scale.

    Examples
    --------
    With scores in whole points that is 0.01, on a scale of 0 to 1 in steps of 0.01 it is 0.0001.
    """
    return Fraction(rules.scores.step) / 100


@dataclass(frozen=True, eq=False)
class Adjusted:
    """Raw and adjusted scores.

    Attributes
    ----------
    table
        One row a unit with a score, in the order of ``Evaluation.published``: ``unit, withheld, raw, score, adjusted,
        adjusted_score, error, correction_error, tier, adjusted_tier, within_error, near``. ``raw`` and ``adjusted``:
        exact Fractions before rounding, in points; ``score`` and ``adjusted_score``: Fractions after it; ``error``:
        standard error of the unit's score in the model, in points; ``correction_error``: that of what the adjustment
        adds, from the severities alone (missing where there are more reviewers than units; both with the variances
        integrated out, see :mod:`evalkit.statistics.crossed.predicted`). ``within_error``: whether the present tier
        lies within one standard error of the adjusted score; ``near``: whether two tiers do.
    severity
        What was taken off each reviewer's sheets, in points, by code.
    undefined_because
        Why there is no adjustment, or None; then `table` has no rows.
    """

    table: pd.DataFrame
    severity: dict[str, Fraction]
    undefined_because: str | None

    @property
    def changed(self) -> pd.DataFrame:
        """The rows whose tier would change."""
        return self.table[self.table["tier"] != self.table["adjusted_tier"]]


def adjusted(ev: Evaluation, found: Sheets, overall: Fit) -> Adjusted:
    """Replay the scores with severities taken off.

    Parameters
    ----------
    ev
        The evaluation.
    found
        Its sheets.
    overall
        The model of all rounds.
    """
    columns = ["unit", "withheld", "raw", "score", "adjusted", "adjusted_score", "error", "correction_error"]
    columns += ["tier", "adjusted_tier"]
    flags = dict.fromkeys(("within_error", "near", "withheld"), bool)
    nothing = pd.DataFrame(columns=[*columns, "within_error", "near"], dtype=object).astype(flags)
    because = not_replayed_because(ev, overall)
    if because is not None or ev.final is None:
        return Adjusted(nothing, {}, because)
    effects = overall.model.effects("reviewer")
    severity = np.zeros(len(found.ballots.reviewers), dtype=np.int64)
    grain = grain_of(ev.rules)
    severity[effects.levels] = np.rint(effects.effect * float(1 / grain)).astype(np.int64)
    truth = predicted(overall.model, "unit", "adjusted")
    if truth is None:
        raise ValueError("`overall` must be a fit")
    places = [found.ballots.units[int(level)] for level in truth.levels]
    errors = dict(zip(places, truth.standard_error.tolist(), strict=True))
    corrections = _correction_errors(ev, found, overall)
    replayed = _replayed(ev, found, severity)
    published = dict(zip(ev.published["unit"], ev.published["withheld"], strict=True))
    at = {unit: place for place, unit in enumerate(ev.final.units)}
    rows = []
    for unit, withheld in published.items():
        raw, new = ev.final.total(unit), replayed[at[unit]]
        if raw is None or unit not in errors:
            continue
        error = round(errors[unit] * float(1 / grain)) * grain
        tiers = [banded(points, ev.rules) for points in (raw, new, new - error, new + error)]
        reached = range(tiers[3][0], tiers[2][0] + 1)
        rows.append(
            (
                unit,
                bool(withheld),
                raw,
                tiers[0][1],
                new,
                tiers[1][1],
                float(error),
                corrections.get(unit),
                ev.rules.tiers[tiers[0][0]].id,
                ev.rules.tiers[tiers[1][0]].id,
                tiers[0][0] in reached,
                len(reached) > 1,
            )
        )
    table = pd.DataFrame(rows, columns=nothing.columns).astype(flags)
    taken = {code: int(s) * grain for code, s in zip(found.ballots.reviewers, severity, strict=True)}
    return Adjusted(table, taken, None)


def not_replayed_because(ev: Evaluation, overall: Fit) -> str | None:
    """Return why scores cannot be worked out anew from what the model says of the marks; None where they can."""
    if ev.rules.staged or ev.rules.ordered:
        return "stages"
    if overall.undefined_because is not None:
        return overall.undefined_because
    return "no-final-rule" if ev.final is None or not ev.rules.cut_offs_known else None


def _correction_errors(ev: Evaluation, found: Sheets, overall: Fit) -> dict[str, float]:
    """Return the standard error of what the adjustment adds to each unit, in points.

    As of a mean: a severity counts by the share of the counted sheets that are by the reviewer, and not for what the
    discussion decided. None where there are more reviewers than units.
    """
    sheets = found.ballots
    used = counted_sheets(sheets, ev.rules)
    reviewers = overall.model.effects("reviewer").levels.astype(np.int64)
    if len(reviewers) > len(overall.model.effects("unit").levels):
        return {}
    weights = np.zeros((len(sheets.units), len(sheets.reviewers)))
    np.add.at(weights, (used.unit, used.reviewer), 1.0)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1.0)
    weights *= 1 - decided_share(sheets)[:, None]
    errors = predicted(overall.model, "reviewer", weights=weights[:, reviewers])
    return {} if errors is None else dict(zip(sheets.units, errors.standard_error.tolist(), strict=True))


def decided_share(sheets: Ballots) -> Floats:
    """Return which share of the range of each unit's score was decided in the discussion, shape (n_units,)."""
    ends = sheets.ends
    ranges = np.where(ends.scored, ends.range, 0).astype(float)
    share: Floats = ((sheets.decided != UNDECIDED) @ ranges) / ranges.sum()
    return share


def _replayed(ev: Evaluation, found: Sheets, severity: Ints) -> list[Fraction]:
    """Return the exact score of every unit before rounding, severities taken off; 0 for units without one."""
    final = ev.final
    if final is None:
        raise ValueError("`ev` must rest on marks")
    sheets = found.ballots
    used = counted_sheets(sheets, ev.rules)
    # By the ranges of what is part of the score; a mark is counted in steps / k, so that what is taken off is whole.
    ends = sheets.ends
    ranges = np.where(ends.scored, ends.range, 0)
    unit = Fraction(sheets.rules.mark_scale.step)
    shares = [Fraction(int(r), int(ranges.sum())) / unit * grain_of(ev.rules) for r in ranges]
    k = lcm(*(s.denominator for s in shares))
    part = np.array([int(s * k) for s in shares], dtype=np.int64)
    fine = replace(
        used,
        marks=used.marks * k - severity[used.reviewer][:, None] * part,
        decided=np.where(used.decided == UNDECIDED, UNDECIDED, used.decided * k),
    )
    result = combine(fine, ev.rules, final.known, k)
    return [result.total(unit) or Fraction(0) for unit in result.units]


def banded(points: Fraction, rules: Rules) -> tuple[int, Fraction]:
    """Return the place of the tier of an exact score, and the score as the rules round it."""
    final = rules.review.final
    if final is None:
        raise ValueError("the rules do not say how marks become a score")
    kept = min(max(points, Fraction(rules.scores.min)), Fraction(rules.scores.max)) / Fraction(rules.scores.step)
    steps = round_quotient(kept.numerator, kept.denominator, final.score_rule)
    return int(tier_numbers(np.array([steps]), rules)[0]), steps * Fraction(rules.scores.step)
