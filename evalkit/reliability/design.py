"""Panels compared before they sit: so many reviewers a unit in each round, so many units that all of them mark.

Each plan is assigned for real, to the units and reviewers of the edition with their fields, conflicts and loads; then
panels are drawn with the variances of an edition that has marks, or with variances that are stated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.conflicts import kept_apart
from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.firmness import boundaries
from evalkit.review.assignment import assign_edition
from evalkit.review.final import counted_rounds
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation
from evalkit.statistics.crossed.predicted import predicted
from evalkit.statistics.crossed.result import CrossedEffects
from evalkit.statistics.design import Floats, Ints, Panel, Rule, expected, power

#: Units of a cohort from which on its own true scores are drawn; of fewer, those of all.
_FEWEST = 5
#: What a plan may be wanted to reach: at most so many wrong tiers, at least such a share right near cut-offs, power.
Aim = Literal["misplaced", "near", "power"]
AIMS: tuple[Aim, ...] = get_args(Aim)
COLUMNS = (
    "plan", "shared", "sheets", "marks", "least", "most", "misplaced", "misplaced_error", "near_right", "adjusted",
    "adjusted_error", "power", "refused",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Law:
    """How marks vary.

    Attributes
    ----------
    severity_sd, residual_sd
        Standard deviations in points, of one sheet's total.
    centre, error
        True scores are drawn as one of `centre` plus a normal error of sd `error`, shape (n,), in points.
    cohort
        Cohort of each of `centre`, shape (n,).
    edition
        Of which edition the variances are; None where they are stated.
    """

    severity_sd: float
    residual_sd: float
    centre: Floats
    error: Floats
    cohort: NDArray[np.str_]
    edition: str | None

    def truths(self, cohorts: Sequence[str], n_panels: int, rng: np.random.Generator) -> Floats:
        """Draw true scores of units of these cohorts, shape (n_panels, n_units)."""
        result = np.empty((n_panels, len(cohorts)))
        for cohort in dict.fromkeys(cohorts):
            own = np.flatnonzero(self.cohort == cohort)
            own = own if len(own) >= _FEWEST else np.arange(len(self.centre))
            columns = np.flatnonzero(np.array(cohorts) == cohort)
            drawn = rng.choice(own, size=(n_panels, len(columns)))
            result[:, columns] = self.centre[drawn] + self.error[drawn] * rng.standard_normal(drawn.shape)
        return result


def observed(ev: Evaluation) -> Law:
    """Return how marks vary in an edition that has them.

    Raises
    ------
    EvalkitError
        The crossed model has no fit there.
    """
    found = law_of(Consistency(ev).overall.model, ev.record.units["cohort"].astype(str).to_numpy(str), ev.rules.edition)
    if found is None:
        raise EvalkitError("design-no-fit", edition=ev.record.name)
    return found


def law_of(fit: CrossedEffects, cohort: NDArray[np.str_], edition: str) -> Law | None:
    """Return how marks vary by a crossed model whose units are places in `cohort`; None where it has no fit."""
    truth = None if fit.undefined_because else predicted(fit, "unit", "adjusted")
    if truth is None:
        return None
    sds = fit.component("reviewer").sd, fit.component("residual").sd
    own = cohort[truth.levels.astype(np.int64)]
    return Law(sds[0], sds[1], truth.estimate, truth.standard_error, own, edition)


def stated(
    severity_sd: float, residual_sd: float, reliability: float, scores: Floats, mean: float | None = None
) -> Law:
    """Return how marks vary if they are as stated.

    Parameters
    ----------
    severity_sd, residual_sd
        In points.
    reliability
        Share of the variance of one reviewer's total that is due to the units, above 0, below 1.
    scores
        Of an earlier edition, whose distribution is brought to the units' variance; where there are fewer than two
        different ones, true scores are normal around `mean`.
    mean
        In points.

    Raises
    ------
    EvalkitError
        There are neither scores nor a mean.
    """
    sd = float(np.sqrt(reliability / (1 - reliability) * (severity_sd**2 + residual_sd**2)))
    if mean is None and not len(scores):
        raise EvalkitError("design-no-mean")
    middle = float(np.mean(scores)) if mean is None else mean
    if len(scores) < 2 or np.ptp(scores) == 0:
        return Law(severity_sd, residual_sd, np.array([middle]), np.array([sd]), np.array([""]), None)
    centre = middle + (scores - np.mean(scores)) * sd / np.std(scores)
    return Law(severity_sd, residual_sd, centre, np.zeros(len(scores)), np.full(len(scores), ""), None)


def plans(
    rules: Rules, numbers: Sequence[Sequence[int]] | None, shared: Sequence[int]
) -> list[tuple[tuple[int, ...], int]]:
    """Return the plans to compare: reviewers a unit in each marked round, and units that everybody marks.

    Parameters
    ----------
    rules
        By default each round has one reviewer fewer, as many as they say, or one more.
    numbers
        For each marked round the numbers to try; 0 leaves the round out.
    shared
        Numbers of shared units to try.

    Raises
    ------
    EvalkitError
        The rules have no marked round, or do not say how many reviewers one has; `numbers` are for other rounds.
    """
    rounds = rules.marked_rounds
    if not rounds:
        raise EvalkitError("no-marked-round")
    if numbers is None:
        for step in rounds:
            if step.reviewers_per_unit is None:
                raise EvalkitError("no-reviewers-per-unit", round=step.id)
        numbers = [[n + k for k in (-1, 0, 1)] for n in (r.reviewers_per_unit or 1 for r in rounds)]
    if len(numbers) != len(rounds):
        raise EvalkitError("design-rounds", count=len(rounds), rounds=", ".join(r.id for r in rounds))
    return [(each, n) for each in product(*numbers) if sum(each) for n in shared]


def compare(
    record: ReviewedEdition,
    law: Law,
    candidates: Sequence[tuple[tuple[int, ...], int]],
    *,
    severe: float,
    n_panels: int,
    seed: int,
    most: int | None = None,
) -> pd.DataFrame:
    """Return what to expect of each plan.

    Parameters
    ----------
    record
        The edition: its units that take part, its reviewers, conflicts and rules.
    law
        How marks vary.
    candidates
        As :func:`plans` returns them.
    severe
        Of a severe reviewer: points beyond what others give the same units.
    n_panels
        Panels to draw for each plan; the same true scores for all.
    seed
        Of the assignments and the draws.
    most
        Sheets that may be asked of one reviewer; a plan with more is refused.

    Returns
    -------
    One row a plan: ``plan`` (such as ``3+2``), ``shared``, ``sheets``, ``marks``; ``least, most`` sheets of a reviewer;
    ``misplaced, misplaced_error``: tiers expected wrong and its standard error, ``near_right``: share of the tiers near
    a cut-off that are right, ``adjusted, adjusted_error``: tiers expected wrong were severities taken off; ``power`` to
    find a severe reviewer (:mod:`evalkit.statistics.design`); ``refused``: the EvalkitError for which there is no such
    panel, or None. What is decided in the discussion is left out.

    Raises
    ------
    EvalkitError
        No score follows from marks by mean, median or trimmed mean, or where tiers change is not known.
    """
    rules = record.rules
    final = rules.review.final
    if rules.staged or rules.ordered or not rules.cut_offs_known or final is None or final.rule not in get_args(Rule):
        raise EvalkitError("design-rules", edition=record.name)
    rng = np.random.default_rng(seed)
    cohorts = record.units["cohort"].astype(str).tolist()
    truths = law.truths(cohorts, n_panels, rng)
    window = float(rules.near_steps * rules.scores.step)
    rows = []
    for numbers, shared in candidates:
        row: dict[str, object] = {"plan": "+".join(map(str, numbers)), "shared": shared, "refused": None}
        try:
            everyone, counted = _sheets(record, numbers, shared, seed)
            loads = np.bincount(everyone[1], minlength=len(record.review.reviewers))
            if most is not None and loads.max() > most:
                raise EvalkitError("design-load", most=int(loads.max()))
        except EvalkitError as refused:
            rows.append(row | {"refused": refused})
            continue
        ends = float(rules.scores.min), float(rules.scores.max)
        sds = law.severity_sd, law.residual_sd
        panel = Panel(*counted, *sds, boundaries(rules)[0], ends, final.rule)  # type: ignore[arg-type]
        found = expected(panel, truths, window, rng)
        row |= {name: getattr(found, name) for name in COLUMNS if hasattr(found, name)}
        row |= {"sheets": len(everyone[0]), "marks": len(everyone[0]) * len(rules.kept)}
        row |= {"least": int(loads.min()), "most": int(loads.max())}
        rows.append(row | {"power": power(Panel(*everyone, *sds, np.zeros(0), ends), severe)})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def cheapest(table: pd.DataFrame, aims: Mapping[Aim, float]) -> pd.Series | None:
    """Return the plan with the fewest sheets of those that reach all aims; None where none does.

    Of equally many sheets the one with the fewest tiers expected wrong.
    """
    fits = table["refused"].isna()
    for aim, limit in aims.items():
        values = table[{"misplaced": "misplaced", "near": "near_right", "power": "power"}[aim]].astype(float)
        fits &= values <= limit if aim == "misplaced" else values >= limit
    found = table[fits].sort_values(["sheets", "misplaced"], kind="stable")
    return found.iloc[0] if len(found) else None


def _sheets(
    record: ReviewedEdition, numbers: tuple[int, ...], shared: int, seed: int
) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Return unit and reviewer of every sheet of a plan, and of those that count, as places in their tables."""
    rules = record.rules
    given = dict(zip((r.id for r in rules.marked_rounds), numbers, strict=True))
    rounds = tuple(
        r.model_copy(update={"reviewers_per_unit": given[r.id]}) if r.id in given else r
        for r in rules.review.rounds
        if given.get(r.id, 1)
    )
    review = rules.review.model_copy(update={"rounds": rounds})
    variant = rules.model_copy(update={"review": review})
    # Units that everybody marks connect all the others.
    table = assign_edition(record, seed=seed, rules=variant, connect=not shared).table
    counts = table["round"].isin(counted_rounds(variant)).to_numpy(bool)
    unit = pd.Index(record.units["unit"]).get_indexer(pd.Index(table["unit"]))
    reviewer = pd.Index(record.review.reviewers["reviewer"]).get_indexer(pd.Index(table["reviewer"]))
    pairs = unit * len(record.review.reviewers) + reviewer
    more = np.setdiff1d(_shared(record, shared, seed), pairs)
    every = np.concatenate([np.unique(pairs), more])
    counted = np.concatenate([pairs[counts], more])
    n = len(record.review.reviewers)
    return (every // n, every % n), (counted // n, counted % n)


def _shared(record: ReviewedEdition, shared: int, seed: int) -> Ints:
    """Return the pairs by which everybody who marks at all marks some units, drawn from those without any conflict."""
    reviewers = record.review.reviewers
    free = np.flatnonzero(~kept_apart(record).any(axis=1))
    if shared > len(free):
        raise EvalkitError("design-shared", count=len(free))
    people = np.flatnonzero((reviewers["load"].fillna(1) > 0).to_numpy(bool))
    own = np.random.default_rng(seed).permutation(free)[:shared]
    return np.asarray((own[:, None] * len(reviewers) + people).ravel(), dtype=np.int64)
