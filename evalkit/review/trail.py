"""Who set which mark in which round, and why; and what the discussion changed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from evalkit.edition.aside import aside, set_aside
from evalkit.edition.record import EditionRecord, ReviewedEdition
from evalkit.frames import DISCUSSED
from evalkit.review.ballots import UNDECIDED, ballots, points_of_steps
from evalkit.review.final import counted_rounds, final_marks
from evalkit.rules.banding import tier_numbers
from evalkit.rules.models import Rules
from evalkit.rules.points import Scale, parse_decimal
from evalkit.rules.scales import NA, MarkScale
from evalkit.sources.schema import PANEL_REVIEWER

_PLACE = ["unit", "indicator", "round", "reviewer"]
_COLUMNS = [*_PLACE, "points", "counts", "reason", "until", "by"]


def trail(record: ReviewedEdition, unit: str | None = None) -> pd.DataFrame:
    """Return every mark of an edition, or of one unit, with what became of it.

    Returns
    -------
    One row a mark, in the order of unit, indicator, round and reviewer: ``unit, indicator, round, reviewer, points``
    (exact Decimal; None where the indicator is not applicable), ``counts`` (whether the final mark rests on it:
    ``yes``, ``overruled`` where the discussion decided another, ``other-round`` where its round does not count,
    ``conflict`` where one was found after marking, ``resigned`` where its reviewer gave up and the rules leave such
    sheets out, ``dropped`` where its indicator was, ``taken-out`` where the unit is out of the review, ``replaced``
    where it is no longer on file),
    ``reason`` (of the panel's decision, from the minutes; else the reviewer's comment; of a mark that was replaced or
    does not count any more, why), ``until`` and ``by`` (of such a mark: on which day, and of one that was replaced, by
    whom). What was replaced stands below what took its place, the latest first.

    Raises
    ------
    ValueError
        The edition is not one of marks.
    """
    rules, review = record.rules, record.review
    if review.on_file.marks is None:
        return pd.DataFrame(columns=_COLUMNS)
    marks = review.on_file.marks
    marks = marks if unit is None else marks[marks["unit"] == unit]
    out = marks[["unit", "indicator", "round", "reviewer"]].copy()
    out["points"] = points_of_steps(marks["steps"], rules)
    ids = counted_rounds(rules)
    panel = (marks["reviewer"] == PANEL_REVIEWER).to_numpy()
    decided = pd.MultiIndex.from_frame(marks.loc[panel, ["unit", "indicator"]].astype(str))
    overruled = pd.MultiIndex.from_frame(marks[["unit", "indicator"]].astype(str)).isin(decided) & ~panel
    other = ~marks["round"].isin(ids).to_numpy() & ~panel
    out["counts"] = np.select([overruled, other], ["overruled", "other-round"], "yes")
    reason = marks["comment"].astype(object) if "comment" in marks else pd.Series(None, index=marks.index, dtype=object)
    if review.minutes is not None:
        written = review.on_file.minutes if review.on_file.minutes is not None else review.minutes
        minuted = dict(zip(written["unit"], written["reason"], strict=True))
        reason = reason.where(~panel, marks["unit"].astype(str).map(minuted))
    out["reason"] = reason
    out[["until", "by"]] = None
    _out_of_count(record, out)
    earlier = _replaced(record, unit, out)
    if len(earlier):
        out = pd.concat([out.astype(object), earlier.iloc[::-1]], ignore_index=True)
        for name in _PLACE:
            out[name] = pd.Categorical(
                out[name], categories=marks[name].cat.categories, ordered=marks[name].cat.ordered
            )
    return out.sort_values(_PLACE, kind="stable")[_COLUMNS].reset_index(drop=True)


def _out_of_count(record: ReviewedEdition, out: pd.DataFrame) -> None:
    """Say of marks that stay on file and do not count any more why that is, and since when."""
    review = record.review
    cases = aside(record.rules, review.recusals, review.unavailable)
    place = set_aside(out, cases)
    for number, case in enumerate(cases):
        hit = place == number
        out.loc[hit, "counts"] = case.why
        out.loc[hit, "reason"] = case.reason
        out.loc[hit, "until"] = case.since
    if review.dropped is not None:
        table = review.dropped[["indicator", "reason", "since"]]
        for indicator, reason, since in table.itertuples(index=False, name=None):
            hit = (out["indicator"] == indicator).to_numpy(bool)
            out.loc[hit, ["counts", "reason", "until"]] = ["dropped", reason, since]
    if review.absences is not None:
        gone = review.absences.loc[review.absences["since"].notna(), ["unit", "reason", "since"]]
        for unit, reason, since in gone.itertuples(index=False, name=None):
            out.loc[(out["unit"] == unit).to_numpy(bool), ["counts", "reason", "until"]] = ["taken-out", reason, since]


def _replaced(record: ReviewedEdition, unit: str | None, now: pd.DataFrame) -> pd.DataFrame:
    """Return the marks that were on file and are not any more, in the order in which they were replaced."""
    history = record.review.history
    if history is None:
        return now.iloc[:0]
    events = history[(history["event"] == "mark") & history["before"].notna().to_numpy(bool)]
    events = events if unit is None else events[events["unit"] == unit]
    out = events[[*_PLACE, "before", "reason", "date", "by"]].astype(object)
    out = out.where(out.notna(), None).rename(columns={"before": "points", "date": "until"})
    scales, steps = {i.id: record.rules.scale_of(i) for i in record.rules.indicators}, record.rules.mark_scale
    points = [_as_points(text, scales[i], steps) for i, text in zip(out["indicator"], out["points"], strict=True)]
    return out.assign(points=pd.Series(points, index=out.index, dtype=object), counts="replaced")


def _as_points(text: str, scale: MarkScale, steps: Scale) -> Decimal | None:
    """Return a mark as it was written in points, in the form of those on file; None where it was not applicable."""
    points = scale.grades.get(text, None if text == NA else parse_decimal(text))
    return points if points is None or not steps.fits(points) else steps.to_points(steps.to_steps(points))


def changes(record: EditionRecord, rules: Rules | None = None) -> pd.DataFrame:
    """Return what the discussion did to each unit that it minuted.

    Returns
    -------
    One row a unit, in the order of the minutes: ``unit, name, decision, before, after`` (scores in points, Fraction or
    None), ``tier_before, tier_after`` (by the score; None where more than the score decides), ``indicators`` (how many
    marks were decided), ``reason``, ``minority_view``.
    """
    rules, review = rules or record.rules, record.review
    if review is None or review.minutes is None:
        return DISCUSSED.of([])
    record = record.reviewed()
    sheets = ballots(record)
    before, after = (final_marks(record, s, rules).scores for s in (sheets.before_discussion, sheets))
    decided = pd.Series((sheets.decided != UNDECIDED).sum(axis=1), index=list(sheets.units))
    names = dict(zip(record.units["unit"], record.units["name"], strict=True))
    rows = []
    for minute in review.minutes.to_dict("records"):
        unit = str(minute["unit"])
        then, now = before.loc[unit], after.loc[unit]
        rows.append(
            {
                "unit": unit,
                "name": names[unit],
                "decision": minute["decision"],
                "before": _points(then, rules),
                "after": _points(now, rules),
                "tier_before": _tier(then, rules),
                "tier_after": _tier(now, rules),
                "indicators": int(decided.loc[unit]),
                "reason": minute["reason"],
                "minority_view": None if pd.isna(minute["minority_view"]) else minute["minority_view"],
            }
        )
    return DISCUSSED.of(rows)


def _points(steps: object, rules: Rules) -> Fraction | None:
    return Fraction(rules.scores.scale.to_points(int(steps))) if isinstance(steps, (int, np.integer)) else None


def _tier(steps: object, rules: Rules) -> str | None:
    if not isinstance(steps, (int, np.integer)) or not rules.decided_by_score:
        return None
    return rules.tiers[int(tier_numbers(np.array([int(steps)]), rules)[0])].id
