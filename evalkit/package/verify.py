#!/usr/bin/env python3
"""Check published reports: every file by its hash, and every count, share, rank and tier by computing it anew.

``python3 -I verify.py [FOLDER]``, by default the folder in which this file lies. Needs Python 3.11 and nothing else. It
knows nothing of the program that made the reports: it reads ``SHA256SUMS``, the data packages (``*/*/data``) with the
rules that stand in their ``datapackage.json``, and the tables and pages beside them.

One line a finding. Ends with 0 where all holds, with 1 where something does not, with 2 where nothing can be checked.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

SUMS = "SHA256SUMS"
Rows = list[dict[str, str]]

_TEXTS = {
    "not-there": ("{file}：没有这个文件夹，或其中没有 SHA256SUMS", "{file}: no such folder, or no SHA256SUMS in it"),
    "line": ("SHA256SUMS 第 {line} 行格式有误", "SHA256SUMS, line {line}: not of the form that it has"),
    "missing": ("{file}：缺失", "{file}: missing"),
    "extra": ("{file}：不在 SHA256SUMS 之列", "{file}: not in SHA256SUMS"),
    "changed": ("{file}：内容已改变", "{file}: changed"),
    "unreadable": ("{file}：无法读取（{why}）", "{file}: cannot be read ({why})"),
    "header": ("{file}：列名与 datapackage.json 不符", "{file}: its columns are not those of datapackage.json"),
    "cell": ("{file} 第 {row} 行 {column}：“{value}”不合规定", "{file}, row {row}, {column}: “{value}” is not allowed"),
    "key": ("{file} 第 {row} 行：{value} 重复", "{file}, row {row}: {value} is there twice"),
    "foreign": ("{file} 第 {row} 行 {column}：无“{value}”", "{file}, row {row}, {column}: there is no “{value}”"),
    "value": (
        "{file}，{what}：为 {value}，应为 {right}",
        "{file}, {what}: {value}, and should be {right}",
    ),
    "version": (
        "{file}：与数据包（版本 {value}）不是由同一数据生成",
        "{file}: not made from the data of the package (version {value})",
    ),
    "fine": ("相符：{files} 个文件，{values} 个算得的值", "All holds: {files} files, {values} computed values"),
    "found": ("发现 {count} 处不符", "{count} findings"),
}


class Verifier:
    """Goes through a folder of reports and collects what does not hold.

    Parameters
    ----------
    folder
        The folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[tuple[str, dict[str, object]]] = []
        self.files = 0
        self.values = 0

    def tell(self, kind: str, **facts: object) -> None:
        """Take down something that does not hold."""
        self.findings.append((kind, facts))

    def same(self, file: str, what: str, value: object, right: object) -> None:
        """Compare a published value with the computed one."""
        self.values += 1
        if value != right:
            self.tell("value", file=file, what=what, value=_shown(value), right=_shown(right))

    def run(self) -> None:
        """Check everything."""
        listed = self._listed((self.folder / SUMS).read_bytes())
        self._hashes(listed)
        for name in sorted(listed):
            if re.fullmatch(r"[^/]+/[^/]+/data/datapackage\.json", name) and (self.folder / name).is_file():
                _guarded(self, name, sorted(listed))

    def _listed(self, content: bytes) -> dict[str, str]:
        found: dict[str, str] = {}
        lines = content.decode("utf-8", "replace").split("\n")
        for number, line in enumerate(lines, start=1):
            if number == len(lines) and line == "":
                break
            match = re.fullmatch(r"([0-9a-f]{64})  ([^\\\0]+)", line)
            name = match[2] if match else ""
            safe = bool(name) and not name.startswith("/") and ".." not in name.split("/")
            if match is None or not safe or name in found or (found and name < next(reversed(found))):
                self.tell("line", line=number)
            else:
                found[name] = match[1]
        if not content.endswith(b"\n"):
            self.tell("line", line=len(lines))
        return found

    def _hashes(self, listed: Mapping[str, str]) -> None:
        there = set(self._there())
        for name in sorted(listed.keys() - there):
            self.tell("missing", file=name)
        for name in sorted(there - listed.keys()):
            self.tell("extra", file=name)
        for name in sorted(there & listed.keys()):
            self.files += 1
            if hashlib.sha256((self.folder / name).read_bytes()).hexdigest() != listed[name]:
                self.tell("changed", file=name)

    def _there(self) -> Iterator[str]:
        """Yield every file, but for the list itself and what the program keeps for itself while it works."""
        inside = self.folder.name == "reports-internal"
        kept = {SUMS, ".lock"} | ({"manifest.key"} if inside else set())
        for place, folders, names in os.walk(self.folder):
            top = Path(place) == self.folder
            if top:
                mine = ("failed", "failed-public") if inside else ()
                folders[:] = [name for name in folders if not name.startswith(".run-") and name not in mine]
            for name in names + [name for name in folders if (Path(place) / name).is_symlink()]:
                if not (top and name in kept):
                    yield (Path(place) / name).relative_to(self.folder).as_posix()


