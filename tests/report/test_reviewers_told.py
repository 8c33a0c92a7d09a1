"""What page 07 prints of a panel is what was found: each cell of its tables against the result that it shows.

The results are held against other programs in `tests/statistics` and against plain arithmetic in `tests/reliability`;
here nothing is computed but their text: a sign before differences, decimals by the scale (0 to 100 in steps of 0.5).
"""

from __future__ import annotations

from fractions import Fraction

import pytest

import evalkit
from evalkit.reliability.consistency import Consistency
from evalkit.report.words import Words
from tests.folders import REPOSITORY
from tests.report.page07 import Shown, cells, run

WITHIN, ALL = "corrected for the {} reviewers compared", "corrected for all {} comparisons"


@pytest.fixture(scope="module")
def demo() -> Consistency:
    return Consistency(evalkit.load("demo", "2025", root=REPOSITORY).evaluate())


@pytest.fixture(scope="module")
def words(demo: Consistency) -> Words:
    return Words("en", demo.ev.record.programme, demo.ev.rules, "internal")


@pytest.fixture(scope="module")
def page() -> Shown:
    return run(REPOSITORY, "demo", "2025", "en")


def plain(value: float | None, decimals: int) -> str:
    if value is None:
        return "–"
    text = f"{abs(value):.{decimals}f}"
    return "−" + text if value < 0 and float(text) else text


def signed(value: float | None, decimals: int = 1) -> str:
    text = plain(value, decimals)
    return "+" + text if value is not None and value > 0 and float(text) else text


def p(value: float | None) -> str:
    return "–" if value is None else "< 0.001" if value < 0.001 else f"{value:.3f}"


def ends(found: object, decimals: int = 1) -> str:
    low, high = found.low, found.high  # type: ignore[attr-defined]
    return f"{signed(low, decimals)} to {signed(high, decimals)}"


def test_severities(page: Shown, demo: Consistency, words: Words) -> None:
    reviewers, counts, taken = demo.diagnostics.reviewers, demo.sheets_of, demo.adjusted.severity
    found = sorted(demo.diagnostics.results["severity"].findings, key=lambda f: f.estimate or 0.0)
    assert cells(page, "severity") == [
        (
            reviewers[f.reviewer],
            str(counts[reviewers[f.reviewer]]),
            signed(f.estimate),
            plain(f.standard_error, 1),
            ends(f.confidence_interval()),
            p(f.p_holm),
            signed(float(taken[reviewers[f.reviewer]]), 2),
        )
        for f in found
    ]
    # R20: 16 sheets, by far the most severe; planted so (evalkit/synthetic).
    assert cells(page, "severity")[0][:3] == ("R20", "16", "−7.5")


def test_whom_to_talk_to(page: Shown, demo: Consistency, words: Words) -> None:
    """How sure: of the firm ones p over all questions, of the others p within the question; each with its number."""
    results, rows = demo.diagnostics.results, cells(page, "talk")
    matters = demo.diagnostics.matters()
    first = [m for m in matters if m.follows_from is None]
    assert [row[0] for row in rows] == [m.reviewer for m in first]
    whole = sum(len([f for f in r.findings if f.p is not None]) for r in results.values())
    assert whole == 201  # 31 reviewers and six questions, and 15 with a tie: 6 · 31 + 15
    for row, m in zip(rows, first, strict=True):
        within = len([f for f in results[m.question].findings if f.p is not None])
        assert m.sureness == ("firm" if m.p_page <= 0.05 else "likely")
        size = ALL.format(whole) if m.sureness == "firm" else WITHIN.format(within)
        assert size in row[3] and f"p = {p(m.p_page if m.sureness == 'firm' else m.finding.p_holm)}" in row[3]
        assert row[3].startswith("very sure" if m.sureness == "firm" else "fairly sure")
        assert row[4] == str(demo.sheets_of[m.reviewer])
        brought = [o.question for o in matters if (o.reviewer, o.follows_from) == (m.reviewer, m.question)]
        assert row[5] == (words.listed([words(f"diagnostic-{q}") for q in brought]) if brought else "–")


def test_how_large_it_is(page: Shown, demo: Consistency, words: Words) -> None:
    said = {row[0]: row[1] for row in cells(page, "talk")}
    found = {(m.reviewer, m.question): m.finding for m in demo.diagnostics.matters()}
    severe, lenient = found["R20", "severity"], found["R13", "severity"]
    assert said["R20"].startswith(f"Severe: {plain(-severe.estimate, 1)} points lower")  # type: ignore[operator]
    assert said["R13"].startswith(f"Lenient: {plain(lenient.estimate, 1)} points higher")
    assert f"({ends(severe.confidence_interval())})" in said["R20"]
    assert f"({ends(lenient.confidence_interval())})" in said["R13"]
    # A tenth of the scale of 100 points from the average is 10 points.
    middle, around = found["R10", "spread"].estimate, found["R10", "spread"].confidence_interval()
    assert "10 points above (or below)" in said["R10"] and around is not None and middle is not None
    assert f"{plain(-10 * middle, 1)} points closer" in said["R10"]
    assert f"({signed(10 * around.low)} to {signed(10 * around.high)})" in said["R10"]
    # What is left of the differences between indicators: 1 + the slope.
    for code, question in (("R22", "differentiation"), ("R19", "differentiation")):
        f, interval = found[code, question], found[code, question].confidence_interval()  # type: ignore[index]
        assert interval is not None
        left = [plain(100 + 100 * x, 0) for x in (f.estimate, interval.low, interval.high)]
        assert f"about {left[0]}% " in said[code] and f"({left[1]} to {left[2]})" in said[code]


