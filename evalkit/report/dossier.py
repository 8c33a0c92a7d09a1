"""What lies before those who decide an appeal: the marks of the unit and their story, ties, rules, hashes, re-runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from evalkit.edition.record import ReviewedEdition
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.report.csvtext import csv_text
from evalkit.review.appeals import Appeal
from evalkit.review.correction import corrected_mark
from evalkit.review.trail import trail
from evalkit.rules.scales import NA, NOT_APPLICABLE
from evalkit.scoring import Evaluation
from evalkit.sources.schema import PANEL_REVIEWER

#: ``round, reviewer, indicator, points`` of a mark as it would be.
Mark = tuple[str, str, str, str]


def dossier_files(
    record: ReviewedEdition, appeal: Appeal, *, marks: Sequence[Mark] = (), names: bool = False
) -> dict[str, str]:
    """Return the files of the dossier of an appeal by their names; for the office, and never for publication.

    Parameters
    ----------
    record, appeal
        The edition and the appeal.
    marks
        Marks of the unit as they would be, for a re-run beside the official one.
    names
        Whether to add a table of the reviewers' names; else there are codes only.

    Raises
    ------
    UnknownName, EvalkitError
        A mark is not on file, or is no mark.
    """
    unit, review = appeal.unit, record.review
    story = trail(record, unit)
    appeals = review.appeals
    own = None if appeals is None else appeals[appeals["appeal"].astype(int) == appeal.number]
    files = {
        "appeal.csv": _csv(own),
        "trail.csv": _csv(story),
        "affiliations.csv": _csv(review.affiliations[review.affiliations["unit"] == unit]),
        "recusals.csv": _csv(review.recusals[review.recusals["unit"] == unit]),
        "minutes.csv": _csv(None if review.minutes is None else review.minutes[review.minutes["unit"] == unit]),
        "rerun.csv": csv_text([("run", "score", "tier", "rank"), *reruns(record, unit, marks)]),
        "rules.toml": (record.folder / "rules.toml").read_text(encoding="utf-8"),
        "hashes.csv": csv_text([("file", "sha256"), *_hashes(record)]),
    }
    if names:
        files["reviewers.csv"] = _csv(review.reviewers[review.reviewers["reviewer"].isin(story["reviewer"].unique())])
    return {name: content for name, content in files.items() if content}


def reruns(record: ReviewedEdition, unit: str, marks: Sequence[Mark] = ()) -> list[tuple[str, ...]]:
    """Return ``run, score, tier, rank`` of a unit: official, without each reviewer of it, with other marks.

    A cell is empty where that would not be known.
    """
    review = record.review
    if review.marks is None:
        return []
    own = review.marks["unit"] == unit
    rows: list[tuple[str, ...]] = [("official", *_result(record, unit))]
    for who in sorted(map(str, review.marks.loc[own, "reviewer"].unique())):
        if who != PANEL_REVIEWER:
            rows.append((f"without {who}", *_result(_without(record, unit, who), unit)))
    for mark in marks:
        steps = review.marks["steps"].copy()
        at = own & (review.marks[["round", "reviewer", "indicator"]].astype(str) == list(mark[:3])).all(axis=1)
        steps[at] = _steps(record, unit, mark)
        other = replace(record, review=replace(review, marks=review.marks.assign(steps=steps)))
        rows.append((f"with {mark[3]} by {mark[1]} on {mark[2]} ({mark[0]})", *_result(other, unit)))
    return rows


def _without(record: ReviewedEdition, unit: str, reviewer: str) -> ReviewedEdition:
    """Return the edition as if a reviewer had never been asked to mark a unit."""

    def others(table: pd.DataFrame) -> pd.DataFrame:
        gone = (table["unit"] == unit) & (table["reviewer"] == reviewer)
        return table[~gone].reset_index(drop=True)

    review = record.review
    marks = None if review.marks is None else others(review.marks)
    assignment = None if review.assignment is None else others(review.assignment)
    return replace(record, review=replace(review, marks=marks, assignment=assignment))


def _steps(record: ReviewedEdition, unit: str, mark: Mark) -> int:
    """Return a mark as it would be in steps of the scale."""
    points = corrected_mark(record, (mark[0], unit, mark[1], mark[2]), mark[3])["points"].iloc[0]
    if points == NA:
        return NOT_APPLICABLE
    rules = record.rules
    scale = rules.scale_of(next(i for i in rules.indicators if i.id == mark[2]))
    if not scale.minimum <= points <= scale.maximum or Fraction(points) % Fraction(rules.mark_scale.step):
        raise EvalkitError("not-a-mark", value=mark[3], indicator=mark[2])
    return rules.mark_scale.to_steps(points)


def _result(record: ReviewedEdition, unit: str) -> tuple[str, str, str]:
    results = Evaluation(record, record.rules).results
    rows = results.loc[results["unit"] == unit, ["score", "tier", "rank"]]
    score, tier, rank = next(rows.itertuples(index=False, name=None), ("", "", ""))
    return _text(score), _text(tier), _text(rank)


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)  # type: ignore[call-overload]


def _hashes(record: ReviewedEdition) -> list[tuple[str, str]]:
    return [(file, store.sha256(record.folder.parent / file)) for file in record.inputs]


def _csv(table: pd.DataFrame | None) -> str:
    if table is None or table.empty:
        return ""
    cells = table.astype(object).where(table.notna(), "").astype(str).to_numpy().tolist()
    return csv_text([list(table.columns), *cells])
