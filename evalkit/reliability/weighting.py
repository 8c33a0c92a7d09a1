"""Does the list hang on the weights, and does the rubric measure what it says: what follows from the final marks.

What an area counts for by the rules and what it decides are two things: an area on which all units are alike decides
nothing. Weights are drawn (SMAA), and with rules, cut-offs and reviewers together taken apart (Sobol). Drawn weights
decide no tier: here floats are shares of draws.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.frames import ANY_WEIGHTS, INPUTS, WEIGHTS
from evalkit.reliability.firmness import boundaries
from evalkit.reliability.sensitivity import RULES, areas_of, not_changed_because, weighed_in, with_rule
from evalkit.reliability.sheets import Flags, Floats, Sheets
from evalkit.review.ballots import Ballots
from evalkit.review.final import FinalMarks, combine, counted_sheets
from evalkit.review.whole import ends_of
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation
from evalkit.statistics.sensitivity.scale import scale_reliability
from evalkit.statistics.sensitivity.variance import effective_weights, sobol
from evalkit.statistics.sensitivity.weights import acceptability, possible_weights

#: By which share of itself a weight may be off where it is held to be roughly right.
WITHIN = 0.2
#: Sets of weights, and points of the Sobol sequence; both with a fixed seed.
N_DRAWS, N_POINTS, SEED = 10_000, 256, 20260101
#: With more sheets times reviewers than this, reviewers are not left out in turn for the Sobol indices.
_MOST = 3_000_000


def _shares(final: FinalMarks, rules: Rules) -> tuple[Floats, Floats, Flags]:
    """Return the shares of their ranges that final marks reach, shape (units, scored indicators), the ranges, and who.

    What is not there is taken at the share that the unit reaches on the rest.
    """
    ends = ends_of(rules)
    known, scored = final.known, _weighed(rules)
    below = np.where(known, final.denominator, 1).astype(float)
    reach = ends.range[scored].astype(float)
    shares = (final.numerator[:, scored].astype(float) / below[:, None] - ends.low[scored]) / reach
    if final.marked is not None:
        there = final.marked[:, scored]
        rest = (shares * there) @ reach / np.maximum(there @ reach, 1e-300)
        shares = np.where(there, shares, rest[:, None])
    return shares, reach, known


def _weighed(rules: Rules) -> Flags:
    """Return which indicators are part of the score, without those that were dropped after marking."""
    return np.array([i.scored and not rules.is_dropped(i.id) for i in rules.indicators], dtype=bool)


def _groups(rules: Rules) -> dict[str, list[int]]:
    """Return the columns of each area; of each indicator, where there is one area."""
    order = [i.id for i in rules.counting]
    return {name: [order.index(i) for i in own] for name, own in weighed_in(rules).items()}


def weights(ev: Evaluation) -> pd.DataFrame:
    """Return what each area counts for by the rules and in fact, and whether its indicators go together.

    Returns
    -------
    As :data:`evalkit.frames.WEIGHTS` describes. No rows where scores are no plain sums of marks.
    """
    if ev.final is None or not_changed_because(ev) == "stages":
        return WEIGHTS.of([])
    shares, reach, known = _shares(ev.final, ev.rules)
    points = shares[known] * reach
    groups = _groups(ev.rules)
    parts = np.column_stack([points[:, own].sum(axis=1) for own in groups.values()])
    effective = effective_weights(parts).share
    total, rows = parts.sum(axis=1), []
    for k, (name, own) in enumerate(groups.items()):
        scale = scale_reliability(points[:, own])
        rows.append(
            (
                name,
                float(reach[own].sum() / reach.sum()),
                np.nan if effective is None else float(effective[k]),
                _correlation(parts[:, k], total - parts[:, k]),
                scale.n_items,
                scale.alpha,
                None if scale.at_limit else scale.omega,
            )
        )
    frame = WEIGHTS.of(rows)
    return frame if len(areas_of(ev.rules)) > 1 else frame.rename(columns={"area": "indicator"})


def _correlation(x: Floats, y: Floats) -> float:
    if len(x) < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def any_weights(ev: Evaluation) -> pd.DataFrame:
    """Return whether tiers stand where the weights of the areas are others: roughly those of the rules, or any at all.

    Within an area (where there is one, of the rubric) indicators keep their proportions.

    Returns
    -------
    As :data:`evalkit.frames.ANY_WEIGHTS` describes. No rows where scores are no plain sums of marks, or have no
    cut-offs.
    """
    if ev.final is None or not_changed_because(ev) is not None:
        return ANY_WEIGHTS.of([])
    shares, reach, known = _shares(ev.final, ev.rules)
    groups = _groups(ev.rules)
    nominal = np.array([reach[own].sum() for own in groups.values()])
    values = np.column_stack([shares[:, own] @ reach[own] / reach[own].sum() for own in groups.values()])
    at = {unit: k for k, unit in enumerate(ev.final.units)}
    results = ev.published[[known[at[str(u)]] for u in ev.published["unit"]]]
    rows = np.array([at[str(u)] for u in results["unit"]], dtype=np.int64)
    edges, places = boundaries(ev.rules)
    cuts, names = _as_shares(edges, ev.rules), [t.id for t in ev.rules.tiers]
    drawn = [possible_weights(nominal, N_DRAWS, within=w, rng=SEED) for w in (WITHIN, None)]
    near, every = (acceptability(values[rows], w, cuts=cuts, ranks=1) for w in drawn)
    own = np.array([places.index(names.index(str(t))) for t in results["tier"]])
    each = np.arange(len(rows))
    return ANY_WEIGHTS.of(
        zip(
            results["unit"].astype(str),
            results["tier"].astype(str),
            near.by_category[each, own],
            every.by_category[each, own],
            [names[places[k]] for k in every.by_category.argmax(axis=1)],
            every.by_rank[:, 0],
            strict=True,
        )
    )


def _as_shares(edges: Floats, rules: Rules) -> Floats:
    """Return cut-offs in points as shares of the range that the marks can reach."""
    ends = ends_of(rules)
    step = float(rules.mark_scale.step)
    low, reach = ends.low[ends.scored].sum() * step, ends.range[ends.scored].sum() * step
    found: Floats = (edges - low) / reach
    return found


def inputs(ev: Evaluation, found: Sheets) -> pd.DataFrame:
    """Return which of several decisions, varied together, the number of changed tiers hangs on most.

    Even and independent: the rule of combination (mean, median, trimmed mean), all cut-offs a step down, as they are,
    or a step up, one of the reviewers left out or none, and the weight of each area up to `WITHIN` off.

    Returns
    -------
    As :data:`evalkit.frames.INPUTS` describes. No rows where scores are no plain sums of marks, or nothing changes.
    """
    if ev.final is None or not_changed_because(ev) is not None:
        return INPUTS.of([])
    used, groups = counted_sheets(found.ballots, ev.rules), _groups(ev.rules)
    left_out = [None, *np.unique(used.reviewer).tolist()]
    if len(used.unit) * len(left_out) > _MOST:
        left_out = [None]
    parts, nominal = _variants(ev, used, left_out, list(groups.values()))
    edges, _ = boundaries(ev.rules)
    cuts, step = _as_shares(edges, ev.rules), _as_shares(np.array([0.0, float(ev.rules.scores.step)]), ev.rules)
    official = RULES.index(ev.rules.review.final.rule) if ev.rules.review.final is not None else 0
    before = _tiers(parts[official * len(left_out)] @ (nominal / nominal.sum()), cuts)

    def changed(x: Floats) -> Floats:
        rule, cut, out = (
            np.minimum((x[k] * size).astype(int), size - 1) for k, size in ((0, 3), (1, 3), (2, len(left_out)))
        )
        drawn = nominal * x[3:].T
        scores = np.einsum("dua,da->du", parts[rule * len(left_out) + out], drawn / drawn.sum(axis=1, keepdims=True))
        moved = _tiers(scores - ((cut - 1) * (step[1] - step[0]))[:, None], cuts) != before
        result: Floats = (moved & np.isfinite(scores)).sum(axis=1).astype(float)
        return result

    ends = [(0.0, 1.0)] * 3 + [(1 - WITHIN, 1 + WITHIN)] * (len(groups) if len(groups) > 1 else 1)
    indices = sobol(changed, ends, N_POINTS, rng=SEED)
    if indices.first is None or indices.total is None:
        return INPUTS.of([])
    names = ["rule", "cut-off", "reviewer", *(groups if len(groups) > 1 else [])]
    varied = [k for k, name in enumerate(names) if name != "reviewer" or len(left_out) > 1]
    total = indices.total
    order = sorted(varied, key=lambda k: -float(total[k]))
    return INPUTS.of((names[k], float(indices.first[k]), float(total[k])) for k in order)


def _variants(
    ev: Evaluation, used: Ballots, left_out: list[int | None], groups: list[list[int]]
) -> tuple[Floats, Floats]:
    """Return the share of each area for each rule and reviewer left out, shape (variants, units, areas), and ranges.

    NaN where the rule makes no score of what is left.
    """
    if ev.final is None:
        raise ValueError("`ev` must rest on marks")
    found, reach = [], np.zeros(0)
    for rule in RULES:
        rules = with_rule(ev.rules, rule)
        for reviewer in left_out:
            sheets = used if reviewer is None else used.only(used.reviewer != reviewer)
            there = np.bincount(sheets.unit, minlength=len(sheets.units)) > 0
            shares, reach, known = _shares(combine(sheets, rules, there & ev.final.known), rules)
            parts = np.column_stack([shares[:, own] @ reach[own] / reach[own].sum() for own in groups])
            found.append(np.where(known[:, None], parts, np.nan)[ev.final.known])
    return np.array(found), np.array([reach[own].sum() for own in groups])


def _tiers(scores: Floats, cuts: Floats) -> np.ndarray:
    return np.searchsorted(cuts - 1e-9, scores, side="right")
