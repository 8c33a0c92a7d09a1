"""The rules of one edition: rubric, cohorts, tiers, rounding, ranking, publication. All of it data, none of it code.

``rules.toml`` is read into the frozen :class:`Rules`. An unknown key is an error; so is every contradiction between
keys (see :mod:`evalkit.rules.checks`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from evalkit.files.unseen import one_line, spoilt
from evalkit.rules.audience import Audience
from evalkit.rules.codes import fitting, pattern_error
from evalkit.rules.points import RoundingRule, Scale, round_quotient
from evalkit.rules.timeline import Days
from evalkit.wording import Language

TieRule = Literal["competition", "modified-competition", "dense"]
PercentRounding = Literal["half-up", "half-even", "largest-remainder"]
RoundKind = Literal["grouped", "crossed", "discussion"]
Level = Literal["counts", "some-scores", "scores", "marks"]
FinalRule = Literal["mean", "median", "trimmed-mean"]
CountedRounds = Literal["last-round", "all-rounds"]
CancelledRule = Literal["passed-over", "breaks"]

#: Where the rules do not say how near is near: 2 % of the range of the scores, 2 points of 100.
_NEAR_PART = 50


def _points(value: object) -> object:
    """Take a TOML integer or decimal (read as Decimal, never through a binary float)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise PydanticCustomError("not-points", "not a number of points")


def _pattern(value: str) -> str:
    why = pattern_error(value)
    if why is not None:
        raise PydanticCustomError("bad-pattern", "not a regular expression", {"why": why})
    return value


def _line(value: str) -> str:
    wrong = spoilt(value)
    if wrong is not None:
        raise PydanticCustomError(wrong[0], "a character nobody sees", {"character": wrong[1]})
    return one_line(value)


