"""What was planted is there: seen with plain means, each within three standard errors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evalkit.edition.conflicts import conflicts
from evalkit.review.ballots import ballots
from evalkit.review.docket import docket
from evalkit.review.final import final_marks
from evalkit.rules.banding import tier_numbers


@pytest.fixture(scope="module")
def sheets(records, planted):
    """One row a sheet: edition, unit, reviewer, total in points, true total, whether there was an old tie."""
    frames = []
    for edition, record in records.items():
        found = ballots(record)
        frame = found.frame.astype({"unit": str, "reviewer": str})
        frame["total"] = frame["total"] / 2  # half points
        frame["edition"] = edition
        frame["true"] = frame["unit"].map(planted["true_totals"][edition])
        pairs = {(p["reviewer"], p["unit"]) for p in planted["own_alliance"]["pairs"][edition]}
        frame["own"] = [pair in pairs for pair in zip(frame["reviewer"], frame["unit"], strict=True)]
        points = np.array([2 * float(i.points) for i in record.rules.indicators])
        shares = found.marks / points
        frame["within"] = np.where(found.marks > 0, shares, np.nan).tolist()
        frames.append(frame)
    table = pd.concat(frames, ignore_index=True)
    unit = table.groupby(["edition", "unit"])["total"]
    others = (unit.transform("sum") - table["total"]) / (unit.transform("size") - 1)
    return table.assign(error=table["total"] - table["true"], deviation=table["total"] - others)


def mean_and_error(values: pd.Series) -> tuple[float, float]:
    return float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values)))


def of(planted, *kinds):
    return [r for r in planted["reviewers"] if r["kind"] in kinds]


def test_two_of_each_and_one_of_the_rest(planted):
    kinds = sorted(r["kind"] for r in planted["reviewers"])
    assert kinds == ["central-tendency", "erratic", "halo", "lenient", "lenient", "severe", "severe"]


def test_severe_and_lenient_reviewers_deviate_from_the_others_on_the_same_units(sheets, planted):
    for planned in of(planted, "severe", "lenient"):
        mean, error = mean_and_error(sheets.loc[sheets["reviewer"] == planned["reviewer"], "deviation"])
        assert abs(mean - planned["shift"]) < 3 * error
        assert abs(mean) > 4 * error


def test_the_others_do_not(sheets, planted):
    known = {r["reviewer"] for r in planted["reviewers"]}
    plain = sheets[~sheets["reviewer"].isin(known) & ~sheets["own"]]
    assert plain["reviewer"].nunique() == 24
    for _, rows in plain.groupby("reviewer"):
        mean, error = mean_and_error(rows["error"])
        # 24 are looked at: one is beyond 3.6 standard errors by chance in 24 * 0.00032 = 0.8 % of cases.
        assert abs(mean) < 3.6 * error
        # 4 points, and rounding 20 marks to halves: sqrt(16 + 20/48) = 4.05; some 48 sheets a reviewer.
        assert 3.0 < rows["error"].std() < 5.3


def test_one_is_erratic(sheets, planted):
    (planned,) = of(planted, "erratic")
    spread = sheets.groupby("reviewer")["error"].std()
    # The standard error of a standard deviation is about sd / sqrt(2 n).
    n = int((sheets["reviewer"] == planned["reviewer"]).sum())
    assert abs(spread[planned["reviewer"]] - planned["total_sd"]) < 3 * planned["total_sd"] / np.sqrt(2 * n)
    assert spread.idxmax() == planned["reviewer"]


def test_one_has_a_halo(sheets, planted):
    (planned,) = of(planted, "halo")
    within = sheets["within"].map(lambda shares: float(np.nanstd(shares)))
    spread = within.groupby(sheets["reviewer"]).mean()
    assert spread[planned["reviewer"]] < 0.6 * spread.drop(planned["reviewer"]).min()


def test_one_goes_to_the_middle(sheets, planted):
    (planned,) = of(planted, "central-tendency")
    rows = sheets[sheets["reviewer"] == planned["reviewer"]]
    x = rows["true"] - rows["true"].mean()
    slope = float((x * rows["total"]).sum() / (x**2).sum())
    residual = rows["total"] - rows["total"].mean() - slope * x
    error = np.sqrt(float((residual**2).sum()) / (len(rows) - 2) / float((x**2).sum()))
    assert abs(slope - planned["slope"]) < 3 * error
    assert slope < 1 - 4 * error


def test_old_ties_pay(sheets, planted):
    own = sheets[sheets["own"]]
    assert own.groupby("edition").size().min() >= 6
    mean, error = mean_and_error(own["error"])
    assert abs(mean - planted["own_alliance"]["size"]) < 3 * error
    for _, rows in own.groupby("edition"):
        mean, error = mean_and_error(rows["deviation"])
        assert mean > 3 * error


def test_the_pairs_are_those_that_met(records, planted):
    for edition, record in records.items():
        rows = record.review.assignment
        met = {(r, u): where for r, u, where in zip(rows["reviewer"], rows["unit"], rows["round"], strict=True)}
        ties = record.review.affiliations
        former = set(zip(ties["reviewer"], ties["unit"], strict=True))
        apart = conflicts(ties, record.review.recusals, record.rules)
        blocked = set(zip(apart["reviewer"], apart["unit"], strict=True))
        for pair in planted["own_alliance"]["pairs"][edition]:
            key = (pair["reviewer"], pair["unit"])
            assert key in former and key not in blocked
            assert met.get(key) == pair["round"]
        assert not blocked & set(met)


def test_units_near_the_cut_offs(records, planted):
    for edition, record in records.items():
        near = planted["near_cut_offs"][edition]
        assert len(near) == 12
        for unit in near:
            assert abs(unit["true_total"] - (unit["cut_off"] - 0.5)) <= 0.5
            assert planted["true_totals"][edition][unit["unit"]] == unit["true_total"]
        exact = final_marks(record, ballots(record))
        totals = [float(sum(exact.points(unit))) for unit in exact.units]
        assert sum(abs(total - edge) <= 0.5 for total in totals for edge in (84.5, 69.5, 49.5)) >= 3


def test_the_docket_and_its_minutes(records):
    for record in records.values():
        found = docket(record)
        assert 0.15 <= len(found.table) / found.n_units <= 0.25
        assert found.open == 0
        assert set(found.table["status"]) == {"kept", "revised"}
    minutes = pd.concat([r.review.minutes for r in records.values()])
    assert minutes["minority_view"].notna().any()
    assert minutes["recused"].notna().any()
    assert minutes["reason"].str.endswith("（虚构）").all()


def test_there_are_units_for_every_tier_and_for_the_honour(records):
    high = []
    for record in records.values():
        exact = final_marks(record, ballots(record))
        tiers = tier_numbers(exact.scores.to_numpy(dtype=np.int64), record.rules)
        assert np.bincount(tiers, minlength=4).min() >= 4
        high.append({unit for unit, tier in zip(exact.units, tiers, strict=True) if tier == 0})
    honoured = set.intersection(*high)
    assert 5 <= len(honoured) < min(map(len, high))