def test_what_was_asked(page: Shown, demo: Consistency, words: Words) -> None:
    rows = cells(page, "questions")
    for row, (question, result) in zip(rows, demo.diagnostics.results.items(), strict=True):
        named = sorted({m.reviewer for m in demo.diagnostics.matters() if m.question == question})
        assert row[0] == words(f"diagnostic-{question}")
        assert row[2] == str(len([f for f in result.findings if f.p is not None]))
        assert row[3] == (words.listed(named) if named else "nobody")


def test_what_ties_add(page: Shown, demo: Consistency, words: Words) -> None:
    result, reviewers = demo.diagnostics.results["own-advantage"], demo.diagnostics.reviewers
    assert result.overall is not None
    tied = [(reviewers[f.reviewer], f, f.p_holm) for f in result.findings if f.n_units]
    assert cells(page, "own") == [
        (name, str(f.n_units), signed(f.estimate), plain(f.standard_error, 1), ends(f.confidence_interval()), p(x), "")
        for name, f, x in [("All reviewers with a tie", result.overall, result.overall.p), *tied]
    ]


def test_where_differences_come_from(page: Shown, demo: Consistency, words: Words) -> None:
    rows = cells(page, "components")
    assert len(rows) == len(demo.fits) == 3
    for row, fit in zip(rows, demo.fits, strict=True):
        assert row[4:7] == tuple(map(str, (fit.model.n_units, fit.model.n_reviewers, fit.model.n_ratings)))
        if fit.undefined_because is not None:
            assert row[1:4] == ("–", "–", "–") and row[7]
            continue
        variances = {name: fit.model.component(name).sd ** 2 for name in ("unit", "reviewer", "residual")}
        for cell, variance in zip(row[1:4], variances.values(), strict=True):
            assert cell == f"{variance**0.5:.1f} ({100 * variance / sum(variances.values()):.0f}%)"
        assert row[7] == ""


def test_limits_of_agreement(page: Shown, demo: Consistency, words: Words) -> None:
    assert demo.rounds is not None
    result, limits = demo.rounds.agreement, demo.rounds.agreement.limit_intervals()
    assert limits is not None
    assert [row[1:] for row in cells(page, "rounds")] == [
        (signed(result.estimate), ends(result.confidence_interval())),
        (signed(result.lower), ends(limits.lower)),
        (signed(result.upper), ends(limits.upper)),
    ]


def test_adjusted_scores(page: Shown, demo: Consistency, words: Words) -> None:
    names = {t.id: t.name["en"] for t in demo.ev.rules.tiers}
    rows = {row[0]: row for row in cells(page, "adjusted")}
    found = demo.adjusted.table.to_dict("records")
    assert len(rows) == len(found) == 98
    for r in found:
        row = rows[r["unit"]]
        if r["withheld"]:
            assert row[1:] == (*["withheld"] * 6, names[r["tier"]], "withheld")
            continue
        raw, new = Fraction(r["raw"]), Fraction(r["adjusted"])
        assert row[1:8] == (
            f"{float(raw):.2f}",
            str(r["score"]),
            f"{float(new):.2f}",
            signed(float(new - raw), 2),
            plain(float(r["correction_error"]), 1),
            plain(float(r["error"]), 1),
            names[r["tier"]],
        )
        assert row[8] == ("same" if r["tier"] == r["adjusted_tier"] else names[r["adjusted_tier"]])


def test_more_reviewers(page: Shown, demo: Consistency, words: Words) -> None:
    study = demo.generalizability
    rows = cells(page, "d-study")
    assert [row[0] for row in rows] == [str(n) for n in range(1, 11)]
    for n, row in enumerate(rows, start=1):
        at, phi, rho = study.at(n), study.interval(n), study.interval(n, "generalizability")
        assert phi is not None and rho is not None
        assert row[1:] == (
            f"{at.dependability:.2f}", f"{phi.low:.2f} to {phi.high:.2f}",
            f"{at.generalizability:.2f}", f"{rho.low:.2f} to {rho.high:.2f}",
            f"{at.absolute_sem:.1f}",
        )  # fmt: skip
