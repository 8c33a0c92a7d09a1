"""How firm each tier is: what the marks leave open about the score, and what it takes to move the tier.

The score of a unit stands for what the average reviewer would have given. About that the crossed model leaves a
distribution (:mod:`evalkit.statistics.crossed.predicted`); what the discussion decided stands, so that only the other
part of the score is uncertain. A tier that holds at least 90 % of the distribution is *firm*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd
from scipy.special import betaincinv, ndtr

from evalkit.frames import FIRMNESS
from evalkit.reliability.adjusted import decided_share, not_replayed_because
from evalkit.reliability.severity import Fit
from evalkit.reliability.sheets import Floats, Sheets
from evalkit.review.ballots import Ballots, Ints
from evalkit.review.final import combine, counted_sheets
from evalkit.rules.banding import tier_starts
from evalkit.rules.models import Rules
from evalkit.rules.points import round_quotient
from evalkit.scoring import Evaluation
from evalkit.statistics.crossed.predicted import Predicted, predicted
from evalkit.statistics.crossed.unequal import unequal_scatter
from evalkit.statistics.ranking.classification import beta_scores

#: From this probability on a tier is firm.
FIRM = 0.9
#: Scores of fewer units say nothing about how scores are distributed.
_FEWEST = 10
#: What is assumed where nothing says how reliable scores are.
RELIABILITIES = tuple(round(0.80 + 0.01 * k, 2) for k in range(20))


@dataclass(frozen=True, eq=False)
class Firmness:
    """How firm the tiers of an edition are.

    Attributes
    ----------
    table
        One row a unit with a score, least firm first: ``unit``, ``score`` (points), ``tier``; ``probability`` of that
        tier, ``firm`` (at least 0.9), ``likeliest`` tier; ``low, high``: 95 % interval of the score that the average
        reviewer would have given, within the scale; ``pull``: by how much that is expected to lie above the score on
        file, before rounding; ``same_again``: chance of the same tier from a new panel of the same size.
    probabilities
        One row a unit in the order of `table`, one column a tier, best first.
    reliability
        What was assumed, where there are only scores; None where the marks say it.
    undefined_because
        Why there is nothing, or None; then there are no rows.
    unequal
        Whether marks scatter more on some units than on others
        (:func:`~evalkit.statistics.crossed.unequal.unequal_scatter`). Then stated probabilities do not hold: of
        firm tiers, stated at 94 % on average, 88 to 93 % were right in made-up panels (docs/statistics-study.md). None
        where there are too few marks to see it, or none at all.
    """

    table: pd.DataFrame
    probabilities: pd.DataFrame
    reliability: float | None
    undefined_because: str | None
    unequal: bool | None = None

    @property
    def expected_wrong(self) -> float:
        """How many units are expected to be in another tier than the average reviewer would have put them."""
        return float((1 - self.table["probability"]).sum())

    @property
    def accuracy(self) -> float:
        """The share of units expected to be in the right tier, 0 to 1."""
        return float(self.table["probability"].mean())

    @property
    def consistency(self) -> float:
        """The share of units expected in the same tier if another panel of the same size marked them, 0 to 1."""
        return float(self.table["same_again"].mean())


def firmness(ev: Evaluation, found: Sheets, overall: Fit) -> Firmness:
    """Return how firm the tiers are of an edition with marks.

    Parameters
    ----------
    ev
        The evaluation.
    found
        Its sheets.
    overall
        The model of all rounds.
    """
    because = not_replayed_because(ev, overall)
    truth = None if because else predicted(overall.model, "unit", "adjusted")
    if ev.final is None or truth is None or overall.model.undefined_because or because:
        return nothing(ev.rules, because or "no-fit")
    before = _before(ev, found.ballots)
    at = {unit: k for k, unit in enumerate(ev.final.units)}
    place = {found.ballots.units[int(level)]: k for k, level in enumerate(truth.levels)}
    units = [u for u in ev.published["unit"] if u in place and ev.final.known[at[u]] and before[at[u]] is not None]
    if not units:
        return nothing(ev.rules, "no-ratings")
    rows = np.array([at[u] for u in units])
    own = np.array([place[u] for u in units])
    official = np.array([float(ev.final.total(u) or 0) for u in units])
    undiscussed = np.array([float(before[r] or 0) for r in rows])
    open_share = 1 - decided_share(found.ballots)[rows]
    level = float(np.mean(undiscussed - truth.estimate[own]))
    n_sheets = np.maximum(ev.final.n_sheets[rows].astype(float), 1)
    again = np.sqrt(sum(overall.model.component(c).variance for c in ("reviewer", "residual")) / n_sheets)
    edges, places = boundaries(ev.rules)
    scores = Scores(own, official, undiscussed, open_share, level)
    chances = [_between(scores.below(truth, edges, more), places, len(ev.rules.tiers)) for more in (0.0, again)]
    pull, *away = (open_share * (there[own] + level - undiscussed) for there in (truth.estimate, truth.low, truth.high))
    ends = [official + by for by in away]
    keep = found.first
    scatter = unequal_scatter(found.unit[keep], found.reviewer[keep], found.comparable[keep])
    return replace(_table(ev, units, chances[0], chances[1], ends, pull, None), unequal=scatter.seen)


@dataclass(frozen=True)
class Scores:
    """Scores beside what the model predicts.

    Attributes
    ----------
    own
        Places of the units among the levels of the model, shape (n,).
    official, undiscussed
        Scores, and what they were before the discussion, in points.
    open_share
        Which share of the range was not decided in the discussion, 0 to 1.
    level
        How far scores before the discussion lie above the predictions.
    """

    own: Ints
    official: Floats
    undiscussed: Floats
    open_share: Floats
    level: float

    def below(self, truth: Predicted, edges: Floats, further: float | Floats) -> Floats:
        """Return the probability that each unit's true score is below each of some scores, shape (n, edges)."""
        away = edges[None, :] - self.official[:, None]
        share = np.where(self.open_share > 0, self.open_share, np.nan)[:, None]
        moved = away / share + self.undiscussed[:, None] - self.level
        limits = np.zeros((len(truth.estimate), len(edges)))
        # What was decided is as it is: its score lies on one side of every limit for certain.
        limits[self.own] = np.where(np.isnan(moved), np.where(away > 0, np.inf, -np.inf), moved)
        spread = np.zeros(len(truth.estimate))
        spread[self.own] = further
        found: Floats = truth.below(limits, spread)[self.own]
        return found


