"""Display tables over several editions: participation, movements, changes of the method, the honour, the watch list."""

from __future__ import annotations

import pandas as pd

from evalkit.errors import EvalkitError
from evalkit.publication.part import known_to
from evalkit.publication.policy import may_watch, unnamed_in
from evalkit.report.elements import Column, TableView
from evalkit.report.method_words import item_label, rule_text, watched
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.scoring import Series, rolls
from evalkit.scoring.method import former_tiers
from evalkit.scoring.rolls import ABSENT, OUTSIDE


def _name_column(words: Words) -> Column:
    return Column(words("column-name"), "head", words.name_lang)


def _cohorts(series: Series, words: Words) -> dict[str, str]:
    """Return the names of the cohorts of all editions; a unit may come from one that is no more. Empty without any."""
    if not any(ev.rules.has_cohorts for ev in series.evaluations.values()):
        return {}
    return {c.id: c.name[words.language] for ev in series.evaluations.values() for c in ev.rules.cohorts}


def standing(words: Words, tier: str) -> str:
    """Return what a unit was in an edition, in words: its tier, that it did not take part, was no unit, a dash."""
    if tier in (ABSENT, OUTSIDE):
        return words(f"row-{tier}")
    return UNKNOWN if tier == rolls.UNKNOWN else words.tier(tier)


def rule_changes(series: Series, words: Words) -> TableView | None:
    """Return what changed in the method from edition to edition; None where nothing is known to have changed."""
    changes = series.rule_changes()
    if changes.empty:
        return None
    rows = []
    for row in records(changes):
        old, new = (words.of(series[row[e]].rules) for e in ("previous", "edition"))
        before = words("rule-before", rule=rule_text(old, old.rules, row["item"]), edition=row["previous"])
        rows.append(
            (row["edition"], item_label(new, new.rules, row["item"]), before, rule_text(new, new.rules, row["item"]))
        )
    columns = [
        Column(words("column-edition"), "head"),
        Column(words("column-rule")),
        Column(words("column-before")),
        Column(words("column-after")),
    ]
    return plain("rule-changes", words("caption-rule-changes"), columns, rows, words("note-rule-changes"))


def replayed(series: Series, words: Words, edition: str) -> TableView | None:
    """Return the tiers of an edition under its rules and under the former ones; None where nothing was put back."""
    found = series.replay(edition, known_to(series[edition], words.audience))
    if found is None or found.table is None:
        return None
    tiers = series[edition].rules.tiers
    rows = []
    for i, tier in enumerate(tiers):
        counts = [int((found.table[column] == i).sum()) for column in ("now", "before")]
        # A tier of which every unit is left out is not an empty one.
        shown = [UNKNOWN, UNKNOWN] if found.undecided and not any(counts) else [str(n) for n in counts]
        rows.append((tier.name[words.language], *shown))
    columns = [
        Column(words("column-tier"), "head"),
        Column(words("column-own-rules"), "number"),
        Column(words("column-former-rules"), "number"),
    ]
    note = words("note-replayed", count=found.undecided) if found.undecided else ""
    return plain("replayed", words("caption-replayed", edition=edition), columns, rows, note)


def rebanded(series: Series, words: Words, edition: str) -> TableView | None:
    """Return an edition's scores under the cut-offs of the others; None where no other has cut-offs on this scale."""
    ev = series[edition]
    if not ev.complete:
        return None
    rows = []
    # Editions with the same cut-offs share a row.
    having: dict[tuple[object, ...], list[str]] = {}
    for other in series.evaluations.values():
        if other.rules.cut_offs_known:
            key = other.rules.best, *(tier.bounds for tier in other.rules.tiers)
            having.setdefault(key, []).append(other.rules.edition)
    # Counts under several cut-offs would close in on a withheld score; what its tier leaves open is undecided.
    known = known_to(ev, words.audience)
    for editions in having.values():
        other = series[editions[0]]
        tiers = former_tiers(ev.rules, other.rules)
        if tiers is None:
            continue
        try:
            counts = known.replace(tiers=tiers).counts("tier")["count"]
        except EvalkitError:
            # On another scale, or in other steps: they say nothing about these scores.
            continue
        cuts = words.listed(list(map(str, other.rules.cut_offs)))
        label = words("label-cut-offs", edition=words.listed(editions), list=cuts)
        undecided = len(ev.results) - int(counts.sum())
        rows.append((label, *map(str, counts), str(undecided)))
    if len(rows) < 2:
        return None
    columns = [Column(words("column-cut-offs"), "head")]
    columns += [Column(t.name[words.language], "number") for t in ev.rules.tiers]
    columns.append(Column(words("column-undecided"), "number"))
    return plain("rebanded", words("caption-rebanded", edition=edition), columns, rows, words("note-rebanded"))


