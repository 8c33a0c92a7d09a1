"""What hangs on the shift between editions of the demonstration, worked out anew from the printed scores."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import evalkit
from evalkit.reliability import Consistency, linking
from tests.folders import REPOSITORY


def test_the_tiers_that_hang_on_the_shift() -> None:
    """Cut-offs 85, 70, 50, scores rounded half up: 0.2 to 1.4 off each score."""
    series = evalkit.load_series("demo", root=REPOSITORY)
    ev = series["2025"]
    told = linking.SHIFTS.of([("2024", "2025", "units", 90, 0.8, 0.2, 1.4, None)])
    found = linking.moved(series, "2025", told, ev)
    assert found is not None

    def tier(score: Fraction) -> str:
        whole = floor(score + Fraction(1, 2))
        return next(
            t for t, low in (("high", 85), ("fairly-high", 70), ("average", 50), ("inactive", 0)) if whole >= low
        )

    rows = ev.results[["unit", "score", "tier"]].astype(object).itertuples(index=False)
    wanted = {
        u: (tier(s - Fraction("0.2")), tier(s - Fraction("1.4")))
        for u, s, t in rows
        if {tier(s - Fraction("0.2")), tier(s - Fraction("1.4"))} != {t}
    }
    assert {r.unit: (r.tier_low, r.tier_high) for r in found.itertuples()} == wanted != {}
    held = set(series.honour("2025").held)
    lost = {u for u, ends in wanted.items() if u in held and set(ends) != {"high"}}
    assert set(found.loc[found["honour"] == "lose", "unit"]) == lost


def test_nobody_was_made_to_drift() -> None:
    """R19 is erratic by plan: with the scatter of the whole panel for an error, chance looks like a change in it."""
    before, after = (Consistency(evalkit.load("demo", y, root=REPOSITORY).evaluate()) for y in ("2023", "2024"))
    found = linking.drifts(before, after)
    assert (
        len(found) == 31
        and set(found.loc[found["stands_out"], "reviewer"]) <= {"R19"}
        and abs(found["change"].sum()) < 1e-9
    )