Points = Annotated[Decimal, BeforeValidator(_points)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_line)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Count = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """A frozen table of a TOML file; unknown keys are refused and types are not coerced."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class Text(Model):
    """One text in both languages."""

    zh: Line
    en: Line

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class OnFile(Model):
    """How much of the edition is on file.

    ``marks``: every mark of every reviewer, from which the scores are computed. ``scores``: every participant with its
    score. ``some-scores``: a few units, whose tier or score is known.
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

    ``code`` is the regular expression that the whole code of each of its units matches; ``total`` counts all units of
    the cohort, evaluated or not, and is absent where that is not known.
    """

    id: Id
    name: Text
    code: Pattern
    total: Count | None = None


class CohortGroup(Model):
    """Cohorts taken together, for shares within the group."""

    id: Id
    name: Text
    cohorts: Annotated[tuple[Id, ...], Field(strict=False, min_length=1)]


class Indicator(Model):
    """A second-level indicator; ``points`` is its maximum and is absent where the source does not print it.

    ``standard`` is what a reviewer goes by, in a sentence or two.
    """

    id: Id
    name: Text
    points: Points | None = None
    standard: Text | None = None


class Subject(Model):
    """A field of industry or science: a unit belongs to one, a reviewer knows one. Groups are made by it."""

    id: Id
    name: Text


class Area(Model):
    """A first-level indicator."""

    id: Id
    name: Text
    indicators: Annotated[tuple[Indicator, ...], Field(strict=False)] = ()


class Scores(Model):
    """What a final score may be, in points: from ``min`` to ``max`` in steps of ``step``."""

    min: Points
    max: Points
    step: Points

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

    Both are absent where the source does not print the cut-offs.
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


class Ranking(Model):
    """``competition`` ranks ties 1 2 2 4, ``modified-competition`` 1 3 3 4, ``dense`` 1 2 2 3."""

    ties: TieRule


class Percent(Model):
    """How shares are printed: decimals, and the rule for rounding them."""

    decimals: Annotated[int, Field(ge=0, le=6)]
    rounding: PercentRounding


class Publication(Model):
    """What may go out: scores and ranks of these tiers are withheld from every report."""

    withhold_scores_of: Annotated[tuple[Id, ...], Field(strict=False)] = ()


class Marks(Model):
    """What a mark may be, in points: from 0 to the points of its indicator, in steps of ``step``."""

    step: Points

    @property
    def scale(self) -> Scale:
        """The scale that turns marks into integers."""
        return Scale(self.step)


class Round(Model):
    """A step of the review.

    ``grouped``: units are marked by reviewers of their own field. ``crossed``: by reviewers of other fields, who did
    not mark them before. ``discussion``: all talk about the important differences, and what they decide is minuted.
    """

    id: Id
    name: Text
    kind: RoundKind
    reviewers_per_unit: Annotated[int, Field(ge=1)] | None = None


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


class Final(Model):
    """How the marks of several reviewers become one score.

    ``rule`` is applied to the marks of one indicator: their ``mean``, their ``median``, or the ``trimmed-mean`` without
    the highest and the lowest. ``of`` names the rounds whose marks count: the last one before the discussion, or all.
    Where the discussion decided a mark, that one stands. The sum over the indicators is rounded once, to the step of
    the scores, by ``rounding``.
    """

    rule: FinalRule
    of: CountedRounds
    rounding: RoundingRule


class Milestone(Model):
    """A dated event of the evaluation."""

    date: dt.date
    what: Text


class Review(Model):
    """How the reviewers work, as far as it is known."""

    rounds: Annotated[tuple[Round, ...], Field(strict=False)] = ()
    conflicts: Conflicts | None = None
    importance: Importance | None = None
    final: Final | None = None
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False)] = ()


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
    at_least: Count
    reasons: Annotated[tuple[AbsenceReason, ...], Field(strict=False)] = ()


class Honour(Model):
    """A distinction for units that were in ``tier`` in this many consecutive editions, this one the last.

    An edition that was cancelled (``programme.toml``) is ``passed-over``: it neither counts nor interrupts; or it
    ``breaks`` the run, which then begins anew after it.
    """

    name: Text
    tier: Id
    consecutive: Annotated[int, Field(ge=1)]
    cancelled: CancelledRule = "passed-over"


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
    source as it is here, in capitals or not. What else stands there is passed over.
    """

    sheet: Line | None = None
    file: Line | None = None
    query: str | None = None
    header: Annotated[int, Field(ge=1)] | None = None
    columns: dict[str, Line] = {}
    fill: dict[str, Line] = {}
    across: Line | None = None
    wide: dict[str, Line] = {}
    take: dict[str, Pattern] = {}
    recode: dict[str, dict[str, str]] = {}
    only: dict[str, Annotated[tuple[str, ...], Field(strict=False, min_length=1)]] = {}
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
    tables: dict[Id, SourceTable] = {}


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
    total_points: Points | None = None
    areas: Annotated[tuple[Area, ...], Field(strict=False)] = ()
    marks: Marks | None = None
    scores: Scores
    banding: Banding | None = None
    near_window: Points | None = None
    tiers: Annotated[tuple[Tier, ...], Field(strict=False)] = ()
    ranking: Ranking
    percent: Percent
    publication: Publication = Publication()
    review: Review = Review()
    honour: Honour | None = None
    watch: Watch | None = None
    source: Source | None = None

    def __repr__(self) -> str:
        scale = f"scores {self.scores.min}–{self.scores.max} by {self.scores.step}"
        sizes = f"{len(self.cohorts)} cohorts, {len(self.areas)} areas, {len(self.indicators)} indicators"
        return f"<Rules {self.programme}/{self.edition}: {scale}; {len(self.tiers)} tiers, {sizes}>"

    def __str__(self) -> str:
        return repr(self)

    @property
    def complete(self) -> bool:
        """Whether every participant is on file, so that counts and ranks mean something."""
        return self.data.level in ("scores", "marks")

    @property
    def marked(self) -> bool:
        """Whether the scores are computed from the marks of reviewers."""
        return self.data.level == "marks"

    @property
    def mark_scale(self) -> Scale:
        """The scale of the marks; ValueError where the rules do not say what a mark may be."""
        if self.marks is None:
            raise ValueError("the rules do not say what a mark may be")
        return self.marks.scale

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
        return bool(self.tiers) and all(tier.lowest is not None for tier in self.tiers)

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

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the areas."""
        return tuple(indicator for area in self.areas for indicator in area.indicators)

    def cohort_of(self, code: str) -> str | None:
        """Return the id of the cohort to which a unit code belongs, or None."""
        return next(iter(self.cohorts_fitting([code])[code]), None)

    def cohorts_fitting(self, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the ids of the cohorts that each of these unit codes fits; on file it is exactly one."""
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


class Noun(Model):
    """What a unit is called: ``zh`` with its measure word, ``en`` in singular and plural."""

    zh: Line
    zh_measure: Line
    en: Line
    en_plural: Line


class Cancelled(Model):
    """An edition that did not take place, and the days that it would have evaluated."""

    edition: Id
    reason: Text
    window: Window | None = None


class Programme(Model):
    """A series of evaluations (``programme.toml``)."""

    id: Id
    title: Text
    publisher: Text
    unit: Noun
    synthetic: bool
    names: Language | None = None
    cancelled: Annotated[tuple[Cancelled, ...], Field(strict=False)] = ()
    source: Source | None = None
