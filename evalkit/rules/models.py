"""The rules of one edition: rubric, cohorts, tiers, rounding, ranking, publication. All of it data, none of it code.

``rules.toml`` is read into the frozen :class:`Rules`. An unknown key is an error; so is every contradiction between
keys (see :mod:`evalkit.rules.checks`).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from evalkit.rules.audience import Audience
from evalkit.rules.ballots import Ballot
from evalkit.rules.base import Count, Id, Line, Model, Points
from evalkit.rules.codes import fitting, pattern_error
from evalkit.rules.implied import WHOLE
from evalkit.rules.labels import Label
from evalkit.rules.lots import Lots
from evalkit.rules.percentile import Percentile
from evalkit.rules.points import RoundingRule, Scale, parse_decimal, round_quotient
from evalkit.rules.profiles import Profiles
from evalkit.rules.report import Report
from evalkit.rules.scales import Best, MarkScale, Missing, NotApplicable, common_step
from evalkit.rules.stages import (
    AdjustmentKind,
    CapRule,
    Difficulty,
    Final,
    Formula,
    Quota,
    Ranking,
    Threshold,
    Veto,
)
from evalkit.rules.texts import Noun as Noun
from evalkit.rules.texts import Text as Text
from evalkit.rules.texts import language_code
from evalkit.rules.timeline import Days
from evalkit.rules.validity import TierValidity
from evalkit.rules.votes import Vote
from evalkit.wording import LANGUAGES, Language

PercentRounding = Literal["half-up", "half-even", "largest-remainder"]
RoundKind = Literal["open", "grouped", "crossed", "discussion"]
Level = Literal["counts", "some-scores", "tiers", "scores", "marks"]
CancelledRule = Literal["passed-over", "breaks"]
ResignedRule = Literal["count", "leave-out"]
#: What stands in a column for which rules ask by name.
Asked = Literal["flag", "number", "date"]

#: Where the rules do not say how near is near: 2 % of the range of the scores, 2 points of 100.
_NEAR_PART = 50


def _listed(value: object) -> object:
    """Take one table, or one number, for a list of one."""
    return (value,) if isinstance(value, (dict, int)) else value


def _pattern(value: str) -> str:
    why = pattern_error(value)
    if why is not None:
        raise PydanticCustomError("bad-pattern", "not a regular expression", {"why": why})
    return value


LanguageCode = Annotated[Language, AfterValidator(language_code)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class OnFile(Model):
    """How much of the edition is on file.

    ``marks``: every mark of every reviewer, from which the scores are computed. ``scores``: every participant with its
    score. ``tiers``: every participant with its tier, and no scores: a recognition, a list that was published.
    ``some-scores``: a few units, whose tier or score is known.
    ``counts``: only how many there were.
    """

    level: Level


class Window(Model):
    """The days whose activity is evaluated, both included."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> Days:
        """The first and the last day."""
        return self.first, self.last


class Cohort(Model):
    """A batch of units.

    ``code`` is a check: the regular expression that the whole code of each of its units matches. ``total`` counts all
    units of the cohort, evaluated or not, and is absent where that is not known.
    """

    id: Id
    name: Text
    code: Pattern | None = None
    total: Count | None = None


class CohortGroup(Model):
    """Cohorts taken together, for shares within the group."""

    id: Id
    name: Text
    cohorts: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


