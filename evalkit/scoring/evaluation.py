"""An edition evaluated: the tier and rank of every unit, counts and shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from evalkit.edition.counted import marked_as_if_kept, with_dropped
from evalkit.edition.record import EditionRecord, ReviewedEdition
from evalkit.errors import EvalkitError, UnknownName
from evalkit.frames import RESULTS
from evalkit.review import frames
from evalkit.review.ballots import Ballots, ballots
from evalkit.review.docket import Docket, docket
from evalkit.review.final import FinalMarks, counted_rounds, final_marks, places_of
from evalkit.review.stages import Made
from evalkit.review.trail import changes
from evalkit.rules.audience import Audience, audience_of
from evalkit.rules.banding import tier_numbers
from evalkit.rules.checks import variant
from evalkit.rules.models import PercentRounding, Rules
from evalkit.scoring import disclosure
from evalkit.scoring.labels import decisions
from evalkit.scoring.near import near_cut_offs
from evalkit.scoring.profiles import UnitProfile, scores_of, unit_profiles
from evalkit.scoring.ranks import rank_scores
from evalkit.scoring.shares import BY, By, Counted, Of, count, share
from evalkit.scoring.spoken import evaluation_line, evaluation_table
from evalkit.scoring.standing import Place, places
from evalkit.scoring.tiering import Decisions, Standing

if TYPE_CHECKING:
    from evalkit.review.design import Design

RESULT_COLUMNS = RESULTS.names


@dataclass(frozen=True, repr=False)
class Evaluation:
    """The outcome of one edition under one set of rules.

    Notebooks, reports and tests all read from here; the rules may differ from those on file (see :meth:`replace`).

    Attributes
    ----------
    record
        What is on file.
    rules
        The rules that were applied.
    whole
        The evaluation that this one is a part of, without some units; None where it is one.
    """

    record: EditionRecord
    rules: Rules
    whole: Evaluation | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        return evaluation_line(self)

    def _repr_html_(self) -> str:
        return evaluation_table(self)

    @cached_property
    def final(self) -> FinalMarks | None:
        """The final marks on every indicator; None where no marks are on file."""
        return final_marks(self.record, self.sheets, self.rules) if isinstance(self.record, ReviewedEdition) else None

    @cached_property
    def sheets(self) -> Ballots:
        """The marks as arrays, one row a sheet; EvalkitError where the edition is not one of marks."""
        return ballots(self.record.reviewed())

    @property
    def marked(self) -> bool:
        """Whether marks of reviewers are on file."""
        return self.record.review is not None and self.record.review.marks is not None

    @cached_property
    def undropped(self) -> Evaluation | None:
        """The evaluation as if nothing had been dropped after marking; EvalkitError where no marks are on file.

        None where nobody knows: sheets came in when an indicator had been dropped, without a mark on it.
        """
        record = self.record.reviewed()
        if not marked_as_if_kept(record):
            return None
        whole = with_dropped(record, ())
        return Evaluation(whole, whole.rules)

    @cached_property
    def docket(self) -> Docket:
        """The units whose reviewers differ by an important difference; EvalkitError where no marks are on file.

        Which they are does not depend on who reads of it: in a part they are those of the whole that are in it.
        """
        found = docket(self.record.reviewed(), self.rules)
        if self.whole is None:
            return found
        disputed = self.whole.docket.table
        there = disputed["unit"].isin(self.record.units["unit"])
        return replace(found, table=disputed[there].reset_index(drop=True))

    @cached_property
    def disputes(self) -> pd.DataFrame:
        """The units with an important difference, most consequential first, one a row.

        Among others ``unit``, ``difference`` (of the highest and the lowest total) and ``margin`` (from the score to
        the nearest cut-off), both in points as Fraction, ``hangs`` (whether the tier hangs on one reviewer),
        ``status``; the whole of it as ``Docket.table`` says.
        """
        return self.docket.table

    @cached_property
    def discussed(self) -> pd.DataFrame:
        """What the discussion did to each unit that it minuted, one a row.

        ``unit, decision, before, after`` (scores in points, Fraction or None), ``tier_before, tier_after`` and more, as
        :func:`evalkit.review.trail.changes` describes.
        """
        return changes(self.record, self.rules)

    @cached_property
    def marks(self) -> pd.DataFrame:
        """Every mark that a reviewer gave, one a row.

        ``round, unit, reviewer, indicator`` (Categoricals), ``points`` (float64) and ``share`` (of the indicator's
        points, 0 to 1), as :func:`evalkit.review.frames.marks` describes.
        """
        return frames.marks(self.record)

    @cached_property
    def panel(self) -> pd.DataFrame:
        """Everybody who may review, one a row.

        ``reviewer, name, subject``, ``sheets`` and ``units`` (how many of each), ``of_roster`` and ``of_participant``
        (whether he or she belongs to a unit), as :func:`evalkit.review.frames.panel` describes.
        """
        return frames.panel(self.record)

    @cached_property
    def design(self) -> Design:
        """Who marked what, or, while there are no marks, who is to: loads and groups; EvalkitError without a review."""
        review = self.record.reviewed().review
        sheets = self.sheets.frame
        pairs = sheets if len(sheets) or review.assignment is None else review.assignment
        from evalkit.review.design import design  # it brings scipy, and few pages ask

        return design(pairs[["round", "unit", "reviewer"]].astype(str), review.reviewers, self.rules)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """The scores behind the results, as in ``EditionRecord.scores``: those on file, or computed from the marks."""
        if self.final is not None:
            steps = self.final.scores.reset_index(drop=True)
        elif self.record.profiles is not None:
            steps = scores_of(self.profiles, self.record.units["unit"], self.rules)
        else:
            return self.record.scores
        scale = self.rules.scores.scale
        ends = {name: scale.to_steps(getattr(self.rules.scores, name)) for name in ("min", "max")}
        return pd.DataFrame(
            {
                "unit": self.record.units["unit"],
                "steps": steps,
                "withheld": False,
                "stated_tier": pd.Series(pd.NA, index=steps.index, dtype="string"),
                "lowest": steps.fillna(ends["min"]).astype("int64"),
                "highest": steps.fillna(ends["max"]).astype("int64"),
                "source": pd.Series(pd.NA, index=steps.index, dtype="string"),
            }
        )

    @cached_property
    def profiles(self) -> dict[str, UnitProfile]:
        """The profiles of every unit, and what they come to, by code; empty where the rules do not go by profiles."""
        return unit_profiles(self.record, self.rules)

    @cached_property
    def labels(self) -> pd.DataFrame:
        """What became of every assessment for a label, one a row; empty where the rules award none.

        ``unit, label, assessed, decision, valid_until, unmet``, as :func:`evalkit.scoring.labels.decisions` describes.
        """
        return decisions(self.record, self.rules)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The tier and the rank of every unit, and what moved it out of the tier of its score; by code."""
        rules, made, scores = self.rules, self._made, self._compared
        groups = {name: self.record.column(name) for name in ("type", "cohort", "subject")}
        cells = {name: self.record.column(name) for name in rules.unit_columns}
        standings = []
        for unit in map(str, self.record.units["unit"]):
            one = made.get(unit)
            standings.append(
                Standing(
                    unit,
                    scores[unit],
                    {name: words.get(unit) for name, words in groups.items()},
                    {name: words.get(unit) for name, words in cells.items()},
                    *((*self._parts(unit), {}) if one is None else (one.indicators, one.areas, one.rounds)),
                    marks=self._points_by_reviewer.get(unit, {}),
                    percentile=self.percentiles.get(unit),
                )
            )
        return places(standings, rules, _decisions(self.record, rules))

    def _parts(self, unit: str) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
        """Return what a unit has on each indicator and in each area where the score is their plain sum.

        Thresholds and ties may go by them, as may the order.
        """
        return ({}, {}) if self.final is None else self.final.parts(unit)

    @cached_property
    def undecided(self) -> dict[str, tuple[str, ...]]:
        """The units whose tier waits for a vote or a lot: by code, the keys of the rules that ask for it."""
        ordered = self.rules.ordered and self.complete
        return {unit: place.open for unit, place in self.places.items() if place.open} if ordered else {}

    @cached_property
    def undrawn(self) -> tuple[str, ...]:
        """The units that share a rank until a lot is drawn; by code."""
        if not (self.rules.ranking.by_lot and self.complete):
            return ()
        return tuple(unit for unit, place in self.places.items() if place.undrawn)

    @cached_property
    def _made(self) -> dict[str, Made | None]:
        """Return what the stages, or the profiles, of each unit come to."""
        if self.final and self.final.made:
            return dict(zip(self.final.units, self.final.made, strict=True))
        return {unit: one.made for unit, one in self.profiles.items()}

    @cached_property
    def _compared(self) -> dict[str, Fraction | None]:
        """Return the score of each unit as it is compared: exact where it is rounded in print only."""
        steps, step = (
            dict(zip(self.scores["unit"], self.scores["steps"], strict=True)),
            Fraction(self.rules.scores.step),
        )
        found: dict[str, Fraction | None] = {}
        for unit in map(str, self.record.units["unit"]):
            one, known = self._made.get(unit), steps.get(unit)
            exact = one is not None and self.rules.exact
            found[unit] = None if pd.isna(known) else one.score if one is not None and exact else int(known) * step
        return found

    @cached_property
    def percentiles(self) -> dict[str, int]:
        """The percentile of every unit, by code; empty where the rules ask for none, or scores are still to come."""
        rule, base = self.rules.percentile, self.record.base
        if rule is None or base is None or not self.complete:
            return {}
        scores = {unit: score for unit, score in self._compared.items() if score is not None}
        return rule.of(scores, [Fraction(s) for s in base["score"]], lowest_is_best=self.rules.best == "lowest")

    @cached_property
    def _points_by_reviewer(self) -> dict[str, dict[str, list[Fraction]]]:
        """Return the marks of each unit in the rounds that count, by reviewer, for ties that count them."""
        found: dict[str, dict[str, list[Fraction]]] = {}
        ranking = self.rules.ranking
        ties = [*ranking.tie_break, *(b for one in ranking.lists for b in one.tie_break)]
        if isinstance(self.record, ReviewedEdition) and any(b.voters or b.count is not None for b in ties):
            sheets, step = self.sheets, Fraction(self.record.rules.mark_scale.step)
            counted = places_of(counted_rounds(self.rules), sheets.rules)
            for i in np.flatnonzero(np.isin(sheets.round, counted)):
                own = found.setdefault(sheets.units[sheets.unit[i]], {})
                marks = sheets.marks[i] if sheets.given is None else sheets.marks[i][sheets.given[i]]
                own.setdefault(sheets.reviewers[sheets.reviewer[i]], []).extend(step * int(m) for m in marks)
        return found

    @cached_property
    def results(self) -> pd.DataFrame:
        """One row a unit: ``unit, name, cohort, score, withheld, tier, rank``.

        ``score``: points, ``Int64`` where the scale is in whole points, else exact ``decimal.Decimal``; missing where
        the source withholds it. ``tier`` and ``cohort``: ordered Categoricals in the order of the rules (the highest
        tier first). ``tier`` of a withheld score is the stated one; under other rules it is the tier into which every
        score that the unit may have falls, and missing where that is not one tier. ``rank``: ``Int64``, missing where
        the score is withheld. Sorted by tier, score, rank, cohort and code.

        This is the full table. What goes into a report is :attr:`published`.
        """
        scores = self.scores
        steps = scores["steps"]
        known = steps.notna().to_numpy()
        rank = pd.Series(pd.NA, index=scores.index, dtype="Int64")
        if self.rules.ordered and self.complete:
            by_unit = self.places
            rank = pd.Series([by_unit[str(u)].rank for u in scores["unit"]], index=scores.index, dtype="Int64")
        elif known.any() and self.complete:
            rank[known] = rank_scores(steps[known].to_numpy(np.int64), self.rules.ranking.ties)
        units = self.record.units
        frame = pd.DataFrame(
            {
                "unit": units["unit"],
                "name": units["name"],
                "cohort": units["cohort"].cat.set_categories(self.rules.cohorts_in(None), ordered=True),
                "score": self._points(steps),
                "withheld": scores["withheld"],
                "tier": self._tiers(),
                "rank": rank,
            }
        )
        return disclosure.in_order(frame, self.rules)

    @cached_property
    def published(self) -> pd.DataFrame:
        """The results with the scores and ranks that the publication rule lets out; same columns as :attr:`results`.

        Under other rules, units whose scores are withheld under those on file stay withheld, whatever tier they fall
        into. Units that are not to be named are named here; :meth:`shown` leaves that out.
        """
        if self.rules is self.record.rules:
            return disclosure.published(self.results, self.rules, open_=self._open)
        hidden = self.results["unit"].isin(self._on_file.withheld)
        return disclosure.published(self.results, self.rules, hidden, open_=self._open)

    @cached_property
    def _open(self) -> dict[str, tuple[str, ...]]:
        """The tiers that units may be in of which the tier is not decided yet."""
        return {unit: self.possible_tiers(unit) for unit in self.undecided}

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The codes of the units whose scores are withheld from the public."""
        found = self.results.loc[disclosure.withheld(self.results, self.rules, self._open), "unit"].astype(str)
        return frozenset(found) if self.rules is self.record.rules else frozenset(found) | self._on_file.withheld

    @cached_property
    def unnamed(self) -> frozenset[str]:
        """The codes of the units that are not named in public."""
        found = self.results.loc[disclosure.unnamed(self.results, self.rules, self._open), "unit"].astype(str)
        return frozenset(found) if self.rules is self.record.rules else frozenset(found) | self._on_file.unnamed

    @cached_property
    def _on_file(self) -> Evaluation:
        return Evaluation(self.record, self.record.rules)

    def shown(self, audience: Audience) -> pd.DataFrame:
        """Return the results for a kind of reader; same columns as :attr:`results`.

        Parameters
        ----------
        audience
            ``public``: :attr:`published`, without code and name of units that are not named. ``internal``: every score
            and rank on file; ``withheld`` says which of them are not for publication.
        """
        if audience_of(audience) == "public":
            return disclosure.anonymous(self.published, self.rules, self.unnamed) if self.unnamed else self.published
        return self.results.assign(withheld=self.results["unit"].isin(self.withheld))

    def near_cut_offs(self, audience: Audience = "public") -> pd.DataFrame:
        """Return the scores whose tier would change if they moved by ``rules.near_window`` or less.

        Parameters
        ----------
        audience
            Scores that this kind of reader does not see are left out.

        Returns
        -------
        As :func:`evalkit.scoring.near.near_cut_offs` describes it; one row a unit and direction.

        Raises
        ------
        EvalkitError
            The cut-offs of the edition are not on file.
        """
        if not self.rules.cut_offs_known:
            raise EvalkitError("cut-offs-unknown", edition=self.record.name)
        return near_cut_offs(self.shown(audience), self.scores.set_index("unit")["steps"], self.rules)

    @property
    def near_window(self) -> Decimal:
        """Points by which a score may move in :meth:`near_cut_offs`: a rule, or what follows from the scale."""
        return self.rules.scores.scale.to_points(self.rules.near_steps)

    def hidden_from(self, audience: Audience) -> frozenset[str]:
        """Return the codes of the units whose scores a kind of reader does not see."""
        return self.withheld if audience_of(audience) == "public" else frozenset()

    def unnamed_for(self, audience: Audience) -> frozenset[str]:
        """Return the codes of the units that are not named to a kind of reader."""
        return self.unnamed if audience_of(audience) == "public" else frozenset()

    @property
    def complete(self) -> bool:
        """Whether every participant is on file with its score; while a review is under way some scores are not."""
        return self.record.rules.complete and (self.final is None or bool(self.final.known.all()))

    @property
    def participants(self) -> int | None:
        """How many units took part; None where that is not known."""
        if self.complete:
            return len(self.record.units)
        return self._fact("participants", None)

    @cached_property
    def tier_by_unit(self) -> dict[str, str | None]:
        """The tier of every unit on file that takes part; None where it is not known."""
        rows = self.results[["unit", "tier"]].itertuples(index=False)
        return {str(unit): None if pd.isna(tier) else str(tier) for unit, tier in rows}

    def possible_tiers(self, unit: str) -> tuple[str, ...]:
        """Return the tiers that a participant may be in by what is on file; all where nothing is known of its score."""
        tier = self.tier_by_unit[unit]
        if tier is not None:
            return (tier,)
        if unit in self.undecided and (ends := self.places[unit].ends):
            return tuple(t.id for t in self.rules.tiers[ends[0] : ends[1] + 1])
        if not self.rules.cut_offs_known:
            return tuple(t.id for t in self.rules.tiers)
        (row,) = self.scores.loc[self.scores["unit"] == unit, ["highest", "lowest"]].to_numpy()
        best, worst = sorted(tier_numbers(row, self.rules).tolist())
        return tuple(t.id for t in self.rules.tiers[best : worst + 1])

    @cached_property
    def on_roster(self) -> frozenset[str]:
        """The codes of all units on file, whether they take part or not."""
        units = self.record.roster
        return frozenset(units["unit"].astype(str))

    @property
    def honour_total(self) -> int | None:
        """How many units hold the honour by the source, who they are or not; None where it does not say."""
        return self._fact("honour", None)

    def tier_total(self, tiers: Sequence[str]) -> int | None:
        """Return how many units were in any of these tiers; None where that is not known."""
        if self.complete:
            found = self.results["tier"]
            return None if found.isna().any() else int(found.isin(list(tiers)).sum())
        return self._fact("tier", set(tiers))

    def _fact(self, fact: str, tiers: set[str] | None) -> int | None:
        """Return a count on file that concerns all cohorts of the edition."""
        everything = {c.id for c in self.rules.cohorts}
        for row in [] if self.record.facts is None else self.record.facts.to_dict("records"):
            cohorts = everything if pd.isna(row["cohorts"]) else set(row["cohorts"].split())
            found = None if pd.isna(row["tiers"]) else set(row["tiers"].split())
            if row["fact"] == fact and cohorts == everything and found == tiers:
                return int(row["count"])
        return None

    def _require_complete(self) -> None:
        if not self.complete:
            raise EvalkitError("not-complete", edition=self.record.name)

    def counts(self, by: By | Sequence[By] = ("tier",), *, within: str | None = None) -> pd.DataFrame:
        """Count the participants.

        Parameters
        ----------
        by
            ``"cohort"``, ``"tier"``, or both.
        within
            A cohort group of the rules (such as ``"pilots"``) to which the count is confined.

        Returns
        -------
        The columns of `by` and ``count``; every combination has its row, zeros included.

        Raises
        ------
        EvalkitError
            Not every participant is on file: the count would be of what is known, not of what there was.
        """
        self._require_complete()
        return count(self._counted, self._by(by), within)

    def shares(
        self,
        by: By | Sequence[By] = ("tier",),
        of: Of = "participants",
        *,
        within: str | None = None,
        rounding: PercentRounding | None = None,
        decimals: int | None = None,
    ) -> pd.DataFrame:
        """Return counts with their share of a named denominator.

        Parameters
        ----------
        by
            ``"cohort"``, ``"tier"``, or both.
        of
            The denominator. ``participants``: all units that took part; ``all``: all units of the programme, whether or
            not they took part; ``cohort``: all units of the row's cohort; ``cohort-participants``: those of them that
            took part; ``tier``: all units of the row's tier.
        within
            A cohort group to which counts and denominators are confined: ``within="pilots"`` makes ``of="tier"`` "of
            the tier's pilots".
        rounding, decimals
            How ``percent`` is rounded; by default as in the rules.

        Returns
        -------
        The columns of `by`, then ``count``, ``of``, ``denominator``, ``share`` (exact ``Fraction``) and ``percent``
        (``Decimal``). Where a denominator is unknown or 0, ``share`` and ``percent`` are None.

        Raises
        ------
        UnknownName
            `by`, `of` or `within` is not one of the known words, or `of` needs a column that `by` lacks.
        """
        self._require_complete()
        places = self.rules.percent.decimals if decimals is None else decimals
        asked = (self._by(by), of, within, places, rounding or self.rules.percent.rounding)
        if asked not in self._shares:
            self._shares[asked] = share(self._counted, *asked)
        return self._shares[asked].copy()

    @cached_property
    def _shares(self) -> dict[tuple[Any, ...], pd.DataFrame]:
        """What was asked of :meth:`shares`: a page asks for the same of every tier."""
        return {}

    @cached_property
    def rubric(self) -> pd.DataFrame:
        """What is evaluated: ``area, indicator, points, weight``, one row an indicator, in the order of the rules.

        ``area`` and ``indicator`` are ids. ``points``: the most that an indicator can have (``Decimal``), None where
        the rules do not say. ``weight``: its share of the points of all indicators that are part of the score, each
        times its weight and that of its area, or of the weights alone where there are profiles (exact ``Fraction``; 0
        where it is not, or was dropped after marking), None where the points of any are not known.
        """
        placed = [(area, i) for area in self.rules.areas for i in area.indicators]
        rows = [(area.id, i.id, self.rules.points_of(i)) for area, i in placed]
        kept = {i.id for i in self.rules.kept}
        scored: list[Fraction | None] = []
        for (area, i), (*_, points) in zip(placed, rows, strict=True):
            each = 1 if self.rules.profiles is not None else points
            weighed = None if each is None else Fraction(each) * _one(i.weight) * _one(area.weight)
            scored.append(weighed if i.scored and i.id in kept else Fraction(0))
        known = [p for p in scored if p is not None]
        total = sum(known) if len(known) == len(rows) else 0
        weights = [p / total if p is not None and total else None for p in scored]
        frame = pd.DataFrame(rows, columns=["area", "indicator", "points"]).astype({"points": object})
        frame["weight"] = pd.Series(weights, dtype=object)
        return frame.where(frame.notna(), None)

    def participation(self) -> pd.DataFrame:
        """Return ``cohort, participants, total, absent`` for each cohort; ``total`` and ``absent`` nullable."""
        frame = self.counts("cohort").rename(columns={"count": "participants"})
        frame["total"] = pd.array([self.rules.total_of((str(c),)) for c in frame["cohort"]], dtype="Int64")
        frame["absent"] = frame["total"] - frame["participants"]
        return frame

    def replace(self, rules: Rules | None = None, **changes: Any) -> Evaluation:
        """Evaluate the same marks under other rules.

        Parameters
        ----------
        rules
            The rules to apply; by default those of this evaluation.
        **changes
            Top-level keys of the rules to replace, such as ``tiers=[...]``. Where marks are on file, ``areas`` with
            other points stretch the marks in proportion, and ``review`` may combine them by another rule.

        Raises
        ------
        EditionError
            The rules contradict themselves.
        EvalkitError
            They measure scores in other steps than those on file, leave out a cohort of units on file, have other
            indicators or grades than those that were marked, treat marks that are not there in another way, or count a
            round in which no marks were given.
        """
        rules = variant(rules or self.rules, **changes) if changes else rules or self.rules
        if rules.scores.ends != self.record.rules.scores.ends:
            raise EvalkitError("other-scale", edition=self.record.name)
        given_marks = self.record.rules.marked or self.record.profiles is not None
        if given_marks and [i.id for i in rules.indicators] != [i.id for i in self.rules.indicators]:
            raise EvalkitError("other-indicators", edition=self.record.name)
        if given_marks and not _same_marks(self.record.rules, rules):
            raise EvalkitError("other-marks", edition=self.record.name)
        if self.record.rules.marked and rules.review.final is not None:
            given = {r.id for r in self.record.rules.marked_rounds}
            for name in counted_rounds(rules):
                if name not in given:
                    raise EvalkitError("other-rounds", edition=self.record.name, round=name)
        left_out = set(self.record.units["cohort"]) - set(rules.cohorts_in(None))
        if left_out:
            raise EvalkitError("other-cohorts", edition=self.record.name, cohorts=", ".join(sorted(left_out)))
        # What was dropped here has no marks, whatever the rules are.
        dropped = self.record.rules.dropped
        return Evaluation(self.record, rules if rules.dropped == dropped else rules.without(dropped))

    @property
    def _counted(self) -> Counted:
        return Counted(self.results[["cohort", "tier"]], self.rules)

    @staticmethod
    def _by(by: By | Sequence[By]) -> tuple[By, ...]:
        keys: tuple[By, ...] = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
        for key in keys:
            if key not in BY:
                raise UnknownName("grouping", key, BY)
        return keys

    def _points(self, steps: pd.Series) -> pd.Series:
        scale = self.rules.scores.scale
        if scale.whole:
            return steps * int(scale.step)
        return pd.Series([None if pd.isna(s) else scale.to_points(int(s)) for s in steps], dtype=object)

    def _tiers(self) -> pd.Categorical[str]:
        scores = self.scores
        names = [tier.id for tier in self.rules.tiers]
        codes = np.full(len(scores), -1, dtype=np.int64)
        if self.rules.tiers == self.record.rules.tiers:
            codes = np.array(
                [-1 if pd.isna(tier) else names.index(tier) for tier in scores["stated_tier"]], dtype=np.int64
            )
        if self.rules.ordered and self.complete and not self.rules.decided_by_score:
            tiers = [self.places[str(unit)].tier for unit in scores["unit"]]
            codes = np.array([c if t is None else t for t, c in zip(tiers, codes, strict=True)], dtype=np.int64)
        elif self.rules.cut_offs_known:
            low = tier_numbers(scores["lowest"].to_numpy(), self.rules)
            high = tier_numbers(scores["highest"].to_numpy(), self.rules)
            codes = np.where(low == high, low, codes).astype(np.int64)
        return pd.Categorical.from_codes(codes, categories=pd.Index(names), ordered=True)


def _decisions(record: EditionRecord, rules: Rules) -> Decisions:
    """Return the lots and votes on file, or the lots that follow from a published seed."""
    lots: dict[tuple[str | None, str], int] = {}
    votes: dict[tuple[str, str], tuple[int, int, int, int]] = {}
    if rules.lots is not None:
        order = rules.lots.order(map(str, record.units["unit"]))
        lots = {(tier, unit): place for tier in rules.drawn for unit, place in order.items()}
    elif record.lots is not None:
        for tier, unit, drawn in record.lots[["tier", "unit", "order"]].itertuples(index=False):
            lots[None if pd.isna(tier) else str(tier), str(unit)] = int(drawn)
    if record.votes is not None:
        for vote, unit, *cast in record.votes[["vote", "unit", "yes", "no", "abstain", "maybe"]].itertuples(
            index=False
        ):
            yes, no, abstain, maybe = (0 if pd.isna(n) else int(n) for n in cast)
            votes[str(vote), str(unit)] = (yes, no, abstain, maybe)
    return Decisions(lots, votes)


def _one(weight: Decimal | None) -> Fraction:
    return Fraction(1 if weight is None else weight)


def _same_marks(given: Rules, wanted: Rules) -> bool:
    """Tell whether marks given under some rules mean something under others: points may differ, words may not."""
    if given.marks is None or wanted.marks is None:
        return given.marks == wanted.marks
    kept = ("not_applicable", "missing")
    grades = [[r.scale_of(i).grades for i in r.indicators] for r in (given, wanted)]
    same = grades[0] == grades[1] and given.best == wanted.best
    return same and all(getattr(given.marks, k) == getattr(wanted.marks, k) for k in kept)