def nothing(rules: Rules, because: str) -> Firmness:
    """Return a result without rows."""
    names = [t.id for t in rules.tiers]
    return Firmness(FIRMNESS.of([]), pd.DataFrame(columns=names), None, because)


def boundaries(rules: Rules) -> tuple[Floats, list[int]]:
    """Return the exact scores, in points and ascending, at which the tier changes, and the tiers' places between them.

    A score is rounded to its step before it is banded: with half-up a tier that starts at 85 starts at 84.5.
    """
    starts, places = tier_starts(rules)
    final, step = rules.review.final, Fraction(rules.scores.step)
    edges = []
    for start in starts[1:].tolist():
        rule = None if final is None else final.score_rule
        cut = Fraction(start)
        if rule is not None:
            near = Fraction(1, 1000)
            for back in (Fraction(0), Fraction(1, 2), Fraction(1)):
                edge = Fraction(start) - back
                under, over = (
                    int(round_quotient(x.numerator, x.denominator, rule)) for x in (edge - near, edge + near)
                )
                if under < start <= over:
                    cut = edge
                    break
        edges.append(float(cut * step))
    return np.array(edges), places


def _between(below: Floats, places: list[int], n_tiers: int) -> Floats:
    """Return the probability of each tier, best first, from those of lying below each boundary."""
    whole = np.column_stack([np.zeros(len(below)), below, np.ones(len(below))])
    chances = np.zeros((len(below), n_tiers))
    for k, place in enumerate(places):
        chances[:, place] += whole[:, k + 1] - whole[:, k]
    return chances


