"""Every number of a small panel by another way: plain loops, fractions, dense least squares.

The small edition (tests/review/small.py) has five units and five reviewers in two rounds, of which the first falls into
two parts: R1 and R2 mark A01 to A03, R3, R4 and R5 mark B01 and B02.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from evalkit.reliability.agreement import Agreement
from evalkit.reliability.consistency import Consistency
from evalkit.reliability.diagnostics import differentiation
from evalkit.reliability.severity import detectable
from evalkit.scoring import Evaluation
from tests.review.small import DECIDED, INDICATORS, SHEETS, SmallFolder

POINTS = {"council": 30, "committee": 20, "projects": 40, "media": 10}
TOTALS = {sheet: sum(Fraction(p) for p in points) for sheet, points in SHEETS.items()}


@pytest.fixture
def small(tmp_path: Path) -> Consistency:
    record = SmallFolder.written_to(tmp_path).read()
    return Consistency(Evaluation(record, record.rules))


def alpha_by_pairs(by_unit: dict[str, list[Fraction]]) -> Fraction:
    """Krippendorff's alpha (interval) by its definition: every pair of values, within units and over all of them."""
    kept = {u: v for u, v in by_unit.items() if len(v) > 1}
    values = [x for v in kept.values() for x in v]
    n = len(values)
    within = sum(
        (
            sum(((a - b) ** 2 for a, b in itertools.permutations(v, 2)), Fraction(0)) / (len(v) - 1)
            for v in kept.values()
        ),
        Fraction(0),
    )
    every = sum(((a - b) ** 2 for a, b in itertools.permutations(values, 2)), Fraction(0))
    return 1 - (within / n) / (every / (n * (n - 1)))


def one_way(by_unit: dict[str, list[Fraction]]) -> tuple[Fraction, Fraction]:
    """ICC(1) and ICC(k) from mean squares, k₀ in the place of k."""
    values = [x for v in by_unit.values() for x in v]
    n, total = len(by_unit), len(values)
    grand = sum(values, Fraction(0)) / total
    means = {u: sum(v, Fraction(0)) / len(v) for u, v in by_unit.items()}
    between = sum((len(v) * (means[u] - grand) ** 2 for u, v in by_unit.items()), Fraction(0)) / (n - 1)
    within = sum(((x - means[u]) ** 2 for u, v in by_unit.items() for x in v), Fraction(0)) / (total - n)
    k = (total - Fraction(sum(len(v) ** 2 for v in by_unit.values()), total)) / (n - 1)
    return (between - within) / (between + (k - 1) * within), (between - within) / between


def deviation(by_unit: dict[str, list[Fraction]]) -> Fraction:
    each = []
    for v in by_unit.values():
        mean = sum(v, Fraction(0)) / len(v)
        each.append(sum((abs(x - mean) for x in v), Fraction(0)) / len(v))
    return sum(each, Fraction(0)) / len(each)


def of_scope(scope: str | None, values: dict[tuple[str, str, str], Fraction]) -> dict[str, list[Fraction]]:
    found: dict[str, list[Fraction]] = {}
    for (name, unit, _), value in values.items():
        if scope is None or name == scope:
            found.setdefault(unit, []).append(value)
    return found


def check(found: Agreement, by_unit: dict[str, list[Fraction]]) -> None:
    assert found.estimate("alpha-interval") == pytest.approx(float(alpha_by_pairs(by_unit)))
    single, mean = one_way(by_unit)
    assert found.estimate("icc-one-way") == pytest.approx(float(single))
    assert found.estimate("icc-one-way-average") == pytest.approx(float(mean))
    assert found.estimate("average-deviation-mean") == pytest.approx(float(deviation(by_unit)))
    means = [float(sum(v, Fraction(0)) / len(v)) for v in by_unit.values()]
    assert found.between == pytest.approx(np.std(means, ddof=1))
    assert found["alpha-interval"].n_ratings == sum(map(len, by_unit.values()))
    assert found["alpha-interval"].n_units == len(by_unit) == 5


