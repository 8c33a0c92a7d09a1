"""Display tables of an evaluation: who, how many, which share of what. Rounding happens here and nowhere earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import compress
from typing import Any

import pandas as pd

from evalkit.edition.counted import UNASSESSED
from evalkit.edition.review_reader import INCOMPLETE
from evalkit.publication.policy import inside
from evalkit.report.elements import Column, TableView
from evalkit.report.words import UNKNOWN, Words
from evalkit.rules.banding import steps_of_tier
from evalkit.scoring import Evaluation
from evalkit.scoring.percent import percent
from evalkit.sources.mapping import SOURCED

Rows = tuple[tuple[str, ...], ...]

#: Names in the data are Chinese as printed; pages in other languages mark them as such.


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dictionaries by column name."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def plain(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], note: str = ""
) -> TableView:
    """Return an ungrouped table."""
    return TableView(name, caption, tuple(columns), ((None, tuple(tuple(row) for row in rows)),), note)


def told(
    columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> tuple[tuple[Column, ...], tuple[tuple[str, ...], ...]]:
    """Return columns and rows without the columns of which nothing is known."""
    kept = [i for i in range(len(columns)) if any(row[i] != UNKNOWN for row in rows)]
    return tuple(columns[i] for i in kept), tuple(tuple(row[i] for i in kept) for row in rows)


def participation(ev: Evaluation, words: Words) -> TableView | None:
    """Cohort by cohort: all units, those that took part, those that did not; None where the rules have no cohorts."""
    if not ev.rules.has_cohorts:
        return None
    rows = []
    if ev.complete:
        rows = [_participation_row(words, words.cohort(str(r["cohort"])), r) for r in records(ev.participation())]
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    taking = ev.participants
    absent = None if total is None or taking is None else total - taking
    rows.append(
        _participation_row(words, words("all-cohorts"), {"participants": taking, "total": total, "absent": absent})
    )
    columns = [
        Column(words("column-cohort"), "head"),
        Column(words("column-all"), "number"),
        Column(words("column-participants"), "number"),
        Column(words("column-absent"), "number"),
        Column(words("column-participation-rate"), "number"),
    ]
    return plain("participation", words("caption-participation"), *told(columns, rows))


def _participation_row(words: Words, label: str, row: dict[str, Any]) -> tuple[str, ...]:
    total = None if pd.isna(row["total"]) else int(row["total"])
    taking = None if row["participants"] is None else int(row["participants"])
    rate = words.share(taking, total) if taking is not None else UNKNOWN
    return (label, words.count(total), words.count(taking), words.count(row["absent"]), rate)


def tiers(ev: Evaluation, words: Words) -> TableView:
    """Tier by tier, as far as it is known: its scores, how many units, which share of the participants and of all."""
    taking = ev.shares("tier", "participants")
    everyone = ev.shares("tier", "all")
    total = ev.rules.total_of(ev.rules.cohorts_in(None))
    rows = [
        (
            words.tier(part["tier"]),
            # A unit in a lower tier than that of its score would be out of the range of that.
            UNKNOWN if ev.rules.beside_score else words.tier_range(part["tier"]),
            str(part["count"]),
            words.percent(part["percent"]),
            words.percent(whole["percent"]),
        )
        for part, whole in zip(records(taking), records(everyone), strict=True)
    ]
    if ev.undecided:
        # Every participant is on file, as where tiers are counted at all.
        count, percentage = len(ev.undecided), ev.rules.percent
        part = percent(count, len(ev.results), percentage.decimals, percentage.rounding)
        rows.append((words("row-undecided"), UNKNOWN, str(count), words.percent(part), UNKNOWN))
    columns = [
        Column(words("column-tier"), "head"),
        Column(words("column-scores"), "number"),
        Column(words("column-count"), "number"),
        Column(words("column-percent-participants"), "number"),
        Column(words("column-percent-all"), "number"),
    ]
    note = words(
        "note-denominators",
        participants=len(ev.results),
        all_known="no" if total is None else "yes",
        all=total,
        decimals=ev.rules.percent.decimals,
    )
    return plain("tiers", words("caption-tiers"), *told(columns, rows), note)


def tier_by_cohort(ev: Evaluation, words: Words) -> TableView:
    """Return counts of units: one row a tier, one column a cohort, sums, and, where known, who did not take part."""
    wide = ev.counts(("tier", "cohort")).pivot(index="tier", columns="cohort", values="count")
    cohorts = [c.id for c in ev.rules.cohorts]
    counted = [[int(n) for n in row] for row in wide[cohorts].to_numpy().tolist()]
    rows = [
        (words.tier(tier.id), *map(str, row), str(sum(row))) for tier, row in zip(ev.rules.tiers, counted, strict=True)
    ]
    part = ev.participation()
    rows.append((words("row-participants"), *map(str, part["participants"]), str(int(part["participants"].sum()))))
    if part["total"].notna().any():
        rows.append((words("row-absent"), *map(words.count, part["absent"]), _sum(part["absent"], words)))
        rows.append((words("row-all"), *map(words.count, part["total"]), _sum(part["total"], words)))
    columns = [Column(words("column-tier"), "head")]
    columns += [Column(words.cohort(c), "number") for c in cohorts]
    columns.append(Column(words("column-sum"), "number"))
    return plain("tier-by-cohort", words("caption-tier-by-cohort"), columns, rows)


def _sum(values: pd.Series, words: Words) -> str:
    return words.count(None if values.isna().any() else int(values.sum()))


def tier_in_cohorts(ev: Evaluation, words: Words, tier: str) -> TableView:
    """Return one tier by cohort: counts, share of the tier, of the cohort's participants and of the whole cohort."""
    parts = [ev.shares(("tier", "cohort"), of) for of in ("tier", "cohort-participants", "cohort")]
    parts = [part[part["tier"] == tier] for part in parts]
    rows = [
        (words.cohort(str(same[0]["cohort"])), str(same[0]["count"]), *(words.percent(p["percent"]) for p in same))
        for same in zip(*map(records, parts), strict=True)
    ]
    columns = [
        Column(words("column-cohort"), "head"),
        Column(words("column-count"), "number"),
        Column(words("column-percent-tier"), "number"),
        Column(words("column-percent-cohort-participants"), "number"),
        Column(words("column-percent-cohort"), "number"),
    ]
    return plain(f"tier-{tier}", words("caption-tier-in-cohorts", tier=words.tier(tier)), *told(columns, rows))