def honour_roll(series: Series, words: Words, edition: str) -> TableView | None:
    """Return who holds the honour; None where nobody is known to."""
    rule = series[edition].rules.honour
    if rule is None or not series.can_honour(edition):
        return None
    roll = series.honour(edition)
    held = roll.table[roll.table["status"] == "yes"]
    if held.empty:
        return None
    cohorts = _cohorts(series, words)
    rows = [
        (str(i), r["unit"], r["name"], *([cohorts[r["cohort"]]] if cohorts else []))
        for i, r in enumerate(records(held), start=1)
    ]
    columns = [Column(words("column-number"), "number"), Column(words("column-code")), _name_column(words)]
    columns += [Column(words("column-cohort"))] if cohorts else []
    first, last = roll.editions[0], roll.editions[-1]
    caption = words("caption-honour", honour=rule.name[words.language], first=first, last=last)
    return plain("honour", caption, columns, rows, "" if roll.known else words("note-honour-open"))


def honour_changes(series: Series, words: Words, edition: str) -> TableView | None:
    """Return who is known to be new on the roll, and who to have fallen off and why; None where nobody is."""
    change = series.honour_change(edition) if series.can_honour(edition) else None
    if change is None:
        return None
    units = {r["unit"]: r["name"] for r in records(series.honour(edition).table)}
    here = words.of(series[edition].rules)
    rows = [(words("honour-added"), unit, units[unit], UNKNOWN) for unit in change.added]
    for gone in records(change.dropped):
        tier = "" if gone["tier"] is None else here.tier(gone["tier"])
        reason = f"honour-reason-{gone['reason']}"
        if gone["reason"] == "tier" and pd.isna(gone["score"]):
            reason = "honour-reason-tier-alone"
        facts = {"tier": tier, "score": str(gone["score"]), "into": str(gone["into"])}
        rows.append((words("honour-dropped"), gone["unit"], gone["name"], words(reason, **facts)))
    if not rows:
        return None
    columns = [
        Column(words("column-change")),
        Column(words("column-code")),
        _name_column(words),
        Column(words("column-reason")),
    ]
    return plain("honour-changes", words("caption-honour-changes", edition=edition), columns, rows)


def watch_list(series: Series, words: Words, edition: str) -> TableView | None:
    """Return the units to watch, and what they were in each edition that counts; None where none is known.

    Where the rules keep the list to internal readers, other readers get none.
    """
    if not (may_watch(series, edition, words.audience) and series.can_watch(edition)):
        return None
    roll = series.watch_list(edition)
    listed = roll.table[roll.table["status"] == "yes"]
    listed = listed[~listed["unit"].isin(unnamed_in(series, roll.editions, words.audience))]
    if listed.empty:
        return None
    cohorts = _cohorts(series, words)
    inside = {name: words.of(series[name].rules) for name in roll.editions}
    rows = [
        (
            r["unit"],
            r["name"],
            *([cohorts[r["cohort"]]] if cohorts else []),
            *(standing(inside[name], r[name]) for name in roll.editions),
        )
        for r in records(listed)
    ]
    columns = [Column(words("column-code")), _name_column(words)]
    columns += [Column(words("column-cohort"))] if cohorts else []
    columns += [Column(words("column-in", edition=name)) for name in roll.editions]
    caption = words("caption-watch-list", rule=watched(words, series[edition].rules))
    return plain("watch-list", caption, columns, rows)
