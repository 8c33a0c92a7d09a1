"""Display tables over several editions: participation, movements, changes of the rules, the honour, the watch list."""

from __future__ import annotations

import pandas as pd

from evalkit.edition import Rules
from evalkit.publication.part import known_to
from evalkit.report.elements import Column, TableView
from evalkit.report.tables import plain, records
from evalkit.report.words import UNKNOWN, Words
from evalkit.scoring import Series
from evalkit.scoring.honours import ABSENT, HonourChange, HonourRoll


def _name_column(words: Words) -> Column:
    return Column(words("column-name"), "head", words.name_lang)


def overview(series: Series, words: Words) -> TableView:
    """Edition by edition: how much is on file, how many took part, how many were in the highest tier."""
    rows = []
    for row in records(series.overview):
        taking = None if pd.isna(row["participants"]) else int(row["participants"])
        total = None if pd.isna(row["total"]) else int(row["total"])
        top = None if pd.isna(row["top"]) else int(row["top"])
        rows.append(
            (
                row["edition"],
                words("level-" + row["level"]),
                words.count(total),
                words.count(taking),
                words.share(taking, total) if taking is not None else UNKNOWN,
                words.count(top),
                words.share(top, taking) if top is not None else UNKNOWN,
            )
        )
    columns = [
        Column(words("column-edition"), "head"),
        Column(words("column-level")),
        Column(words("column-all"), "number"),
        Column(words("column-participants"), "number"),
        Column(words("column-participation-rate"), "number"),
        Column(words("column-top"), "number"),
        Column(words("column-top-share"), "number"),
    ]
    return plain("overview", words("caption-overview"), columns, rows, words("note-overview"))


def mobility(series: Series, words: Words, before: str, after: str) -> TableView | None:
    """Return how many units moved from which tier to which; None where no unit's tier is known in both."""
    moves = series.mobility(before, after)
    if moves.empty:
        return None
    old, new = (Words(words.language, words.programme, series[e].rules, words.audience) for e in (before, after))
    rows = [(_tier(old, r["before"]), _tier(new, r["after"]), str(r["count"])) for r in records(moves)]
    columns = [
        Column(words("column-in", edition=before), "head"),
        Column(words("column-in", edition=after)),
        Column(words("column-count"), "number"),
    ]
    caption = words("caption-mobility", before=before, after=after)
    return plain("mobility", caption, columns, rows, words("note-mobility", count=int(moves["count"].sum())))


def _tier(words: Words, tier: str) -> str:
    return words("row-absent") if tier == ABSENT else words.tier(tier)


def rule_changes(series: Series, words: Words) -> TableView | None:
    """Return what changed in the rules from edition to edition; None where nothing is known to have changed."""
    changes = series.rule_changes()
    if changes.empty:
        return None
    rows = []
    for row in records(changes):
        old, new = (rule_text(words, series[row[e]].rules, row["item"]) for e in ("previous", "edition"))
        rows.append((row["edition"], words("item-" + row["item"]), f"{old} ({row['previous']})", new))
    columns = [
        Column(words("column-edition"), "head"),
        Column(words("column-rule")),
        Column(words("column-before")),
        Column(words("column-after")),
    ]
    return plain("rule-changes", words("caption-rule-changes"), columns, rows, words("note-rule-changes"))


def rule_text(words: Words, rules: Rules, item: str) -> str:
    """Return what the rules say about an item of :meth:`~evalkit.scoring.series.Series.rule_changes`."""
    if item == "areas":
        return words(
            "rule-areas", count=len(rules.areas), list=words.listed([a.name[words.language] for a in rules.areas])
        )
    if item == "cut-offs":
        return words.listed([str(tier.bounds[0]) for tier in rules.tiers[:-1]])
    if item == "rounds":
        return words.listed([r.name[words.language] for r in rules.review.rounds])
    if item == "cohorts":
        return words.listed([c.name[words.language] for c in rules.cohorts])
    if item == "window" and rules.window:
        return words("rule-window", first=str(rules.window.first), last=str(rules.window.last))
    if item == "honour" and rules.honour:
        return words("rule-honour", tier=words.tier(rules.honour.tier), count=rules.honour.consecutive)
    return UNKNOWN


