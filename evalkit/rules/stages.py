"""What may happen between a mark and a tier: the stages, always in one order, each of them optional.

    mark → reviewers → roles → indicator × weight (× factor of the round) → area (cap) → round → rounds → × multiply
    → given points, bonus, deduction → floor, cap → score → tier by score → threshold → vote → quota → veto

A rule file says what happens at a stage and never in which order. docs/rules.md has an example of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from evalkit.rules.base import Count, Id, Line, Model, Points
from evalkit.rules.points import RoundingRule, round_fraction
from evalkit.rules.texts import Text

Stage = Literal["reviewers", "weight", "area", "round", "score"]
FinalRule = Literal["mean", "median", "trimmed-mean", "sum", "consensus"]
CountedRounds = Literal["last-round", "all-rounds"]
CriteriaRule = Literal["sum", "weighted-sum", "weighted-mean", "worst"]
RoundsRule = Literal["sum", "mean", "weighted-mean"]
CapRule = Literal["combined", "reviewer"]
AdjustmentKind = Literal["given", "bonus", "deduction"]
FormulaRule = Literal["lowest-to-own", "own-to-highest", "linear", "as-it-is"]
Within = Literal["type", "cohort", "subject"]
TieRule = Literal["competition", "modified-competition", "dense"]
TieScope = Literal["all", "first-place"]
EdgeRule = Literal["all", "none", "lots"]
ShareOf = Literal["scored", "participants"]
Flag = Literal["yes", "no"]
Order = Literal["highest", "lowest"]


class Rounding(Model):
    """Where a number is rounded on its way to the score, and how.

    ``after``: of all reviewers' marks on an indicator, of an indicator with its weight, of an area, of a round, of the
    score. Elsewhere values stay exact. ``step`` of the score is that of ``[scores]`` and is not given again.
    ``print_only``: the score is printed rounded, and compared, ranked and put into tiers as it is.
    """

    after: Stage
    step: Points | None = None
    rule: RoundingRule
    print_only: bool = False


class Drop(Model):
    """How many of the lowest and of the highest marks on an indicator are left out of a trimmed mean."""

    lowest: Count
    highest: Count


class ReviewerWeight(Model):
    """A weight for each sheet, by what it says on one indicator (confidence, expertise); for means only.

    ``values``: the weight of each grade, or of each number of points, written as a text.
    """

    indicator: Id = Field(alias="from")
    values: dict[Line, Points]


def _listed(value: object) -> object:
    """Read one word as the rule by which the score is rounded, as rule files before the stages have it."""
    return ({"after": "score", "rule": value},) if isinstance(value, str) else value


class Final(Model):
    """How the marks of several reviewers become one score.

    ``rule`` is applied to the marks of one indicator: their ``mean``, ``median`` or ``sum``, or the ``trimmed-mean``
    without the highest and the lowest, of which ``drop`` may say how many; ``consensus``: what the discussion agreed
    on, and nothing else. ``of`` names the rounds whose marks count: the last one before the discussion, or all.
    Where the discussion decided a mark, that one stands.

    ``criteria``: how the indicators make up the score; ``worst``: the worst of them is it (a limiting judgement).
    ``rounds``: a score is made of each round first, and these are
    added, or their mean is taken; where it is absent, the marks of all rounds that count are taken together.
    ``multiply``: by what the whole is multiplied. ``rounding`` is a word: the rule by which the score is rounded to
    the step of the scores, once; or a list that says at which stages there is rounding.
    """

    rule: FinalRule
    of: CountedRounds
    rounding: Annotated[tuple[Rounding, ...], Field(strict=False), BeforeValidator(_listed)]
    drop: Drop | None = None
    reviewer_weight: ReviewerWeight | None = None
    criteria: CriteriaRule = "sum"
    rounds: RoundsRule | None = None
    multiply: Points | None = None

    def rounded(self, after: Stage) -> Rounding | None:
        """Return what is rounded after a stage; None where values stay exact."""
        return next((r for r in self.rounding if r.after == after), None)

    @property
    def score_rule(self) -> RoundingRule:
        """The rule by which the score is rounded."""
        found = self.rounded("score")
        return "half-up" if found is None else found.rule

    @property
    def exact(self) -> bool:
        """Whether the score is rounded in print only."""
        found = self.rounded("score")
        return found is not None and found.print_only


class Difficulty(Model):
    """A factor that each unit has of its own, such as the degree of difficulty of a dive.

    ``column`` of ``units.csv``, a number from ``minimum`` to ``maximum``.
    """

    column: Id
    minimum: Points = Decimal(0)
    maximum: Points


class Formula(Model):
    """Points that follow from a number which each unit has on file, such as a price.

    ``column`` of ``units.csv``. ``rule``: ``lowest-to-own``, the maximum times the lowest number of all, divided by the
    own (the price score of a tender); ``own-to-highest``, the maximum times the own, divided by the highest of all;
    ``linear``, the maximum for the ``best`` number of all, nothing for the worst, and in proportion between them;
    ``as-it-is``, the number itself. “All” are those that take part, within the groups of ``ranking.within``. ``step``
    and ``rounding``: to what the points are rounded, and how; exact where they are absent.
    """

    column: Id
    rule: FormulaRule
    best: Order | None = None
    step: Points | None = None
    rounding: RoundingRule | None = None

    def points(self, own: Fraction, every: Sequence[Fraction], maximum: Fraction) -> Fraction:
        """Return the points for a number among all of a group."""
        least, most = min(every), max(every)
        if self.rule == "lowest-to-own":
            found = maximum * least / own
        elif self.rule == "own-to-highest":
            found = maximum * own / most
        elif self.rule == "linear":
            from_worst = own - least if self.best == "highest" else most - own
            found = maximum if least == most else maximum * from_worst / (most - least)
        else:
            found = own
        if self.step is None or self.rounding is None:
            return found
        return round_fraction(found, Fraction(self.step), self.rounding)


class Threshold(Model):
    """What a unit must reach, before any weight; one that does not is in the tier ``else``.

    ``of``: ``score``, ``percentile`` (of which a low one is good), ``every-indicator``, an indicator or an area.
    ``at_least`` includes the number, ``more_than`` does not; one of them is given. ``ranked``: whether a unit that
    fails keeps a rank.
    """

    of: Id
    at_least: Points | None = None
    more_than: Points | None = None
    otherwise: Id = Field(alias="else")
    ranked: bool = True


class Veto(Model):
    """A fact on file that keeps a unit out of the better tiers, whatever its score.

    ``flag``: columns of ``units.csv``, with what stands there, yes or no; all of them must hold. ``best_tier``: the
    best that such a unit may be in. ``name``: what the fact is called on pages, where the names of columns would not
    do. ``holds_place``: whether it takes a place of a quota that it would have.
    """

    flag: dict[Id, Flag]
    best_tier: Id
    name: Text | None = None
    holds_place: bool = True


class Budget(Model):
    """A sum that a column of ``units.csv``, such as the amount applied for, may come to over the units of a tier."""

    column: Id
    total: Points


class Quota(Model):
    """How many units a tier may hold: the best of those that reached it; the others are in the tier ``else``.

    ``count``, or ``counts``, one for each group of ``ranking.within``, or ``share`` ``of`` the units with a score or of
    all participants, rounded to whole units by ``rounding``; or as many as a ``budget`` suffices for: the first that it
    does not suffice for ends the list.
    ``ties``: whether all of several equal units at the edge are in, or none of them, or lots decide, as
    recorded in ``lots.csv``; until they are drawn, those units are in no tier.
    """

    tier: Id
    count: Count | None = None
    counts: dict[Id, Count] | None = None
    share: Points | None = None
    budget: Budget | None = None
    of: ShareOf = "scored"
    rounding: RoundingRule = "down"
    ties: EdgeRule
    otherwise: Id = Field(alias="else")


class TieBreak(Model):
    """By what equal units are told apart: the first that differs decides.

    ``by``: an indicator, or a column of ``units.csv``; the higher is before the lower, or the other way round by
    ``order``, or the one that is ``nearest`` to a number, or the one in which stands ``first``. ``count``: how many
    marks of so many points a unit has. ``voters``: from how many reviewers it has any points. ``round``: its score in
    that round. ``lots``: the order in which they were drawn, of ``[lots]`` or ``lots.csv``; the last of all.
    """

    by: Id | None = None
    order: Order = "highest"
    nearest: Points | None = None
    first: Flag | None = None
    count: Points | None = None
    voters: bool = False
    round: Id | None = None
    lots: bool = False

    @property
    def ways(self) -> tuple[str, ...]:
        """Which of the keys that say by what are given; one, in rules without faults."""
        return tuple(
            key for key in ("by", "count", "voters", "round", "lots") if getattr(self, key) not in (None, False)
        )


class RankList(Model):
    """The list of one type of unit where the types are ranked apart: weights and ties of its own."""

    type: Id
    weights: dict[Id, Points] = Field(default_factory=dict)
    tie_break: Annotated[tuple[TieBreak, ...], Field(strict=False)] = ()


class Ranking(Model):
    """Who is before whom. ``competition`` ranks ties 1 2 2 4, ``modified-competition`` 1 3 3 4, ``dense`` 1 2 2 3.

    ``within``: units are ranked among those of their type, cohort or subject. ``weights`` of indicators are for the
    order alone; the score is made without them. ``tie_break`` is applied to all equal units, or ``tie_break_for`` the
    first place alone. ``lists`` say it for single types.
    """

    ties: TieRule = "competition"
    within: Within | None = None
    weights: dict[Id, Points] = Field(default_factory=dict)
    tie_break: Annotated[tuple[TieBreak, ...], Field(strict=False)] = ()
    tie_break_for: TieScope = "all"
    lists: Annotated[tuple[RankList, ...], Field(strict=False)] = ()

    def weights_of(self, kind: str | None) -> dict[str, Decimal]:
        """Return the weights, for the order alone, of a type of unit."""
        own = self._list(kind)
        return self.weights if own is None or not own.weights else own.weights

    def tie_break_of(self, kind: str | None) -> tuple[TieBreak, ...]:
        """Return by what equal units of a type are told apart."""
        own = self._list(kind)
        return self.tie_break if own is None or not own.tie_break else own.tie_break

    @property
    def by_lot(self) -> bool:
        """Whether lots tell equal units apart, of any type."""
        return any(b.lots for b in (*self.tie_break, *(b for one in self.lists for b in one.tie_break)))

    def _list(self, kind: str | None) -> RankList | None:
        return next((one for one in self.lists if one.type == kind), None)


def not_one(model: Any, *keys: str) -> bool:
    """Tell whether not exactly one of some keys is given."""
    return sum(getattr(model, key) is not None for key in keys) != 1
