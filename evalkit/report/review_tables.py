"""Display tables of the review: who took part, how far it came, who marked what, what was discussed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evalkit.edition.counted import UNASSESSED
from evalkit.edition.record import ReviewRecord
from evalkit.edition.review_reader import INCOMPLETE
from evalkit.publication.people import names as names_of
from evalkit.publication.policy import FEWEST, may_see_reviewers, small
from evalkit.publication.strengths import strengths
from evalkit.report.elements import Column, TableView
from evalkit.report.people import reviewer_label
from evalkit.report.tables import plain, records
from evalkit.report.tables import told as known
from evalkit.report.words import UNKNOWN, Words
from evalkit.review.docket_words import decimal
from evalkit.review.progress import progress
from evalkit.scoring import Evaluation


def reviewed(ev: Evaluation) -> ReviewRecord:
    """Return the review of an edition of marks; EvalkitError where there is none."""
    return ev.record.reviewed().review


def _name(words: Words) -> Column:
    return Column(words("column-name"), "head", words.name_lang)


def reasons(ev: Evaluation, words: Words) -> TableView | None:
    """Return why units did not take part, by cohort; None where all took part, or too few did not."""
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
    if not whole:  # all of them too few to be told: a sum alone is no reason
        return None
    rows = [(name, *map(str, row)) for name, row in whole.items()]
    total = (*(str(int((absent["cohort"] == c).sum())) for c in cohorts), str(len(absent)))
    rows.append((words("all-cohorts"), *total))
    columns = [Column(words("column-reason"), "head")]
    columns += [Column(words.cohort(c), "number") for c in cohorts]
    columns.append(Column(words("column-sum"), "number"))
    return plain("reasons", words("caption-reasons", cohorts=len(cohorts)), columns, rows)


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
    """Round by round: sheets assigned, sheets on file, units and reviewers, reviewers awaited.

    Where no assignment is on file nobody can be awaited, and the two columns that rest on it are left out.
    """
    assigned = reviewed(ev).assignment is not None
    names = {r.id: r.name[words.language] for r in ev.rules.review.rounds}
    people = names_of(ev.record)
    rows = [
        (
            names[row["round"]],
            words.count(row["assigned"]),
            str(row["on_file"]),
            str(row["units"]),
            str(row["reviewers"]),
            _awaited(words, row["awaited"], people) if assigned else UNKNOWN,
        )
        for row in records(progress(ev.record.reviewed()))
    ]
    columns = [
        Column(words("column-round"), "head"),
        Column(words("column-assigned"), "number"),
        Column(words("column-on-file"), "number"),
        Column(words("column-units-with-sheets"), "number"),
        Column(words("column-reviewers"), "number"),
        Column(words("column-awaited")),
    ]
    return plain("rounds", words("caption-rounds", assigned="yes" if assigned else "no"), *known(columns, rows))


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


def area_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by area: one row an area, one column a tier."""
    names = {a.id: a.name[words.language] for a in ev.rules.areas if any(i in ev.rules.counting for i in a.indicators)}
    return _strengths(ev, words, "area", names, "area-strengths")


def indicator_strengths(ev: Evaluation, words: Words) -> TableView:
    """Mean share of the points by indicator: one row an indicator, one column a tier."""
    names = {i.id: i.name[words.language] for i in ev.rules.kept if i.about is None}
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
