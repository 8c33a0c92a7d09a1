"""What the frames that notebooks work with hold: each column with its type, its unit and its sign.

The code makes frames of these columns, docs/api.md lists them, and a test holds both against the frames of the
demonstration. What heads a column on a page is in :mod:`evalkit.report.frames`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

#: What a column may hold, and pandas' name for it where a frame is made of rows. Texts, exact numbers and tuples are
#: objects; a missing one is None. ``points``: ``Int64`` where the scale is in whole points, else ``Decimal``.
KINDS = {
    "text": "object",
    "Decimal": "object",
    "Fraction": "object",
    "tuple": "object",
    "object": "object",
    "points": "object",
    "category": "category",
    "bool": "bool",
    "boolean": "boolean",
    "int64": "int64",
    "Int64": "Int64",
    "float64": "float64",
}


@dataclass(frozen=True)
class Column:
    """A column of a frame: its name, what it holds (one of :data:`KINDS`), what that means, with its unit and sign."""

    name: str
    kind: str
    meaning: str


@dataclass(frozen=True)
class Frame:
    """A frame: where it is found, what a row is, and its columns.

    Attributes
    ----------
    calls
        The attributes and methods that return it.
    row
        What has a row, and in which order.
    columns
        In their order.
    more
        What columns there are besides, or instead.
    """

    calls: tuple[str, ...]
    row: str
    columns: tuple[Column, ...]
    more: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def of(self, rows: Iterable[tuple[object, ...] | dict[str, object]]) -> pd.DataFrame:
        """Return a frame of such rows, the columns of the types that are said here."""
        import pandas as pd

        frame = pd.DataFrame(list(rows), columns=list(self.names), dtype=object)
        return frame.astype({c.name: KINDS[c.kind] for c in self.columns if KINDS[c.kind] != "object"})


def _frame(calls: str, row: str, *columns: tuple[str, str, str], more: str = "") -> Frame:
    return Frame(tuple(calls.split(", ")), row, tuple(Column(*column) for column in columns), more)


_UNIT = ("unit", "text", "code of the unit")
_NAME = ("name", "text", "its name")
_COHORT = ("cohort", "category", "id of its cohort, in the order of the rules")
_TIER = ("tier", "category", "id of its tier, the highest first; missing where it is not known")
_SCORED = (
    _UNIT,
    _NAME,
    _COHORT,
    ("score", "points", "points; missing where it is withheld or not known"),
    ("withheld", "bool", "whether the score is not for publication"),
    _TIER,
)

RESULTS = _frame(
    "Page.results, Evaluation.results, Evaluation.published, Evaluation.shown()",
    "a unit, by tier, score, cohort and code",
    *_SCORED,
    ("rank", "Int64", "place among all, 1 the best; missing where the score is"),
)
NEAR = _frame(
    "Evaluation.near_cut_offs()",
    "a unit and direction, as in the results",
    *_SCORED,
    ("cut_off", "Decimal", "points: the worst score that is still in the better of the two tiers"),
    ("distance", "Decimal", "points: least move that changes the tier, above 0 where the score rises, else below 0"),
    ("direction", "text", "`up`: to a better tier, `down`: to a worse one"),
    ("other_tier", "text", "id of the tier that the move leads to"),
)  # fmt: skip
SCORES = _frame(
    "Evaluation.scores",
    "a unit, in the order of the table of units",
    _UNIT,
    ("steps", "Int64", "score in steps of the scale (`rules.scores.step` points each); missing where it is not known"),
    ("withheld", "bool", "whether the source withholds it"),
    ("stated_tier", "text", "id of the tier that the source states; missing where it states none"),
    ("lowest", "int64", "least score in steps that the unit may have by what is on file"),
    ("highest", "int64", "largest likewise"),
    ("source", "text", "where the score is from; missing where that is not on file"),
)
_GROUPS = (("cohort", "category", "id of a cohort, in the order of the rules"), ("tier", "category", "id of a tier"))
COUNTS = _frame(
    "Evaluation.counts()",
    "a cohort, a tier, or both, as `by` says; zeros included",
    *_GROUPS,
    ("count", "int64", "units that took part"),
    more="Without the columns that are not in `by`.",
)
SHARES = _frame(
    "Evaluation.shares()",
    "as `Evaluation.counts()`",
    *_GROUPS,
    ("count", "int64", "units that took part"),
    ("of", "text", "what the denominator is, as in `of=`"),
    ("denominator", "Int64", "units; missing where that is not known"),
    ("share", "Fraction", "count / denominator, exact, 0 to 1; missing where the denominator is not known or 0"),
    ("percent", "Decimal", "share in per cent, 0 to 100, rounded as the rules say"),
    more="Without the columns that are not in `by`.",
)
PARTICIPATION = _frame(
    "Evaluation.participation()",
    "a cohort",
    _GROUPS[0],
    ("participants", "int64", "units that took part"),
    ("total", "Int64", "all units of the cohort; missing where that is not known"),
    ("absent", "Int64", "units that did not take part; missing likewise"),
)
RUBRIC = _frame(
    "Evaluation.rubric",
    "an indicator, in the order of the rules",
    ("area", "text", "id of its area"),
    ("indicator", "text", "id"),
    ("points", "Decimal", "points: the most that it can have; missing where the rules do not say"),
    ("weight", "Fraction", "share of the score: points times weights, of all indicators of its type; of a bonus what "
     "it adds; 0 for what is no part of it, missing where it is not known or differs by type"),
)  # fmt: skip
MARKS = _frame(
    "Evaluation.marks",
    "a mark that a reviewer gave, by round, unit, reviewer and indicator",
    ("round", "category", "id of the round"),
    ("unit", "category", "code of the unit"),
    ("reviewer", "category", "code of the reviewer"),
    ("indicator", "category", "id of the indicator"),
    ("points", "float64", "points; missing where the indicator is not applicable"),
    ("share", "float64", "of the range of the indicator, 0 at its least mark to 1 at its largest"),
)
_REVIEWER = ("reviewer", "text", "code of the reviewer")
PANEL = _frame(
    "Evaluation.panel",
    "a reviewer, in the order of the file",
    _REVIEWER,
    ("name", "text", "his or her name"),
    ("subject", "text", "field"),
    ("sheets", "int64", "sheets on file"),
    ("units", "int64", "units that these are of"),
    ("of_roster", "boolean", "whether a unit of the roster is theirs now; missing where no ties were collected"),
    ("of_participant", "boolean", "whether to one that takes part; missing likewise"),
)  # fmt: skip
DISPUTES = _frame(
    "Evaluation.disputes",
    "a unit with an important difference: those whose tier hangs on one reviewer first, then by margin and difference",
    _UNIT,
    _NAME,
    ("n_sheets", "int64", "sheets that were compared"),
    ("lowest", "Fraction", "points: lowest total of a reviewer"),
    ("highest", "Fraction", "points: highest total of a reviewer"),
    ("difference", "Fraction", "points: highest less lowest, 0 or more"),
    ("spreads", "float64", "difference in standard deviations of the units' mean totals; missing where these are one"),
    ("why", "tuple", "which criteria of `review.importance` apply: `points`, `spreads`, `tiers`"),
    ("tiers", "tuple", "ids of the tiers that the reviewers' totals fall into"),
    ("score", "Fraction", "points, before the discussion; missing where sheets are"),
    ("tier", "text", "id of its tier; missing likewise"),
    ("without_one", "tuple", "ids of the tiers that the score reaches without any one reviewer, its own among them"),
    ("hangs", "bool", "whether these are several: the tier hangs on one reviewer"),
    ("margin", "Fraction", "points to the nearest cut-off, above or below, 0 or more; missing where the score is"),
    ("drivers", "tuple", "what drives the difference, each with `indicator`, `lowest` and `highest` mark (points)"),
    ("status", "text", "by the minutes: `kept`, `revised`, `open`; `unknown` where none are on file"),
)  # fmt: skip
DISCUSSED = _frame(
    "Evaluation.discussed",
    "a unit that was discussed, in the order of the minutes",
    _UNIT,
    _NAME,
    ("decision", "text", "`kept` or `revised`"),
    ("before", "Fraction", "points: score before the discussion; missing where it is not known"),
    ("after", "Fraction", "points: score after it"),
    ("tier_before", "text", "id of the tier of that score; missing where more than the score decides"),
    ("tier_after", "text", "likewise after"),
    ("indicators", "int64", "marks that were decided"),
    ("reason", "text", "as minuted"),
    ("minority_view", "text", "as minuted; missing where there was none"),
)
LABELS = _frame(
    "Evaluation.labels",
    "an assessment for a label, by unit and month",
    _UNIT,
    ("label", "text", "id of the label"),
    ("assessed", "text", "month, `2025-06`"),
    ("decision", "text", "`awarded`, `renewed`, `awarded-anew` or `refused`"),
    ("valid_until", "text", "month; missing where it is refused or has no end"),
    ("unmet", "tuple", "the conditions that are not met"),
    more="Then the columns of the assessments themselves, as text.",
)
_HELD = (
    ("valid_from", "object", "date; missing where it is not known"),
    ("valid_until", "object", "date, the last day; missing where it has no end or that is not known"),
    ("edition", "text", "the edition that awarded it; empty where that is not on file"),
    ("rule", "text", "the key of its rules, or `labels.csv`"),
    ("because", "text", "why it is not given or not known: `edition-not-on-file`, `not-on-file`, `merged`, "
     "`refused-unsaid`, `finding-without-rule`, `no-tier`, `no-honour`; else empty"),
    ("reason", "text", "that of the table of events; may be empty"),
    ("holder", "tuple", "the last edition in which it is a unit, and its code there"),
)  # fmt: skip
REGISTER = _frame(
    "Ledger.register()",
    "a unit and a label that it has, had or may have, by label and code",
    _UNIT,
    _NAME,
    ("label", "text", "`tier`, `honour`, or the id of a label"),
    ("state", "text", "`announced`, `held`, `suspended`, `undated`, `ended`, `expired` or `unknown`"),
    ("tier", "text", "id of the tier, or `held`; missing where there is none or it is not known"),
    ("since", "object", "date since which state and tier are so; missing where it is not known"),
    ("event", "text", "what last changed it, as in `labels.csv`; empty where nothing did"),
    *_HELD,
    ("reapply_from", "object", "date from which a new assessment may be asked for; missing where there is no rule"),
    ("reapply_until", "object", "date to which"),
)
LABEL_LEDGER = _frame(
    "Ledger.ledger()",
    "something that happened to a label of a unit, by label, code and day",
    _UNIT,
    _NAME,
    ("label", "text", "`tier`, `honour`, or the id of a label"),
    ("date", "object", "date of the decision; missing where it is not on file"),
    ("event", "text", "`granted`, `renewed`, `raised`, `renewed-lower`, `granted-or-renewed`, `not-renewed`, "
     "`unknown`, `expired`, or one of `labels.csv`"),
    ("tier", "text", "id of the tier, or `held`, that comes of it; of a follow-up what was found; may be missing"),
    *_HELD,
)  # fmt: skip
OVERVIEW = _frame(
    "Series.overview",
    "an edition, earliest first",
    ("edition", "text", "its name"),
    ("level", "text", "what is on file of it, `data.level` of its rules"),
    ("total", "Int64", "all units; missing where that is not known"),
    ("participants", "Int64", "units that took part; missing likewise"),
    ("top", "Int64", "units in the highest tier; missing likewise"),
    ("tier", "text", "id of that tier"),
    ("top_share", "Fraction", "top / participants, exact, 0 to 1"),
)
_EDITIONS = "Then one column an edition: the id of a tier, `absent`, `outside` (not on the roster) or `unknown` (text)."
_LATEST = (_UNIT, _NAME, ("cohort", "text", "id of its cohort"))
TIERS = _frame("Series.tiers", "a unit, by its code in the last edition", *_LATEST, more=_EDITIONS)
ROLL = _frame(
    "Series.honour().table, Series.watch_list().table",
    "a unit, by its code in that edition",
    *_LATEST,
    ("status", "text", "whether it is on the list: `yes`, `no`, `unknown`"),
    more=_EDITIONS,
)
MOBILITY = _frame(
    "Series.mobility().table",
    "two tiers, in the order of the rules",
    ("before", "text", "id of the tier in the earlier edition, or `absent`"),
    ("after", "text", "likewise in the later one"),
    ("count", "int64", "units that went from the one to the other"),
)
RULE_CHANGES = _frame(
    "Series.rule_changes()",
    "a rule that is another than before, by edition",
    ("edition", "text", "the edition with the change"),
    ("previous", "text", "the last edition before it of which the rule is known"),
    ("item", "text", "the rule"),
    ("before", "object", "what it was"),
    ("after", "object", "what it is"),
)
_ENDS = (
    ("low", "float64", "lower end of the 95 % interval, in the unit of the estimate; missing where there is none"),
    ("high", "float64", "upper end"),
)
_UNDEFINED = ("undefined_because", "text", "why there is no value; missing where there is one")
SHEETS = _frame(
    "Consistency.by_sheet",
    "a sheet that a reviewer filled in on his or her own, by round",
    ("round", "text", "id of the round"),
    _UNIT,
    _REVIEWER,
    ("total", "float64", "points, of what is part of the score"),
    ("marks", "int64", "marks on it"),
    ("tied", "bool", "whether a tie between reviewer and unit is on file"),
    ("first", "bool", "whether it is the first of this reviewer on this unit; all rounds together take only these"),
)
ASKED = _frame(
    "Consistency.asked",
    "a question asked of every reviewer",
    ("question", "text", "such as `severity`"),
    ("tested", "int64", "reviewers for whom it could be answered"),
    (
        "detectable",
        "float64",
        "points from which on a reviewer would probably be found; missing where not in points",
    ),
    _UNDEFINED,
)
TIES = _frame(
    "Consistency.ties",
    "first all reviewers with a tie together, then each; none where nobody marked a unit with a tie",
    ("reviewer", "text", "code; missing for all together"),
    ("sheets", "int64", "sheets with a tie"),
    ("added", "float64", "points beyond what others give the same units, general severity taken off"),
    ("standard_error", "float64", "points"),
    *_ENDS,
    ("p", "float64", "0 to 1; for each reviewer corrected for their number (Holm)"),
    ("stands_out", "bool", "whether that is at most 0.05"),
    _UNDEFINED,
)
COMPONENTS = _frame(
    "Consistency.components",
    "a round, then all together: where the differences between totals come from",
    ("round", "text", "id of the round; missing for all together"),
    *(
        (f"{part}_{what}", "float64", f"{meaning} {of}")
        for part, of in (("unit", "units"), ("reviewer", "reviewers"), ("residual", "what is left"))
        for what, meaning in (
            ("sd", "standard deviation, in points, of"),
            ("share", "share of the variance, 0 to 1, of"),
        )
    ),
    ("units", "int64", "units that it rests on"),
    ("reviewers", "int64", "reviewers"),
    ("ratings", "int64", "sheets"),
    _UNDEFINED,
)
PARTS = _frame(
    "Consistency.parts",
    "a part of the panel that shares no unit with the others, by round, largest first",
    ("round", "text", "id of the round; missing for all together"),
    ("part", "int64", "its number, from 1"),
    ("members", "tuple", "codes of its reviewers"),
    ("units", "int64", "units"),
    ("ratings", "int64", "sheets"),
)
COEFFICIENTS = _frame(
    "Consistency.coefficients",
    "a coefficient of agreement, by quantity and round",
    ("quantity", "text", "what is compared: `total` or `tier`"),
    ("round", "text", "id of the round; missing for all together"),
    ("coefficient", "text", "its name"),
    ("weights", "text", "of a coefficient that has any, else `identity`"),
    ("estimate", "float64", "the coefficient, 1 for perfect agreement (of `average-deviation-…`: points, 0 for it)"),
    *_ENDS,
    ("units", "int64", "units that it rests on"),
    ("reviewers", "int64", "reviewers"),
    ("ratings", "int64", "ratings"),
    _UNDEFINED,
)
AGREEMENT = _frame(
    "Consistency.by_indicator, Consistency.by_area",
    "an indicator (or area), least agreement first",
    ("indicator", "text", "its id (`area`, of an area)"),
    ("alpha", "float64", "Krippendorff's alpha for intervals, 1 for perfect agreement"),
    *_ENDS,
    ("apart", "float64", "mean distance of a mark from the mean of its unit, as a share of the range, 0 to 1"),
    ("spread", "float64", "standard deviation of the units' means, as a share of the range"),
    ("little", "bool", "whether there is little to agree on, since the units hardly differ"),
    ("units", "int64", "units that it rests on"),
    ("ratings", "int64", "ratings"),
    _UNDEFINED,
)
SEVERITIES = _frame(
    "Consistency.severities",
    "a reviewer, most severe first; none where severities cannot be compared",
    _REVIEWER,
    ("sheets", "int64", "sheets of the reviewer"),
    ("severity", "float64", "points beyond what others give the same units: below 0 for whoever gives fewer"),
    ("standard_error", "float64", "points"),
    *_ENDS,
    ("p", "float64", "for no difference, 0 to 1, corrected for the number of reviewers (Holm)"),
    ("stands_out", "bool", "whether that is at most 0.05"),
    ("taken_off", "float64", "points that an adjustment takes off the sheets, of the sign of the severity"),
)
SCATTERS = _frame(
    "Consistency.scatters",
    "a reviewer, widest scatter first, then those of whom nothing can be said; none where nothing can be told",
    _REVIEWER,
    ("sheets", "int64", "sheets of the reviewer"),
    ("scatter", "float64", "standard deviation of the totals around unit and severity, points"),
    *_ENDS,
    _UNDEFINED,
)
DIFFERENTIAL = _frame(
    "Consistency.differential",
    "whether severity depends on the area, and on the cohort, as far as there are several",
    ("by", "text", "`area` or `cohort`"),
    ("p", "float64", "for no difference at all, 0 to 1: the larger one of two tests"),
    ("stands_out", "bool", "whether that is at most 0.05"),
    ("sd", "float64", "over reviewers and parts, missing where nothing stands out: points, of areas % of their range"),
    *_ENDS,
    ("units", "int64", "units"),
    ("reviewers", "int64", "reviewers"),
    ("ratings", "int64", "sheets"),
    _UNDEFINED,
)
DIFFERING = _frame(
    "Consistency.differing",
    "a reviewer who stands out in one area, or with one cohort, surest first",
    ("by", "text", "`area` or `cohort`"),
    ("part", "text", "id of the area or the cohort"),
    _REVIEWER,
    ("sheets", "int64", "sheets of the reviewer there that another one can be compared with"),
    (
        "difference",
        "float64",
        "what the reviewer gives more here than elsewhere, the panel taken off",
    ),
    ("standard_error", "float64", "of the same"),
    *_ENDS,
    ("p", "float64", "0 to 1, corrected for all reviewers and parts"),
)
MATTERS = _frame(
    "Consistency.matters",
    "something that stands out about a reviewer, surest first",
    _REVIEWER,
    ("question", "text", "what was asked, such as `severity`"),
    ("direction", "text", "`above` or `below` what the rest of the panel does"),
    ("estimate", "float64", "in the unit of the question; its sign is the direction"),
    *_ENDS,
    ("sure", "text", "`firm` or `likely`"),
    ("p", "float64", "0 to 1, corrected for all comparisons where firm, else for the reviewers in the question"),
    ("sheets", "int64", "sheets of the reviewer; of a tie, those with one"),
    ("follows_from", "text", "the question that brings this one with it; missing where none does"),
    ("reference", "float64", "what the rest of the panel has, in the unit of the question"),
)  # fmt: skip
MORE_REVIEWERS = _frame(
    "Consistency.more_reviewers",
    "a number of reviewers, from 1 to 10; none where that cannot be told",
    ("reviewers", "int64", "reviewers of a unit whose mean is taken"),
    ("dependability", "float64", "Φ, for fixed cut-offs, 0 to 1"),
    *_ENDS,
    ("generalizability", "float64", "Eρ², for ranks, 0 to 1"),
    ("low_ranks", "float64", "lower end of its 95 % interval"),
    ("high_ranks", "float64", "upper end"),
    ("error", "float64", "standard error of the mean, in points"),
)
SHIFTS = _frame(
    "evalkit.reliability.linking.shifts()",
    "something that may tell by how much an edition marks higher than the one before",
    ("previous", "text", "the edition before"),
    ("edition", "text", "the edition"),
    ("link", "text", "what tells: common `units`, or `reviewers` (then of the change of the panel only)"),
    (
        "common",
        "int64",
        "how many of these both editions have; in a chain, of any up to an edition and any after it, the fewest",
    ),
    ("shift", "float64", "points, above 0 where the edition marks higher; missing where it is not known"),
    *_ENDS,
    _UNDEFINED,
)
MOVED = _frame(
    "evalkit.reliability.linking.moved()",
    "a unit whose tier would be another on the scale of the edition before, in the order of the results",
    _UNIT,
    _NAME,
    ("score", "points", "points"),
    ("tier", "text", "id of its tier"),
    ("tier_low", "text", "id of its tier with the lower end of the shift taken off"),
    ("tier_high", "text", "likewise with the upper end"),
    ("honour", "text", "whether it may `lose` or `gain` the honour by that; missing where neither"),
)
DRIFTS = _frame(
    "evalkit.reliability.linking.drifts()",
    "a reviewer who marked in both editions, largest change first",
    _REVIEWER,
    ("change", "float64", "points by which severity changed, against the others' mean change; below 0: more severe"),
    ("standard_error", "float64", "points"),
    *_ENDS,
    ("p", "float64", "for no change, 0 to 1, corrected for the number of reviewers (Holm)"),
    ("stands_out", "bool", "whether that is at most 0.05"),
)
ANCHORS = _frame(
    "evalkit.reliability.linking.anchors()",
    "a dossier that is proposed to be marked anew in the next edition, in the order of the results",
    _UNIT,
    _NAME,
    ("score", "points", "points"),
    ("tier", "text", "id of its tier"),
    ("barred", "int64", "reviewers whom a conflict of interest keeps from it"),
    ("reason", "text", "why it: nearest `below` or `above` a cut-off, or in the `middle` of its tier"),
    ("near", "float64", "the exact score at which the tier changes, or the median of the tier, in points"),
)
_TIER_ID = ("tier", "text", "id of its tier")
FIRMNESS = _frame(
    "Consistency.firmness.table",
    "a unit with a score, least firm first",
    _UNIT,
    ("score", "points", "points; missing where it is withheld"),
    _TIER_ID,
    ("probability", "float64", "that average reviewers would have given that tier, 0 to 1"),
    ("firm", "bool", "whether that is at least 0.9"),
    ("likeliest", "text", "id of the tier with the highest probability"),
    ("low", "float64", "lower end of the 95 % interval of the score that average reviewers would have given, points"),
    ("high", "float64", "upper end"),
    ("pull", "float64", "points by which that score is expected to lie above the one on file, before rounding"),
    ("same_again", "float64", "chance of the same tier from another panel of the same size, 0 to 1"),
)
SMALLEST_CHANGE = _frame(
    "Consistency.smallest_changes",
    "a unit with a score, as in the results; none where scores are no plain sums or tiers have no cut-offs",
    _UNIT,
    _TIER_ID,
    ("cut_off_by", "float64", "points by which the nearest cut-off would have to move; missing where there is none"),
    ("cut_off_tier", "text", "id of the tier then; missing likewise"),
    (
        "mark_by",
        "float64",
        "points by which one mark would have to differ, above 0: higher; missing where none will do",
    ),
    ("mark_reviewer", "text", "code of the first reviewer whose mark will do; missing likewise"),
    ("mark_indicator", "text", "id of the indicator; missing likewise"),
    ("mark_tier", "text", "id of the tier then; missing likewise"),
    ("left_out", "text", "codes of reviewers without whom the tier is another, by spaces; missing where there is none"),
    ("left_out_tier", "text", "id of the tier without the first of them; missing likewise"),
)
ONE_CHANGE = _frame(
    "Consistency.one_change",
    "a single change of rules, cut-offs, weights or of what counts: most changed tiers first",
    ("cause", "text", "`rule`, `cut-off`, `weight`, `area`, `indicator`, `round`, `tie` or `reviewer`"),
    ("what", "text", "the other rule; the id of what moves, weighs more or less, or is left out; missing for all"),
    ("by", "float64", "points a cut-off rises, or share by which a weight does (below 0: falls); missing for others"),
    ("changed", "int64", "units whose tier would be another"),
    ("up", "int64", "of these, to a better one"),
    ("down", "int64", "to a worse one"),
    ("open", "int64", "units that would have no score; not among those that change"),
    ("moved", "tuple", "codes of those whose tier would be another"),
)
WEIGHTS = _frame(
    "Consistency.weights",
    "an area of the score (an indicator, where there is one area), in the order of the rules",
    ("area", "text", "its id (`indicator`, of an indicator)"),
    ("nominal", "float64", "its share of the points, 0 to 1"),
    (
        "effective",
        "float64",
        "its share of the variance of the scores: covariance with the score / variance; they add up to 1",
    ),
    ("correlation", "float64", "with the rest of the score, −1 to 1; missing where either does not vary"),
    ("items", "int64", "indicators that vary"),
    ("alpha", "float64", "Cronbach's alpha of its indicators; missing with fewer than two"),
    (
        "omega",
        "float64",
        "McDonald's omega of one factor; missing with fewer than three, or where it is not to be relied on",
    ),
)
ANY_WEIGHTS = _frame(
    "Consistency.any_weights",
    "a unit with a score, as in the results",
    _UNIT,
    _TIER_ID,
    ("kept", "float64", "share of the weights within a fifth of those of the rules that leave it its tier, 0 to 1"),
    ("kept_unknown", "float64", "the same over all weights there are"),
    ("likeliest", "text", "id of the tier that most of all weights give it"),
    ("best", "float64", "share of all weights by which no unit has a higher score"),
)
INPUTS = _frame(
    "Consistency.inputs",
    "something that was varied together with the others, by its total share",
    ("input", "text", "`rule`, `cut-off`, `reviewer`, or the id of an area whose weight was varied"),
    ("own_effect", "float64", "share of the variance of the number of changed tiers that it brings by itself (Sobol)"),
    ("total_effect", "float64", "the same with what it brings together with others"),
)
CLAIMS = _frame(
    "evalkit.audit.audit().verdicts",
    "a printed number, in the order of the ledger",
    ("id", "text", "of the ledger"),
    ("section", "text", "where it is printed"),
    ("states", "text", "what it says"),
    ("states_en", "text", "likewise in English; may be missing"),
    ("printed", "text", "as printed"),
    ("expression", "text", "how it is computed; missing where it cannot be"),
    ("computed", "text", "the value, with the decimals of what is printed; missing where it cannot be computed"),
    ("verdict", "text", "`reproduced`, `not-reproduced` or `not-checkable`"),
    ("expected", "text", "the verdict that the ledger expects"),
    ("agrees_with_expectation", "bool", "whether the two are the same"),
    ("reason", "text", "the ledger's, else what the computation lacks; may be missing"),
    ("reason_en", "text", "likewise in English"),
)

#: Every frame that is documented, in the order of docs/api.md.
FRAMES = (
    RESULTS, NEAR, SCORES, COUNTS, SHARES, PARTICIPATION, RUBRIC, MARKS, PANEL, DISPUTES, DISCUSSED, LABELS,
    REGISTER, LABEL_LEDGER, OVERVIEW, TIERS, ROLL, MOBILITY, RULE_CHANGES,
    SHEETS, COEFFICIENTS, AGREEMENT, SEVERITIES, SCATTERS, DIFFERENTIAL, DIFFERING, ASKED, MATTERS, TIES, COMPONENTS,
    PARTS, MORE_REVIEWERS,
    SHIFTS, MOVED, DRIFTS, ANCHORS,
    FIRMNESS, SMALLEST_CHANGE, ONE_CHANGE, WEIGHTS, ANY_WEIGHTS, INPUTS, CLAIMS,
)  # fmt: skip
