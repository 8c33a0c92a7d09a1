"""Display tables of the review: who took part, how far it came, who marked what, what was discussed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from evalkit.edition.conflicts import GROUNDS, conflicts
from evalkit.edition.record import ReviewRecord
from evalkit.edition.review_reader import INCOMPLETE
from evalkit.edition.schema import AFFILIATIONS, RECUSALS
from evalkit.report.elements import Column, TableView
from evalkit.report.people import free_text, reviewer_label
from evalkit.report.people import names as names_of
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.report.words import plain as plain_number
from evalkit.review.affiliation import by_affiliation
from evalkit.review.ballots import ballots
from evalkit.review.design import Design
from evalkit.review.docket import Docket
from evalkit.review.docket_words import decimal, drivers
from evalkit.review.progress import progress
from evalkit.review.trail import changes
from evalkit.scoring import Evaluation
from evalkit.scoring.disclosure import FEWEST
from evalkit.scoring.strengths import strengths


def reviewed(ev: Evaluation) -> ReviewRecord:
    """Return the review of an edition of marks; ValueError where there is none."""
    if ev.record.review is None:
        raise ValueError(f"`ev` must be of an edition of marks, got {ev.record.name}")
    return ev.record.review


def _name(words: Words) -> Column:
    return Column(words("column-name"), "head", words.name_lang)


def reasons(ev: Evaluation, words: Words) -> TableView | None:
    """Return why units did not take part, by cohort; None where all took part."""
    roster = reviewed(ev).roster
    absent = roster[~roster["takes_part"]]
    if absent.empty:
        return None
    listed = {r.id: r.name[words.language] for r in ev.rules.eligibility.reasons} if ev.rules.eligibility else {}
    names = {**listed, INCOMPLETE: words("reason-incomplete")}
    cohorts = [c.id for c in ev.rules.cohorts]
    rows = []
    for reason, name in names.items():
        inside = absent[absent["reason"] == reason]
        if len(inside):
            rows.append((name, *(str(int((inside["cohort"] == c).sum())) for c in cohorts), str(len(inside))))
    total = (*(str(int((absent["cohort"] == c).sum())) for c in cohorts), str(len(absent)))
    rows.append((words("row-absent"), *total))
    columns = [Column(words("column-reason"), "head")]
    columns += [Column(words.cohort(c), "number") for c in cohorts]
    columns.append(Column(words("column-sum"), "number"))
    return plain("reasons", words("caption-reasons"), columns, rows)


def rounds(ev: Evaluation, words: Words) -> TableView:
    """Round by round: sheets assigned, sheets on file, units and reviewers, reviewers awaited."""
    names = {r.id: r.name[words.language] for r in ev.rules.review.rounds}
    people = names_of(ev.record)
    rows = [
        (
            names[row["round"]],
            words.count(row["assigned"]),
            str(row["on_file"]),
            str(row["units"]),
            str(row["reviewers"]),
            words.listed([reviewer_label(words, code, people) for code in row["awaited"]]) or words("nobody"),
        )
        for row in records(progress(ev.record))
    ]
    columns = [
        Column(words("column-round"), "head"),
        Column(words("column-assigned"), "number"),
        Column(words("column-on-file"), "number"),
        Column(words("column-units"), "number"),
        Column(words("column-reviewers"), "number"),
        Column(words("column-awaited")),
    ]
    return plain("rounds", words("caption-rounds"), columns, rows)


def balance(ev: Evaluation, words: Words, design: Design) -> TableView:
    """How many units a reviewer has: least, most and mean, by round and group."""
    names = {r.id: r.name[words.language] for r in ev.rules.review.rounds}
    groups = {s.id: s.name[words.language] for s in ev.rules.subjects}
    rows = [
        (
            words("design-all-rounds") if pd.isna(row["round"]) else names[row["round"]],
            words("design-all-reviewers") if pd.isna(row["subject"]) else groups[row["subject"]],
            str(row["reviewers"]),
            str(row["least"]),
            str(row["most"]),
            f"{row['mean']:.1f}",
        )
        for row in records(design.balance)
    ]
    columns = [
        Column(words("column-round"), "head"),
        Column(words("column-group")),
        Column(words("column-reviewers"), "number"),
        Column(words("column-least"), "number"),
        Column(words("column-most"), "number"),
        Column(words("column-mean"), "number"),
    ]
    return plain("balance", words("caption-balance"), columns, rows)


def links(ev: Evaluation, words: Words, design: Design) -> TableView | None:
    """Return how many units each two groups have in common; None with fewer than two groups."""
    if design.links.empty:
        return None
    names = {s.id: s.name[words.language] for s in ev.rules.subjects}
    present = list(dict.fromkeys([*design.links["subject"], *design.links["other"]]))
    shared = {(r["subject"], r["other"]): r["units"] for r in records(design.links)}
    rows = []
    for one in present[:-1]:
        cells = [str(shared.get((one, other), "")) for other in present[1:]]
        rows.append((names[one], *cells))
    columns = [Column(words("column-group"), "head"), *(Column(names[o], "number") for o in present[1:])]
    return plain("links", words("caption-links"), columns, rows)


def ties_on_file(ev: Evaluation) -> bool:
    """Tell whether it was collected who belongs where: an edition without ``affiliations.csv`` does not say nobody."""
    return any(file.endswith(f"/{AFFILIATIONS.file}") for file in ev.record.files)


def recusals_on_file(ev: Evaluation) -> bool:
    """Tell whether it was collected who is not to mark which unit."""
    return any(file.endswith(f"/{RECUSALS.file}") for file in ev.record.files)


def grounds(ev: Evaluation, words: Words) -> TableView | None:
    """Return how many pairs a conflict of interest keeps apart, by ground; None where none was collected."""
    review = reviewed(ev)
    collected = {
        **dict.fromkeys(("current", "former"), ties_on_file(ev)),
        **dict.fromkeys(("declared", "requested"), recusals_on_file(ev)),
    }
    if not any(collected.values()):
        return None
    found = conflicts(review.affiliations, review.recusals, ev.rules)
    taking = found[found["unit"].isin(ev.record.units["unit"])]
    rows = []
    for ground in (g for g in GROUNDS if collected[g]):
        pairs = [f[f["kind"] == ground] for f in (found, taking)]
        rows.append((words(f"ground-{ground}"), *(str(len(p)) for p in pairs), str(pairs[0]["reviewer"].nunique())))
    columns = [
        Column(words("column-ground"), "head"),
        Column(words("column-pairs"), "number"),
        Column(words("column-pairs-taking"), "number"),
        Column(words("column-reviewers"), "number"),
    ]
    return plain("grounds", words("caption-grounds"), columns, rows)


def affiliated_marks(ev: Evaluation, words: Words) -> TableView | None:
    """Return totals of reviewers with an admitted tie against those of others; None where none may be shown.

    Internal readers see them unit by unit, with the reviewers. Who belongs to a unit is known to many, so that the mean
    of one or two such reviewers is a mark with a name: the public sees the mean difference over all units, and that
    only where it is of `FEWEST` units and reviewers or more. Units whose scores are withheld are left out of it.
    """
    review = reviewed(ev)
    sheets = ballots(ev.record).frame
    table = by_affiliation(sheets, review.affiliations)
    table = table[~table["unit"].astype(str).isin(ev.hidden_from(words.audience))]
    step = Fraction(ev.rules.mark_scale.step)
    pairs = sheets[["unit", "reviewer"]].astype(str).merge(review.affiliations[["unit", "reviewer"]].astype(str))
    if words.audience == "internal":
        return _affiliated_by_unit(ev, words, table, step, pairs)
    both = table.dropna(subset=["difference"])
    reviewers = pairs.loc[pairs["unit"].isin(both["unit"].astype(str)), "reviewer"].nunique()
    if min(len(both), reviewers) < FEWEST:
        return None
    higher, lower = int((both["difference"] > 0).sum()), int((both["difference"] < 0).sum())
    mean = sum((Fraction(d) for d in both["difference"]), Fraction(0)) * step / len(both)
    columns = [
        Column(words("column-units"), "number"),
        Column(words("column-reviewers-tied"), "number"),
        Column(words("column-higher"), "number"),
        Column(words("column-lower"), "number"),
        Column(words("column-mean-difference"), "number"),
    ]
    row = (str(len(both)), str(reviewers), str(higher), str(lower), _signed(mean, words))
    return plain("affiliated-marks", words("caption-affiliated-together"), columns, [row], words("note-affiliated"))


def _affiliated_by_unit(
    ev: Evaluation, words: Words, table: pd.DataFrame, step: Fraction, pairs: pd.DataFrame
) -> TableView | None:
    if table.empty:
        return None
    names = dict(zip(ev.record.units["unit"], ev.record.units["name"], strict=True))
    people = names_of(ev.record)
    means = ("mean_affiliated", "mean_others")
    rows = [
        (
            str(row["unit"]),
            names[str(row["unit"])],
            words.listed(
                [
                    reviewer_label(words, code, people)
                    for code in sorted(set(pairs.loc[pairs["unit"] == str(row["unit"]), "reviewer"]))
                ]
            ),
            *(
                UNKNOWN if pd.isna(row[k]) else plain_number(Fraction(row[k]) * step, words.mean_decimals)
                for k in means
            ),
            UNKNOWN if pd.isna(row["difference"]) else _signed(Fraction(row["difference"]) * step, words),
        )
        for row in records(table)
    ]
    columns = [
        Column(words("column-code")),
        _name(words),
        Column(words("column-reviewers")),
        Column(words("column-affiliated-mean"), "number"),
        Column(words("column-others-mean"), "number"),
        Column(words("column-difference"), "number"),
    ]
    return plain("affiliated-marks", words("caption-affiliated-marks"), columns, rows)


def _signed(points: Fraction, words: Words) -> str:
    """Return a difference of means."""
    shown = plain_number(abs(points), words.mean_decimals)
    return f"{'+' if points > 0 else '−'}{shown}" if float(shown) else shown


def docket_table(ev: Evaluation, words: Words, docket: Docket) -> TableView | None:
    """Return the units with an important difference, most consequential first; None where there are none.

    The points of units whose scores are withheld are withheld here, too; and as their place among the others would
    tell something of them, they come last, in the order of their codes.
    """
    if docket.table.empty:
        return None
    hidden = ev.hidden_from(words.audience)
    listed = records(docket.table)
    secrets = sorted((r for r in listed if r["unit"] in hidden), key=lambda r: str(r["unit"]))
    rows = []
    for place, row in enumerate([*(r for r in listed if r["unit"] not in hidden), *secrets], start=1):
        secret = row["unit"] in hidden
        reached = [words.tier(t) for t in row["without_one"]]
        rows.append(
            (
                str(place),
                row["unit"],
                row["name"],
                words("withheld") if secret else f"{words.marks(row['lowest'])}–{words.marks(row['highest'])}",
                words("withheld") if secret else words.marks(row["difference"]),
                words.clauses(reached) if len(reached) > 1 else words("tier-stays"),
                words("withheld") if secret else drivers(row, ev.record, words.language),
                words(f"docket-status-{row['status']}"),
            )
        )
    columns = [
        Column(words("column-number"), "number"),
        Column(words("column-code")),
        _name(words),
        Column(words("column-totals"), "number"),
        Column(words("column-difference"), "number"),
        Column(words("column-at-stake")),
        Column(words("column-drivers")),
        Column(words("column-status")),
    ]
    note = words("note-docket")
    if secrets:
        note = words("note-docket-withheld", note=note, count=len(secrets))
    return plain("docket", words("caption-docket"), columns, rows, note)


def discussed(ev: Evaluation, words: Words) -> TableView | None:
    """Return the units whose marks the discussion revised: score and tier before and after; None where it did none.

    Points are withheld where the scores are, and so is a score before the discussion that lay in a withheld tier. The
    reason is withheld with them, and where it names a reviewer.
    """
    table = changes(ev.record, ev.rules)
    table = table[table["decision"] == "revised"]
    if table.empty:
        return None
    hidden = ev.hidden_from(words.audience)
    tiers_withheld = ev.rules.publication.withhold_scores_of if words.audience == "public" else ()
    rows = []
    for row in records(table):
        secret = row["unit"] in hidden
        before = words("withheld") if secret or row["tier_before"] in tiers_withheld else words.score(row["before"])
        after = words("withheld") if secret else words.score(row["after"])
        reason = words("about-withheld") if secret else free_text(words, str(row["reason"]), ev.record)
        tiers = [UNKNOWN if row[k] is None else words.tier(row[k]) for k in ("tier_before", "tier_after")]
        tier = tiers[0] if tiers[0] == tiers[1] else f"{tiers[0]} → {tiers[1]}"
        rows.append((row["unit"], row["name"], before, after, tier, str(row["indicators"]), reason))
    columns = [
        Column(words("column-code")),
        _name(words),
        Column(words("column-score-before"), "number"),
        Column(words("column-score-after"), "number"),
        Column(words("column-tier")),
        Column(words("column-indicators-decided"), "number"),
        Column(words("column-reason"), "text", words.name_lang),
    ]
    return plain("discussed", words("caption-discussed"), columns, rows)


def area_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by area: one row an area, one column a tier."""
    names = {a.id: a.name[words.language] for a in ev.rules.areas}
    return _strengths(ev, words, "area", names, "area-strengths")


def indicator_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by indicator: one row an indicator, one column a tier."""
    names = {i.id: i.name[words.language] for i in ev.rules.indicators}
    return _strengths(ev, words, "indicator", names, "indicator-strengths")


def _strengths(ev: Evaluation, words: Words, by: str, names: dict[str, str], name: str) -> TableView:
    table = strengths(ev, "area" if by == "area" else "indicator", words.audience)
    tiers: Sequence[str | None] = (None, *(t.id for t in ev.rules.tiers))
    shares = {(r["tier"], r[by]): r["share"] for r in records(table)}
    counts = {r["tier"]: r["count"] for r in records(table)}
    rows = [
        (label, *(UNKNOWN if shares[t, key] is None else decimal(shares[t, key] * 100, 1, fixed=True) for t in tiers))
        for key, label in names.items()
    ]
    columns = [Column(words(f"column-{by}"), "head")]
    for tier in tiers:
        label = words("all-participants") if tier is None else words.tier(tier)
        columns.append(Column(words("label-cohort-size", name=label, count=counts[tier]), "number"))
    return plain(name, words(f"caption-{name}"), columns, rows, words("note-strengths"))