class Grade(Model):
    """A mark that is a word: what stands in the table, how many points it is worth, and how readers know it."""

    id: Line
    value: Points
    name: Text | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may stand for it: its id and its names, each once."""
        names = self.name.values() if self.name else ()
        return tuple(dict.fromkeys((self.id, *names)))


class Indicator(Model):
    """A second-level indicator; ``points`` is its maximum and is absent where the source does not print it.

    ``standard`` is what a reviewer goes by, in a sentence or two. ``minimum``, ``maximum``, ``step`` and ``grades`` are
    as under ``[marks]``, for this indicator alone; ``maximum`` and ``points`` say the same. ``about = "reviewer"``: the
    mark is about its author (confidence, expertise), is in no score and in no statistic of agreement.
    ``counts = false``: it is on file and among the statistics, and in no score.
    ``types``: the types of unit that have it, all where it is absent. ``role``: who marks it, everybody where it is
    absent. ``weight``: what its marks are multiplied by. ``bonus``: its points are outside ``total_points``.
    """

    id: Id
    name: Text
    points: Points | None = None
    standard: Text | None = None
    types: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    role: Id | None = None
    weight: Points | None = None
    bonus: bool = False
    minimum: Points | None = None
    maximum: Points | None = None
    step: Points | None = None
    grades: Annotated[tuple[Grade, ...], Field(strict=False)] = ()
    about: Literal["reviewer"] | None = None
    counts: bool = True

    @property
    def scored(self) -> bool:
        """Whether its marks are part of the score."""
        return self.counts and self.about is None

    def is_for(self, kind: str | None) -> bool:
        """Tell whether units of a type have it."""
        return not self.types or kind in self.types


class Subject(Model):
    """A field of industry or science: a unit belongs to one, a reviewer knows one. Groups are made by it."""

    id: Id
    name: Text


class Area(Model):
    """A first-level indicator.

    ``maximum``: the most that its indicators count for together. ``cap``: whether that holds for the ``combined``
    points or for those of each ``reviewer``. ``weight``: what its points are multiplied by after that.
    """

    id: Id
    name: Text
    maximum: Points | None = None
    cap: CapRule | None = None
    weight: Points | None = None
    indicators: Annotated[tuple[Indicator, ...], Field(strict=False)] = ()


class Scores(Model):
    """What a final score may be, in points: from ``min`` to ``max`` in steps of ``step``, below 0 or above.

    ``best`` is the end that is good, where no marks say so. A score that is computed and above ``cap`` is ``cap``; one
    below ``floor`` is ``floor``.
    """

    min: Points
    max: Points
    step: Points
    best: Best | None = None
    cap: Points | None = None
    floor: Points | None = None

    @property
    def ends(self) -> tuple[Decimal, Decimal, Decimal]:
        """The least and the highest score, and the step between two."""
        return self.min, self.max, self.step

    @property
    def scale(self) -> Scale:
        """The scale that turns these scores into integers."""
        return Scale(self.step)


class Banding(Model):
    """How a score is rounded before it is compared with the tiers; without effect where ``to_nearest`` is the step."""

    to_nearest: Points
    rounding: RoundingRule


class Tier(Model):
    """A grade: scores from ``lowest`` to ``highest``, both included, after the rounding of ``banding``.

    Without any ``highest``, each tier ends below the ``lowest`` of the one before. Where low scores are good, the first
    tier has the lowest, and it is ``highest`` that decides: without any ``lowest``, each begins above the one before.
    Both are absent where the source does not print the cut-offs, and where thresholds and quotas alone decide: then a
    unit is in the first tier until one of them moves it.
    """

    id: Id
    name: Text
    lowest: Points | None = None
    highest: Points | None = None

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest score; ValueError where the cut-offs are unknown."""
        if self.lowest is None or self.highest is None:
            raise ValueError(f"the cut-offs of tier {self.id} are unknown")
        return self.lowest, self.highest


class Percent(Model):
    """How shares are printed: decimals, and the rule for rounding them."""

    decimals: Annotated[int, Field(ge=0, le=6)] = 1
    rounding: PercentRounding = "half-up"


class Publication(Model):
    """What may go out of the units of each tier: whoever has no name in public has neither score nor rank there.

    ``withhold_ranks_of`` is the tiers of ``withhold_scores_of`` where it is absent. ``to_units`` is what of the review
    a unit learns about itself by its letter.
    """

    withhold_scores_of: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    withhold_ranks_of: Annotated[tuple[Id, ...], Field(strict=False)] | None = None
    withhold_names_of: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    to_units: Annotated[tuple[Literal["comments", "reasons"], ...], Field(strict=False)] = ()

    @property
    def without_score(self) -> tuple[str, ...]:
        """The tiers of which no score goes out."""
        return tuple(dict.fromkeys((*self.withhold_scores_of, *self.withhold_names_of)))

    @property
    def without_rank(self) -> tuple[str, ...]:
        """The tiers of which no rank goes out."""
        own = self.withhold_scores_of if self.withhold_ranks_of is None else self.withhold_ranks_of
        return tuple(dict.fromkeys((*own, *self.withhold_names_of)))

    @property
    def scores_held_by(self) -> str:
        """The key that keeps scores back; empty where none does."""
        return next((key for key in ("withhold_scores_of", "withhold_names_of") if getattr(self, key)), "")


class Marks(Model):
    """What a mark may be, in points: from ``minimum`` to ``maximum`` in steps of ``step``, counted from the minimum.

    Where there is no ``maximum``, it is the points of the indicator. ``grades`` stand in the place of all three.
    ``best`` is the end that is good, the highest where nothing is said. ``not_applicable`` is what becomes of a mark
    ``NA``; ``missing`` what becomes of marks and sheets that are not there. ``ballot`` is what the marks of one
    reviewer must be, taken together: one table or a list of them.
    """

    minimum: Points | None = None
    maximum: Points | None = None
    step: Points | None = None
    grades: Annotated[tuple[Grade, ...], Field(strict=False)] = ()
    best: Best | None = None
    not_applicable: NotApplicable = "refuse"
    missing: Missing = "refuse"
    ballot: Annotated[tuple[Ballot, ...], Field(strict=False), BeforeValidator(_listed)] = ()


