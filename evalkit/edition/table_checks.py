"""Faults that only two tables, or a table and the rules, show together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from evalkit.errors import Fault, hints, nearest
from evalkit.files.textfile import name_key
from evalkit.rules.banding import tier_numbers
from evalkit.rules.models import Rules
from evalkit.rules.points import parse_decimal
from evalkit.sources.checking import CheckedRow, twice
from evalkit.sources.schema import ALIASES, ASSESSMENTS, FACTS, PANEL, PROFILES, RENAMINGS, SCORES, SUCCESSIONS, UNITS

Tables = Mapping[str, Sequence[CheckedRow]]


def cross_faults(rules: Rules, tables: Tables) -> list[Fault]:
    """Return every contradiction between the tables, as far as each of them could be read."""
    faults: list[Fault] = []
    units = tables.get(UNITS.file)
    if units is not None:
        faults += _cohort_faults(rules, units)
        faults += _one_name(units)
    for name in (SCORES.file, PROFILES.file, ASSESSMENTS.file, PANEL.file, ALIASES.file):
        if units is not None and name in tables:
            faults += _unknown_units(rules, units, tables[name], name)
    if units is not None and SCORES.file in tables:
        faults += _units_without_row(rules, units, tables[SCORES.file])
    faults += _score_faults(rules, tables.get(SCORES.file, ()))
    faults += _fact_faults(rules, tables.get(FACTS.file, ()))
    if units is not None and ALIASES.file in tables:
        faults += _alias_faults([*units, *tables.get(RENAMINGS.file, ())], tables[ALIASES.file])
    return faults


def _cohort_faults(rules: Rules, units: Sequence[CheckedRow]) -> Iterator[Fault]:
    patterns = {c.id: f"{c.id}: {c.code or '…'}" for c in rules.cohorts}
    fitting = _fitting(rules, units)
    on_file = dict.fromkeys((c.id for c in rules.cohorts), 0)
    if len(rules.cohorts) > 1 and units and "cohort" not in units[0].cells:
        found: dict[str, object] = {"found": ", ".join(units[0].cells)}
        yield Fault("missing-column", UNITS.file, 1, "cohort", None, found)
        return
    for row in units:
        code, cohort = row["unit"], row["cohort"]
        if cohort is not None:
            on_file[cohort] += 1
        elif len(rules.cohorts) > 1 and "cohort" not in row.faulty:
            yield Fault("empty-cell", UNITS.file, row.line, "cohort")
        if code is None:
            continue
        belongs = fitting[code]
        if not belongs:
            allowed: dict[str, object] = {"allowed": ", ".join(patterns.values())}
            yield Fault("code-of-no-cohort", UNITS.file, row.line, "unit", code, allowed, _meant(code, fitting))
        elif len(belongs) > 1 and all(c.code for c in rules.cohorts):
            several: dict[str, object] = {"allowed": ", ".join(patterns[c] for c in belongs)}
            yield Fault("code-of-several-cohorts", UNITS.file, row.line, "unit", code, several)
        elif cohort is not None and cohort not in belongs:
            right: dict[str, object] = {"unit": code, "allowed": patterns[belongs[0]]}
            yield Fault("wrong-cohort", UNITS.file, row.line, "cohort", cohort, right)
    for cohort_rules in rules.cohorts:
        total, count = cohort_rules.total, on_file[cohort_rules.id]
        if total is not None and count > total:
            variables: dict[str, object] = {"cohort": cohort_rules.id, "count": count, "total": total}
            yield Fault("more-than-total", UNITS.file, None, "cohort", None, variables)


def _fitting(rules: Rules, rows: Sequence[CheckedRow]) -> dict[str, tuple[str, ...]]:
    """Return the cohorts that each code fits, and each code in capitals."""
    codes = [code for row in rows if (code := row["unit"]) is not None]
    return rules.cohorts_fitting([*codes, *(code.upper() for code in codes)])


def _meant(code: str, fitting: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the code of a cohort that differs from `code` in case only, None where there is none."""
    return code.upper() if fitting[code.upper()] else None