def _table(
    ev: Evaluation,
    units: list[str],
    chances: Floats,
    again: Floats,
    ends: list[Floats],
    pull: Floats,
    reliability: float | None,
) -> Firmness:
    results = ev.results.set_index("unit").loc[units]
    names = [t.id for t in ev.rules.tiers]
    own = np.array([names.index(str(t)) for t in results["tier"]])
    every = np.arange(len(units))
    low, high = (np.clip(end, float(ev.rules.scores.min), float(ev.rules.scores.max)) for end in ends)
    table = pd.DataFrame(
        {
            "unit": units,
            "score": results["score"].to_numpy(),
            "tier": results["tier"].astype(str).to_numpy(),
            "probability": chances[every, own],
            "firm": chances[every, own] >= FIRM,
            "likeliest": [names[k] for k in chances.argmax(axis=1)],
            "low": low,
            "high": high,
            "pull": pull,
            "same_again": again[every, own],
        }
    )
    # What rounding leaves of a tie is no order.
    order = table["probability"].round(9).sort_values(kind="stable").index
    probabilities = pd.DataFrame(chances, columns=names).loc[order].reset_index(drop=True)
    return Firmness(table.loc[order].reset_index(drop=True), probabilities, reliability, None)


def _before(ev: Evaluation, sheets: Ballots) -> list[Fraction | None]:
    """Return the exact score of every unit had nothing been decided in the discussion."""
    used = counted_sheets(sheets, ev.rules)
    if ev.final is None:
        raise ValueError("`ev` must rest on marks")
    found = combine(used.before_discussion, ev.rules, ev.final.known)
    return [found.total(unit) for unit in found.units]


def assumed(ev: Evaluation, reliability: float) -> Firmness:
    """Return how firm tiers would be if scores had a reliability, for editions of which only scores are on file.

    Livingston and Lewis (1995) with the true scores of all units following a beta distribution over the scale. Nothing
    on file says what the reliability is: whatever is told of the result must say that it is assumed.

    Parameters
    ----------
    ev
        The evaluation; units without a score are left out.
    reliability
        Between 0 and 1.
    """
    shown = ev.published[ev.published["score"].notna()]
    low, high = float(ev.rules.scores.min), float(ev.rules.scores.max)
    scores = shown["score"].to_numpy(dtype=float)
    if not ev.rules.cut_offs_known or len(scores) < _FEWEST or np.ptp(scores) == 0 or ev.rules.ordered:
        return nothing(ev.rules, "no-final-rule" if not ev.rules.cut_offs_known else "no-variation")
    fit = beta_scores(scores, reliability, low, high)
    edges, places = boundaries(ev.rules)
    share, cuts = (scores - low) / (high - low), (edges - low) / (high - low)
    chances = _between(np.cumsum(fit.given(share, cuts), axis=1)[:, :-1], places, len(ev.rules.tiers))
    # Another such score is beta-binomial given the first; its mean and error, taken as normal, suffice here.
    a, b = fit.alpha + fit.length * share, fit.beta + fit.length * (1 - share)
    mean = a / (a + b)
    error = np.sqrt(mean * (1 - mean) * (1 / (a + b + 1) + 1 / fit.length))
    again = _between(ndtr((cuts[None, :] - mean[:, None]) / error[:, None]), places, len(ev.rules.tiers))
    ends = [low + (high - low) * np.asarray(betaincinv(a, b, q)) for q in (0.025, 0.975)]
    return _table(ev, shown["unit"].tolist(), chances, again, ends, (high - low) * (mean - share), reliability)


def curve(ev: Evaluation) -> pd.DataFrame:
    """Return what would follow from each of a range of reliabilities, for editions of which only scores are on file.

    Returns
    -------
    ``reliability`` (0.80 to 0.99), ``expected_wrong``: tiers expected to be wrong; ``firm``: how many are firm;
    ``accuracy``. No rows where nothing follows.
    """
    found = [assumed(ev, r) for r in RELIABILITIES]
    rows = [
        (f.reliability, f.expected_wrong, int(f.table["firm"].sum()), f.accuracy)
        for f in found
        if f.undefined_because is None
    ]
    return pd.DataFrame(rows, columns=["reliability", "expected_wrong", "firm", "accuracy"])


def never_firm(ev: Evaluation) -> list[str]:
    """Return the units, in the order of codes, whose tier is firm at none of the reliabilities of :func:`curve`."""
    ever: set[str] = set()
    every: set[str] = set()
    for reliability in RELIABILITIES:
        table = assumed(ev, reliability).table
        every |= set(table["unit"])
        ever |= set(table.loc[table["firm"].astype(bool), "unit"])
    return sorted(every - ever)