def first_of(*values: Decimal | None) -> Decimal | None:
    """Return the first value that is given."""
    return next((value for value in values if value is not None), None)


class Round(Model):
    """A step of the review.

    ``open``: units are marked by whoever is asked. ``grouped``: by reviewers of their own field. ``crossed``: by
    reviewers of other fields, who did not mark them before. ``discussion``: all talk about the important differences,
    and what they decide is minuted.
    ``factor``: what its marks are multiplied by; ``difficulty``: the same by a number of each unit. ``weight``: what
    it counts for among the rounds. ``counts = false``: its marks are on file and in no score.
    """

    id: Id
    name: Text
    kind: RoundKind = "open"
    reviewers_per_unit: Annotated[int, Field(ge=1)] | None = None
    factor: Points | None = None
    difficulty: Difficulty | None = None
    weight: Points | None = None
    counts: bool = True


class Conflicts(Model):
    """Which ties between a reviewer and a unit keep the one from marking the other.

    A current affiliation always does, a declared recusal too. ``former_years``: so does an affiliation that ended at
    most this many years before the last day of the window. ``reciprocal``: no two reviewers mark each other's units.
    """

    former_years: Count
    reciprocal: bool


class Importance(Model):
    """What makes a difference between the reviewers of one unit important; any one of those given suffices.

    ``points``: the highest and the lowest total differ by at least this much. ``spreads``: by at least this many
    standard deviations of the units' mean totals. ``tiers``: the reviewers' totals fall into at least this many tiers.
    """

    points: Points | None = None
    spreads: Points | None = None
    tiers: Annotated[int, Field(ge=2)] | None = None


class Role(Model):
    """A kind of reviewer; ``weight``: what the marks of this kind count for among those of all kinds."""

    id: Id
    name: Text
    weight: Points | None = None


class Milestone(Model):
    """A dated event of the evaluation."""

    date: dt.date
    what: Text


class Review(Model):
    """How the reviewers work, as far as it is known.

    ``resigned``: whether the sheets of a reviewer who gives up under way count, as far as they were done by then
    (``count``), or are left out and given to others anew (``leave-out``).
    """

    rounds: Annotated[tuple[Round, ...], Field(strict=False)] = ()
    roles: Annotated[tuple[Role, ...], Field(strict=False)] = ()
    conflicts: Conflicts | None = None
    importance: Importance | None = None
    final: Final | None = None
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False)] = ()
    resigned: ResignedRule = "count"


class AbsenceReason(Model):
    """A reason for not taking part."""

    id: Id
    name: Text


class Eligibility(Model):
    """Which units take part: those whose submitted information is complete enough, whatever its quality.

    A unit takes part where it submitted something on every indicator of ``required`` and on at least ``at_least``
    indicators in all. ``reasons`` are those for not taking part that absences.csv may name.
    """

    required: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    at_least: Count = 0
    reasons: Annotated[tuple[AbsenceReason, ...], Field(strict=False)] = ()


class AppealGround(Model):
    """A ground on which a unit may appeal."""

    id: Id
    name: Text


class Appeals(Model):
    """Which appeals the rules admit: on one of ``grounds``, within so many days after the results are published."""

    days: Annotated[int, Field(ge=1)]
    grounds: Annotated[tuple[AppealGround, ...], Field(strict=False, min_length=1)]


class Honour(Model):
    """A distinction for units that were in ``tier`` in this many consecutive editions, this one the last.

    An edition that was cancelled (``programme.toml``) is ``passed-over``: it neither counts nor interrupts; or it
    ``breaks`` the run, which then begins anew after it. ``validity`` is absent where nobody says how long it is valid.
    """

    name: Text
    tier: Id
    consecutive: Annotated[int, Field(ge=1)]
    cancelled: CancelledRule = "passed-over"
    validity: TierValidity | None = None


class Watch(Model):
    """The units to watch: those in one of ``tiers``, or absent, in this many consecutive editions, this one the last.

    ``absence``: whether an edition in which a unit did not take part counts like one in which it was in such a tier.
    ``audience``: who sees the list; ``internal`` keeps it out of public pages. ``cancelled`` is as under ``[honour]``.
    """

    tiers: Annotated[tuple[Id, ...], Field(strict=False)] = ()
    absence: bool
    consecutive: Annotated[int, Field(ge=1)]
    audience: Audience = "internal"
    cancelled: CancelledRule = "passed-over"