def rebanded(series: Series, words: Words, edition: str) -> TableView | None:
    """Return an edition's scores under the cut-offs of the others; None where its scores are not all on file."""
    ev = series[edition]
    if not ev.complete:
        return None
    rows = []
    seen: set[tuple[object, ...]] = set()
    # Counts under several cut-offs would close in on a withheld score; what its tier leaves open is undecided.
    known = known_to(ev, words.audience)
    for other in series.evaluations.values():
        cuts = tuple(t.bounds[0] for t in other.rules.tiers) if other.rules.cut_offs_known else ()
        if not cuts or cuts in seen or [t.id for t in other.rules.tiers] != [t.id for t in ev.rules.tiers]:
            continue
        seen.add(cuts)
        counts = known.replace(tiers=other.rules.tiers).counts("tier")["count"]
        label = words("label-cut-offs", edition=other.rules.edition, list=words.listed([str(c) for c in cuts[:-1]]))
        undecided = len(ev.results) - int(counts.sum())
        rows.append((label, *map(str, counts), str(undecided)))
    columns = [Column(words("column-cut-offs"), "head")]
    columns += [Column(t.name[words.language], "number") for t in ev.rules.tiers]
    columns.append(Column(words("column-undecided"), "number"))
    return plain("rebanded", words("caption-rebanded", edition=edition), columns, rows, words("note-rebanded"))


def honour_roll(roll: HonourRoll, words: Words) -> TableView | None:
    """Return who holds the honour; None where nobody on file does."""
    held = roll.table[roll.table["status"] == "yes"]
    if held.empty:
        return None
    rows = [(str(i), r["unit"], r["name"], words.cohort(r["cohort"])) for i, r in enumerate(records(held), start=1)]
    columns = [
        Column(words("column-number"), "number"),
        Column(words("column-code")),
        _name_column(words),
        Column(words("column-cohort")),
    ]
    name = roll.rule.name[words.language]
    first, last = roll.editions[0], roll.editions[-1]
    return plain("honour", words("caption-honour", honour=name, first=first, last=last), columns, rows)


def honour_changes(change: HonourChange, words: Words, series: Series, edition: str) -> TableView:
    """Return who is new on the roll, and who fell off and why."""
    units = {r["unit"]: r["name"] for ev in series.evaluations.values() for r in records(ev.record.units)}
    here = Words(words.language, words.programme, series[edition].rules, words.audience)
    rows = [(words("honour-added"), unit, units[unit], UNKNOWN) for unit in change.added]
    for gone in records(change.dropped):
        tier = "" if gone["tier"] is None else here.tier(gone["tier"])
        score = UNKNOWN if pd.isna(gone["score"]) else str(gone["score"])
        reason = words("honour-reason-" + gone["reason"], tier=tier, score=score)
        rows.append((words("honour-dropped"), gone["unit"], gone["name"], reason))
    columns = [
        Column(words("column-change")),
        Column(words("column-code")),
        _name_column(words),
        Column(words("column-reason")),
    ]
    return plain("honour-changes", words("caption-honour-changes", edition=edition), columns, rows)


def watch_list(series: Series, words: Words, edition: str, times: int) -> TableView | None:
    """Return the units in the lowest tier or absent in the last `times` editions; None where none is on file."""
    tiers = series[edition].rules.tiers
    found = series.watch_list(edition, times, [tiers[-1].id] if tiers else [])
    if found.empty:
        return None
    rows = [(r["unit"], r["name"], words.cohort(r["cohort"])) for r in records(found)]
    columns = [Column(words("column-code")), _name_column(words), Column(words("column-cohort"))]
    return plain("watch-list", words("caption-watch-list", times=times), columns, rows)
