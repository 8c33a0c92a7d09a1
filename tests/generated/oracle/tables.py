"""What stands in each table of a page, row by row; None for a cell that is not computed here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from tests.generated.oracle import review
from tests.generated.oracle.audit import AUDIT_TABLES
from tests.generated.oracle.consistency import CONSISTENCY_TABLES
from tests.generated.oracle.context import UNKNOWN, Context
from tests.generated.oracle.edition import Edition
from tests.generated.oracle.marks import MARKS_TABLES
from tests.generated.oracle.numbers import honour as roll_of_honour
from tests.generated.oracle.numbers import moves, name_in, near, standing, watch
from tests.generated.oracle.own import tiers_by_edition
from tests.generated.oracle.public import ends_of, reasons_shown, told
from tests.generated.oracle.series import SERIES_TABLES
from tests.generated.oracle.values import same

Cell = str | None
Rows = list[tuple[Cell, ...]]


def participation(c: Context) -> Rows:
    ev = c.ev
    rows: Rows = []
    for cohort in ev.cohorts if ev.complete else []:
        taking, total = ev.count(None, [cohort]), ev.totals[cohort]
        absent = None if total is None else total - taking
        rows.append((c.cohort(cohort), c.number(total), str(taking), c.number(absent), ev.share(taking, total)))
    taking_all, all_of = ev.participants, ev.total
    gone = None if taking_all is None or all_of is None else all_of - taking_all
    rate = UNKNOWN if taking_all is None else ev.share(taking_all, all_of)
    return of_the_known([*rows, (c.label("all-cohorts"), c.number(all_of), c.number(taking_all), c.number(gone), rate)])


def tiers(c: Context) -> Rows:
    ev = c.ev
    counts = [ev.count(t) for t in ev.tiers]
    ours, everybody = ev.percents(counts, len(ev.units)), ev.percents(counts, ev.total)
    return of_the_known(
        [
            (c.name(t), c.tier_range(t), str(n), c.number(a), c.number(b))
            for t, n, a, b in zip(ev.tier_rules, counts, ours, everybody, strict=True)
        ]
    )


def tier_by_cohort(c: Context) -> Rows:
    ev = c.ev

    def with_sum(numbers: Sequence[int | None]) -> list[str]:
        whole = None if None in numbers else sum(n for n in numbers if n is not None)
        return [*map(c.number, numbers), c.number(whole)]

    rows: Rows = [(c.name(t), *with_sum([ev.count(t["id"], [k]) for k in ev.cohorts])) for t in ev.tier_rules]
    taking = [ev.count(None, [k]) for k in ev.cohorts]
    totals = [ev.totals[k] for k in ev.cohorts]
    absent = [None if t is None else t - n for n, t in zip(taking, totals, strict=True)]
    for label, numbers in (("row-participants", taking), ("row-absent", absent), ("row-all", totals)):
        if any(n is not None for n in numbers):
            rows.append((c.label(label), *with_sum(numbers)))
    return rows


def tier_in_cohorts(c: Context, tier: str) -> Rows:
    """One tier, cohort by cohort; each share of a denominator of its own, but of the tier they make up a whole."""
    ev = c.ev
    counts = [ev.count(tier, [k]) for k in ev.cohorts]
    of_tier = ev.percents(counts, sum(counts))
    rows: Rows = []
    for cohort, n, share in zip(ev.cohorts, counts, of_tier, strict=True):
        taking, whole = ev.count(None, [cohort]), ev.totals[cohort]
        place = ev.tiers.index(tier)
        within = ev.percents([ev.count(t, [cohort]) for t in ev.tiers], taking)[place]
        of_all = ev.percents([ev.count(t, [cohort]) for t in ev.tiers], whole)[place]
        rows.append((c.cohort(cohort), str(n), c.number(share), c.number(within), c.number(of_all)))
    return of_the_known(rows)


def tier_of_group(c: Context, group: str) -> Rows:
    cohorts = next(g["cohorts"] for g in c.ev.rules["cohort_groups"] if g["id"] == group)
    inside = [k for k in c.ev.cohorts if k in cohorts]
    rows: Rows = []
    for tier in c.ev.tier_rules:
        counts = [c.ev.count(tier["id"], [k]) for k in inside]
        shares = c.ev.percents(counts, sum(counts))
        rows.append((c.name(tier), str(sum(counts)), *map(c.number, shares)))
    return rows


def cohort_tiers(c: Context, cohort: str) -> Rows:
    ev = c.ev
    counts = [ev.count(t, [cohort]) for t in ev.tiers]
    ours, whole = ev.percents(counts, ev.count(None, [cohort])), ev.percents(counts, ev.totals[cohort])
    return of_the_known(
        [
            (c.name(t), str(n), c.number(a), c.number(b))
            for t, n, a, b in zip(ev.tier_rules, counts, ours, whole, strict=True)
        ]
    )


def score_list(c: Context) -> Rows:
    """Tier by tier; the withheld ones last in their tier, for the public in the order of their codes."""
    ev = c.ev
    gloss = {r["unit"]: r.get("name_en", "") for r in ev.roster}
    with_gloss = c.language != "zh" and any(gloss[u["unit"]] for u in ev.units)

    def order(unit: str) -> tuple[object, ...]:
        score = None if c.hidden(unit) else ev.scores[unit]
        return (score is None, -ev.sign * (score or 0), ev.cohorts.index(ev.cohort[unit]), unit)

    rows: Rows = []
    for tier in ev.tiers:
        for unit in sorted((u for u, t in ev.unit_tiers.items() if t == tier), key=order):
            rank = None if c.hidden(unit) else ev.ranks.get(unit)
            extra = (gloss[unit] or UNKNOWN,) if with_gloss else ()
            extra += (c.cohort(ev.cohort[unit]),) if ev.several_cohorts else ()
            rows.append((c.number(rank), unit, ev.names[unit], *extra, c.score(unit)))
    return rows


def rubric(c: Context) -> Rows:
    known = any("points" in i for i in c.ev.indicators)
    least = c.ev.rules.get("marks", {}).get("minimum", 0) if c.ev.level == "marks" else 0
    # Where marks do not begin at 0, both ends are told; drawn marks are good at the upper one.
    said = ("{0}（最差）至 {1}（最好）" if c.language == "zh" else "{0} (worst) to {1} (best)") if least else "{1}"
    return [
        (str(n), c.name(i), *((said.format(str(least).replace("-", "−"), i["points"]),) if known else ()))
        for n, i in enumerate(c.ev.indicators, start=1)
    ]


def panel(c: Context) -> Rows:
    people = sorted(c.ev.files["panel"], key=lambda p: int(p["order"]))
    return [
        (c.label("role-" + p["role"]), p["name"], p["affiliation"], p["title"], p["unit"] or UNKNOWN) for p in people
    ]


def aliases(c: Context) -> Rows:
    rows = c.ev.files["aliases"]
    return [(r["unit"], c.ev.names[r["unit"]], r["alias"], r["where"], c.label("alias-" + r["kind"])) for r in rows]


def files(c: Context) -> Rows:
    """Every file that was read, in any order, with its rows."""
    rows: Rows = [("programme.toml", c.label("file-programme"), UNKNOWN)]
    rows.append((f"{c.ev.name}/rules.toml", c.label("file-rules"), UNKNOWN))
    for stem, table in c.ev.files.items():
        # Of what was submitted only the sums are kept.
        number = None if stem == "submissions" else str(len(table))
        rows.append((f"{c.ev.name}/{stem}.csv", c.label(f"file-{stem}"), number))
    return rows


def facts(c: Context) -> Rows:
    rows: Rows = []
    for row in c.ev.files["facts"]:
        cohorts = [c.cohort(k) for k in row["cohorts"].split()]
        tiers_of = [c.tier(t) for t in row["tiers"].split()]
        share = UNKNOWN
        if row["fact"] == "tier" and not cohorts:
            share = c.ev.share(int(row["count"]), c.ev.participants)
        where = c.listed(cohorts) or c.label("all-cohorts")
        what = c.label("fact-" + row["fact"], tiers=c.listed(tiers_of))
        rows.append((what, where, row["count"], share, row["printed_share"] or UNKNOWN, row["source"]))
    return of_the_known(rows)


def known_units(c: Context) -> Rows:
    ev = c.ev
    rows: Rows = []
    cells = {r["unit"]: r for r in ev.files.get("scores", [])}
    for unit in sorted(u["unit"] for u in ev.units):
        score = c.score(unit)
        least = cells.get(unit, {}).get("at_least")
        begins = Fraction(ev.rules["scores"]["min"])
        if ev.cut_offs_known and ev.unit_tiers[unit] is not None:
            begins = ends_of(ev, ev.unit_tiers[unit])[0]
        if score == UNKNOWN and least and Fraction(least) > begins:
            score = f"≥ {least}"
        source = cells.get(unit, {}).get("source") or UNKNOWN
        # No column of tiers where there are none, nor one of sources of which none is on file.
        tier = (c.tier(ev.unit_tiers[unit]),) if ev.tiers else ()
        there = any(row.get("source") for row in cells.values())
        rows.append((unit, ev.names[unit], *tier, score, *((source,) if there else ())))
    return rows


def tier_ranges(c: Context) -> Rows:
    return [(c.name(t), c.tier_range(t)) for t in c.ev.tier_rules]


def overview(c: Context) -> Rows:
    rows: Rows = []
    for ev in c.series:
        taking, total = ev.participants, ev.total
        top: int | None = None
        if ev.tiers:
            top = ev.count(ev.tiers[0]) if ev.complete else ev.fact("tier", {ev.tiers[0]})
            if ev.complete and None in ev.unit_tiers.values():
                top = None
        rate = UNKNOWN if taking is None else c.ev.share(taking, total)
        share = UNKNOWN if top is None else c.ev.share(top, taking)
        level = c.label("level-" + ev.level)
        rows.append((ev.name, level, c.number(total), c.number(taking), rate, c.number(top), share))
    return of_the_known(rows)


def of_the_known(rows: Rows) -> Rows:
    """Without the columns of which nothing is known."""
    kept = [cells for cells in zip(*rows, strict=True) if set(cells) != {UNKNOWN}]
    return list(zip(*kept, strict=True))


def mobility(c: Context) -> Rows:
    before, after = c.series[-2:]

    def name(ev: Edition, tier: str) -> str:
        return c.label("row-absent") if tier == "absent" else c.tier(tier, ev)

    return [(name(before, a), name(after, b), str(n)) for (a, b), n in moves(before, after).items()]


def honour(c: Context) -> Rows:
    statuses, _, _ = roll_of_honour(c.series)
    held = sorted(u for u, s in statuses.items() if s == "yes")
    return [(str(i), u, name_in(c.series, u), None) for i, u in enumerate(held, start=1)]


def watch_list(c: Context) -> Rows:
    """Who is to be watched, with its standing in each edition that counts."""
    statuses, counted, _ = watch(c.series)
    rows: Rows = []
    for unit in sorted(u for u, s in statuses.items() if s == "yes"):
        there = [(standing(e, unit), e) for e in counted]
        cells = [c.label("row-absent") if s == "absent" else c.tier(s, e) for s, e in there]
        rows.append((unit, name_in(c.series, unit), None, *cells))
    return rows


def near_cut_offs(c: Context) -> Rows:
    """Unit, its own score and tier, the move and the tier that it leads to; the cut-off follows from the two tiers."""
    rows: Rows = []
    for found in near(c):
        sign = "+" if found.move > 0 else "−"
        own = c.tier(c.ev.unit_tiers[found.unit])
        move = f"{sign}{c.ev.points(abs(found.move))}"
        rows.append((None, move, c.score(found.unit), found.unit, c.ev.names[found.unit], own, c.tier(found.other)))
    return rows


def reasons(c: Context) -> Rows:
    rules = c.ev.rules.get("eligibility", {})
    names = {r["id"]: c.name(r) for r in rules.get("reasons", [])} | {"incomplete": c.label("reason-incomplete")}
    cohorts = c.ev.cohorts if c.ev.several_cohorts else []
    counts: list[tuple[str, list[int]]] = []
    for reason, name in names.items():
        units = [u for u, why in c.ev.reasons.items() if why == reason]
        if units:
            counts.append((name, [*(sum(c.ev.cohort[u] == k for u in units) for k in cohorts), len(units)]))
    shown = reasons_shown(c, counts)
    gone = [sum(c.ev.cohort[u] == k for u in c.ev.reasons) for k in cohorts] if shown == counts else []
    return [(name, *map(str, row)) for name, row in [*shown, (c.label("all-cohorts"), [*gone, len(c.ev.reasons)])]]


def rounds(c: Context) -> Rows:
    rows: Rows = []
    assignment = c.ev.files.get("assignment")
    people = {r["reviewer"]: r["name"] for r in c.ev.files.get("reviewers", [])}
    for one in c.ev.rules["review"]["rounds"]:
        if one["kind"] == "discussion":
            continue
        there = [s for s in c.ev.sheets if s.round == one["id"]]
        asked = None if assignment is None else [r for r in assignment if r["round"] == one["id"]]
        done = {(s.unit, s.reviewer) for s in there}
        awaited = sorted({r["reviewer"] for r in asked or [] if (r["unit"], r["reviewer"]) not in done})
        names = [c.label("reviewer-with-name", code=r, name=people[r]) for r in awaited]
        waiting = told(c, len(awaited)) if c.public and awaited else c.listed(names)
        rows.append(
            (
                c.name(one),
                c.number(None if asked is None else len(asked)),
                str(len(there)),
                str(len({s.unit for s in there})),
                str(len({s.reviewer for s in there})),
                waiting or c.label("nobody"),
            )
        )
    # Where nothing was assigned, nobody can be awaited.
    return rows if assignment is not None else [(row[0], *row[2:-1]) for row in rows]


def links(c: Context) -> Rows:
    shared = review.links(c)
    names = {s["id"]: c.name(s) for s in c.ev.rules["subjects"]}
    present = list(dict.fromkeys(k for pair in shared for k in pair))
    cells = {pair: told(c, number) for pair, number in shared.items()}
    return [(names[one], *(cells.get((one, other), "") for other in present[1:])) for one in present[:-1]]


Expected = Callable[[Context], Rows]

#: Tables in the order of the oracle: name, what stands in it, whether the order of its rows says something.
TABLES: dict[str, tuple[Expected, bool]] = {
    "participation": (participation, True),
    "tiers": (tiers, True),
    "tier-by-cohort": (tier_by_cohort, True),
    "scores": (score_list, True),
    "rubric": (rubric, True),
    "panel": (panel, True),
    "aliases": (aliases, True),
    "files": (files, False),
    "facts": (facts, True),
    "known-units": (known_units, True),
    "tier-ranges": (tier_ranges, True),
    "overview": (overview, True),
    "mobility": (mobility, False),
    "honour": (honour, True),
    "watch-list": (watch_list, True),
    "near-cut-offs": (near_cut_offs, False),
    "reasons": (reasons, True),
    "rounds": (rounds, True),
    "docket": (review.docket_table, False),
    "balance": (review.balance, True),
    "links": (links, True),
    "area-strengths": (lambda c: review.strengths(c, "area"), True),
    "indicator-strengths": (lambda c: review.strengths(c, "indicator"), True),
}

#: Tables of which there is one a tier, cohort or group: the rest of the name is its id.
FAMILIES: tuple[tuple[str, Callable[[Context, str], Rows]], ...] = (
    ("tier-of-", tier_of_group),
    ("cohort-", cohort_tiers),
    ("tier-", tier_in_cohorts),
)


def expected_rows(c: Context, name: str) -> tuple[Rows, bool] | None:
    """Return what stands in a table and whether in this order; None where that is not computed here."""
    more = {**CONSISTENCY_TABLES, **AUDIT_TABLES, **SERIES_TABLES, **MARKS_TABLES}
    if name in more:
        rows, ordered = more[name]
        return rows(c) or [], ordered
    if name in TABLES:
        rows, ordered = TABLES[name]
        return rows(c), ordered
    for stem, family in FAMILIES:
        found = re.fullmatch(f"{stem}(.+)", name)
        if found:
            return family(c, found[1]), True
    return None


def heads(c: Context, name: str) -> list[str | None] | None:
    """Return what the columns of a table are called whose names say what is counted; None where they are fixed."""
    ev = c.ev
    tiers = [c.name(t) for t in ev.tier_rules]
    cohorts = [c.cohort(k) for k in ev.cohorts]
    if name in ("area-strengths", "indicator-strengths"):
        known = [u["unit"] for u in ev.units if ev.final_marks(u["unit"]) is not None]
        counts = [sum(not c.hidden(u) for u in known), *(sum(ev.unit_tiers[u] == t for u in known) for t in ev.tiers)]
        whole = c.label("all-published" if any(c.hidden(u["unit"]) for u in ev.units) else "all-participants")
        named = zip([whole, *tiers], counts, strict=True)
        return [None, *(c.label("label-cohort-size", name=label, count=n) for label, n in named)]
    if name == "tier-by-cohort":
        return [None, *cohorts, None]
    if name == "rebanded":
        return [None, *tiers, None]
    if name == "mobility":
        return [*(c.label("column-in", edition=e.name) for e in c.series[-2:]), None]
    if name.startswith("figure "):
        stem = name.removeprefix("figure ")
        if stem in ("participants-by-cohort", "cohort-composition", "all-composition"):
            return [None, *tiers, c.label("row-absent")]
        if stem == "tiers-by-edition":
            return [None, *tiers_by_edition(c)[1]]
        return [None, *cohorts] if stem == "tier-composition" else None
    return None


def _key(row: Sequence[Cell], rows: Rows) -> tuple[str, ...]:
    worked_out = [all(r[i] is not None for r in rows if i < len(r)) for i in range(len(row))]
    return tuple(cell or "" for cell, known in zip(row, worked_out, strict=True) if known)


def differences(rows: Rows, shown: Iterable[Sequence[str]], ordered: bool) -> list[str]:
    """Return in words where a table shows something else than it should; empty where it does not."""
    there = [tuple(row) for row in shown]
    if not ordered:
        # By the cells that are worked out, and numbers by their value.
        there = sorted(there, key=lambda r: _key(r, rows))
        rows = sorted(rows, key=lambda r: _key(r, rows))
    if len(there) != len(rows):
        return [f"{len(there)} rows for {len(rows)}: {there[:3]} for {rows[:3]}"]
    return [
        f"row {i}: {is_} for {should}"
        for i, (should, is_) in enumerate(zip(rows, there, strict=True), start=1)
        if len(should) != len(is_) or any(a is not None and not same(a, b) for a, b in zip(should, is_, strict=True))
    ]