def tier_of_groups(ev: Evaluation, words: Words) -> list[TableView]:
    """Return, for each cohort group, the share of each cohort in the group's units of each tier."""
    views = []
    for group in ev.rules.cohort_groups:
        shares = ev.shares(("tier", "cohort"), "tier", within=group.id)
        columns = [Column(words("column-tier"), "head"), Column(words("column-count"), "number")]
        columns += [Column(words("column-percent-of", name=words.cohort(c)), "number") for c in group.cohorts]
        rows = []
        for tier in ev.rules.tiers:
            part = shares[shares["tier"] == tier.id]
            rows.append((words.tier(tier.id), str(part["count"].sum()), *map(words.percent, part["percent"])))
        caption = words("caption-tier-of-group", group=group.name[words.language])
        views.append(plain(f"tier-of-{group.id}", caption, columns, rows))
    return views


def score_list(ev: Evaluation, words: Words) -> TableView:
    """Every unit in blocks by tier with code, name, cohort, score and rank, as far as they may be published."""
    shown, gone = _named(ev, words)
    if _gloss(ev, words):
        shown = shown.merge(ev.record.units[["unit", "name_en"]], on="unit", how="left")
    within = _ranked_within(ev, words)
    if within:
        column, names = within
        own = ev.record.units.set_index("unit")[column]
        shown = shown.assign(within=[names.get(str(own[unit]), UNKNOWN) for unit in shown["unit"]])
        order = [*names.values(), UNKNOWN]
        shown = shown.sort_values("within", key=lambda named: named.map(order.index), kind="stable")
    groups: list[tuple[str | None, Rows]] = []
    for tier in ev.rules.tiers:
        part = shown[shown["tier"] == tier.id]
        if part.empty:
            continue
        heading = words("group-tier", tier=words.tier(tier.id), count=len(part))
        groups.append((heading, tuple(_score_row(row, words) for row in records(part))))
    if ev.undecided:
        part = shown[shown["unit"].isin(list(ev.undecided))]
        heading = words("group-tier", tier=words("row-undecided"), count=len(part))
        groups.append((heading, tuple(_score_row(row, words) for row in records(part))))
    if not ev.rules.tiers:
        groups = [(None, tuple(_score_row(row, words) for row in records(shown)))]
    columns = [
        Column(words("column-rank"), "number"),
        Column(words("column-code"), anchor=True),
        Column(words("column-name"), "head", words.name_lang),
    ]
    columns += [Column(words("column-gloss"))] if _gloss(ev, words) else []
    columns += [Column(words(f"column-{within[0]}"))] if within else []
    columns += [Column(words("column-cohort"))] if ev.rules.has_cohorts else []
    columns.append(Column(words("column-score"), "number", key=True))
    if ev.percentiles:
        columns.append(Column(words("column-percentile"), "number"))
        places = {u: str(p) for u, p in ev.percentiles.items() if u not in ev.hidden_from(words.audience)}
        groups = [(h, tuple((*r, places.get(r[1], UNKNOWN)) for r in rows)) for h, rows in groups]
    ties = ev.rules.ranking.ties
    note = (
        words("note-ranks-rules", ties=words(f"rule-ranking-{ties}"))
        if ev.rules.ordered
        else words(f"note-ranks-{ties}")
    )
    if not inside(words.audience) and shown["withheld"].any():
        note = words("note-ranks-and-withheld", ranks=note, count=int(shown["withheld"].sum()))
    note = words.sentences([note, *gone])
    if not ev.rules.scored:
        about = words.sentences(gone)
        return _without_scores(TableView("scores", words("caption-units"), tuple(columns), tuple(groups), about))
    return TableView("scores", words("caption-scores"), tuple(columns), tuple(groups), note)