class SourceTable(Model):
    """Where a table is in the source, and what its columns are called there.

    ``[source.tables.marks]`` is about ``marks.csv``. Where ``columns`` does not name a column, it is called in the
    source as it is here, in capitals or not. What else stands there is passed over. ``parts``: the table is in several
    sheets or files, each for one value of the column ``part``, which is ``reviewer`` where the table has that.
    ``under``: so it is in the columns of one sheet that stand side by side, each group under a name of its own.
    """

    sheet: Line | None = None
    file: Line | None = None
    query: str | None = None
    parts: dict[str, Line] = Field(default_factory=dict)
    under: dict[str, Line] = Field(default_factory=dict)
    part: Line = "reviewer"
    header: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(strict=False), BeforeValidator(_listed)] = ()
    columns: dict[str, Line] = Field(default_factory=dict)
    fill: dict[str, Line] = Field(default_factory=dict)
    across: Line | None = None
    wide: dict[str, Line] = Field(default_factory=dict)
    take: dict[str, Pattern] = Field(default_factory=dict)
    recode: dict[str, dict[str, str]] = Field(default_factory=dict)
    only: dict[str, Annotated[tuple[str, ...], Field(strict=False, min_length=1)]] = Field(default_factory=dict)
    filled: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    down: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    distinct: bool = False


class Source(Model):
    """Where the tables are that are no CSV files beside ``rules.toml``.

    In ``programme.toml`` it holds for every edition that has none of its own. What is not in the edition's folder (a
    database, a file elsewhere) is read by ``evalkit freeze`` alone, which puts a copy into ``frozen/``.
    """

    kind: Literal["csv", "parquet", "workbook", "sql"]
    file: Line | None = None
    folder: Line = "."
    url: Line | None = None
    separator: Literal[",", ";", "|", "tab"] = ","
    decimal: Literal[".", ","] = "."
    tables: dict[Id, SourceTable] = Field(default_factory=dict)


class UnitType(Model):
    """A type of unit with indicators of its own; ``total_points`` where it is not that of the others."""

    id: Id
    name: Text
    total_points: Points | None = None


class Adjustment(Model):
    """Points that no reviewer gives, one row a unit in ``adjustments.csv``, or by a ``formula``.

    ``given``: added as they are; ``bonus``: added; ``deduction``: taken off. ``maximum``: the most that all rows of a
    unit count for together.
    """

    id: Id
    name: Text
    kind: AdjustmentKind
    maximum: Points
    formula: Formula | None = None


