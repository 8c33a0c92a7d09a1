"""The rules of one edition: rubric, cohorts, tiers, rounding, ranking, publication. All of it data, none of it code.

``rules.toml`` is read into the frozen :class:`Rules`. An unknown key is an error; so is every contradiction between
keys (see :mod:`evalkit.edition.rules_checks`).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from evalkit.edition.points import RoundingRule, Scale
from evalkit.wording import Language

TieRule = Literal["competition", "modified-competition", "dense"]
PercentRounding = Literal["half-up", "half-even", "largest-remainder"]
RoundKind = Literal["grouped", "crossed", "discussion"]
Level = Literal["counts", "some-scores", "scores"]


def _points(value: object) -> object:
    """Take a TOML integer or decimal (read as Decimal, never through a binary float)."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, Decimal) and value.is_finite():
        return value
    raise PydanticCustomError("not-points", "not a number of points")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise PydanticCustomError("bad-pattern", "not a regular expression", {"why": str(error)}) from None
    return value


Points = Annotated[Decimal, BeforeValidator(_points)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
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

    ``scores``: every participant with its score. ``some-scores``: a few units, whose tier or score is known.
    ``counts``: only how many there were.
    """

    level: Level


class Window(Model):
    """The days whose activity is evaluated, both included."""

    first: dt.date
    last: dt.date


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
    """A second-level indicator; ``points`` is its maximum and is absent where the source does not print it."""

    id: Id
    name: Text
    points: Points | None = None


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


class Round(Model):
    """A step of the review."""

    id: Id
    name: Text
    kind: RoundKind


class Milestone(Model):
    """A dated event of the evaluation."""

    date: dt.date
    what: Text


class Review(Model):
    """How the reviewers work, as far as it is known."""

    rounds: Annotated[tuple[Round, ...], Field(strict=False)] = ()
    milestones: Annotated[tuple[Milestone, ...], Field(strict=False)] = ()


class Honour(Model):
    """A distinction for units that were in ``tier`` in this many consecutive editions, this one the last."""

    name: Text
    tier: Id
    consecutive: Annotated[int, Field(ge=1)]


class Rules(Model):
    """All rules of one edition. Immutable; :func:`evalkit.edition.rules_checks.variant` makes a checked variant."""

    programme: Id
    edition: Id
    title: Text
    data: OnFile = OnFile(level="scores")
    window: Window | None = None
    cohorts: Annotated[tuple[Cohort, ...], Field(strict=False, min_length=1)]
    cohort_groups: Annotated[tuple[CohortGroup, ...], Field(strict=False)] = ()
    total_points: Points | None = None
    areas: Annotated[tuple[Area, ...], Field(strict=False)] = ()
    scores: Scores
    banding: Banding | None = None
    tiers: Annotated[tuple[Tier, ...], Field(strict=False)] = ()
    ranking: Ranking
    percent: Percent
    publication: Publication = Publication()
    review: Review = Review()
    honour: Honour | None = None

    @property
    def complete(self) -> bool:
        """Whether every participant is on file, so that counts and ranks mean something."""
        return self.data.level == "scores"

    @property
    def cut_offs_known(self) -> bool:
        """Whether a score decides the tier."""
        return bool(self.tiers) and all(tier.lowest is not None for tier in self.tiers)

    @property
    def rounded_to(self) -> tuple[Decimal, RoundingRule]:
        """The step to which a score is rounded before banding, and the rule; without effect where none is given."""
        return (self.banding.to_nearest, self.banding.rounding) if self.banding else (self.scores.step, "down")

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, in the order of the areas."""
        return tuple(indicator for area in self.areas for indicator in area.indicators)

    def cohort_of(self, code: str) -> str | None:
        """Return the id of the cohort to which a unit code belongs, or None."""
        return next((c.id for c in self.cohorts if re.fullmatch(c.code, code)), None)

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


class Programme(Model):
    """A series of evaluations (``programme.toml``)."""

    id: Id
    title: Text
    publisher: Text
    unit: Noun
    synthetic: bool