def test_totals_by_round_and_together(small: Consistency) -> None:
    assert small.scopes == ("first", "second", None)
    for found, scope in zip(small.totals, small.scopes, strict=True):
        assert (found.quantity, found.round) == ("total", scope)
        check(found, of_scope(scope, TOTALS))


def test_areas_and_indicators_as_shares_of_their_points(small: Consistency) -> None:
    assert [a.key for a in small.indicators] == list(INDICATORS)
    for k, found in enumerate(small.indicators):
        shares = {s: Fraction(p[k]) / POINTS[INDICATORS[k]] for s, p in SHEETS.items()}
        check(found, of_scope(None, shares))
    first, second = small.areas
    assert (first.key, second.key) == ("organisation", "activity")
    check(first, of_scope(None, {s: (Fraction(p[0]) + Fraction(p[1])) / 50 for s, p in SHEETS.items()}))
    check(second, of_scope(None, {s: (Fraction(p[2]) + Fraction(p[3])) / 50 for s, p in SHEETS.items()}))


def test_tiers(small: Consistency) -> None:
    """Totals fall into high (from 84.5 half-up), middle (from 59.5) and low; pairs that agree, unit by unit."""
    tiers = {s: 3 if t >= Fraction("84.5") else 2 if t >= Fraction("59.5") else 1 for s, t in TOTALS.items()}
    assert small.sheets.tiers(small.ev.rules).tolist() == [tiers[s] for s in sorted(tiers)]
    shares = []
    for values in of_scope(None, {s: Fraction(t) for s, t in tiers.items()}).values():
        pairs = list(itertools.combinations(values, 2))
        shares.append(Fraction(sum(a == b for a, b in pairs), len(pairs)))
    found = small.tiers[-1]
    assert found.estimate("percent-agreement") == pytest.approx(float(sum(shares, Fraction(0)) / len(shares)))


def dense() -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Columns of unit, reviewer and round, and totals with the difference of the rounds taken off first."""
    sheets = sorted(SHEETS)
    units, reviewers = sorted({s[1] for s in sheets}), sorted({s[2] for s in sheets})
    u = np.array([[s[1] == x for x in units] for s in sheets], dtype=float)
    r = np.array([[s[2] == x for x in reviewers] for s in sheets], dtype=float)
    last = np.array([s[0] == "second" for s in sheets], dtype=float)
    y = np.array([float(TOTALS[s]) for s in sheets])
    effect = np.linalg.lstsq(np.column_stack([u, last]), y, rcond=None)[0][-1]
    return np.hstack([u, r]), y - effect * last, reviewers


def test_severity_is_least_squares_with_units_and_reviewers(small: Consistency) -> None:
    columns, y, reviewers = dense()
    effects = np.linalg.lstsq(columns, y, rcond=None)[0][5:]
    found = small.diagnostics.results["severity"]
    assert [small.diagnostics.reviewers[f.reviewer] for f in found.findings] == reviewers
    assert [f.estimate for f in found.findings] == pytest.approx((effects - effects.mean()).tolist())
    assert found.findings[0].df == (len(y) - np.linalg.matrix_rank(columns),)
    tested = [f.standard_error for f in found.findings]
    df = found.findings[0].df[0]
    assert detectable(found) == pytest.approx(np.median(tested) * (stats.t.ppf(1 - 0.005, df) + stats.t.ppf(0.8, df)))


def test_advantage_of_ties(small: Consistency) -> None:
    """R4 once belonged to A03: what R4's sheet on A03 adds to a fit of units and reviewers."""
    columns, y, _ = dense()
    sheets = sorted(SHEETS)
    tied = np.array([s[1:] == ("A03", "R4") for s in sheets], dtype=float)
    assert small.sheets.own.tolist() == (tied > 0).tolist()
    effect = np.linalg.lstsq(np.column_stack([columns, tied]), y, rcond=None)[0][-1]
    overall = small.diagnostics.results["own-advantage"].overall
    assert overall is not None and overall.n_units == 1
    assert overall.estimate == pytest.approx(effect)


