"""The review as frames to work with: every mark in a row of its own, every reviewer in one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evalkit.edition.record import EditionRecord
from evalkit.frames import MARKS
from evalkit.review.ballots import ballots
from evalkit.rules.scales import NOT_APPLICABLE
from evalkit.sources.schema import AFFILIATIONS, PANEL_REVIEWER


def marks(record: EditionRecord) -> pd.DataFrame:
    """Return every mark that a reviewer gave.

    Returns
    -------
    One row a mark, by round, unit, reviewer and indicator: ``round, unit, reviewer, indicator`` (Categoricals in the
    order of the files), ``points`` (float64, to be described and drawn; no tier is decided by it; missing where the
    indicator is not applicable) and ``share`` (of the range of the indicator, from 0 at its least mark to 1 at its
    largest). What the discussion decided is nobody's own mark and not among them, nor is a mark on an indicator that
    was dropped after marking. No rows while there are no marks yet.

    Raises
    ------
    EvalkitError
        The edition is not one of marks.
    """
    review, rules = record.reviewed().review, record.rules
    if review.marks is None:
        return MARKS.of([])
    found = review.marks[review.marks["reviewer"] != PANEL_REVIEWER]
    if rules.dropped:
        found = found[~found["indicator"].isin(rules.dropped)]
    frame = found[["round", "unit", "reviewer", "indicator"]].reset_index(drop=True)
    people = [code for code in frame["reviewer"].cat.categories if code != PANEL_REVIEWER]
    frame["reviewer"] = frame["reviewer"].cat.set_categories(people)
    steps = found["steps"].to_numpy()
    frame["points"] = np.where(steps == NOT_APPLICABLE, np.nan, steps * float(rules.mark_scale.step))
    scales = {i.id: rules.scale_of(i) for i in rules.indicators}
    low, reach = (
        frame["indicator"].map({i: float(getattr(s, end)) for i, s in scales.items()}).astype("float64")
        for end in ("minimum", "range")
    )
    frame["share"] = (frame["points"] - low) / reach
    return frame


def panel(record: EditionRecord) -> pd.DataFrame:
    """Return everybody who may review.

    Returns
    -------
    One row a reviewer, in the order of the file: ``reviewer, name, subject`` (text); ``sheets`` and ``units`` (int64):
    how many sheets are on file, and of how many units; ``of_roster`` and ``of_participant`` (boolean): whether he or
    she belongs to a unit of the roster now, and to one that takes part; missing where no ties were collected.

    Raises
    ------
    EvalkitError
        The edition is not one of marks.
    """
    record = record.reviewed()
    review = record.review
    frame = review.reviewers[["reviewer", "name", "subject"]].reset_index(drop=True)
    given = ballots(record).frame.groupby("reviewer", observed=False)["unit"].agg(["size", "nunique"])
    for column, counted in (("sheets", "size"), ("units", "nunique")):
        frame[column] = given[counted].to_numpy(dtype="int64")
    current = review.affiliations[review.affiliations["kind"].astype("str") == "current"]
    roster = review.roster
    for column, units in (("of_roster", roster), ("of_participant", roster[roster["takes_part"].astype(bool)])):
        tied = current.loc[current["unit"].isin(units["unit"]), "reviewer"]
        known = frame["reviewer"].isin(tied).astype("boolean")
        frame[column] = known if record.has(AFFILIATIONS.file) else pd.array([pd.NA] * len(frame), dtype="boolean")
    return frame