def _without_scores(view: TableView) -> TableView:
    """Return a list of units without the columns of rank and score, of an edition with neither."""
    kept = [i for i, column in enumerate(view.columns) if i and not column.key]
    groups = tuple((heading, tuple(tuple(row[i] for i in kept) for row in rows)) for heading, rows in view.groups)
    return replace(view, columns=tuple(view.columns[i] for i in kept), groups=groups)


def _ranked_within(ev: Evaluation, words: Words) -> tuple[str, dict[str, str]] | None:
    """Return the column that a unit's rank is within, with the names of the groups; cohorts have a column anyway."""
    within = ev.rules.ranking.within
    if within is None or within == "cohort":
        return None
    return within, {g.id: g.name[words.language] for g in ev.rules.groups_ranked}


def _named(ev: Evaluation, words: Words) -> tuple[pd.DataFrame, list[str]]:
    """Return the results of the units that are named to these readers, and a sentence about the others."""
    shown = ev.shown(words.audience)
    gone = int(shown["unit"].isna().sum())
    return shown.dropna(subset=["unit"]), [words("note-unnamed", count=gone)] if gone else []


def _gloss(ev: Evaluation, words: Words) -> bool:
    return words.language != "zh" and "name_en" in ev.record.units and bool(ev.record.units["name_en"].notna().any())


def _score_row(row: dict[str, Any], words: Words) -> tuple[str, ...]:
    gloss = (words.count(row["name_en"]),) if "name_en" in row else ()
    rank = words.count(row["rank"])
    score = words.score(row["score"], withheld=row["withheld"])
    within = (str(row["within"]),) if "within" in row else ()
    cohort = (words.cohort(row["cohort"]),) if words.rules.has_cohorts else ()
    return (rank, row["unit"], row["name"], *gloss, *within, *cohort, score)


def panel(ev: Evaluation, words: Words) -> TableView | None:
    """Return the panel as printed, or None where it is not on file."""
    people = ev.record.panel
    if people is None:
        return None
    lang = words.name_lang
    columns = [
        Column(words("column-role")),
        Column(words("column-person"), "head", lang),
        Column(words("column-affiliation"), "text", lang),
        Column(words("column-title"), "text", lang),
        Column(words("column-code")),
    ]
    rows = [
        (words("role-" + p["role"]), p["name"], p["affiliation"], p["title"], words.count(p["unit"]))
        for p in records(people.sort_values("order"))
    ]
    note = words("note-panel") if people["unit"].notna().any() else ""
    return plain("panel", words("caption-panel"), columns, rows, note)


#: The files that are what their name says; any other is a source.
_FILES = {"programme", "rules", "successions", "labels", *SOURCED}


def files(ev: Evaluation, words: Words) -> TableView:
    """Every file that was read, with its rows."""
    record = ev.record
    counts = {"units.csv": len(record.units), "scores.csv": len(record.scores)}
    names = ("profiles", "assessments", "base", "panel", "aliases", "claims", "facts", "lots", "votes")
    others: dict[str, pd.DataFrame | None] = {name: getattr(record, name) for name in names}
    counts |= {f"{name}.csv": len(table) for name, table in others.items() if table is not None}
    counts |= _review_counts(ev)
    rows = []
    for file in record.files:
        stem = file.rpartition("/")[2]
        name = stem.partition(".")[0]
        what = words(f"file-{name}" if name in _FILES else "file-source")
        rows.append((file, what, words.count(counts.get(stem))))
    columns = [
        Column(words("column-file"), "head"),
        Column(words("column-holds")),
        Column(words("column-rows"), "number"),
    ]
    return plain("files", words("caption-files"), columns, rows)


def _review_counts(ev: Evaluation) -> dict[str, int]:
    """Return the rows of each table of the review that is on file."""
    review = ev.record.review
    if review is None:
        return {}
    tables = {
        "units.csv": review.roster,
        "reviewers.csv": review.reviewers,
        "affiliations.csv": review.affiliations,
        "recusals.csv": review.recusals,
        "absences.csv": review.roster[~review.roster["reason"].fillna(INCOMPLETE).isin((INCOMPLETE, UNASSESSED))],
        "assignment.csv": review.assignment,
        "minutes.csv": review.minutes,
        "adjustments.csv": review.adjustments,
        "dropped.csv": review.dropped,
        "marks.csv": review.marks,
        "marks.parquet": review.marks,
    }
    return {file: len(table) for file, table in tables.items() if table is not None}


