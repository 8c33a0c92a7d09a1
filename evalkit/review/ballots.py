"""The marks of an edition as arrays: one row a sheet, one column an indicator, in whole steps of a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.review.whole import Ends, common, ends_of, whole
from evalkit.rules.models import Rules
from evalkit.rules.scales import NOT_APPLICABLE

Ints = NDArray[np.int64]

#: No row of the table: a sheet that was left incomplete.
MISSING = NOT_APPLICABLE - 1
#: In `Ballots.decided`: the discussion decided nothing here.
UNDECIDED = MISSING

_SHEET = ("round", "unit", "reviewer")


@dataclass(frozen=True)
class Ballots:
    """Every sheet of the rounds in which reviewers mark on their own, and what the discussion decided.

    A sheet is what one reviewer gave one unit in one round. Sheets are sorted by round, unit and reviewer.

    Attributes
    ----------
    rules
        The rules under which the marks were given.
    units, reviewers
        Codes of all units that take part and of all reviewers, in the order of their tables.
    round, unit, reviewer
        Shape (n_sheets,): places in ``rules.review.rounds``, `units` and `reviewers`.
    marks
        Shape (n_sheets, n_indicators): marks in steps of ``rules.mark_scale``; 0 where none was given.
    decided
        Shape (n_units, n_indicators): marks that the discussion decided, `UNDECIDED` elsewhere.
    given
        Shape (n_sheets, n_indicators): which marks there are; None where all are. A mark that is not applicable is
        not given, unless the rules say what it counts as, and none is on an indicator that was dropped after marking.
    """

    rules: Rules
    units: tuple[str, ...]
    reviewers: tuple[str, ...]
    round: Ints
    unit: Ints
    reviewer: Ints
    marks: Ints
    decided: Ints
    given: NDArray[np.bool_] | None = None

    @cached_property
    def ends(self) -> Ends:
        """The ends of the scales, in steps, and which indicators are part of the score."""
        return ends_of(self.rules)

    @cached_property
    def _totals(self) -> tuple[Ints, int]:
        return common(*whole(self.marks, self.given, self.ends))

    @property
    def totals(self) -> Ints:
        """Shape (n_sheets,): the sum of each sheet over what is part of the score, in steps of `total_step` points.

        What was not given is taken at the share of its range that the sheet reaches on the rest. Only for
        `with_totals`: a sheet without any mark has none.
        """
        return self._totals[0]

    @property
    def total_step(self) -> Fraction:
        """What one step of `totals` is worth, in points."""
        return Fraction(self.rules.mark_scale.step) / self._totals[1]

    @cached_property
    def with_totals(self) -> Ballots:
        """The sheets that say anything about the score."""
        if self.given is None:
            return self
        says: NDArray[np.bool_] = np.any(self.given[:, self.ends.scored], axis=1)
        return self if says.all() else self.only(says)

    @property
    def before_discussion(self) -> Ballots:
        """The same sheets with nothing decided."""
        return replace(self, decided=np.full_like(self.decided, UNDECIDED))

    def only(self, sheets: NDArray[np.bool_] | Ints) -> Ballots:
        """Return some of the sheets; all units stay."""
        return replace(
            self,
            round=self.round[sheets],
            unit=self.unit[sheets],
            reviewer=self.reviewer[sheets],
            marks=self.marks[sheets],
            given=None if self.given is None else self.given[sheets],
        )

    def as_units(self, places: Ints, sheets: Sequence[Ints]) -> Ballots:
        """Return units as if some of their sheets were all: one for each of `places`, which may come several times."""
        return replace(
            self.only(np.concatenate(sheets)),
            units=tuple(self.units[place] for place in places),
            unit=np.repeat(np.arange(len(places)), [len(own) for own in sheets]),
            decided=self.decided[places],
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a sheet: ``round, unit, reviewer`` (Categoricals) and ``total`` (in steps of `total_step` points)."""
        rounds = pd.Index([r.id for r in self.rules.review.rounds], dtype="str")
        return pd.DataFrame(
            {
                "round": pd.Categorical.from_codes(self.round, categories=rounds),
                "unit": pd.Categorical.from_codes(self.unit, categories=pd.Index(self.units, dtype="str")),
                "reviewer": pd.Categorical.from_codes(self.reviewer, categories=pd.Index(self.reviewers, dtype="str")),
                "total": self.totals,
            }
        )