def _guarded(verifier: Verifier, file: str, listed: Sequence[str]) -> None:
    """Check a package; take down what cannot be read instead of ending with a traceback."""
    try:
        _Package(verifier, file).check(listed)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError) as error:
        verifier.tell("unreadable", file=file, why=f"{type(error).__name__}: {error}")


def _shown(value: object) -> str:
    return "–" if value in ("", None) else str(value)


class _Package:
    """The data package of one edition, and what stands beside it."""

    def __init__(self, verifier: Verifier, descriptor: str) -> None:
        self.verifier = verifier
        self.place = descriptor.rpartition("/")[0]
        self.described = json.loads((verifier.folder / descriptor).read_text(encoding="utf-8"))
        self.rules: dict[str, Any] = self.described["evalkit"]
        self.tables: dict[str, Rows] = {}
        for resource in self.described["resources"]:
            self.tables[resource["name"]] = self._read(resource)
        self.cohort = {row["unit"]: row["cohort"] for row in self.table("units")}
        self.group: dict[str, str] = {}
        if self.rules["ranked_within"]:
            self.group = {row["unit"]: row[self.rules["ranked_within"]] for row in self.table("units")}
        self.groups: dict[str, set[str]] = {}
        for row in self.table("cohort-groups"):
            self.groups.setdefault(row["group"], set()).add(row["cohort"])
        self.results = self.table("results")

    def table(self, name: str) -> Rows:
        """Return the rows of a table; none where there is no such table."""
        return self.tables.get(name, [])

    def file(self, table: str) -> str:
        """Return the file of a table as findings call it."""
        return f"{self.place}/{table}.csv"

    def same(self, table: str, what: str, value: object, right: object) -> None:
        """Compare a value of a table with the computed one."""
        self.verifier.same(self.file(table), what, value, right)

    def check(self, listed: Sequence[str]) -> None:
        """Check the tables, then what follows from them."""
        for resource in self.described["resources"]:
            self._schema(resource)
        self._units()
        self._tiers()
        self._ranks()
        if self.rules["complete"]:
            self._counts()
            self._shares()
        self._claims()
        self._pages(listed)

    def _read(self, resource: Mapping[str, Any]) -> Rows:
        path = self.verifier.folder / self.place / resource["path"]
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
        names = [field["name"] for field in resource["schema"]["fields"]]
        if not lines or lines[0] != names or any(len(line) != len(names) for line in lines):
            self.verifier.tell("header", file=f"{self.place}/{resource['path']}")
            return []
        return [dict(zip(names, line, strict=True)) for line in lines[1:]]

    def _schema(self, resource: Mapping[str, Any]) -> None:
        """Check cells by the types and constraints of the descriptor, keys, and references between tables."""
        name, schema = resource["name"], resource["schema"]
        file, rows = self.file(name), self.table(name)
        for field in schema["fields"]:
            for number, row in enumerate(rows, start=2):
                if not _fits(row[field["name"]], field):
                    place = {"row": number, "column": field["name"], "value": row[field["name"]]}
                    self.verifier.tell("cell", file=file, **place)
        unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
        for key in [schema.get("primaryKey", []), *unique]:
            seen: set[tuple[str, ...]] = set()
            for number, row in enumerate(rows, start=2):
                own = tuple(row[column] for column in key)
                if key and own in seen:
                    self.verifier.tell("key", file=file, row=number, value=" ".join(own))
                seen.add(own)
        for foreign in schema.get("foreignKeys", []):
            column, there = foreign["fields"], foreign["reference"]
            known = {row[there["fields"]] for row in self.table(there["resource"])}
            for number, row in enumerate(rows, start=2):
                if row[column] and row[column] not in known:
                    self.verifier.tell("foreign", file=file, row=number, column=column, value=row[column])

    def _units(self) -> None:
        """Check who took part, and that what is withheld is not told."""
        taking = sorted(row["unit"] for row in self.table("units") if row["took_part"] == "yes")
        self.same("results", "units", [row["unit"] for row in self.results], taking)
        away, unranked, silent = (
            {row["tier"] for row in self.table("tiers") if row[flag] == "yes"}
            for flag in ("withheld", "rank_withheld", "name_withheld")
        )
        for row in self.results:
            if row["tier"] in unranked:
                self.same("results", f"{row['unit']}, rank", row["rank"], "")
            self.same("results", f"{row['unit']}, tier", row["tier"] in silent, False)
            if row["tier"] in away:
                self.same("results", f"{row['unit']}, withheld", row["withheld"], "yes")
            if row["withheld"] == "yes" and self.rules["public"]:
                told = [row[name] for name in ("score", "low", "high")]
                self.same("results", f"{row['unit']}, withheld", told, [""] * 3)
            elif row["score"]:
                self.same("results", f"{row['unit']}, low–high", [row["low"], row["high"]], [row["score"]] * 2)

    def _tiers(self) -> None:
        """Put every published score into its tier."""
        # The best tier comes first in the table, and may be the one of the lowest scores.
        ends = sorted(((Fraction(row["low"]), row["tier"]) for row in self.table("tiers") if row["low"]), reverse=True)
        if not self.rules["tiers_follow"] or not ends:
            return
        for row in self.results:
            if row["score"]:
                score = _rounded(Fraction(row["score"]), Fraction(self.rules["rounded_to"]), self.rules["rounding"])
                right = next((tier for low, tier in ends[:-1] if score >= low), ends[-1][1])
                self.same("results", f"{row['unit']}, tier", row["tier"], right)

    def _ranks(self) -> None:
        """Rank every published score; where withheld ones may lie between, the rank has a lower and an upper end."""
        if not self.rules["ranks_follow"]:
            return
        sign = -1 if self.rules["best"] == "lowest" else 1
        unranked = {row["tier"] for row in self.table("tiers") if row["rank_withheld"] == "yes"}
        bounds = {r["tier"]: (r["low"], r["high"]) for r in self.table("tiers") if r["low"] and r["high"]}
        lists: dict[str, Rows] = {}
        for row in self.results:
            lists.setdefault(self.group.get(row["unit"], ""), []).append(row)
        for rows in lists.values():
            scores = [sign * Fraction(row["score"]) for row in rows if row["score"]]
            # Where units of several lists are not named, those of any list may be.
            others = [row for row in self.table("unnamed") for _ in range(int(row["count"]))]
            hidden: list[list[Fraction] | None] = []
            for row in [*rows, *({**row, "score": ""} for row in others)]:
                if not row["score"]:
                    ends = bounds.get(row["tier"]) if self.rules["tiers_follow"] else None
                    hidden.append(sorted(sign * Fraction(e) for e in ends) if ends else None)
            for row in rows:
                if row["score"] and row["tier"] not in unranked:
                    least, most = _rank(sign * Fraction(row["score"]), scores, hidden, self.rules["ties"])
                    right = str(least) if least == most else f"{least}–{most}"
                    fits = row["rank"].isdecimal() and least <= int(row["rank"]) <= most
                    self.same("results", f"{row['unit']}, rank", row["rank"], row["rank"] if fits else right)

    def _inside(self, within: str, cohorts: set[str] | None = None, tiers: set[str] | None = None) -> int:
        """Count the participants of a group of cohorts that are in some cohorts and tiers."""
        group = self.groups[within] if within else None
        # Those that are not named are counted all the same.
        every = [(self.cohort[row["unit"]], row["tier"], 1) for row in self.results]
        every += [(row["cohort"], row["tier"], int(row["count"])) for row in self.table("unnamed")]
        return sum(
            count
            for cohort, tier, count in every
            if (group is None or cohort in group)
            and (cohorts is None or cohort in cohorts)
            and (tiers is None or tier in tiers)
        )

    def _total(self, within: str, cohorts: set[str] | None = None) -> int | None:
        """Count the units of some cohorts, whether they took part or not; None where that is not known."""
        group = self.groups[within] if within else None
        rows = [
            row["total"]
            for row in self.table("cohorts")
            if (group is None or row["cohort"] in group) and (cohorts is None or row["cohort"] in cohorts)
        ]
        return sum(map(int, rows)) if all(rows) else None

    def _counts(self) -> None:
        for row in self.table("cohorts"):
            taking = self._inside("", {row["cohort"]})
            self.same("cohorts", f"{row['cohort']}, participants", row["participants"], str(taking))
            absent = str(int(row["total"]) - taking) if row["total"] else ""
            self.same("cohorts", f"{row['cohort']}, absent", row["absent"], absent)
        if all(row["tier"] for row in self.results):
            for row in self.table("tiers"):
                self.same("tiers", f"{row['tier']}, count", row["count"], str(self._inside("", None, {row["tier"]})))
        for row in self.table("denominators"):
            right = self._whole(row["of"], row["within"], _some(row["cohort"]), _some(row["tier"]))
            about = {"cohort": row["cohort"], "cohort-participants": row["cohort"], "tier": row["tier"]}.get(row["of"])
            name = row["of"] + (f":{about}" if about else "") + (f"@{row['within']}" if row["within"] else "")
            self.same("denominators", f"{row['denominator']}, denominator", row["denominator"], name)
            self.same("denominators", f"{row['denominator']}, count", row["count"], "" if right is None else str(right))

    def _whole(self, of: str, within: str, cohorts: set[str] | None, tiers: set[str] | None) -> int | None:
        """Return what a share is of."""
        if of == "participants":
            return self._inside(within)
        if of == "all":
            return self._total(within)
        if of == "cohort":
            return self._total("", cohorts) if cohorts else self._total(within)
        return self._inside(within, *((cohorts, None) if of == "cohort-participants" else (None, tiers)))

    def _shares(self) -> None:
        wholes = {row["denominator"]: row for row in self.table("denominators")}
        sets: dict[tuple[str, ...], Rows] = {}
        for row in self.table("shares"):
            of = wholes[row["denominator"]]["of"]
            told = {"tier": row["tier"], "cohort": row["cohort"], "within": row["within"], "of": of}
            name = f"share({', '.join(f'{key}={word}' for key, word in told.items() if word)})"
            self.same("shares", f"{row['share']}, share", row["share"], name)
            count = self._inside(row["within"], _some(row["cohort"]), _some(row["tier"]))
            self.same("shares", f"{name}, numerator", row["numerator"], str(count))
            whole = wholes[row["denominator"]]["count"]
            self.same("shares", f"{name}, denominator_count", row["denominator_count"], whole)
            exact = f"{count}/{whole}" if whole and int(whole) else ""
            self.same("shares", f"{name}, exact", row["exact"], exact)
            by = " ".join(key for key in ("tier", "cohort") if row[key])
            sets.setdefault((of, row["within"], by), []).append(row)
        for rows in sets.values():
            for row, right in zip(rows, self._percents(rows), strict=True):
                self.same("shares", f"{row['share']}, percent", row["percent"], right)

    def _percents(self, rows: Rows) -> list[str]:
        """Return the percentages of shares of one kind; those of a whole together where the rules say so."""
        decimals, rounding = self.rules["percent"]["decimals"], self.rules["percent"]["rounding"]
        found = [_percent(row["exact"], decimals, rounding) for row in rows]
        if rounding == "largest-remainder":
            parts: list[list[int]] = [list(range(len(rows)))]
            for key in ("cohort", "tier"):
                groups: dict[str, list[int]] = {}
                for place, row in enumerate(rows):
                    groups.setdefault(row[key], []).append(place)
                parts += groups.values() if all(row["cohort"] and row["tier"] for row in rows) else []
            for part in parts:
                counts = [int(rows[i]["numerator"]) for i in part]
                wholes = {rows[i]["denominator_count"] for i in part}
                if len(wholes) == 1 and "" not in wholes and 0 < sum(counts) == int(next(iter(wholes))):
                    for i, text in zip(part, _together(counts, decimals), strict=True):
                        found[i] = text
        return found

    def compute(self, expression: str) -> str | Fraction | None:
        """Return what an expression comes to: a count or a score as text, a share as a fraction; None where not known.

        Of the functions of ``docs/claims.md`` those are known whose answer is in the tables.
        """
        match = re.fullmatch(r"([a-z_]+)\((.*)\)", expression)
        if match is None or re.search(r"[<>]", expression):
            return None
        given = dict(part.split("=", 1) for part in re.split(r",\s*", match[2]) if "=" in part)
        function, within = match[1], given.get("within", "")
        cohorts, tiers = _some(given.get("cohort", "")), _some(given.get("tier", ""))
        if function in ("score", "rank", "tier", "cohort"):
            row = next((row for row in self.results if row["unit"] == given.get("unit")), None)
            if row is None:
                return None
            return (self.cohort[row["unit"]] if function == "cohort" else row[function]) or None
        if not self.rules["complete"] or given.keys() - {"within", "cohort", "tier", "of"}:
            return None
        count, total = self._inside(within, cohorts, tiers), self._total(within, cohorts)
        if function == "count":
            return str(count)
        if function == "share":
            whole = self._whole(given["of"], within, cohorts, tiers)
            return Fraction(count, whole) if whole else None
        if total is None or tiers is not None:
            return None
        plain = {"total": total, "absent": total - count}.get(function)
        if plain is not None:
            return str(plain)
        part = {"participation_share": count, "absent_share": total - count}.get(function)
        return None if part is None or not total else Fraction(part, total)

    def _claims(self) -> None:
        """Compute again what the ledger says was computed, and compare it with what is printed."""
        names = {row["tier"]: row for row in self.table("tiers")} | {
            row["cohort"]: row for row in self.table("cohorts")
        }
        for row in self.table("claims"):
            value = self.compute(row["expression"]) if row["expression"] and row["computed"] else None
            if value is None:
                continue
            printed = row["printed"].strip()
            if isinstance(value, Fraction):
                decimals = len(printed.rstrip("%").partition(".")[2]) if printed.endswith("%") else None
                if decimals is None:
                    continue
                right = _percent(f"{value.numerator}/{value.denominator}", decimals, self.rules["percent"]["rounding"])
                self.same("claims", f"{row['id']}, computed", row["computed"], f"{right}%")
                holds = printed.replace(" ", "") == f"{right}%"
            elif value in names and row["expression"].startswith(("tier(", "cohort(")):
                forms = {text for key, text in names[value].items() if key.startswith("name_")} | {value}
                self.same(
                    "claims", f"{row['id']}, computed", row["computed"] if row["computed"] not in forms else "", ""
                )
                continue
            else:
                right = row["computed"] if Fraction(row["computed"]) == Fraction(value) else value
                self.same("claims", f"{row['id']}, computed", row["computed"], right)
                if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", printed):
                    continue
                holds = Fraction(printed) == Fraction(value)
            right = "reproduced" if holds else "not-reproduced"
            self.same("claims", f"{row['id']}, verdict", row["verdict"], right)

    def _pages(self, listed: Sequence[str]) -> None:
        """Compare pages and their tables with the package: the data they were made from, and claims by their ids."""
        above, version = self.place.rpartition("/")[0], self.described["version"]
        claims = {row["id"]: row for row in self.table("claims")}
        for name in listed:
            language, _, rest = name.removeprefix(f"{above}/").partition("/")
            # Superseded pages show the data of their time.
            if not name.startswith(f"{above}/") or language in ("data", "versions"):
                continue
            if not (self.verifier.folder / name).is_file():
                continue
            if rest.endswith(".html"):
                self.verifier.values += 1
                page = (self.verifier.folder / name).read_text(encoding="utf-8")
                if version not in page:
                    self.verifier.tell("version", file=name, value=version)
                for cells in _claimed(page):
                    # Where rows stand in sections, these come first.
                    place = next((i for i, cell in enumerate(cells[:2]) if cell in claims), len(cells))
                    if len(cells) > place + 2:
                        # Some languages write a comma for the point.
                        both = (cells[place + 2], claims[cells[place]]["printed"].removeprefix("'"))
                        told, right = (printed.replace(",", ".") for printed in both)
                        self.verifier.same(name, cells[place], told, right)