def facts(ev: Evaluation, words: Words) -> TableView | None:
    """Return the counts that are known without the units behind them, with their sources; None where there are none."""
    if ev.record.facts is None:
        return None
    rows = []
    for fact in records(ev.record.facts):
        cohorts = (
            words("all-cohorts")
            if pd.isna(fact["cohorts"])
            else words.listed([words.cohort(c) for c in fact["cohorts"].split()])
        )
        tiers = "" if pd.isna(fact["tiers"]) else words.listed([words.tier(t) for t in fact["tiers"].split()])
        share = (
            words.share(int(fact["count"]), ev.participants)
            if fact["fact"] == "tier" and pd.isna(fact["cohorts"])
            else UNKNOWN
        )
        what = words("fact-" + fact["fact"], tiers=tiers)
        rows.append((what, cohorts, str(fact["count"]), share, words.count(fact["printed_share"]), fact["source"]))
    columns = [
        Column(words("column-fact"), "head"),
        Column(words("column-cohort")),
        Column(words("column-count"), "number"),
        Column(words("column-share-computed"), "number"),
        Column(words("column-share-printed"), "number"),
        Column(words("column-source")),
    ]
    return plain("facts", words("caption-facts"), *told(columns, rows))


def known_units(ev: Evaluation, words: Words) -> TableView | None:
    """Return the units of which something is known in an edition that is not whole; None where there are none."""
    if ev.complete or ev.record.units.empty:
        return None
    scores = ev.scores.set_index("unit")
    rows = []
    shown, gone = _named(ev, words)
    for row in records(shown.sort_values("unit")):
        known = scores.loc[row["unit"]]
        if ev.rules.labels and pd.isna(row["score"]) and pd.isna(row["tier"]):
            continue  # it is there for its labels
        scale = ev.rules.scores.scale
        least = scale.to_points(int(known["lowest"]))
        score = words.score(row["score"], withheld=row["withheld"])
        # What a score has at least would be the score itself where that is on file and withheld.
        told = row["withheld"] or not pd.isna(row["score"])
        # Nor is the beginning of its tier more than the tier says.
        begins = ev.rules.scores.min
        if ev.rules.cut_offs_known and not pd.isna(row["tier"]):
            begins = scale.to_points(steps_of_tier(next(t for t in ev.rules.tiers if t.id == row["tier"]), ev.rules)[0])
        bounded = not told and least > begins
        tier = UNKNOWN if pd.isna(row["tier"]) else words.tier(row["tier"])
        score = f"≥ {words.points(least)}" if bounded else score
        rows.append((row["unit"], row["name"], tier, score, words.count(known["source"])))
    columns = [
        Column(words("column-code")),
        Column(words("column-name"), "head", words.name_lang),
        Column(words("column-tier")),
        Column(words("column-score"), "number", key=True),
        Column(words("column-source")),
    ]
    # No column about tiers where there are none, nor one of sources of which none is on file.
    there = [True, True, bool(ev.rules.tiers), True, ev.scores["source"].notna().any()]
    rows = [tuple(compress(row, there)) for row in rows]
    columns = list(compress(columns, there))
    return plain("known-units", words("caption-known-units"), columns, rows, words.sentences(gone)) if rows else None


def cohort_tiers(ev: Evaluation, words: Words, cohort: str) -> TableView:
    """Return one cohort by tier: counts, share of its participants, of the whole cohort."""
    parts = [ev.shares(("cohort", "tier"), of) for of in ("cohort-participants", "cohort")]
    parts = [part[part["cohort"] == cohort] for part in parts]
    rows = [
        (words.tier(str(same[0]["tier"])), str(same[0]["count"]), *(words.percent(p["percent"]) for p in same))
        for same in zip(*map(records, parts), strict=True)
    ]
    columns = [
        Column(words("column-tier"), "head"),
        Column(words("column-count"), "number"),
        Column(words("column-percent-cohort-participants"), "number"),
        Column(words("column-percent-cohort"), "number"),
    ]
    return plain(f"cohort-{cohort}", words("caption-cohort-tiers", cohort=words.cohort(cohort)), *told(columns, rows))


def tier_ranges(ev: Evaluation, words: Words) -> TableView:
    """Return the scores of each tier."""
    rows = [(words.tier(t.id), words.tier_range(t.id)) for t in ev.rules.tiers]
    columns = [Column(words("column-tier"), "head"), Column(words("column-scores"), "number")]
    return plain("tier-ranges", words("caption-tier-ranges"), columns, rows)
