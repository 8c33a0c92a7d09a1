"""What of a review on file counts: without units that were taken out and sheets that were set aside.

All of it stays on file. Marks on an indicator that was dropped after marking stay in the table, too: the rules know
that they count for nobody (:attr:`evalkit.rules.models.Rules.dropped`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from evalkit.edition.aside import Aside, aside, set_aside
from evalkit.edition.record import ReviewedEdition, ReviewRecord, filled, role_of, roles_on_file
from evalkit.rules.models import Rules
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.sources.schema import PANEL_REVIEWER

#: That of a unit on which all marks are there and none of them is one: nobody found any indicator applicable.
UNASSESSED = "unassessed"


def counted(rules: Rules, on_file: ReviewRecord) -> ReviewRecord:
    """Return the part of a review that counts.

    Parameters
    ----------
    rules
        Which indicators are dropped, and what becomes of sheets and marks.
    on_file
        The review with all that is on file.
    """
    review = _without(on_file, taken_out(on_file), aside(rules, on_file.recusals, on_file.unavailable))
    return _without(review, dict.fromkeys(_unassessed(rules, review), UNASSESSED))


def with_dropped(record: ReviewedEdition, indicators: Collection[str]) -> ReviewedEdition:
    """Return an edition as if these indicators were dropped, and no others."""
    rules = record.rules.without(indicators)
    review = counted(rules, record.review.on_file)
    roster = review.roster
    units = roster.loc[roster["takes_part"].to_numpy(bool), list(record.units.columns)].reset_index(drop=True)
    return replace(record, rules=rules, review=review, units=units)


def marked_as_if_kept(record: ReviewedEdition) -> bool:
    """Tell whether every sheet that counts has its marks on what was dropped: none came in afterwards, without them."""
    rules, review = record.rules, record.review
    if review.marks is None or rules.may_lack_sheets:
        return True
    marks = review.marks[review.marks["reviewer"] != PANEL_REVIEWER]
    given = marks["indicator"].value_counts()
    sheets = marks[["round", "unit", "reviewer"]].drop_duplicates().astype(str)
    types, roles = filled(record.units, "type"), roles_on_file(review.reviewers, review.assignment)
    for indicator in (i for i in rules.indicators if rules.is_dropped(i.id)):
        asked = sum(
            indicator.is_for(types.get(unit)) and indicator.role in (None, role_of(roles, unit, reviewer))
            for unit, reviewer in zip(sheets["unit"], sheets["reviewer"], strict=True)
        )
        if given[indicator.id] < asked:
            return False
    return True


def taken_out(review: ReviewRecord) -> dict[str, str]:
    """Return the units that were taken out of a review under way, and why."""
    table = review.absences
    if table is None or "since" not in table:
        return {}
    out = table[table["since"].notna()]
    return dict(zip(out["unit"].astype(str), out["reason"].astype(str), strict=True))


def _unassessed(rules: Rules, review: ReviewRecord) -> list[str]:
    """Return the units whose sheets are all there without a mark that counts: no score, which is not the score 0."""
    if rules.marks is None or rules.marks.not_applicable != "leave-out" or review.marks is None:
        return []
    rounds = {r.id for r in rules.marked_rounds if r.counts}
    marks = review.marks[review.marks["round"].isin(rounds)]
    # What is said of the reviewer, beside the score, or on what was dropped, makes no score.
    scored = marks["indicator"].isin([i.id for i in rules.counting])
    says = marks["unit"][scored & (marks["steps"] != NOT_APPLICABLE)]
    decided = review.marks["reviewer"].isin([PANEL_REVIEWER]) & ~review.marks["indicator"].isin(rules.dropped)
    talk = review.marks["unit"][decided]
    given, said, talked = (set(map(str, units.unique())) for units in (marks["unit"], says, talk))
    empty = given - said - talked
    if empty and review.assignment is not None:
        there = set(marks[["round", "unit", "reviewer"]].astype(str).itertuples(index=False, name=None))
        asked = review.assignment[review.assignment["round"].isin(rounds)][["round", "unit", "reviewer"]].astype(str)
        empty -= {unit for step, unit, who in asked.itertuples(index=False) if (step, unit, who) not in there}
    return [str(unit) for unit in review.roster["unit"] if unit in empty]


def _without(review: ReviewRecord, units: Mapping[str, str], cases: Sequence[Aside] = ()) -> ReviewRecord:
    """Return a review in which some units do not take part, for the reasons given, and some sheets do not count.

    What is on file of them stays there.
    """
    if not units and not cases:
        return review

    def others(table: pd.DataFrame | None, sheets: bool = False) -> pd.DataFrame | None:
        if table is None:
            return None
        gone = table["unit"].isin(list(units)).to_numpy(bool)
        if sheets:
            gone = gone | (set_aside(table, cases) >= 0)
        return table[~gone].reset_index(drop=True)

    out = review.roster["unit"].isin(list(units))
    marks = others(review.marks, sheets=True)
    if marks is not None:
        known = marks["unit"].cat.categories
        marks["unit"] = marks["unit"].cat.remove_categories([unit for unit in units if unit in known])
    return replace(
        review,
        whole=review.on_file,
        roster=review.roster.assign(
            takes_part=review.roster["takes_part"] & ~out.to_numpy(bool),
            reason=review.roster["reason"].mask(out, review.roster["unit"].map(units).astype("string")),
        ),
        marks=marks,
        assignment=others(review.assignment, sheets=True),
        minutes=others(review.minutes),
        adjustments=others(review.adjustments),
    )