def _claimed(page: str) -> Iterator[list[str]]:
    """Yield the rows of the tables of claims on a page."""
    for table in re.findall(r'<div [^>]*data-table="claims[a-z-]*"(.*?)</table>', page, re.DOTALL):
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL):
            cells = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL)
            yield [html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in cells]


def _some(words: str) -> set[str] | None:
    return set(words.split("|")) if words else None


def _fits(cell: str, field: Mapping[str, Any]) -> bool:
    """Tell whether a cell is what a field of the descriptor may hold."""
    limits = field.get("constraints", {})
    if cell == "":
        return not limits.get("required")
    kind = field["type"]
    if kind == "integer":
        return re.fullmatch(r"-?[0-9]+", cell) is not None and int(cell) >= limits.get("minimum", int(cell))
    if kind == "number":
        return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) is not None
    if kind == "boolean":
        return cell in field["trueValues"] + field["falseValues"]
    if kind in ("date", "yearmonth"):
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}" + (r"-[0-9]{2}" if kind == "date" else ""), cell) is not None
    if "enum" in limits and cell not in limits["enum"]:
        return False
    return "pattern" not in limits or re.fullmatch(limits["pattern"], cell) is not None


def _rounded(value: Fraction, step: Fraction, rule: str) -> Fraction:
    """Return a number rounded to a multiple of a step."""
    quotient = value / step
    if rule in ("down", "up"):
        return (floor(quotient) if rule == "down" else ceil(quotient)) * step
    return (round(quotient) if rule == "half-even" else floor(quotient + Fraction(1, 2))) * step