class Rules(Model):
    """All rules of one edition. Immutable; :func:`evalkit.rules.checks.variant` makes a checked variant.

    ``near_window`` is a multiple of the step of the scores. A score is near a cut-off where a move by that much or
    less, upwards or downwards, would change its tier. Where it is absent, it is a fiftieth of the range of the scores,
    rounded to whole steps, one step at least: 2 points from 0 to 100 by 1, 0.1 from 1 to 6 by 0.05.
    """

    programme: Id
    edition: Id
    title: Text
    data: OnFile = OnFile(level="scores")
    window: Window | None = None
    cohorts: Annotated[tuple[Cohort, ...], Field(strict=False, min_length=1)]
    cohort_groups: Annotated[tuple[CohortGroup, ...], Field(strict=False)] = ()
    subjects: Annotated[tuple[Subject, ...], Field(strict=False)] = ()
    eligibility: Eligibility | None = None
    appeals: Appeals | None = None
    types: Annotated[tuple[UnitType, ...], Field(strict=False)] = ()
    total_points: Points | None = None
    areas: Annotated[tuple[Area, ...], Field(strict=False)] = ()
    marks: Marks | None = None
    profiles: Profiles | None = None
    scores: Scores
    banding: Banding | None = None
    near_window: Points | None = None
    adjustments: Annotated[tuple[Adjustment, ...], Field(strict=False)] = ()
    tiers: Annotated[tuple[Tier, ...], Field(strict=False)] = ()
    thresholds: Annotated[tuple[Threshold, ...], Field(strict=False)] = ()
    votes: Annotated[tuple[Vote, ...], Field(strict=False)] = ()
    quotas: Annotated[tuple[Quota, ...], Field(strict=False)] = ()
    vetoes: Annotated[tuple[Veto, ...], Field(strict=False)] = ()
    validity: TierValidity | None = None
    labels: Annotated[tuple[Label, ...], Field(strict=False)] = ()
    ranking: Ranking = Ranking()
    lots: Lots | None = None
    percentile: Percentile | None = None
    percent: Percent = Percent()
    publication: Publication = Publication()
    review: Review = Review()
    honour: Honour | None = None
    watch: Watch | None = None
    report: Report | None = None
    source: Source | None = None
    # Not in rules.toml: it happens when marks are there, and has a table of its own.
    _dropped: tuple[str, ...] = PrivateAttr(default=())

    def __repr__(self) -> str:
        scale = f"scores {self.scores.min}–{self.scores.max} by {self.scores.step}"
        sizes = f"{len(self.cohorts)} cohorts, {len(self.areas)} areas, {len(self.indicators)} indicators"
        return f"<Rules {self.programme}/{self.edition}: {scale}; {len(self.tiers)} tiers, {sizes}>"

    def __str__(self) -> str:
        return repr(self)

    def model_copy(self, **changes: Any) -> Rules:
        """Return a copy, as pydantic makes it, without what was worked out from what may be other in the copy."""
        copied = super().model_copy(**changes)
        for name in vars(copied).keys() - type(self).model_fields.keys():
            del vars(copied)[name]
        return copied

    @property
    def has_cohorts(self) -> bool:
        """Whether the rules name several cohorts: one of all units, named or put in, is none of which pages speak."""
        return len(self.cohorts) > 1

    @property
    def has_areas(self) -> bool:
        """Whether the rules name areas; where they do not, there may be one that stands for all indicators."""
        return bool(self.areas) and [a.id for a in self.areas] != [WHOLE]

    @property
    def complete(self) -> bool:
        """Whether every participant is on file, so that counts and ranks mean something."""
        return self.data.level in ("tiers", "scores", "marks")

    @property
    def scored(self) -> bool:
        """Whether participants have scores; else their tiers are all that is known, or less."""
        return self.data.level in ("scores", "marks")

    @property
    def marked(self) -> bool:
        """Whether the scores are computed from the marks of reviewers."""
        return self.data.level == "marks"

    @cached_property
    def mark_scale(self) -> Scale:
        """The scale that turns every mark into an integer; ValueError where the rules do not say what a mark may be.

        Its step is the largest that all marks on all indicators are multiples of.
        """
        scales = [self.scale_of(i) for i in self.indicators]
        if not scales and self.marks is not None and self.marks.step is not None:
            return Scale(self.marks.step)
        return Scale(common_step(n for s in scales for n in (s.minimum, s.step, *s.grades.values())))

    def scale_of(self, indicator: Indicator) -> MarkScale:
        """Return what a mark on an indicator may be; ValueError where the rules do not say."""
        if self.marks is None:
            raise ValueError("the rules do not say what a mark may be")
        grades = self.grades_of(indicator)
        if grades:
            values = {grade.id: grade.value for grade in grades}
            least, most = min(values.values()), max(values.values())
            apart = common_step([v - least for v in values.values()]) if most > least else Decimal(1)
            return MarkScale(least, most, apart, self.best, values)
        minimum = first_of(indicator.minimum, self.marks.minimum) or Decimal(0)
        maximum = first_of(indicator.maximum, indicator.points, self.marks.maximum)
        step = first_of(indicator.step, self.marks.step)
        if maximum is None or step is None:
            raise ValueError(f"the rules do not say what a mark on {indicator.id} may be")
        return MarkScale(minimum, maximum, step, self.best)

    def grade_words(self, indicator: Indicator) -> dict[str, Decimal]:
        """Return every word that may stand for a grade, its id and its names, with its value; none without grades."""
        return {word: grade.value for grade in self.grades_of(indicator) for word in grade.words}

    def grades_of(self, indicator: Indicator) -> tuple[Grade, ...]:
        """Return the grades of an indicator: its own, or those of all, unless it has a range of its own."""
        own = any(value is not None for value in (indicator.minimum, indicator.maximum, indicator.step))
        return indicator.grades or (() if own or self.marks is None else self.marks.grades)

    @property
    def may_be_not_applicable(self) -> bool:
        """Whether a mark may say that the indicator is not applicable."""
        return self.marks is not None and self.marks.not_applicable != "refuse"

    @property
    def dropped(self) -> tuple[str, ...]:
        """The ids of the indicators that were dropped after marking: no mark on them counts, for anybody."""
        return self._dropped

    def without(self, indicators: Collection[str]) -> Rules:
        """Return these rules with some indicators dropped, and no others; the rest stands for the whole."""
        rules = self.model_copy()
        rules._dropped = tuple(i.id for i in self.indicators if i.id in indicators)
        return rules

    @cached_property
    def kept(self) -> tuple[Indicator, ...]:
        """Every indicator that was not dropped after marking, in the order of the areas."""
        return tuple(indicator for indicator in self.indicators if indicator.id not in self._dropped)

    @cached_property
    def counting(self) -> tuple[Indicator, ...]:
        """The indicators of which scores are made: part of the score, and not dropped after marking."""
        return tuple(indicator for indicator in self.kept if indicator.scored)

    def is_dropped(self, indicator: str) -> bool:
        """Tell whether an indicator, by its id, was dropped after marking."""
        return indicator in self._dropped

    @cached_property
    def outside(self) -> frozenset[str]:
        """The ids of what is outside the whole: a bonus, and what only takes points off beside others that give them.

        The others stand for the whole without them, and where there is no mark on one of them it adds nothing.
        """
        scored = [i for i in self.indicators if i.scored]
        most = {i.id: scale.maximum for i in scored if (scale := self.known_scale(i)) is not None}
        takes = {i for i, maximum in most.items() if maximum == 0} if any(m > 0 for m in most.values()) else set()
        return frozenset({i.id for i in scored if i.bonus} | takes)

    @cached_property
    def multipliers(self) -> Mapping[str, Fraction]:
        """What the marks on each indicator are multiplied by, by its id: its weight times that of its area."""
        weights = dict[str, Fraction]()
        for area in self.areas:
            of_area = Fraction(1 if area.weight is None else area.weight)
            weights |= {i.id: Fraction(1 if i.weight is None else i.weight) * of_area for i in area.indicators}
        return weights

    @cached_property
    def weights_in_whole(self) -> Mapping[str, Fraction]:
        """What each indicator weighs in the whole, by its id: what its marks are multiplied by; 0 outside it."""
        return {name: Fraction(0) if name in self.outside else own for name, own in self.multipliers.items()}

    @property
    def may_lack_marks(self) -> bool:
        """Whether a unit may have no mark on an indicator."""
        return bool(self._dropped) or self.leaves_out

    @property
    def leaves_out(self) -> bool:
        """Whether marks that are not applicable, or not there, are left out, so that the others stand for them."""
        marks = self.marks
        return marks is not None and "leave-out" in (marks.not_applicable, marks.missing)

    @property
    def may_lack_sheets(self) -> bool:
        """Whether marks and sheets that are not there are left out, so that nobody waits for them."""
        return self.marks is not None and self.marks.missing == "leave-out"

    def points_of(self, indicator: Indicator) -> Decimal | None:
        """Return the most points that an indicator may have; None where that is not known, or it has a profile."""
        if self.profiles is not None:
            return None
        scale = self.known_scale(indicator)
        return first_of(indicator.points, indicator.maximum) if scale is None else scale.maximum

    def known_scale(self, indicator: Indicator) -> MarkScale | None:
        """Return what a mark on an indicator may be, or None where the rules do not say."""
        try:
            return self.scale_of(indicator)
        except ValueError:
            return None

    @property
    def best(self) -> Best:
        """Which end of the marks, and so of the scores, is good."""
        own = None if self.marks is None else self.marks.best
        return own or self.scores.best or "highest"

    @property
    def kinds(self) -> tuple[str | None, ...]:
        """The types of which scores are shown apart, since they are not compared: other totals, or ranks of their own.

        One None where the scores of all units are shown together.
        """
        totals = {self.total_points if t.total_points is None else t.total_points for t in self.types}
        apart = len(self.types) > 1 and (len(totals) > 1 or self.ranking.within == "type")
        return tuple(t.id for t in self.types) if apart else (None,)

    @property
    def best_score(self) -> Decimal:
        """The best score that there is."""
        return self.scores.max if self.best == "highest" else self.scores.min

    @property
    def ballots(self) -> tuple[Ballot, ...]:
        """What the marks of one reviewer must be, taken together."""
        return () if self.marks is None else self.marks.ballot

    def on_ballot(self, ballot: Ballot) -> tuple[Indicator, ...]:
        """Return the indicators that a rule for ballots is about, as far as they are not dropped."""
        return tuple(i for i in self.kept if i.id in ballot.indicators) if ballot.indicators else self.counting

    @property
    def marked_rounds(self) -> tuple[Round, ...]:
        """The rounds in which reviewers mark on their own, in their order."""
        return tuple(r for r in self.review.rounds if r.kind != "discussion")

    @property
    def discussion(self) -> Round | None:
        """The round in which important differences are discussed, or None."""
        return next((r for r in self.review.rounds if r.kind == "discussion"), None)

    @property
    def cut_offs_known(self) -> bool:
        """Whether a score decides the tier."""
        return bool(self.tiers) and all(self.limit_of(tier) is not None for tier in self.tiers)

    @property
    def limit(self) -> Literal["lowest", "highest"]:
        """The end of a tier by which it is told from the next: its lowest score; its highest where low is good."""
        return "lowest" if self.best == "highest" else "highest"

    def limit_of(self, tier: Tier) -> Decimal | None:
        """Return the score at the end of a tier by which it is told from the next; None where that is not known."""
        return tier.lowest if self.limit == "lowest" else tier.highest

    @property
    def cut_offs(self) -> tuple[Decimal, ...]:
        """The cut-offs between the tiers, the first below the first tier: the worst score that is still in it."""
        limits = [self.limit_of(tier) for tier in self.tiers[:-1]]
        return tuple(limit for limit in limits if limit is not None) if self.cut_offs_known else ()

    @property
    def staged(self) -> bool:
        """Whether there is more between the marks and the score than a rule for several reviewers and one sum."""
        final, areas = self.review.final, self.areas
        own = [i.types or i.weight is not None for i in self.indicators]
        return final is not None and bool(
            any(own)
            or any(area.maximum is not None or area.weight is not None for area in areas)
            or any(r.factor is not None or r.difficulty is not None or not r.counts for r in self.review.rounds)
            or any(role.weight is not None for role in self.review.roles)
            or final.rule in ("sum", "consensus")
            or (final.drop, final.reviewer_weight, final.rounds, final.multiply) != (None, None, None, None)
            or final.criteria != "sum"
            or [r.after for r in final.rounding] not in ([], ["score"])
            or final.exact
            or self.adjustments
            or (self.scores.cap, self.scores.floor) != (None, None)
        )

    @property
    def adds_marks(self) -> bool:
        """Whether the marks of all reviewers are added, as votes are: there is no full number of points then."""
        return self.review.final is not None and self.review.final.rule == "sum"

    @property
    def sheets_alike(self) -> bool:
        """Whether every sheet holds the same indicators, and marks are no votes: sheets can be compared as wholes."""
        parted = any(i.types or i.role for i in self.indicators)
        return not (self.adds_marks or parted or any(ballot.fixed for ballot in self.ballots))

    @property
    def groups_ranked(self) -> tuple[UnitType | Cohort | Subject, ...]:
        """The types, cohorts or subjects within which units are ranked; none where all are ranked together."""
        within = self.ranking.within
        if within == "type":
            return self.types
        return self.cohorts if within == "cohort" else self.subjects if within == "subject" else ()

    @property
    def ordered(self) -> bool:
        """Whether ranks and tiers are more than the falling order of the printed scores and where they fall."""
        return self.reordered or self.best == "lowest"

    @property
    def reordered(self) -> bool:
        """Whether more than the printed score, whichever end is good, decides about ranks and tiers."""
        return bool(self.beside_score or self.ranking != Ranking(ties=self.ranking.ties) or self.exact)

    @property
    def exact(self) -> bool:
        """Whether the score is rounded in print only, and compared, ranked and put into tiers as it is."""
        made = self.profiles or self.review.final
        return made is not None and made.exact

    @property
    def beside_score(self) -> int:
        """How many rules may move a unit out of the tier of its score."""
        return len(self.thresholds) + len(self.votes) + len(self.quotas) + len(self.vetoes)

    @property
    def drawn(self) -> tuple[str | None, ...]:
        """For what lots are drawn: the tiers of quotas, and None for ranks."""
        tiers = tuple(q.tier for q in self.quotas if q.ties == "lots")
        return (*tiers, None) if self.ranking.by_lot else tiers

    @property
    def moved(self) -> bool:
        """Whether a unit may be in a tier without cut-offs: in the first one, until one of these moves it."""
        return bool(self.thresholds or self.votes or self.quotas)

    @property
    def decided_by_score(self) -> bool:
        """Whether a score, as it is printed, alone decides the tier."""
        return self.cut_offs_known and not (self.beside_score or self.exact)

    @property
    def profile_grades(self) -> tuple[Grade, ...]:
        """The grades over which profiles are shares, the best first; none where marks are no words."""
        grades = () if self.marks is None else self.marks.grades
        return tuple(sorted(grades, key=lambda g: g.value, reverse=self.best == "highest"))

    def points_of_word(self, indicator: str, word: str) -> Fraction | None:
        """Return how many points a mark that is written so has on an indicator; None where there is no such mark."""
        own = next(i for i in self.indicators if i.id == indicator)
        grades = self.grades_of(own)
        value = next((g.value for g in grades if g.id == word), None) if grades else parse_decimal(word)
        return None if value is None else Fraction(value)

    @property
    def unit_columns(self) -> dict[str, tuple[Asked, str]]:
        """The columns of ``units.csv`` that these rules ask for: what stands in each, and the key that asks for it."""
        known = {i.id for i in self.indicators}
        columns: dict[str, tuple[Asked, str]] = {}
        lists = [("ranking", self.ranking.tie_break), *(("ranking.lists", r.tie_break) for r in self.ranking.lists)]
        for place, breaks in lists:
            for rule in breaks:
                if rule.by is not None and rule.by not in known:
                    columns[rule.by] = ("number" if rule.first is None else "flag", f"{place}.tie_break")
        for r in self.review.rounds:
            if r.difficulty is not None:
                columns[r.difficulty.column] = ("number", "review.rounds.difficulty")
        for a in self.adjustments:
            if a.formula is not None:
                columns[a.formula.column] = ("number", "adjustments.formula")
        for q in self.quotas:
            if q.budget is not None:
                columns[q.budget.column] = ("number", "quotas.budget")
        for key, validity in self.validities.items():
            if validity.column is not None:
                columns[validity.column] = ("date", f"{key}.column")
        return columns | {column: ("flag", "vetoes.flag") for veto in self.vetoes for column in veto.flag}

    @property
    def validities(self) -> dict[str, TierValidity]:
        """How long tiers and the honour are valid, as far as the rules say, by key."""
        honour = None if self.honour is None else self.honour.validity
        found = {"validity": self.validity, "honour.validity": honour}
        return {key: rule for key, rule in found.items() if rule is not None}

    @property
    def ledgers(self) -> tuple[str, ...]:
        """What ``labels.csv`` may be about: ``tier`` where tiers are valid for a time, ``honour``, ids of labels."""
        own = (("tier", self.validity), ("honour", self.honour))
        return (*(name for name, rule in own if rule is not None), *(label.id for label in self.labels))

    @property
    def valid_tiers(self) -> tuple[str, ...]:
        """Return the ids of the tiers that are valid for a time, the highest first; none without such a rule."""
        rule = self.validity
        return () if rule is None else tuple(t.id for t in self.tiers if not rule.tiers or t.id in rule.tiers)

    @property
    def label_columns(self) -> dict[str, tuple[Asked, str]]:
        """The columns of ``assessments.csv`` that labels ask for: what stands in each, and the key that asks for it."""
        columns: dict[str, tuple[Asked, str]] = {}
        for i, label in enumerate(self.labels, start=1):
            for one in label.conditions:
                columns[one.column] = ("number" if one.flag is None else "flag", f"labels[{i}].{one.key}")
        return columns

    @property
    def rounded_to(self) -> tuple[Decimal, RoundingRule]:
        """The step to which a score is rounded before banding, and the rule; without effect where none is given."""
        return (self.banding.to_nearest, self.banding.rounding) if self.banding else (self.scores.step, "down")

    @property
    def near_steps(self) -> int:
        """How near to a cut-off is near, in steps: ``near_window``, or a fiftieth of the range, one step at least."""
        scale = self.scores.scale
        if self.near_window is not None:
            return scale.to_steps(self.near_window)
        return max(1, round_quotient(scale.to_steps(self.scores.max - self.scores.min), _NEAR_PART, "half-up"))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the areas."""
        return tuple(indicator for area in self.areas for indicator in area.indicators)

    def cohort_of(self, code: str) -> str | None:
        """Return the id of the cohort to which a unit code belongs, or None, also where codes do not tell."""
        fits = self.cohorts_fitting([code])[code]
        return fits[0] if len(fits) == 1 else None

    def cohorts_fitting(self, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids of the cohorts that each of these unit codes fits; any code fits one without a pattern."""
        return fitting({c.id: c.code for c in self.cohorts}, codes)

    def cohorts_in(self, group: str | None) -> tuple[str, ...]:
        """Return the ids of the cohorts of a group; all of them for None. KeyError where there is no such group."""
        if group is None:
            return tuple(c.id for c in self.cohorts)
        return {g.id: g.cohorts for g in self.cohort_groups}[group]

    def total_of(self, cohorts: tuple[str, ...]) -> int | None:
        """Return how many units the cohorts have in all; None where one of the totals is unknown."""
        totals = [c.total for c in self.cohorts if c.id in cohorts]
        return None if any(t is None for t in totals) else sum(t for t in totals if t is not None)

    def with_roster(self, cohorts: Iterable[str]) -> Rules:
        """Return these rules with the totals that they leave open, given the cohort of each unit of a whole roster."""
        sizes = Counter(cohorts)
        own = (c if c.total is not None else c.model_copy(update={"total": sizes[c.id]}) for c in self.cohorts)
        return self.model_copy(update={"cohorts": tuple(own)})


class Cancelled(Model):
    """An edition that did not take place, and the days that it would have evaluated."""

    edition: Id
    reason: Text
    window: Window | None = None


class Pages(Model):
    """What pages show: ``sections``, by notebook, are the sections of it; a notebook that is not named is whole."""

    sections: dict[Line, Annotated[tuple[Line, ...], Field(strict=False)]] = Field(default_factory=dict)


class Programme(Model):
    """A series of evaluations (``programme.toml``).

    ``languages`` are those of its texts and reports; the first leads. What says something to readers is then a text in
    each of them, ``{ zh = "…", en = "…" }``, or, where there is one language, plainly ``"…"``.
    """

    id: Id
    languages: Annotated[tuple[LanguageCode, ...], Field(strict=False, min_length=1)] = LANGUAGES
    title: Text
    publisher: Text
    unit: Noun
    synthetic: bool
    names: LanguageCode | None = None
    cancelled: Annotated[tuple[Cancelled, ...], Field(strict=False)] = ()
    page: Pages = Field(default_factory=Pages)
    report: Report | None = None
    source: Source | None = None