def test_a_round_that_falls_apart_is_refused_with_its_parts(small: Consistency) -> None:
    first, second, whole = small.fits
    assert [f.undefined_because for f in (first, second, whole)] == ["not-connected", "not-connected", None]
    codes = small.sheets.ballots.reviewers
    parts = [[codes[k] for k in part.reviewers] for part in first.links.components]
    assert sorted(parts) == [["R1", "R2"], ["R3", "R4", "R5"]]
    assert small.calibration.undefined_because == "not-connected"
    assert small.calibration.adjusted is None


def test_raw_scores_are_the_official_ones_and_adjusted_ones_take_the_mean_severity_off(small: Consistency) -> None:
    """Without decided marks, a mean over the last round moves by the mean severity of those who marked."""
    table = small.adjusted.table.set_index("unit")
    official = small.ev.results.set_index("unit")["score"]
    for unit, row in table.iterrows():
        assert row["score"] == official[unit]
    severity = small.adjusted.severity
    blups = small.overall.model.effects("reviewer")
    for place, effect in zip(blups.levels, blups.effect, strict=True):
        assert float(severity[small.sheets.ballots.reviewers[place]]) == pytest.approx(effect, abs=0.005)
    for unit in ("A01", "A03", "B01", "B02"):
        taken = [severity[r] for s, u, r in SHEETS if (s, u) == ("second", unit)]
        assert table.loc[unit, "raw"] - table.loc[unit, "adjusted"] == sum(taken, Fraction(0)) / len(taken)
    # Council and projects of A02 were decided (70 of 100 points): only committee and media move, 30 of 100.
    taken = [severity[r] for s, u, r in SHEETS if (s, u) == ("second", "A02")]
    moved = table.loc["A02", "raw"] - table.loc["A02", "adjusted"]
    assert moved == sum(taken, Fraction(0)) / len(taken) * Fraction(30, 100)
    assert table.loc["A02", "raw"] == 20 + 30 + Fraction(16 + 10 + 13, 3) + Fraction(8 + 5 + 6, 3)


#: Marks as each unit deserves them, and how much more or less each reviewer gives on projects.
BASE = {
    "A01": (25, 16, 32, 8),
    "A02": (18, 12, 24, 6),
    "A03": (28, 18, 35, 9),
    "B01": (6, 5, 10, 3),
    "B02": (22, 15, 30, 7),
}
LENIENCE = {"R1": -4, "R2": 2, "R3": -1, "R4": 3, "R5": 0}


def test_severities_are_taken_off_on_any_scale(tmp_path: Path) -> None:
    """Points that are worth a hundredth: every severity, score and error is a hundredth, and every tier as it was."""
    folder = SmallFolder.written_to(tmp_path)
    sheets = {}
    for place, (round_, unit, reviewer) in enumerate(SHEETS):
        council, committee, projects, media = BASE[unit]
        given = (council, committee, projects + LENIENCE[reviewer], Fraction(2 * media + place % 2, 2))
        sheets[round_, unit, reviewer] = tuple(str(float(points)) for points in given)
    folder.with_sheets(sheets, DECIDED)
    record = folder.read()
    coarse = Consistency(Evaluation(record, record.rules)).adjusted
    keys = r"(?m)^((?:points|step|lowest|highest|to_nearest|total_points|max|min) = )([0-9.]+)$"
    folder.write("rules.toml", re.sub(keys, lambda m: f"{m[1]}{Decimal(m[2]) / 100}", folder.text("rules.toml")))
    marks = [line.rpartition(",") for line in folder.text("marks.csv").splitlines()]
    folder.write("marks.csv", "".join(f"{a},{c if c == 'points' else Decimal(c) / 100}\n" for a, _, c in marks))
    record = folder.read()
    fine = Consistency(Evaluation(record, record.rules)).adjusted
    # Shrunken a little, and beside the mean of the panel.
    assert {c: round(float(taken)) for c, taken in coarse.severity.items()} == LENIENCE
    assert {code: 100 * taken for code, taken in fine.severity.items()} == coarse.severity
    here, there = (found.table.set_index("unit") for found in (fine, coarse))
    for column in ("raw", "score", "adjusted", "adjusted_score"):
        assert (here[column] * 100).to_dict() == there[column].to_dict()
    assert (here["error"] * 100).to_dict() == pytest.approx(there["error"].to_dict(), abs=1e-9)
    for column in ("tier", "adjusted_tier", "within_error", "near"):
        assert here[column].to_dict() == there[column].to_dict()