def ballots(record: ReviewedEdition) -> Ballots:
    """Return the marks of an edition as arrays; no sheets where there are no marks yet.

    Raises
    ------
    ValueError
        The edition is not one of marks.
    """
    rules, review = record.rules, record.review
    units, reviewers = tuple(record.units["unit"]), tuple(review.reviewers["reviewer"])
    n_indicators = len(rules.indicators)
    decided = np.full((len(units), n_indicators), UNDECIDED, dtype=np.int64)
    empty = np.zeros(0, dtype=np.int64)
    if review.marks is None:
        return Ballots(rules, units, reviewers, empty, empty, empty, empty.reshape(0, n_indicators), decided)
    table = review.marks
    codes = {name: table[name].cat.codes.to_numpy() for name in ("round", "unit", "reviewer", "indicator")}
    steps = table["steps"].to_numpy()
    talk = np.array([r.kind == "discussion" for r in rules.review.rounds], dtype=bool)[codes["round"]]
    decided[codes["unit"][talk], codes["indicator"][talk]] = steps[talk]
    own = slice(None) if not talk.any() else ~talk
    # Nobody was asked any more for a mark on what had been dropped, whether or not it counts now.
    uneven = any(i.types or i.role for i in rules.indicators) or review.dropped is not None
    if not uneven and (rules.marks is None or rules.marks.missing == "refuse"):
        # Sorted and complete, as the reader sees to: every n_indicators rows are one sheet.
        first = {name: codes[name][own][::n_indicators].astype(np.int64) for name in _SHEET}
        marks = steps[own].reshape(-1, n_indicators).astype(np.int64)
    else:
        at = {name: codes[name][own].astype(np.int64) for name in codes}
        starts = np.ones(len(at["unit"]), dtype=bool)
        starts[1:] = np.any([at[name][1:] != at[name][:-1] for name in _SHEET], axis=0)
        first = {name: at[name][starts] for name in _SHEET}
        marks = np.full((int(starts.sum()), n_indicators), MISSING, dtype=np.int64)
        marks[np.cumsum(starts) - 1, at["indicator"]] = steps[own]
    dropped = [k for k, i in enumerate(rules.indicators) if i.id in rules.dropped]
    marks[:, dropped], decided[:, dropped] = MISSING, UNDECIDED
    sheets = Ballots(rules, units, reviewers, first["round"], first["unit"], first["reviewer"], marks, decided)
    return sheets if (marks > NOT_APPLICABLE).all() else _without(sheets)


def points_of_steps(steps: pd.Series, rules: Rules) -> pd.Series:
    """Return marks of a table in points (exact Decimals), None where the indicator is not applicable."""
    scale = rules.mark_scale
    points = {int(s): None if s == NOT_APPLICABLE else scale.to_points(int(s)) for s in steps.unique()}
    return pd.Series([points[int(s)] for s in steps], index=steps.index, dtype=object)


def _without(sheets: Ballots) -> Ballots:
    """Put in the place of marks that are not applicable what the rules say, and say which marks there are none of."""
    marks, rules = sheets.marks, sheets.rules
    treatment = rules.marks.not_applicable if rules.marks is not None else "refuse"
    if treatment in ("zero", "minimum"):
        counts = 0 if treatment == "zero" else sheets.ends.low
        marks = np.where(marks == NOT_APPLICABLE, counts, marks)
    given = marks > NOT_APPLICABLE
    return replace(sheets, marks=np.where(given, marks, 0), given=None if given.all() else given)
