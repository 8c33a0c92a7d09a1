"""What somebody can do who has the public files and nothing else: each attack returns what it believes to know.

Publicly known are the rubric with its points and step, the rule that makes marks a score, and how many reviewers mark a
unit. The attacks are run against pages of the demonstration; ``python -m tests.publication.attacks FOLDER`` runs them
against any folder with `reports/demo`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import sys
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from pathlib import Path

import numpy as np
from bs4 import BeautifulSoup
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.report.shown import tables_on

Rows = list[list[str]]


@dataclass(frozen=True)
class Public:
    """The public files of one edition in English."""

    reports: Path
    edition: str

    @property
    def folder(self) -> Path:
        return self.reports / "demo" / self.edition / "en"

    def table(self, name: str) -> Rows:
        """Return the rows of a table below its header; none where it is not published."""
        found = (tables_on(path) for path in sorted(self.folder.glob("*.html")))
        return next((tables[name] for tables in found if name in tables), [])

    def text(self, page: str) -> str:
        found = sorted(self.folder.glob(f"{page}*.html"))
        return BeautifulSoup(found[0].read_text(encoding="utf-8"), "html.parser").get_text(" ") if found else ""

    def drawings(self, page: str) -> list[str]:
        found = sorted(self.folder.glob(f"{page}*.html"))
        html = found[0].read_text(encoding="utf-8") if found else ""
        return [
            base64.b64decode(code).decode()
            for code in re.findall(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", html)
        ]


def number(cell: str) -> float:
    return float(cell.replace("−", "-").replace("+", ""))


def published_scores(public: Public) -> dict[str, int]:
    """Return the published scores by code."""
    head, *rows = public.table("scores")
    code, score = head.index("Code"), head.index("Score")
    return {row[code]: int(row[score]) for row in rows if row[score].isdigit()}


@dataclass(frozen=True)
class Sums:
    """What the means of a withheld tier tell: sums by indicator that are known exactly, and the range of one score."""

    exact: int
    indicators: int
    lowest: int
    highest: int
    values: int


def subset_sums(public: Public, tier: str, low: int, high: int, denominator: int) -> Sums | None:
    """Find which sums of final marks the means by indicator leave, and how far one score of the tier can be narrowed.

    Sums are whole numbers of steps of a final mark (half a point over `denominator`). The least and the greatest score
    of one unit, the scores of all being whole, in their tier, and in sum what the means leave, are found by integer
    programming.
    """
    rubric = public.table("rubric")[1:]
    points = {row[2]: Fraction(row[3]) for row in rubric}
    areas = {row[0].rpartition(" (")[0] for row in rubric}
    points |= {a: sum((Fraction(r[3]) for r in rubric if r[0].startswith(f"{a} (")), Fraction(0)) for a in areas}
    for name in ("indicator-strengths", "area-strengths"):
        head, *rows = public.table(name) or [[]]
        column = next((k for k, label in enumerate(head) if label.startswith(f"{tier} (")), -1)
        rows = [row for row in rows if column >= 0 and re.match(r"\d", row[column])]
        if rows:
            break
    else:
        return None
    n = int(head[column].rpartition("(")[2].rstrip(")"))
    step = Fraction(1, 2 * denominator)
    bounds: list[tuple[int, int]] = []
    for row in rows:
        places = len(row[column].partition(".")[2])
        shown, half = Fraction(row[column]) / 100, Fraction(1, 2 * 10 ** (places + 2))
        whole = points[row[0]] * n / step
        bounds.append((ceil(max((shown - half) * whole, 0)), floor(min((shown + half) * whole, whole))))
    # Variables: the sums by indicator, then the scores. A score is rounded by half a point at most.
    k = len(bounds)
    low_x = np.array([*(b[0] for b in bounds), *[low] * n], dtype=float)
    high_x = np.array([*(b[1] for b in bounds), *[high] * n], dtype=float)
    balance = np.concatenate([np.full(k, float(step)), -np.ones(n)])
    rule = LinearConstraint(balance[None, :], -n / 2, n / 2)
    ends = []
    for sign in (1, -1):
        target = np.zeros(k + n)
        target[k] = sign
        found = milp(target, constraints=rule, bounds=Bounds(low_x, high_x), integrality=np.ones(k + n))
        ends.append(round(sign * found.fun))
    return Sums(sum(a == b for a, b in bounds), k, ends[0], ends[1], high - low + 1)


def counts_with_withheld(public: Public) -> list[str]:
    """Return statements on marks that count more units than have a published score: all minus those tells the rest."""
    known = len(published_scores(public))
    said = public.text("07") + public.text("06")
    found = [
        m[0] for m in re.finditer(r"[^.]*?\b(\d+) of (\d+) alliances (?:lie|would)[^.]*", said) if int(m[2]) > known
    ]
    found += [m[0] for m in re.finditer(r"Of (\d+) alliances with several reviewers[^.]*", said) if int(m[1]) > known]
    rows = public.table("consistency-agreement")
    found += [" ".join(row[1:3]) for row in rows[1:] if row[5].isdigit() and int(row[5]) > known]
    return [" ".join(one.split()) for one in found]


def withheld_among_the_discussed(public: Public) -> list[str]:
    """Return withheld units of which a list says that their reviewers differ, or that a tier hangs on one of them."""
    known = published_scores(public)
    found = []
    for name in ("docket", "discussed"):
        table = public.table(name)
        if table:
            code = table[0].index("Code")
            found += [row[code] for row in table[1:] if row[code] not in known]
    return found


def marks_of_single_reviewers(public: Public) -> list[str]:
    """Return cells that rest on one or two sheets: lowest and highest totals, and ties of single reviewers."""
    docket = public.table("docket")
    found = [f"{row[1]} {row[3]}" for row in docket[1:] if "Totals" in docket[0] and re.match(r"\d", row[3])]
    own = public.table("consistency-own")
    return found + [f"{row[0]} {row[2]}" for row in own[1:] if row[1] in ("1", "2")]


def hashes(public: Public, secret_files: list[Path]) -> list[str]:
    """Return the files whose content can be tried: of which a plain hash, or the beginning of one, is published."""
    told = {
        token
        for path in public.reports.rglob("*")
        if path.suffix in (".html", ".json", ".csv")
        for token in re.findall(r"(?<![0-9a-f])[0-9a-f]{16,64}(?![0-9a-f])", path.read_text(encoding="utf-8"))
    }
    found = []
    whole = hashlib.sha256()
    for path in secret_files:
        digest = hashlib.sha256(path.read_bytes())
        whole.update(digest.digest())
        if {digest.hexdigest(), digest.hexdigest()[:16]} & told:
            found.append(path.name)
    if whole.hexdigest()[:16] in told:
        found.append("all together")
    return found


def points_in_order(public: Public) -> list[float]:
    """Return the correlations above 0.9 of the points of drawings, one after another, with scores by code.

    They tell which point is whose, to as many digits as coordinates have.
    """
    scores = published_scores(public)
    by_code = np.array([scores[code] for code in sorted(scores)], dtype=float)
    found = []
    for drawing in public.drawings("07"):
        for group in re.split(r"<g (?=id=)", drawing):
            for axis in ("x", "y"):
                values = [float(v) for v in re.findall(rf'<use [^>]*?\b{axis}="([-\d.]+)"', group)]
                if len(values) == len(by_code):
                    r = abs(float(np.corrcoef(values, by_code)[0, 1]))
                    found += [r] if r > 0.9 else []
    return found


def digits_of_severities(public: Public) -> float | None:
    """Return by how much drawn severities differ from the printed ones, in points, at most; None without both.

    The drawing is read with the printed numbers as its scale. Half of the last digit says that it has more of them.
    """
    printed = [number(row[2]) for row in public.table("consistency-severity")[1:] if re.match(r"[+−]?\d", row[2])]
    for drawing in public.drawings("07"):
        drawn = [
            float(v) for v in re.findall(r'<use [^>]*?\bx="([-\d.]+)" y="[-\d.]+" style="fill: #[0-9a-f]{6}', drawing)
        ]
        marks = [v for v in re.findall(r'<use xlink:href="#([^"]+)" x="([-\d.]+)"', drawing)]
        by_shape: dict[str, list[float]] = {}
        for shape, x in marks:
            by_shape.setdefault(shape, []).append(float(x))
        every = [x for xs in by_shape.values() for x in xs]
        for candidate in (drawn, every, *by_shape.values()):
            values = sorted(candidate)
            if len(values) == len(printed) > 2 and np.corrcoef(values, sorted(printed))[0, 1] > 0.999:
                slope, start = np.polyfit(values, sorted(printed), 1)
                return float(np.abs(slope * np.array(values) + start - np.array(sorted(printed))).max())
    return None


#: Sentences that count what rests on one or two people; with what they are a part of, where the sentence before tells.
_OF_FEW = (
    (r"(?P<whole>\d+) ha\w+ an important difference\. In (?P<part>\d+) of them", r"difference\. In (none) of them"),
    (r"(?P<whole>\d+) \w+ were discussed: .{,200}?A minority view is on record for (?P<part>\d+)", r"(?!)"),
    (r"Of the (?P<whole>\d+) reviewers, (?P<part>\d+) belong to", r"(?!)"),
)


def counts_of_few(public: Public) -> list[str]:
    """Return sentences that count fewer than three, or all but fewer than three, of what one or two people did.

    Which units are disputed is in a table by code: that the tier of none or all of them hangs on one reviewer speaks of
    each.
    """
    found = []
    for page in ("06", "annual"):
        said = " ".join(public.text(page).split())
        for counted, of_each in _OF_FEW:
            for match in re.finditer(counted, said):
                part, whole = int(match["part"]), int(match["whole"])
                if 0 < part < 3 or 0 <= whole - part < 3:
                    found.append(match[0])
            found += [match[0] for match in re.finditer(of_each, said)]
    return found


def unsure_by_their_marks(public: Public) -> list[str]:
    """Return units of which page 08 tells what their scores do not: listed as unsure, or left out of the list.

    Tiers begin at 50, 70 and 85 in whole points, halves rounded up. A score nearer to where a tier changes than one
    that is listed is listed as well, or something else says so: severe or lenient reviewers, or few of them.
    """
    head, *rows = public.table("not-firm") or [[]]
    if not rows:
        return []
    code, margin = head.index("Code"), head.index("To where the tier changes (points)")
    listed = {row[code]: number(row[margin]) for row in rows}
    scores = published_scores(public)
    away = {u: min(abs(s - edge) for edge in (49.5, 69.5, 84.5)) for u, s in scores.items()}
    farthest = max(listed.values())
    found = [u for u, distance in away.items() if u not in listed and distance <= farthest]
    return found + [u for u in listed if u not in scores]


def labels(public: Public) -> list[str]:
    """Return what the reviewers are called, the most severe first."""
    return [row[0] for row in public.table("consistency-severity")[1:]]


@dataclass(frozen=True)
class Claim:
    """That a reviewer marked a unit."""

    reviewer: str
    unit: str
    probability: float


def who_marked_whom(public: Public, reviewers: int, *, sure: float = 0.95) -> list[Claim]:
    """Say who marked which unit, from how far its score moves where severities are taken off (mean of all sheets).

    Every set of so many reviewers is tried whose severities add up to what the unit moves; a reviewer who is in nearly
    all sets that fit has marked it.
    """
    table, severities = public.table("consistency-adjusted"), public.table("consistency-severity")
    if not table or not severities or "Change" not in table[0]:
        return []
    people = [(row[0], round(100 * number(row[6]))) for row in severities[1:] if re.match(r"[+−]?\d", row[6])]
    taken = np.array([s for _, s in people])
    sets = np.array(list(combinations(range(len(people)), reviewers)), dtype=np.int8)
    sums = taken[sets].sum(axis=1)
    change = table[0].index("Change")
    claims = []
    for row in table[1:]:
        if not re.match(r"[+−]?\d", row[change]):
            continue
        # The change is rounded to the hundredth of a mean; marks that the discussion decided stay, hence not all fit.
        wanted = -round(100 * number(row[change])) * reviewers
        fitting = sets[np.abs(sums - wanted) <= 0.5 * reviewers]
        if len(fitting) < 1:
            continue
        share = np.bincount(fitting.ravel(), minlength=len(people)) / len(fitting)
        claims += [Claim(people[k][0], row[0], float(share[k])) for k in np.flatnonzero(share >= sure)]
    return claims


if __name__ == "__main__":
    folder, data = Path(sys.argv[1]), Path(sys.argv[2])
    for edition in ("2024", "2025"):
        now = Public(folder, edition)
        files = sorted(p for p in (data / edition).iterdir() if p.suffix in (".csv", ".toml"))
        print(edition, "sums:", subset_sums(now, "Inactive", 0, 49, 5 if edition == "2024" else 3))
        print("  counts:", counts_with_withheld(now)[:4], "…", len(counts_with_withheld(now)))
        print("  withheld among the discussed:", withheld_among_the_discussed(now))
        print("  single reviewers:", len(marks_of_single_reviewers(now)), marks_of_single_reviewers(now)[:3])
        print("  hashes:", hashes(now, files))
        print("  points in order:", points_in_order(now), "digits:", digits_of_severities(now))
        print("  labels:", labels(now)[:5])
        pairs = {tuple(row.split(",")[2:0:-1]) for row in (data / edition / "assignment.csv").read_text().split()}
        found = who_marked_whom(now, 5)
        print("  claims:", len(found), "right:", sum((c.reviewer, c.unit) in pairs for c in found))
