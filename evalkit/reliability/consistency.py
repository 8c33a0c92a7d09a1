"""Everything about the consistency of an edition's reviewers, each part computed once, when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from evalkit.reliability import frames, weighting
from evalkit.reliability.adjusted import Adjusted, adjusted
from evalkit.reliability.agreement import Agreement, of_marks, of_tiers
from evalkit.reliability.changes import smallest
from evalkit.reliability.diagnostics import Diagnostics, diagnostics
from evalkit.reliability.differential import by_area, by_cohort, differential, differing
from evalkit.reliability.firmness import Firmness, firmness
from evalkit.reliability.generalize import Generalizability, generalizability
from evalkit.reliability.rounds import Calibration, Rounds, calibration, rounds
from evalkit.reliability.sensitivity import areas_of, one_change
from evalkit.reliability.severity import Fit, fit
from evalkit.reliability.sheets import Sheets, sheets
from evalkit.rules.models import Area
from evalkit.scoring import Evaluation
from evalkit.sources.schema import AFFILIATIONS
from evalkit.statistics.reviewers.differential import DifferentialSeverity
from evalkit.statistics.reviewers.residual import residual_scatter
from evalkit.statistics.reviewers.result import ReviewerDiagnostic


@dataclass(frozen=True, eq=False)
class Consistency:
    """How consistent the reviewers of one edition are.

    Parameters
    ----------
    ev
        An evaluation with marks; ``ev.marked`` tells.

    Examples
    --------
    >>> import evalkit
    >>> found = Consistency(evalkit.load("demo", "2025").evaluate())
    >>> [m.reviewer for m in found.diagnostics.matters() if m.question == "severity"]
    ['R20', 'R13', 'R07', 'R26']
    """

    ev: Evaluation

    def __post_init__(self) -> None:
        if not self.ev.marked:
            raise ValueError(f"`ev` must rest on marks of reviewers, got {self.ev.record.name}")

    @cached_property
    def sheets(self) -> Sheets:
        """The sheets as arrays."""
        return sheets(self.ev.record.reviewed())

    @property
    def scopes(self) -> tuple[str | None, ...]:
        """Each round with sheets, and None for all together where there are several."""
        found = self.sheets.rounds
        return found if len(found) < 2 else (*found, None)

    @property
    def whole(self) -> str | None:
        """The scope of everything: None for all rounds, or the only round."""
        return self.scopes[-1] if self.scopes else None

    @cached_property
    def totals(self) -> tuple[Agreement, ...]:
        """Agreement in the totals, one for each of `scopes`."""
        return tuple(of_marks(self.sheets, "total", None, self.sheets.totals, r) for r in self.scopes)

    @cached_property
    def tiers(self) -> tuple[Agreement, ...]:
        """Agreement in the tiers that totals fall into, one for each of `scopes`; none without cut-offs."""
        found = (of_tiers(self.sheets, self.ev.rules, r) for r in self.scopes)
        return tuple(a for a in found if a is not None)

    @cached_property
    def areas(self) -> tuple[Agreement, ...]:
        """Agreement in the share of each area's points, all rounds together, in the order of the rules.

        Of an area what is part of the score counts; all of it where nothing is.
        """
        result = []
        for area in self.sheets.ballots.rules.areas:
            own = [k for k, i in enumerate(self.sheets.indicators) if i in area.indicators]
            columns = [k for k in own if self.sheets.indicators[k].scored] or own
            if columns:
                values = self.sheets.share_of(columns)
                result.append(of_marks(self.sheets, "area", area.id, values, self.whole))
        return tuple(result)

    @cached_property
    def indicators(self) -> tuple[Agreement, ...]:
        """Agreement in the share of each indicator's range, all rounds together, in the order of the rules."""
        return tuple(
            of_marks(self.sheets, "indicator", i.id, self.sheets.shares[:, k], self.whole)
            for k, i in enumerate(self.sheets.indicators)
        )

    @cached_property
    def fits(self) -> tuple[Fit, ...]:
        """The crossed model, one for each of `scopes`."""
        return tuple(fit(self.sheets, r) for r in self.scopes)

    @cached_property
    def overall(self) -> Fit:
        """The crossed model of all rounds."""
        return self.fits[-1] if self.fits else fit(self.sheets, None)

    @cached_property
    def diagnostics(self) -> Diagnostics:
        """What stands out about each reviewer."""
        return diagnostics(self.sheets)

    @cached_property
    def generalizability(self) -> Generalizability:
        """Components of variance and the D-study."""
        return generalizability(self.sheets)

    @cached_property
    def rounds(self) -> Rounds | None:
        """The first against the last round; None where there is one."""
        return rounds(self.sheets)

    @cached_property
    def calibration(self) -> Calibration:
        """Whether an adjustment makes the rounds agree better."""
        return calibration(self.sheets)

    @cached_property
    def adjusted(self) -> Adjusted:
        """Raw and adjusted scores side by side."""
        return adjusted(self.ev, self.sheets, self.overall)

    @cached_property
    def firmness(self) -> Firmness:
        """How firm each tier is."""
        return firmness(self.ev, self.sheets, self.overall)

    @cached_property
    def smallest_changes(self) -> pd.DataFrame:
        """What it would take to move each tier, one unit a row: see :func:`evalkit.reliability.changes.smallest`."""
        return smallest(self.ev, self.sheets.ballots)

    @cached_property
    def one_change(self) -> pd.DataFrame:
        """How many tiers each single change moves: see :func:`evalkit.reliability.sensitivity.one_change`."""
        return one_change(self.ev, self.sheets)

    @cached_property
    def weights(self) -> pd.DataFrame:
        """What each area counts for by the rules and in fact: see :func:`evalkit.reliability.weighting.weights`."""
        return weighting.weights(self.ev)

    @cached_property
    def any_weights(self) -> pd.DataFrame:
        """Which tiers stand under other weights: see :func:`evalkit.reliability.weighting.any_weights`."""
        return weighting.any_weights(self.ev)

    @cached_property
    def inputs(self) -> pd.DataFrame:
        """Which decision the list hangs on most: see :func:`evalkit.reliability.weighting.inputs`."""
        return weighting.inputs(self.ev, self.sheets)

    @cached_property
    def coefficients(self) -> pd.DataFrame:
        """Every coefficient of agreement in totals and tiers, round by round, one a row.

        ``quantity, round, coefficient, weights, estimate, low, high, units, reviewers, ratings, undefined_because``, as
        :func:`evalkit.reliability.frames.coefficients` describes.
        """
        return frames.coefficients((*self.totals, *self.tiers), self.generalizability, self.whole)

    @cached_property
    def by_sheet(self) -> pd.DataFrame:
        """Every sheet that a reviewer filled in on his or her own, one a row.

        ``round, unit, reviewer, total, marks, tied, first``, as :func:`evalkit.reliability.frames.sheets` describes.
        """
        return frames.sheets(self.sheets)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """What was asked of every reviewer, one question a row.

        ``question, tested, detectable, undefined_because``, as :func:`evalkit.reliability.frames.asked` describes;
        where ties were not collected, nobody knows of any.
        """
        frame = frames.asked(self.diagnostics)
        if not self.ev.record.has(AFFILIATIONS.file):
            unknown = (frame["question"] == "own-advantage") & frame["undefined_because"].notna()
            frame.loc[unknown, "undefined_because"] = "ties-unknown"
        return frame

    @cached_property
    def ties(self) -> pd.DataFrame:
        """What reviewers add to units with which they have a tie: all of them together, then each.

        ``reviewer, sheets, added, standard_error, low, high, p, stands_out, undefined_because``, as
        :func:`evalkit.reliability.frames.ties` describes.
        """
        return frames.ties(self.diagnostics)

    @cached_property
    def components(self) -> pd.DataFrame:
        """Where the differences between totals come from, round by round.

        ``round``, ``unit_sd, unit_share`` and so on for ``reviewer`` and ``residual``, ``units, reviewers, ratings,
        undefined_because``, as :func:`evalkit.reliability.frames.components` describes.
        """
        return frames.components(self.fits)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """The parts of the panel without a common unit, for each round in which it falls apart.

        ``round, part, members, units, ratings``, as :func:`evalkit.reliability.frames.parts` describes.
        """
        return frames.parts(self.fits, self.sheets.ballots.reviewers)

    @cached_property
    def by_indicator(self) -> pd.DataFrame:
        """Agreement on each indicator, one a row, least first.

        ``indicator, alpha, low, high, apart, spread, little, units, ratings, undefined_because``, as
        :func:`evalkit.reliability.frames.indicators` describes.
        """
        return frames.indicators(self.indicators, "indicator")

    @cached_property
    def by_area(self) -> pd.DataFrame:
        """Agreement on each area, as `by_indicator`, with ``area`` in the place of ``indicator``."""
        return frames.indicators(self.areas, "area")

    @cached_property
    def severities(self) -> pd.DataFrame:
        """The severity of every reviewer in points, one a row, most severe first.

        ``reviewer, sheets, severity, standard_error, low, high, p, stands_out, taken_off``, as
        :func:`evalkit.reliability.frames.severities` describes.
        """
        return frames.severities(self.diagnostics, self.adjusted, self.sheets_of, self.ev.rules.best)

    @cached_property
    def scatters(self) -> pd.DataFrame:
        """How far the totals of every reviewer stray, in points, one a row, widest first.

        ``reviewer, sheets, scatter, low, high, undefined_because``, as :func:`evalkit.reliability.frames.scatters`
        describes.
        """
        return frames.scatters(self._scatter, self.sheets.ballots.reviewers, self.sheets_of)

    @property
    def usual_scatter(self) -> float:
        """How far the totals of every reviewer would stray if all strayed alike, in points; NaN where undefined."""
        reference = self._scatter.reference
        return float("nan") if reference is None else reference

    @cached_property
    def _scatter(self) -> ReviewerDiagnostic:
        found, keep = self.sheets, self.sheets.first
        return residual_scatter(found.unit[keep], found.reviewer[keep], found.comparable[keep])

    @property
    def _areas(self) -> list[Area]:
        """The areas in which something is scored and was not dropped after marking."""
        rules = self.sheets.ballots.rules
        return [area for area in rules.areas if area.id in areas_of(rules)]

    @cached_property
    def _by_part(self) -> dict[str, DifferentialSeverity]:
        found = self.sheets
        cohorts = self.ev.record.units.set_index("unit")["cohort"].reindex(pd.Index(found.ballots.units))
        asked = {"area": by_area(found, self._areas), "cohort": by_cohort(found, cohorts)}
        return {by: one for by, one in asked.items() if one is not None}

    @cached_property
    def differential(self) -> pd.DataFrame:
        """Whether severity depends on the area, and on the cohort: at most two rows.

        ``by, p, stands_out, sd, low, high, units, reviewers, ratings, undefined_because``, as
        :func:`evalkit.reliability.differential.differential` describes.
        """
        return differential(self._by_part)

    @cached_property
    def differing(self) -> pd.DataFrame:
        """Who is more severe or lenient in one area, or with one cohort, than elsewhere: one finding a row.

        ``by, part, reviewer, sheets, difference, standard_error, low, high, p``, as
        :func:`evalkit.reliability.differential.differing` describes.
        """
        parts = {"area": [a.id for a in self._areas], "cohort": list(self.ev.record.units["cohort"].cat.categories)}
        return differing(self._by_part, parts, self.sheets.ballots.reviewers)

    @cached_property
    def matters(self) -> pd.DataFrame:
        """Everything that stands out about a reviewer, one matter a row, surest first.

        ``reviewer, question, direction, estimate, low, high, sure, p, sheets, follows_from, reference``, as
        :func:`evalkit.reliability.frames.matters` describes.
        """
        return frames.matters(self.diagnostics, self.sheets_of)

    @cached_property
    def more_reviewers(self) -> pd.DataFrame:
        """What the mean over one to ten reviewers would be worth, one number of reviewers a row.

        ``reviewers, dependability, low, high, generalizability, low_ranks, high_ranks, error``, as
        :func:`evalkit.reliability.frames.more_reviewers` describes.
        """
        return frames.more_reviewers(self.generalizability)

    @property
    def sheets_of(self) -> dict[str, int]:
        """How many sheets each reviewer filled in, by code."""
        counts = np.bincount(self.sheets.reviewer, minlength=len(self.sheets.ballots.reviewers))
        return dict(zip(self.sheets.ballots.reviewers, counts.tolist(), strict=True))