def test_rounds(small: Consistency) -> None:
    compared = small.rounds
    assert compared is not None and (compared.first, compared.last) == ("first", "second")
    gaps = []
    for unit in ("A01", "A02", "A03", "B01", "B02"):
        mean = [float(np.mean([float(t) for (s, u, _), t in TOTALS.items() if (s, u) == (name, unit)]))
                for name in ("first", "second")]  # fmt: skip
        gaps.append(mean[1] - mean[0])
    assert compared.agreement.estimate == pytest.approx(np.mean(gaps))
    assert compared.agreement.upper == pytest.approx(np.mean(gaps) + 1.96 * np.std(gaps, ddof=1))
    assert small.calibration.raw_sd == pytest.approx(np.std(gaps, ddof=1))


def test_reliability_of_means_follows_from_the_components(small: Consistency) -> None:
    study = small.generalizability
    p, r, pr = (study.study.component(n).variance for n in ("p", "r", "pr"))
    assert study.at(3).dependability == pytest.approx(p / (p + (r + pr) / 3))
    assert study.at(3).generalizability == pytest.approx(p / (p + pr / 3))
    assert study.at(3).absolute_sem == pytest.approx(np.sqrt((r + pr) / 3))
    assert sum(study.shares.values()) == pytest.approx(1)
    low, high = study.interval(3)
    assert low < study.at(3).dependability < high or study.n_undefined > 0


def test_the_same_numbers_twice(tmp_path: Path, small: Consistency) -> None:
    record = SmallFolder.written_to(tmp_path / "again").read()
    again = Consistency(Evaluation(record, record.rules))
    assert again.generalizability.draws.tolist() == small.generalizability.draws.tolist()
    assert again.adjusted.table.to_csv() == small.adjusted.table.to_csv()


def test_differentiation_sees_who_sees_no_difference_between_indicators() -> None:
    """Three reviewers, six units: two give the truth, one the sheet's mean everywhere; slope −1 against the others."""
    rng = np.random.default_rng(5)
    truth = np.round(rng.uniform(0.2, 0.9, (6, 5)), 3)
    unit, reviewer = np.repeat(np.arange(6), 3), np.tile(np.arange(3), 6)
    noise = rng.normal(0, 0.01, (18, 5))
    shares = truth[unit] + noise
    flat = reviewer == 2
    shares[flat] = truth[unit[flat]].mean(axis=1, keepdims=True)
    found = differentiation(unit, reviewer, shares)
    estimates = [f.estimate for f in found.findings]
    # d = own − others = −truth', m = mean of three = 2/3 truth': slope −1.5 for the flat one, +0.75 for the others.
    assert estimates == pytest.approx([0.75, 0.75, -1.5], abs=0.05)
    assert found.findings[2].p < 1e-6
    # One in 3^6 deals gives all six flat sheets to one reviewer, for each of three reviewers: 3 / 729.
    assert found.findings[2].p_holm == pytest.approx(3 / 729, abs=0.008)
