"""What hangs on the shift between editions of the demonstration, worked out anew from the printed scores."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

import evalkit
from evalkit.cli import main
from evalkit.reliability import Consistency, linking
from evalkit.reliability import design as study
from evalkit.report.anchors import anchors_said
from evalkit.report.words import Words
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


def test_along_three_editions_it_is_the_least_squares_of_all_their_sheets() -> None:
    """By dummies of units (another one in each edition) and of reviewers, over 2023, 2024 and 2025."""
    three = [Consistency(evalkit.load("demo", y, root=REPOSITORY).evaluate()) for y in ("2023", "2024", "2025")]
    lineage = evalkit.load_series("demo", root=REPOSITORY).timeline.lineage
    found = linking.shifts(three[0], three[2], lineage, three[1:2]).set_index("link").loc["reviewers"]
    sheets = pd.concat([f.by_sheet[f.by_sheet["first"]].assign(edition=k) for k, f in enumerate(three)])
    counted = sheets["round"].isin(["first", "second"])
    sheets = sheets[counted]
    units = pd.get_dummies(sheets["edition"].astype(str) + sheets["unit"], dtype=float)
    people = pd.get_dummies(sheets["reviewer"], dtype=float)
    severity = np.linalg.lstsq(np.column_stack([units, people]), sheets["total"], rcond=None)[0][units.shape[1] :]
    own = dict(zip(people.columns, severity, strict=True))
    means = sheets.assign(s=sheets["reviewer"].map(own)).groupby("edition")["s"].mean()
    assert found["shift"] == pytest.approx(means[2] - means[0]) and found["previous"] == "2023"


def test_dossiers_to_be_marked_anew_have_their_reason() -> None:
    """Exact cut-offs of whole scores rounded half up: 84.5, 69.5, 49.5."""
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    found = linking.anchors(ev)
    sides = found[found["reason"] != "middle"]
    assert sorted(sides["near"]) == [49.5, 49.5, 69.5, 69.5, 84.5, 84.5] and found["unit"].is_unique
    for row in found.itertuples():
        own = float(row.score)
        if row.reason == "middle":
            scores = ev.results.loc[ev.results["tier"] == row.tier, "score"].astype(float)
            assert row.near == np.median(scores.dropna())
        else:
            assert (own < row.near) == (row.reason == "below")


def command(*words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(REPOSITORY), *words], env={"LC_ALL": "C.UTF-8"})


def test_the_list_of_dossiers_is_a_file(tmp_path: Path) -> None:
    out = tmp_path / "anchors.csv"
    done = command("anchors", "demo", "2024", "--out", str(out))
    assert done.exit_code == 0, done.output
    found = linking.anchors(evalkit.load("demo", "2024", root=REPOSITORY).evaluate())
    written = pd.read_csv(out, dtype=str)
    assert written["unit"].tolist() == found["unit"].tolist() and written["reason"].notna().all()
    assert all(unit in done.output for unit in found["unit"])
    refused = command("anchors", "alliances", "2019")
    assert refused.exit_code == 2 and "no marks on file" in refused.output


def test_a_tier_that_is_not_decided_is_not_named_and_a_median_is_whole() -> None:
    """A vote not yet held leaves the tier of a unit open; 1234567.5 has more than six digits."""
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    words = Words("en", ev.record.programme, ev.rules)
    rows = [("U1", "a", "90", None, 0, "above", 84.5), ("U2", "b", "9", "high", 0, "middle", 1234567.5)]
    said = anchors_said(linking.ANCHORS.of(rows), words)
    assert said == ["nearest above the cut-off at 84.5", f"in the middle of “{words.tier('high')}” (median 1234567.5)"]


def test_without_cut_offs_nothing_is_proposed_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "anchors", lambda ev: linking.ANCHORS.of([]))
    refused = command("anchors", "demo", "2024", "--out", str(tmp_path / "anchors.csv"))
    assert refused.exit_code == 2 and "cut-offs" in refused.output and not list(tmp_path.iterdir())


def test_panels_are_compared_on_the_command_line(tmp_path: Path) -> None:
    """What is printed and written is what the library compares with the same seed; the aim takes the cheapest."""
    out = tmp_path / "plans.csv"
    done = command(
        "design", "demo", "2025", "--reviewers", "2-3,2", "--shared", "0", "--panels", "50", "--seed", "4",
        "--cost", "300", "--aim", "misplaced=98", "--out", str(out),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    record, law = evalkit.load("demo", "2025", root=REPOSITORY).reviewed(), None
    law = study.observed(evalkit.load("demo", "2024", root=REPOSITORY).evaluate())
    table = study.compare(record, law, [((2, 2), 0), ((3, 2), 0)], severe=2 * law.severity_sd, n_panels=50, seed=4)
    written = pd.read_csv(out)
    assert written["plan"].tolist() == ["2+2", "3+2"] and written["seed"].tolist() == [4, 4]
    assert written["misplaced"].tolist() == pytest.approx(table["misplaced"].tolist(), rel=1e-5)
    assert written["cost"].tolist() == [300 * n for n in table["sheets"]]
    assert "fewest sheets" in done.output and "2 + 2" in done.output.splitlines()[-2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--aim", "speed=1"), "misplaced"),
        (("--reviewers", "3-2,1"), "--reviewers"),
        (("--severity-sd", "2"), "--reliability"),
        (("--cost", "-1"), "--cost"),
    ],
)
def test_what_cannot_be_designed_is_refused(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    out = tmp_path / "plans.csv"
    done = command("design", "demo", "2025", *words, "--panels", "10", "--out", str(out))
    assert done.exit_code == 2 and told in done.output and not out.exists()