def _one_name(units: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Find two units of one cohort under one name: mostly a row that was copied. Other cohorts may have it as well."""
    first: dict[tuple[str, str | None], CheckedRow] = {}
    for row in units:
        name, cohort = row["name"], row["cohort"]
        if name is None or cohort is None:
            continue
        before = first.setdefault((name_key(name), cohort), row)
        if before is not row:
            yield twice(before, row, "name", UNITS.file)


def _unknown_units(rules: Rules, units: Sequence[CheckedRow], rows: Sequence[CheckedRow], name: str) -> Iterator[Fault]:
    codes = [row["unit"] for row in units if row["unit"] is not None]
    fitting = _fitting(rules, units)
    like = hints(sorted({code for code in codes if fitting[code]}))
    # A code that is wrong in units.csv has its fault there; here it and what it should be are both known.
    passed = {*codes, *(_meant(code, fitting) for code in codes)}
    for row in rows:
        code = row["unit"]
        if code is not None and code not in passed:
            yield Fault("unknown-unit", name, row.line, "unit", code, {}, like(code))


def _units_without_row(rules: Rules, units: Sequence[CheckedRow], scores: Sequence[CheckedRow]) -> Iterator[Fault]:
    scored = {row["unit"] for row in scores}
    fitting = _fitting(rules, units)
    for row in units:
        code = row["unit"]
        if code is not None and code not in scored and fitting[code]:
            yield Fault("unit-without-row", SCORES.file, None, "unit", code, {"line": row.line})


def _score_faults(rules: Rules, scores: Sequence[CheckedRow]) -> Iterator[Fault]:
    withheld_tiers = rules.publication.without_score
    allowed = ", ".join(withheld_tiers) or "none"
    for row in scores:
        code, score, tier = row["unit"], row["score"], row["tier"]
        # Each check is made where the cells that it compares are right by themselves.
        printed = row["withheld"] != "yes" and "withheld" not in row.faulty
        if printed and score is None and "score" not in row.faulty:
            if rules.data.level == "tiers":
                if tier is None and "tier" not in row.faulty:
                    yield Fault("tier-missing", SCORES.file, row.line, "tier", None, {"unit": code or "?"})
            elif rules.complete:
                yield Fault("score-missing", SCORES.file, row.line, "score", None, {"unit": code or "?"})
            elif tier is None and row["at_least"] is None and not row.faulty:
                yield Fault("nothing-known", SCORES.file, row.line, None, None, {"unit": code or "?"})
        if score is not None and rules.data.level == "tiers":
            yield Fault("score-at-tiers", SCORES.file, row.line, "score", score, {"unit": code or "?"})
        if score is not None and row["at_least"] is not None:
            yield Fault("at-least-and-score", SCORES.file, row.line, "at_least", row["at_least"])
        if row["withheld"] == "yes" and score is not None:
            yield Fault("withheld-yet-there", SCORES.file, row.line, "score", score, {"unit": code or "?"})
        if row["withheld"] == "yes" and tier is None and "tier" not in row.faulty:
            yield Fault("withheld-without-tier", SCORES.file, row.line, "tier", None, {"allowed": allowed})
        if row["withheld"] == "yes" and tier is not None and tier not in withheld_tiers:
            yield Fault("withheld-in-wrong-tier", SCORES.file, row.line, "tier", tier, {"allowed": allowed})
        points = None if score is None else parse_decimal(score)
        if points is not None and tier is not None and rules.cut_offs_known:
            steps = np.array([rules.scores.scale.to_steps(points)], dtype=np.int64)
            computed = rules.tiers[int(tier_numbers(steps, rules)[0])].id
            if computed != tier:
                yield Fault(
                    "tier-disagrees", SCORES.file, row.line, "tier", tier, {"score": score, "allowed": computed}
                )


def _fact_faults(rules: Rules, facts: Sequence[CheckedRow]) -> Iterator[Fault]:
    seen: dict[tuple[str | None, ...], int] = {}
    for row in facts:
        fact = row["fact"]
        if fact is not None and "tiers" not in row.faulty and (fact == "tier") != (row["tiers"] is not None):
            yield Fault("tiers-of-fact", FACTS.file, row.line, "tiers", row["tiers"], {"fact": fact})
        first = seen.setdefault((fact, row["cohorts"], row["tiers"]), row.line)
        if first != row.line and not row.faulty:
            yield Fault("value-twice", FACTS.file, row.line, "fact", fact, {"first": first})
        total = rules.total_of(tuple((row["cohorts"] or "").split()) or rules.cohorts_in(None))
        if row["count"] is not None and not row.faulty and total is not None and int(row["count"]) > total:
            yield Fault("count-above-total", FACTS.file, row.line, "count", row["count"], {"total": total})


def _alias_faults(units: Sequence[CheckedRow], aliases: Sequence[CheckedRow]) -> Iterator[Fault]:
    """Yield aliases that are the name of another unit; `units` with the names that units got under way."""
    names: dict[str, list[str | None]] = {}
    for row in units:
        if row["name"]:
            names.setdefault(name_key(row["name"]), []).append(row["unit"])
    for row in aliases:
        owners = names.get(name_key(row["alias"]), []) if row["alias"] else []
        if owners and row["unit"] is not None and row["unit"] not in owners:
            yield Fault("alias-of-another", ALIASES.file, row.line, "alias", row["alias"], {"unit": owners[0]})


def succession_faults(rows: Sequence[CheckedRow], editions: Sequence[str]) -> list[Fault]:
    """Return what contradicts itself in ``successions.csv``: a code that became two, an edition that is not there."""
    faults: list[Fault] = []
    old: dict[tuple[str | None, str | None], tuple[int, str]] = {}
    new: dict[tuple[str | None, str | None], tuple[int, str]] = {}
    parts = Counter((row["edition"], row["old"]) for row in rows if row["kind"] == "split")
    for row in rows:
        same = row["old"] == row["new"]
        edition = row["edition"]
        if edition is not None and edition not in editions:
            variables: dict[str, object] = {"allowed": ", ".join(editions)}
            meant = nearest(edition, editions)
            faults.append(Fault("not-allowed", SUCCESSIONS.file, row.line, "edition", edition, variables, meant))
        if row["kind"] is None or row["old"] is None or row["new"] is None:
            continue
        if row["kind"] == "reused" and not same:
            faults.append(Fault("codes-of-reused", SUCCESSIONS.file, row.line, "new", row["new"]))
        if row["kind"] == "merged" and same:
            faults.append(Fault("codes-of-merged", SUCCESSIONS.file, row.line, "new", row["new"]))
        if row["kind"] == "split" and parts[row["edition"], row["old"]] == 1:
            faults.append(Fault("split-into-one", SUCCESSIONS.file, row.line, "old", row["old"]))
        for column, seen in (("old", old), ("new", new)):
            # Several may merge into one, and one may be split into several; nothing else may stand twice.
            if column == "new" and row["kind"] == "merged":
                continue
            first, kind = seen.setdefault((row["edition"], row[column]), (row.line, row["kind"]))
            if first != row.line and not (column == "old" and kind == row["kind"] == "split"):
                faults.append(Fault("value-twice", SUCCESSIONS.file, row.line, column, row[column], {"first": first}))
    return faults
