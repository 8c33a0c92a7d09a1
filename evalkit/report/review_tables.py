"""Display tables of the review: who took part, how far it came, who marked what, what was discussed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from evalkit.edition.conflicts import GROUNDS, conflicts
from evalkit.edition.record import ReviewRecord
from evalkit.edition.review_reader import INCOMPLETE, UNASSESSED
from evalkit.publication.people import names as names_of
from evalkit.publication.policy import FEWEST, enough, may_see_reviewers, may_see_ties, small, tiers_withheld
from evalkit.publication.strengths import strengths
from evalkit.report.elements import Column, TableView
from evalkit.report.people import free_text, reviewer_label
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.report.words import plain as plain_number
from evalkit.review.affiliation import by_affiliation
from evalkit.review.ballots import ballots
from evalkit.review.design import Design
from evalkit.review.docket import Docket
from evalkit.review.docket_words import decimal, drivers
from evalkit.review.progress import progress
from evalkit.scoring import Evaluation
from evalkit.sources.schema import AFFILIATIONS, RECUSALS


def reviewed(ev: Evaluation) -> ReviewRecord:
    """Return the review of an edition of marks; EvalkitError where there is none."""
    return ev.record.reviewed().review


def _name(words: Words) -> Column:
    return Column(words("column-name"), "head", words.name_lang)


def reasons(ev: Evaluation, words: Words) -> TableView | None:
    """Return why units did not take part, by cohort; None where all took part."""
    roster = reviewed(ev).roster
    absent = roster[~roster["takes_part"]]
    if absent.empty:
        return None
    listed = {r.id: r.name[words.language] for r in ev.rules.eligibility.reasons} if ev.rules.eligibility else {}
    names = {**listed, INCOMPLETE: words("reason-incomplete"), UNASSESSED: words("reason-unassessed")}
    cohorts = [c.id for c in ev.rules.cohorts] if ev.rules.has_cohorts else []
    by_reason = {name: absent[absent["reason"] == reason] for reason, name in names.items()}
    by_reason = {name: inside for name, inside in by_reason.items() if len(inside)}
    counts = {name: [int((inside["cohort"] == c).sum()) for c in cohorts] for name, inside in by_reason.items()}
    if any(small(words.audience, n) for row in counts.values() for n in row):
        # One unit of a cohort that is absent has a name, and a reason of its own is one to be read beside it.
        cohorts = []
        counts = {name: [] for name in counts}
    whole = _merged({name: [*counts[name], len(inside)] for name, inside in by_reason.items()}, words)
    rows = [(name, *map(str, row)) for name, row in whole.items()]
    total = (*(str(int((absent["cohort"] == c).sum())) for c in cohorts), str(len(absent)))
    rows.append((words("row-absent"), *total))
    columns = [Column(words("column-reason"), "head")]
    columns += [Column(words.cohort(c), "number") for c in cohorts]
    columns.append(Column(words("column-sum"), "number"))
    return plain("reasons", words("caption-reasons", cohorts="yes" if cohorts else "no"), columns, rows)


def _merged(rows: dict[str, list[int]], words: Words) -> dict[str, list[int]]:
    """Put reasons of too few units, by their last number, together, with the next smallest until they are enough."""
    ordered = sorted(rows, key=lambda name: rows[name][-1])
    few_of = [name for name in ordered if small(words.audience, rows[name][-1])]
    while few_of and small(words.audience, sum(rows[name][-1] for name in few_of)) and len(few_of) < len(ordered):
        few_of = ordered[: len(few_of) + 1]
    if len(few_of) < 2:
        return {name: row for name, row in rows.items() if name not in few_of}
    together = [sum(parts) for parts in zip(*(rows[name] for name in few_of), strict=True)]
    return {**{name: row for name, row in rows.items() if name not in few_of}, words("reasons-together"): together}


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
            _awaited(words, row["awaited"], people),
        )
        for row in records(progress(ev.record.reviewed()))
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


def _awaited(words: Words, codes: Sequence[str], people: Mapping[str, str]) -> str:
    """Name those whose sheets are awaited; tell the public how many they are."""
    if not codes:
        return words("nobody")
    if not may_see_reviewers(words.audience):
        return few(words, len(codes))
    return words.listed([reviewer_label(words, code, people) for code in codes])


def few(words: Words, count: int) -> str:
    """Return a count, or that it is of too few for the reader to see how many."""
    return str(told(words, count))


def told(words: Words, count: int) -> int | str:
    """Return a count as a number, so that messages can choose by it, or that it is of too few to be told."""
    return words("fewer-than", count=FEWEST) if small(words.audience, count) else count


def balance(ev: Evaluation, words: Words, design: Design) -> TableView:
    """How many units a reviewer has: least, most and mean, by round and group."""
    names = {r.id: r.name[words.language] for r in ev.rules.review.rounds}
    groups = {s.id: s.name[words.language] for s in ev.rules.subjects}
    several = len(groups) > 1

    def group(row: Mapping[str, Any]) -> tuple[str, ...]:
        named = words("design-all-reviewers") if pd.isna(row["subject"]) else groups[row["subject"]]
        return (named,) if several else ()

    rows = [
        (
            words("design-all-rounds") if pd.isna(row["round"]) else names[row["round"]],
            *group(row),
            few(words, row["reviewers"]),
            *((UNKNOWN,) * 3 if small(words.audience, row["reviewers"]) else _spread(row)),
        )
        for row in _balanced(words, design)
    ]
    columns = [
        Column(words("column-round"), "head"),
        *([Column(words("column-group"))] if several else []),
        Column(words("column-reviewers"), "number"),
        Column(words("column-least"), "number"),
        Column(words("column-most"), "number"),
        Column(words("column-mean"), "number"),
    ]
    return plain("balance", words("caption-balance", groups="yes" if several else "no"), columns, rows)


def _balanced(words: Words, design: Design) -> Iterator[Mapping[str, Any]]:
    """Yield rounds and groups; a round with a group of too few as a whole, so that no subtraction gives the group."""
    rows = records(design.balance)
    whole = {r["round"] for r in rows if r["subject"] is not None and small(words.audience, r["reviewers"])}
    for i, row in enumerate(rows):
        if row["round"] not in whole:
            yield row
        elif i == 0 or rows[i - 1]["round"] != row["round"]:
            loads = design.loads[row["round"]]
            spread = {"least": loads.min(), "most": loads.max(), "mean": loads.mean()}
            yield {"round": row["round"], "subject": None, "reviewers": len(loads), **spread}


def _spread(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(row["least"]), str(row["most"]), f"{row['mean']:.1f}"


def links(ev: Evaluation, words: Words, design: Design) -> TableView | None:
    """Return how many units each two groups have in common; None with fewer than two groups."""
    if design.links.empty:
        return None
    names = {s.id: s.name[words.language] for s in ev.rules.subjects}
    present = list(dict.fromkeys([*design.links["subject"], *design.links["other"]]))
    shared = {(r["subject"], r["other"]): r["units"] for r in records(design.links)}
    rows = []
    for one in present[:-1]:
        cells = [few(words, n) if (n := shared.get((one, other))) is not None else "" for other in present[1:]]
        rows.append((names[one], *cells))
    columns = [Column(words("column-group"), "head"), *(Column(names[o], "number") for o in present[1:])]
    return plain("links", words("caption-links"), columns, rows)


def grounds(ev: Evaluation, words: Words) -> TableView | None:
    """Return how many pairs a conflict of interest keeps apart, by ground; None where none was collected."""
    review = reviewed(ev)
    collected = {
        **dict.fromkeys(("current", "former"), ev.record.has(AFFILIATIONS.file)),
        **dict.fromkeys(("declared", "requested"), ev.record.has(RECUSALS.file)),
    }
    if not any(collected.values()):
        return None
    found = conflicts(review.affiliations, review.recusals, ev.rules)
    taking = found[found["unit"].isin(ev.record.units["unit"])]
    rows = []
    for ground in (g for g in GROUNDS if collected[g]):
        pairs = [f[f["kind"] == ground] for f in (found, taking)]
        people = pairs[0]["reviewer"].nunique()
        # Few reviewers make many pairs: who they are is known, and so would be with whom they are tied.
        shown = [UNKNOWN if small(words.audience, people) else few(words, len(p)) for p in pairs]
        if small(words.audience, len(pairs[0]) - len(pairs[1])):
            shown[1] = UNKNOWN
        rows.append((words(f"ground-{ground}"), *shown, few(words, people)))
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
    if not ev.marked:
        return None
    review = reviewed(ev)
    found = ballots(ev.record.reviewed()).with_totals
    sheets, step = found.frame, found.total_step
    table = by_affiliation(sheets, review.affiliations)
    table = table[~table["unit"].astype(str).isin(ev.hidden_from(words.audience))]
    pairs = sheets[["unit", "reviewer"]].astype(str).merge(review.affiliations[["unit", "reviewer"]].astype(str))
    if may_see_ties(words.audience):
        return _affiliated_by_unit(ev, words, table, step, pairs)
    both = table.dropna(subset=["difference"])
    reviewers = pairs.loc[pairs["unit"].isin(both["unit"].astype(str)), "reviewer"].nunique()
    if not enough(words.audience, len(both), reviewers):
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

    The lowest and the highest total are marks of single reviewers, and so is what follows from them: the public gets
    the units whose scores are published, in the order of their codes, and what became of them.
    """
    if docket.table.empty:
        return None
    listed = records(docket.table)
    if not may_see_reviewers(words.audience):
        return _docket_for_all(ev, words, listed)
    rows = []
    for place, row in enumerate(listed, start=1):
        reached = [words.tier(t) for t in row["without_one"]]
        rows.append(
            (
                str(place),
                row["unit"],
                row["name"],
                f"{words.totals(row['lowest'])}–{words.totals(row['highest'])}",
                words.totals(row["difference"]),
                words.clauses(reached) if row["hangs"] else words("tier-stays"),
                drivers(row, ev.record.reviewed(), words.language),
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
        Column(words("column-status"), key=True),
    ]
    return plain("docket", words("caption-docket"), columns, rows, words("note-docket"))


def _docket_for_all(ev: Evaluation, words: Words, listed: list[dict[str, Any]]) -> TableView | None:
    hidden = ev.hidden_from("public")
    rows = [
        (row["unit"], row["name"], words(f"docket-status-{row['status']}"))
        for row in sorted(listed, key=lambda row: str(row["unit"]))
        if row["unit"] not in hidden
    ]
    columns = [Column(words("column-code")), _name(words), Column(words("column-status"), key=True)]
    note = words("note-docket-public")
    return plain("docket", words("caption-docket-public"), columns, rows, note) if rows else None


def discussed(ev: Evaluation, words: Words) -> TableView | None:
    """Return the units whose marks the discussion revised: score and tier before and after; None where it did none.

    Units whose scores are withheld are left out: that a tier changed says where a score lies. A score before the
    discussion is withheld that lay in a withheld tier, and a reason that names a reviewer.
    """
    table = ev.discussed
    table = table[(table["decision"] == "revised") & ~table["unit"].isin(ev.hidden_from(words.audience))]
    if table.empty:
        return None
    no_score = tiers_withheld(ev.rules, words.audience)
    rows = []
    for row in records(table):
        before = words("withheld") if row["tier_before"] in no_score else words.score(row["before"])
        after = words.score(row["after"])
        reason = free_text(words, str(row["reason"]), ev.record)
        tiers = [UNKNOWN if pd.isna(row[k]) else words.tier(row[k]) for k in ("tier_before", "tier_after")]
        tier = tiers[0] if tiers[0] == tiers[1] else f"{tiers[0]} → {tiers[1]}"
        rows.append((row["unit"], row["name"], before, after, tier, str(row["indicators"]), reason))
    columns = [
        Column(words("column-code")),
        _name(words),
        Column(words("column-score-before"), "number"),
        Column(words("column-score-after"), "number", key=True),
        Column(words("column-tier")),
        Column(words("column-indicators-decided"), "number"),
        Column(words("column-reason"), "text", words.name_lang),
    ]
    return plain("discussed", words("caption-discussed"), columns, rows)


def area_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by area: one row an area, one column a tier."""
    names = {a.id: a.name[words.language] for a in ev.rules.areas if any(i.scored for i in a.indicators)}
    return _strengths(ev, words, "area", names, "area-strengths")


def indicator_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by indicator: one row an indicator, one column a tier."""
    names = {i.id: i.name[words.language] for i in ev.rules.indicators if i.about is None}
    return _strengths(ev, words, "indicator", names, "indicator-strengths")


def _strengths(ev: Evaluation, words: Words, by: str, names: dict[str, str], name: str) -> TableView:
    table = strengths(ev, "area" if by == "area" else "indicator", words.audience)
    tiers: Sequence[str | None] = (None, *(t.id for t in ev.rules.tiers))
    shares = {(r["tier"], r[by]): r["share"] for r in records(table)}
    counts = {r["tier"]: r["count"] for r in records(table)}
    decimals = {r["tier"]: r["decimals"] for r in records(table)}

    def cell(tier: str | None, key: str) -> str:
        share = shares[tier, key]
        return UNKNOWN if share is None else decimal(share * 100, decimals[tier], fixed=True)

    rows = [(label, *(cell(t, key) for t in tiers)) for key, label in names.items()]
    everybody = words("all-published" if ev.hidden_from(words.audience) else "all-participants")
    columns = [Column(words(f"column-{by}"), "head")]
    for tier in tiers:
        label = everybody if tier is None else words.tier(tier)
        columns.append(Column(words("label-cohort-size", name=label, count=counts[tier]), "number"))
    return plain(name, words(f"caption-{name}"), columns, rows, words("note-strengths"))
