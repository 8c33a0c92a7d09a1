"""One edition, read from its files and worked out by hand."""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, str]


def table(path: Path) -> list[Row] | None:
    """Return the rows of a CSV file; None where there is none. Cells are stripped, as a reader would take them."""
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: " ".join(v.split()) for k, v in row.items()} for row in csv.DictReader(file)]


def rounded(value: Fraction, rule: str) -> int:
    """Return the whole number next to a fraction."""
    if rule == "down":
        return math.floor(value)
    return round(value) if rule == "half-even" else math.floor(value + Fraction(1, 2))


def decimal(value: Fraction, places: int, rule: str = "half-up") -> str:
    """Return a fraction with a fixed number of decimals."""
    whole = rounded(abs(value) * 10**places, rule)
    sign = "-" if value < 0 and whole else ""
    digits = str(whole).rjust(places + 1, "0")
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def short(value: Fraction, places: int = 2) -> str:
    """Return a fraction with at most so many decimals."""
    text = decimal(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Sheet:
    """What one reviewer gave one unit in one round, by indicator."""

    round: str
    unit: str
    reviewer: str
    marks: dict[str, Fraction]

    @property
    def total(self) -> Fraction:
        """The sum of the marks."""
        return sum(self.marks.values(), Fraction(0))


class Edition:
    """One edition; everything is found when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with (folder / "rules.toml").open("rb") as file:
            self.rules: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
        self.level: str = self.rules.get("data", {}).get("level", "scores")
        self.cohorts: list[str] = [c["id"] for c in self.rules["cohorts"]]
        #: What is compared with each other: one cohort of all is not.
        self.several_cohorts = len(self.cohorts) > 1
        self.tiers: list[str] = [t["id"] for t in self.rules.get("tiers", [])]
        self.tier_rules: list[dict[str, Any]] = self.rules.get("tiers", [])
        self.low_is_good = self.rules["scores"].get("best") == "lowest"
        # By which of its ends a tier is told from the next, and the sign by which more of a score is better.
        self.limit, self.sign = ("highest", -1) if self.low_is_good else ("lowest", 1)
        self.cut_offs_known = bool(self.tiers) and all(self.limit in t for t in self.tier_rules)
        self.areas: list[dict[str, Any]] = self.rules.get("areas", [])
        self.indicators = [i for a in self.areas for i in a.get("indicators", [])]
        self.totals: dict[str, int | None] = {c["id"]: c.get("total") for c in self.rules["cohorts"]}
        self.name = str(self.rules["edition"])
        # Where somebody on the roster of a review does not take part, the roster is all there is.
        if self.level == "marks" and self.reasons:
            for cohort, total in self.totals.items():
                there = sum(self.cohort[r["unit"]] == cohort for r in self.roster)
                self.totals[cohort] = there if total is None else total

    @cached_property
    def files(self) -> dict[str, list[Row]]:
        """Every table on file, by its name without the ending."""
        found = {p.stem: table(p) for p in self.folder.glob("*.csv")}
        return {k: v for k, v in found.items() if v is not None}

    # --- who ---------------------------------------------------------------------------------------------------------

    @cached_property
    def roster(self) -> list[Row]:
        """Every unit on file."""
        return self.files.get("units", [])

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why units of the roster do not take part, by code."""
        rule = self.rules.get("eligibility")
        given = {r["unit"]: r["reason"] for r in self.files.get("absences", [])}
        if rule is not None and self.level == "marks":
            sent: dict[str, set[str]] = {}
            for row in self.files.get("submissions", []):
                if row["submitted"] == "yes":
                    sent.setdefault(row["unit"], set()).add(row["indicator"])
            for row in self.roster:
                there = sent.get(row["unit"], set())
                if len(there) < rule["at_least"] or not set(rule.get("required", [])) <= there:
                    given.setdefault(row["unit"], "incomplete")
        return given

    @cached_property
    def units(self) -> list[Row]:
        """Those that take part."""
        return [r for r in self.roster if r["unit"] not in self.reasons]

    @cached_property
    def cohort(self) -> dict[str, str]:
        """The cohort of every unit on file."""
        return {r["unit"]: r["cohort"] for r in self.roster}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of every unit on file."""
        return {r["unit"]: r["name"] for r in self.roster}

    # --- scores and tiers --------------------------------------------------------------------------------------------

    def tier_at(self, score: Fraction) -> str:
        """Return the tier of a score: rounded to the step of the banding, compared with the cut-offs."""
        banding = self.rules.get("banding")
        if banding is not None:
            nearest = Fraction(banding["to_nearest"])
            score = nearest * rounded(score / nearest, banding["rounding"])
        over = ((t["id"], self.sign * (score - Fraction(t[self.limit]))) for t in self.tier_rules)
        return next((tier for tier, by in over if by >= 0), self.tiers[-1])

    @cached_property
    def scores(self) -> dict[str, Fraction | None]:
        """The score of every unit that takes part; None where it is not on file."""
        if self.level == "marks":
            return {u["unit"]: self.final_score(u["unit"]) for u in self.units}
        cells = {r["unit"]: r.get("score") for r in self.files.get("scores", [])}
        return {u["unit"]: Fraction(cell) if (cell := cells.get(u["unit"])) else None for u in self.units}

    @cached_property
    def unit_tiers(self) -> dict[str, str | None]:
        """The tier of every unit that takes part; None where nothing on file tells it."""
        rows = {r["unit"]: r for r in self.files.get("scores", [])}
        found: dict[str, str | None] = {}
        for unit, score in self.scores.items():
            stated = rows.get(unit, {}).get("tier") or None
            found[unit] = stated
            if score is not None and self.cut_offs_known:
                found[unit] = self.tier_at(score)
            elif stated is None and self.cut_offs_known:
                found[unit] = self._only_tier_left(rows.get(unit, {}))
        return found

    def _only_tier_left(self, row: Row) -> str | None:
        """Return the tier of a score of which only a lower bound is known, where it can be in no other."""
        least = Fraction(row.get("at_least") or self.rules["scores"]["min"])
        lowest, highest = self.tier_at(least), self.tier_at(Fraction(self.rules["scores"]["max"]))
        return lowest if lowest == highest else None

    def may_be(self, unit: str) -> list[str]:
        """Return the tiers in which a participant's score may lie that is not on file."""
        if not self.cut_offs_known:
            return self.tiers
        rows = {r["unit"]: r for r in self.files.get("scores", [])}
        least = Fraction(rows.get(unit, {}).get("at_least") or self.rules["scores"]["min"])
        place = self.tiers.index(self.tier_at(least))
        return self.tiers[place:] if self.low_is_good else self.tiers[: place + 1]

    @cached_property
    def complete(self) -> bool:
        """Whether every participant is on file with its score."""
        if self.level not in ("scores", "marks"):
            return False
        return self.level == "scores" or all(s is not None for s in self.scores.values())

    @cached_property
    def withheld(self) -> set[str]:
        """Units whose score the public does not see: the source withholds it, or the rules withhold its tier."""
        away = set(self.rules.get("publication", {}).get("withhold_scores_of", ()))
        said = {r["unit"] for r in self.files.get("scores", []) if r.get("withheld") == "yes"}
        return {u for u, t in self.unit_tiers.items() if u in said or t in away}

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The rank of every score on file, the best first, ties as the rules have it."""
        known = {u: self.sign * s for u, s in self.scores.items() if s is not None}
        values = sorted(known.values(), reverse=True)
        distinct = sorted(set(values), reverse=True)
        rule = self.rules["ranking"]["ties"]
        place = {
            "competition": {v: values.index(v) + 1 for v in distinct},
            "modified-competition": {v: len(values) - values[::-1].index(v) for v in distinct},
            "dense": {v: i for i, v in enumerate(distinct, 1)},
        }[rule]
        return {u: place[s] for u, s in known.items()}

    @property
    def best_score(self) -> Fraction:
        """The best score that there is."""
        return Fraction(self.rules["scores"]["min" if self.low_is_good else "max"])

    def points(self, value: Fraction) -> str:
        """Return a score as it is printed: a whole number on a scale of whole points, else with the step's decimals."""
        places = max(0, -Decimal(self.rules["scores"]["step"]).normalize().as_tuple().exponent)  # type: ignore[operator]
        return decimal(value, places)

    # --- counts ------------------------------------------------------------------------------------------------------

    def total_of(self, cohorts: Sequence[str]) -> int | None:
        """Return how many units cohorts have in all; None where one of them is not known."""
        sizes = [self.totals[c] for c in cohorts]
        return None if None in sizes else sum(s for s in sizes if s is not None)

    @property
    def total(self) -> int | None:
        """All units of the edition."""
        return self.total_of(self.cohorts)

    @cached_property
    def participants(self) -> int | None:
        """How many took part; from the counts on file where not every one is on file."""
        if self.complete:
            return len(self.units)
        return self.fact("participants", None)

    def fact(self, what: str, tiers: set[str] | None) -> int | None:
        """Return a count on file that concerns every cohort."""
        for row in self.files.get("facts", []):
            cohorts = set(row["cohorts"].split()) or set(self.cohorts)
            named = set(row["tiers"].split()) or None
            if row["fact"] == what and cohorts == set(self.cohorts) and named == tiers:
                return int(row["count"])
        return None

    def count(self, tier: str | None = None, cohorts: Sequence[str] | None = None) -> int:
        """Count participants of a tier (of any where None) in some cohorts (in all where None)."""
        inside = self.cohorts if cohorts is None else cohorts
        return sum(1 for u, t in self.unit_tiers.items() if self.cohort[u] in inside and tier in (None, t))

    def percent(self, count: int, of: int | None) -> str | None:
        """Return a single share as it is printed, without its sign; None where there is nothing to divide by."""
        if not of:
            return None
        rules = self.rules["percent"]
        rule = "half-even" if rules["rounding"] == "half-even" else "half-up"
        return decimal(Fraction(100 * count, of), rules["decimals"], rule)

    def percents(self, counts: Sequence[int], of: int | None) -> list[str | None]:
        """Return shares of a set; where they make up the whole and the rules ask for it, they add up to 100."""
        rules = self.rules["percent"]
        if rules["rounding"] != "largest-remainder" or not of or sum(counts) != of:
            return [self.percent(n, of) for n in counts]
        unit = 10 ** rules["decimals"]
        exact = [Fraction(100 * unit * n, of) for n in counts]
        given = [math.floor(e) for e in exact]
        order = sorted(range(len(counts)), key=lambda i: (given[i] - exact[i], i))
        for i in order[: 100 * unit - sum(given)]:
            given[i] += 1
        return [decimal(Fraction(g, unit), rules["decimals"]) for g in given]

    def share(self, count: int, of: int | None) -> str:
        """Return a single share with its sign, a dash where it is not known."""
        percent = self.percent(count, of)
        return "–" if percent is None else f"{percent}%"

    # --- marks -------------------------------------------------------------------------------------------------------

    @property
    def least(self) -> Fraction:
        """The least mark, on every indicator."""
        return Fraction(self.rules.get("marks", {}).get("minimum", 0))

    def reach(self, names: Sequence[str]) -> Fraction:
        """Return how far the highest sum of marks on some indicators lies above the least."""
        return sum((Fraction(i["points"]) - self.least for i in self.indicators if i["id"] in names), Fraction(0))

    @cached_property
    def marked_rounds(self) -> list[str]:
        """Rounds in which reviewers mark on their own."""
        return [r["id"] for r in self.rules.get("review", {}).get("rounds", []) if r["kind"] != "discussion"]

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Every sheet of a reviewer."""
        found: dict[tuple[str, str, str], Sheet] = {}
        for row in self.files.get("marks", []):
            if row["reviewer"] != "panel":
                key = (row["round"], row["unit"], row["reviewer"])
                found.setdefault(key, Sheet(*key, {})).marks[row["indicator"]] = Fraction(row["points"])
        return list(found.values())

    @cached_property
    def decided(self) -> dict[tuple[str, str], Fraction]:
        """What the discussion decided, by unit and indicator."""
        rows = [r for r in self.files.get("marks", []) if r["reviewer"] == "panel"]
        return {(r["unit"], r["indicator"]): Fraction(r["points"]) for r in rows}

    @cached_property
    def counted_rounds(self) -> list[str]:
        """Rounds whose marks count."""
        return self.marked_rounds[-1:] if self.rules["review"]["final"]["of"] == "last-round" else self.marked_rounds

    @cached_property
    def _sheets_of(self) -> dict[str, list[Sheet]]:
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            found.setdefault(sheet.unit, []).append(sheet)
        return found

    def sheets_of(self, unit: str) -> list[Sheet]:
        """Return every sheet of a unit."""
        return self._sheets_of.get(unit, [])

    def _all_there(self, unit: str) -> bool:
        """Tell whether every sheet that counts is on file: each that was assigned, and one in each round."""
        there = {(s.round, s.reviewer) for s in self.sheets_of(unit)}
        for name in self.counted_rounds:
            asked = {r["reviewer"] for r in self.files.get("assignment", []) if (r["round"], r["unit"]) == (name, unit)}
            given = {reviewer for step, reviewer in there if step == name}
            if not given or len(given) < len(asked):
                return False
        return True

    def final_marks(
        self, unit: str, *, discussed: bool = True, without: str | None = None
    ) -> dict[str, Fraction] | None:
        """Return the final mark of a unit on every indicator; None where a sheet that counts is missing."""
        rule = self.rules["review"]["final"]["rule"]
        used = [s for s in self.sheets_of(unit) if s.round in self.counted_rounds and s.reviewer != without]
        if (without is None and not self._all_there(unit)) or not used or (rule == "trimmed-mean" and len(used) < 3):
            return None
        found = {}
        for indicator in self.indicators:
            marks = sorted(s.marks[indicator["id"]] for s in used)
            if rule == "trimmed-mean":
                marks = marks[1:-1]
            middle = (marks[(len(marks) - 1) // 2] + marks[len(marks) // 2]) / 2
            found[indicator["id"]] = middle if rule == "median" else sum(marks, Fraction(0)) / len(marks)
            if discussed and (unit, indicator["id"]) in self.decided:
                found[indicator["id"]] = self.decided[unit, indicator["id"]]
        return found

    def final_score(self, unit: str, *, discussed: bool = True, without: str | None = None) -> Fraction | None:
        """Return the score of a unit from its marks, rounded once."""
        marks = self.final_marks(unit, discussed=discussed, without=without)
        if marks is None:
            return None
        step = Fraction(self.rules["scores"]["step"])
        return step * rounded(sum(marks.values(), Fraction(0)) / step, self.rules["review"]["final"]["rounding"])

    @cached_property
    def claims(self) -> list[Row] | None:
        """The ledger of printed numbers."""
        return self.files.get("claims")

    def matches(self, unit: str) -> list[str]:
        """Return the cohorts whose pattern a code matches."""
        return [c["id"] for c in self.rules["cohorts"] if re.fullmatch(c["code"], unit)]


class Programme:
    """A programme with its editions, earliest first."""

    def __init__(self, folder: Path) -> None:
        with (folder / "programme.toml").open("rb") as file:
            self.about: dict[str, Any] = tomllib.load(file, parse_float=Decimal)
        found = [Edition(p) for p in sorted(folder.iterdir()) if (p / "rules.toml").exists()]
        self.editions = {e.name: e for e in found}

    def up_to(self, edition: str) -> list[Edition]:
        """Return the editions up to one, that one the last."""
        order = list(self.editions)
        return [self.editions[name] for name in order[: order.index(edition) + 1]]