def _percent(exact: str, decimals: int, rounding: str) -> str:
    if not exact:
        return ""
    value = Fraction(exact) * 100 * 10**decimals
    return _decimal(round(value) if rounding == "half-even" else floor(value + Fraction(1, 2)), decimals)


def _decimal(units: int, decimals: int) -> str:
    digits = str(units).zfill(decimals + 1)
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits


def _together(counts: Sequence[int], decimals: int) -> list[str]:
    """Round the parts of a whole so that they add up to 100: the largest remainders get what is missing."""
    exact = [Fraction(100 * count * 10**decimals, sum(counts)) for count in counts]
    cut = [floor(share) for share in exact]
    order = sorted(range(len(counts)), key=lambda i: (cut[i] - exact[i], i))
    for i in order[: 100 * 10**decimals - sum(cut)]:
        cut[i] += 1
    return [_decimal(units, decimals) for units in cut]


def _rank(
    score: Fraction, scores: Sequence[Fraction], hidden: Sequence[Sequence[Fraction] | None], ties: str
) -> tuple[int, int]:
    """Return the least and the greatest rank of a score among published ones and some of which only ends are known."""
    sure = sum(ends is not None and ends[0] > score for ends in hidden)
    maybe = sum(ends is None or ends[1] > score for ends in hidden)
    equal = sum(ends is None or ends[0] <= score <= ends[1] for ends in hidden)
    better = [other for other in scores if other > score]
    if ties == "dense":
        least = 1 + len(set(better))
        return least, least + maybe
    if ties == "competition":
        return 1 + len(better) + sure, 1 + len(better) + maybe
    same = sum(other == score for other in scores)
    return len(better) + same + sure, len(better) + same + max(maybe, sure) + equal


def main(arguments: Sequence[str], language: str = "") -> int:
    """Check the folder that is named, and print what does not hold; return the exit code."""
    chosen = language or next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    place = 0 if chosen.startswith("zh") else 1
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    if len(arguments) > 1 or not (folder / SUMS).is_file():
        print(_TEXTS["not-there"][place].format(file=folder), file=sys.stderr)
        return 2
    verifier = Verifier(folder.resolve())
    try:
        verifier.run()
    except OSError as error:
        print(_TEXTS["unreadable"][place].format(file=error.filename, why=error.strerror), file=sys.stderr)
        return 2
    for kind, facts in verifier.findings:
        print(_printable(_TEXTS[kind][place].format(**facts)))
    last = {"files": verifier.files, "values": verifier.values, "count": len(verifier.findings)}
    print(_TEXTS["found" if verifier.findings else "fine"][place].format(**last))
    return 1 if verifier.findings else 0


def _printable(line: str) -> str:
    """Return a line in which nothing moves the cursor of a terminal: what stands in files may."""
    return "".join(c if c.isprintable() else f"[U+{ord(c):04X}]" for c in line)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
