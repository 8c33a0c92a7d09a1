"""The marks of an edition as arrays: one row a sheet, one column an indicator, in whole steps of a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from evalkit.edition.record import ReviewedEdition
from evalkit.rules.models import Rules

Ints = NDArray[np.int64]

#: In `Ballots.decided`: the discussion decided nothing here.
UNDECIDED = -1


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
        Shape (n_sheets, n_indicators): marks in steps of ``rules.marks``.
    decided
        Shape (n_units, n_indicators): marks that the discussion decided, `UNDECIDED` elsewhere.
    """

    rules: Rules
    units: tuple[str, ...]
    reviewers: tuple[str, ...]
    round: Ints
    unit: Ints
    reviewer: Ints
    marks: Ints
    decided: Ints

    @cached_property
    def totals(self) -> Ints:
        """Shape (n_sheets,): the sum of each sheet, in steps of a mark."""
        totals: Ints = self.marks.sum(axis=1)
        return totals

    @property
    def before_discussion(self) -> Ballots:
        """The same sheets with nothing decided."""
        return self._with(np.full_like(self.decided, UNDECIDED))

    def _with(self, decided: Ints) -> Ballots:
        return Ballots(
            self.rules, self.units, self.reviewers, self.round, self.unit, self.reviewer, self.marks, decided
        )

    def only(self, sheets: NDArray[np.bool_] | Ints) -> Ballots:
        """Return some of the sheets; all units stay."""
        return Ballots(
            self.rules,
            self.units,
            self.reviewers,
            self.round[sheets],
            self.unit[sheets],
            self.reviewer[sheets],
            self.marks[sheets],
            self.decided,
        )

    def as_units(self, places: Ints, sheets: Sequence[Ints]) -> Ballots:
        """Return units as if some of their sheets were all: one for each of `places`, which may come several times."""
        rows = np.concatenate(sheets)
        return Ballots(
            self.rules,
            tuple(self.units[place] for place in places),
            self.reviewers,
            self.round[rows],
            np.repeat(np.arange(len(places)), [len(own) for own in sheets]),
            self.reviewer[rows],
            self.marks[rows],
            self.decided[places],
        )

    @cached_property
    def frame(self) -> pd.DataFrame:
        """One row a sheet: ``round, unit, reviewer`` (Categoricals) and ``total`` (int64, in steps of a mark)."""
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
    # Sorted and complete, as the reader sees to: every n_indicators rows are one sheet.
    first = {name: codes[name][own][::n_indicators].astype(np.int64) for name in ("round", "unit", "reviewer")}
    marks = steps[own].reshape(-1, n_indicators).astype(np.int64)
    return Ballots(rules, units, reviewers, first["round"], first["unit"], first["reviewer"], marks, decided)
