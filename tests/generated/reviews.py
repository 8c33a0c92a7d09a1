"""Draws the review of an edition of marks: who marks what, how, and what the discussion decided."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.generated.names import Names
from tests.generated.tables import Files, Row, text_of


def review_files(
    draw: st.DrawFn, names: Names, rng: random.Random, rules: dict[str, Any], rows: Sequence[Row]
) -> Files:
    """Return the tables of a review."""
    files: Files = {}
    subjects = [s["id"] for s in rules["subjects"]]
    people = draw(st.sampled_from((1, 2, 3, 5, 8, 12)))
    per_unit = draw(st.sampled_from((1, 2, 3, 5)))
    most = max([r.get("reviewers_per_unit", 0) for r in rules["review"]["rounds"]])
    trimmed = rules["review"]["final"]["rule"] == "trimmed-mean"
    people = max(people, 3 * len(rules["review"]["rounds"]) if trimmed else 1, most)
    reviewers = [(f"R{i}", names(), subjects[i % len(subjects)]) for i in range(people)]
    files["reviewers.csv"] = text_of(["reviewer", "name", "subject"], reviewers)
    absent = _eligibility(draw, rng, rules, rows, files)
    taking = [r for r in rows if r[0] not in absent]
    kept_apart = _ties(draw, rng, rules, rows, reviewers, files)
    separate = draw(st.booleans()) and len(subjects) > 1
    under_way = draw(st.integers(0, 7)) == 0
    pairs = _pairs(rng, rules, taking, reviewers, kept_apart, per_unit, separate, trimmed)
    marks = _marks(draw, rng, rules, pairs)
    if draw(st.booleans()) and pairs:
        files["assignment.csv"] = text_of(["round", "unit", "reviewer"], pairs)
    if under_way:
        left_out = {p for p in pairs if rng.random() < 0.3}
        marks = [m for m in marks if (m[2], m[0], m[1]) not in left_out]
    _minutes(draw, names, rng, rules, taking, reviewers, marks, files)
    if marks:
        files["marks.csv"] = text_of(["unit", "reviewer", "round", "indicator", "points"], marks)
    return files


def _eligibility(
    draw: st.DrawFn, rng: random.Random, rules: dict[str, Any], rows: Sequence[Row], files: Files
) -> set[object]:
    rule = rules.get("eligibility")
    if rule is None:
        return set()
    indicators = [i["id"] for a in rules["areas"] for i in a["indicators"]]
    lines, absent = [], set()
    for row in rows:
        given = set(indicators) if rng.random() < 0.7 else {i for i in indicators if rng.random() < 0.6}
        lines += [(row[0], i, "yes" if i in given else "no") for i in indicators]
        if len(given) < rule["at_least"] or not given.issuperset(rule["required"]):
            absent.add(row[0])
    files["submissions.csv"] = text_of(["unit", "indicator", "submitted"], lines)
    if rule["reasons"] and draw(st.booleans()):
        row = rng.choice(rows)
        absent.add(row[0])
        files["absences.csv"] = text_of(["unit", "reason"], [(row[0], rule["reasons"][0]["id"])])
    return absent


def _ties(
    draw: st.DrawFn,
    rng: random.Random,
    rules: dict[str, Any],
    rows: Sequence[Row],
    reviewers: Sequence[Row],
    files: Files,
) -> set[tuple[object, object]]:
    """Write affiliations and recusals; return every pair that must not mark, however old the tie is."""
    apart: set[tuple[object, object]] = set()
    if draw(st.booleans()):
        table: dict[tuple[object, object], Row] = {}
        for _ in range(rng.randint(1, 2 * len(reviewers))):
            reviewer, unit = rng.choice(reviewers)[0], rng.choice(rows)[0]
            former = rng.random() < 0.4
            until = dt.date(rules["window"]["last"].year - rng.randint(0, 9), 6, 30) if former else None
            table[reviewer, unit] = (reviewer, unit, "former" if former else "current", until)
            years = rules["review"].get("conflicts", {}).get("former_years")
            if not former or (years is not None and until.year >= rules["window"]["last"].year - years):  # type: ignore[union-attr]
                apart.add((reviewer, unit))
        files["affiliations.csv"] = text_of(["reviewer", "unit", "kind", "until"], list(table.values()))
    if draw(st.booleans()):
        asked = {(rng.choice(reviewers)[0], rng.choice(rows)[0]) for _ in range(2)}
        apart |= asked
        lines = [(*pair, rng.choice(("reviewer", "unit")), None) for pair in sorted(asked, key=str)]
        files["recusals.csv"] = text_of(["reviewer", "unit", "by", "reason"], lines)
    return apart


def _pairs(
    rng: random.Random,
    rules: dict[str, Any],
    taking: Sequence[Row],
    reviewers: Sequence[Row],
    apart: set[tuple[object, object]],
    per_unit: int,
    separate: bool,
    trimmed: bool,
) -> list[tuple[str, object, object]]:
    """Return round, unit and reviewer of every sheet."""
    subject = {r[0]: r[2] for r in reviewers}
    conflicts = rules["review"].get("conflicts", {})
    found: list[tuple[str, object, object]] = []
    done: set[tuple[object, object]] = set()
    for one in rules["review"]["rounds"]:
        if one["kind"] == "discussion":
            continue
        number = max(one.get("reviewers_per_unit", per_unit), 3 if trimmed else 1)
        for row in taking:
            own = [r[0] for r in reviewers if (r[0], row[0]) not in apart and (r[0], row[0]) not in done]
            if separate and any(subject[r] == row[4] for r in own):
                own = [r for r in own if subject[r] == row[4]]
            if conflicts.get("reciprocal"):
                own = [r for r in own if not any((r, u) in apart for u in {t[0] for t in taking})]
            rng.shuffle(own)
            for reviewer in own[:number]:
                done.add((reviewer, row[0]))
                found.append((one["id"], row[0], reviewer))
    return found


def _marks(
    draw: st.DrawFn, rng: random.Random, rules: dict[str, Any], pairs: Sequence[tuple[str, object, object]]
) -> list[list[object]]:
    step, least = rules["marks"]["step"], rules["marks"].get("minimum", Decimal(0))
    indicators = [(i["id"], i["points"] - least) for a in rules["areas"] for i in a["indicators"]]
    shape = draw(st.sampled_from(("panel", "panel", "panel", "tied", "full", "noise", "coarse")))
    quality: dict[object, float] = {}
    severity: dict[object, float] = {}
    table: list[list[object]] = []
    for name, unit, reviewer in pairs:
        base = quality.setdefault(unit, rng.uniform(0.2, 0.95)) + severity.setdefault(reviewer, rng.gauss(0, 0.07))
        for indicator, points in indicators:
            share = {"tied": 0.5, "full": 1.0, "noise": rng.random()}.get(shape, base + rng.gauss(0, 0.1))
            if shape == "coarse":
                share = round(share * 2) / 2
            place = min(int(points / step), max(0, round(share * int(points / step))))
            table.append([unit, reviewer, name, indicator, least + place * step])
    return table


def _minutes(
    draw: st.DrawFn,
    names: Names,
    rng: random.Random,
    rules: dict[str, Any],
    taking: Sequence[Row],
    reviewers: Sequence[Row],
    marks: list[list[object]],
    files: Files,
) -> None:
    """Minute some units; where marks were revised, the panel's stand among the marks."""
    talk = next((r["id"] for r in rules["review"]["rounds"] if r["kind"] == "discussion"), None)
    marked = {m[0] for m in marks}
    chosen = [r for r in taking if r[0] in marked and rng.random() < 0.3]
    if talk is None or not chosen or not draw(st.booleans()):
        return
    step: Decimal = rules["marks"]["step"]
    least: Decimal = rules["marks"].get("minimum", Decimal(0))
    indicators = [(i["id"], i["points"] - least) for a in rules["areas"] for i in a["indicators"]]
    lines = []
    for row in chosen:
        revised = rng.random() < 0.5
        people = [str(r[0]) for r in reviewers]
        rng.shuffle(people)
        recused = people[1:2] if rng.random() < 0.3 else []
        minority = names() if rng.random() < 0.3 else None
        present = " ".join([p for p in people if p not in recused])
        day = rules["window"]["last"] + dt.timedelta(days=40)
        lines.append(
            (row[0], day, "revised" if revised else "kept", names(), present, " ".join(recused) or None, minority)
        )
        for indicator, points in rng.sample(indicators, rng.randint(1, len(indicators))) if revised else ():
            marks.append([row[0], "panel", talk, indicator, least + step * rng.randint(0, int(points / step))])
    header = ["unit", "date", "decision", "reason", "present", "recused", "minority_view"]
    files["minutes.csv"] = text_of(header, lines)
