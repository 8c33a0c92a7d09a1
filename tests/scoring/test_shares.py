"""Shares: exact fractions, percentages rounded once by a named rule, denominators that are named and may be unknown."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.errors import UnknownName
from evalkit.scoring import Evaluation, percent, percents
from evalkit.scoring.shares import By, Counted, Of, share

D = Decimal


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 6))
def test_percent_is_the_nearest(denominator: int, count: int, decimals: int) -> None:
    """Within half a last digit of the exact fraction, whatever the rule; and written with just so many decimals."""
    count = min(count, denominator)
    exact = Fraction(100 * count, denominator)
    for rounding in ("half-up", "half-even"):
        value = percent(count, denominator, decimals, rounding)
        assert abs(Fraction(value) - exact) <= Fraction(1, 2 * 10**decimals)
        assert value.as_tuple().exponent == -decimals


@pytest.mark.parametrize(
    ("count", "denominator", "decimals", "half_up", "half_even"),
    # 1/8 = 12.5 %, 3/8 = 37.5 %, 1/16 = 6.25 %, 1/32 = 3.125 %, 1/800 = 0.125 %
    [
        (1, 8, 0, "13", "12"),
        (3, 8, 0, "38", "38"),
        (1, 16, 1, "6.3", "6.2"),
        (1, 32, 2, "3.13", "3.12"),
        (1, 800, 2, "0.13", "0.12"),
    ],
)
def test_percent_at_halves(count: int, denominator: int, decimals: int, half_up: str, half_even: str) -> None:
    assert str(percent(count, denominator, decimals, "half-up")) == half_up
    assert str(percent(count, denominator, decimals, "half-even")) == half_even
    exact = D(100 * count) / D(denominator)
    places = D(1).scaleb(-decimals)
    assert str(exact.quantize(places, decimal.ROUND_HALF_UP)) == half_up
    assert str(exact.quantize(places, decimal.ROUND_HALF_EVEN)) == half_even


def test_percent_that_binary_floats_get_wrong() -> None:
    """1/800 = 0.125 % rounds half up to 0.13; Python's round() on floats gives 0.12, and 1.005 gives 1.0."""
    assert round(100 * 1 / 800, 2) == 0.12
    assert percent(1, 800, 2) == D("0.13")
    assert round(1.005, 2) == 1.0
    assert percent(201, 20000, 2) == D("1.01")  # 1.005 %


@pytest.mark.parametrize(
    ("counts", "decimals", "expected"),
    [
        # Cut 33.33 three times: 99.99; the remainders are equal and the first gets the hundredth.
        ([1, 1, 1], 2, ["33.34", "33.33", "33.33"]),
        # Cut 16, 16, 66: 98; remainders .67, .67, .67; the two missing go to the first two.
        ([1, 1, 4], 0, ["17", "17", "66"]),
        # The votes of the worked example in Wikipedia's "Largest remainder method" (47 000, 16 000, 15 900, 12 000,
        # 6 000, 3 100 of 100 000): cut 47, 16, 15, 12, 6, 3 = 99; the largest remainder is .9, of 15.9.
        ([47000, 16000, 15900, 12000, 6000, 3100], 0, ["47", "16", "16", "12", "6", "3"]),
        # The tiers of 2019: see test_report_2019.
        ([35, 19, 37, 8], 2, ["35.35", "19.19", "37.38", "8.08"]),
        ([0, 5, 0], 1, ["0.0", "100.0", "0.0"]),
    ],
)
def test_largest_remainder(counts: list[int], decimals: int, expected: list[str]) -> None:
    assert [str(value) for value in percents(counts, decimals, "largest-remainder")] == expected


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12).filter(any), st.integers(0, 4))
def test_largest_remainder_adds_up(counts: list[int], decimals: int) -> None:
    """The sum is 100 exactly; each share is the exact one cut, or one last digit more.

    And a larger count never has the smaller share.
    """
    values = percents(counts, decimals, "largest-remainder")
    assert sum(values) == 100
    for count, value in zip(counts, values, strict=True):
        exact = Fraction(100 * count, sum(counts))
        assert abs(Fraction(value) - exact) < Fraction(1, 10**decimals)
    for (a, x), (b, y) in zip(
        sorted(zip(counts, values, strict=True)), sorted(zip(counts, values, strict=True))[1:], strict=False
    ):
        assert x <= y or a == b


def test_percents_of_the_other_rules_round_each_for_itself() -> None:
    assert percents([1, 1, 1], 2, "half-up") == [D("33.33")] * 3
    assert percents([1, 7], 0, "half-even") == [D(12), D(88)]  # 12.5 and 87.5


def test_largest_remainders_of_cohorts_of_one_size(ev2019: Evaluation) -> None:
    """Each cohort is a whole, and a tier across cohorts of equal size is none, though its counts add up to that size.

    Of three in each cohort: 1, 1, 1 of the first are 33, 33, 33 when cut and the first gets the missing one; 2, 1, 0 of
    the second are 66 (remainder .67) and 33. The highest tier has 1 + 2 = 3 of them, which is the size of a cohort.
    """
    high, fair, average, low = [tier.id for tier in ev2019.rules.tiers]
    rows = [("1", high), ("1", fair), ("1", average), ("2", high), ("2", high), ("2", fair)]
    source = Counted(pd.DataFrame(rows, columns=["cohort", "tier"]), ev2019.rules)
    for by in (("tier", "cohort"), ("cohort", "tier")):
        frame = share(source, by, "cohort-participants", None, 0, "largest-remainder").set_index(["cohort", "tier"])
        for cohort, wanted in (("1", [34, 33, 33, 0]), ("2", [67, 33, 0, 0])):
            assert frame.loc[cohort]["percent"].reindex([high, fair, average, low]).tolist() == [D(n) for n in wanted]
        # The wholes of tiers are the tiers: one of three, and two of three.
        frame = share(source, by, "tier", None, 0, "largest-remainder").set_index(["tier", "cohort"])
        assert frame.loc[high]["percent"].reindex(["1", "2"]).tolist() == [D(33), D(67)]


def test_shares_columns(ev2019: Evaluation) -> None:
    frame = ev2019.shares(("cohort", "tier"), "cohort-participants")
    assert list(frame.columns) == ["cohort", "tier", "count", "of", "denominator", "share", "percent"]
    assert str(frame["denominator"].dtype) == "Int64" and str(frame["count"].dtype) == "int64"
    assert all(isinstance(share, Fraction) for share in frame["share"])
    assert all(isinstance(value, Decimal) for value in frame["percent"])
    # 17, 3, 15 and 2 of the 37 of batch 1 that took part: section III.6 to III.9 and III.1.
    assert frame["share"][:4].tolist() == [Fraction(n, 37) for n in (17, 3, 15, 2)]
    assert frame["percent"][:4].tolist() == [D("45.95"), D("8.11"), D("40.54"), D("5.41")]


def test_within_confines_counts_and_denominators(ev2019: Evaluation) -> None:
    """89 pilots took part (II.4) of 146 (foreword)."""
    frame = ev2019.shares("tier", "participants", within="pilots")
    assert frame["count"].tolist() == [33, 15, 33, 8]  # titles of the pictures in III.6 to III.9
    assert set(frame["denominator"]) == {89}
    assert set(ev2019.shares("tier", "all", within="pilots")["denominator"]) == {146}
    assert ev2019.shares("cohort", "participants", within="pilots")["cohort"].tolist() == ["1", "2", "3"]


def test_by_nothing_and_by_the_same_twice(ev2019: Evaluation) -> None:
    assert ev2019.counts(())["count"].tolist() == [99]
    assert ev2019.shares((), "all")["percent"].tolist() == [D("63.06")]  # 99/157 = 0.63057
    pd.testing.assert_frame_equal(ev2019.counts(("tier", "tier")), ev2019.counts("tier"))


def test_decimals_and_rounding_may_be_given(ev2019: Evaluation) -> None:
    assert ev2019.shares("tier", decimals=0)["percent"].astype(str).tolist() == ["35", "19", "37", "8"]
    assert ev2019.shares("tier", decimals=4)["percent"].astype(str).tolist() == [
        "35.3535",
        "19.1919",
        "37.3737",
        "8.0808",
    ]
    rules = ev2019.replace(percent={"decimals": 0, "rounding": "largest-remainder"})
    # Cut 35, 19, 37, 8 = 99; the largest remainder is .37, of 37.37.
    assert rules.shares("tier")["percent"].astype(str).tolist() == ["35", "19", "38", "8"]


@pytest.mark.parametrize(
    ("by", "of", "whole"),
    # Which column's rows make up one whole each; None: all rows together.
    [
        ("cohort", "participants", None),
        ("tier", "participants", None),
        *((by, "participants", None) for by in (("cohort", "tier"), ("tier", "cohort"))),
        *((by, "cohort-participants", "cohort") for by in (("cohort", "tier"), ("tier", "cohort"))),
        *((by, "tier", "tier") for by in (("cohort", "tier"), ("tier", "cohort"))),
    ],
)
def test_largest_remainder_per_set(by: By | tuple[By, By], of: Of, whole: str | None, ev2019: Evaluation) -> None:
    """Where the rows of one denominator are a whole, they add up to 100, whichever key comes first."""
    frame = ev2019.shares(by, of, rounding="largest-remainder")
    parts = [part for _, part in frame.groupby(whole, observed=True)] if whole else [frame]
    assert [sum(part["percent"]) for part in parts] == [100] * len(parts)


def test_unknown_total(ev2019: Evaluation) -> None:
    """A cohort without a total in the rules: its shares are None, not NaN, and so are those of all together."""
    cohorts = ev2019.rules.model_dump(exclude_none=True)["cohorts"]
    del cohorts[3]["total"]
    ev = ev2019.replace(cohorts=cohorts)
    frame = ev.shares("cohort", "cohort")
    assert frame["denominator"][:3].tolist() == [52, 39, 55]
    assert pd.isna(frame["denominator"][3])
    assert frame["share"][3] is None and frame["percent"][3] is None
    assert frame["share"][0] == Fraction(37, 52)
    everything = ev.shares("tier", "all")
    assert everything["percent"].tolist() == [None] * 4
    assert ev.shares("tier", "all", within="pilots")["denominator"].tolist() == [146] * 4
    assert ev.participation()["absent"].isna().tolist() == [False, False, False, True]
    assert ev.shares("tier", "participants")["percent"][0] == D("35.35")  # which needs no total


def test_denominator_of_0(ev2019: Evaluation) -> None:
    """Nobody in the tier, nobody in the cohort: the share is not defined."""
    rules = ev2019.rules.model_dump(exclude_none=True)
    cohort = {"id": "E", "code": "E[0-9]", "total": 0, "name": {"zh": "空", "en": "Empty"}}
    group = {"id": "empty", "cohorts": ["E"], "name": {"zh": "空组", "en": "Empty group"}}
    ev = ev2019.replace(cohorts=[*rules["cohorts"], cohort], cohort_groups=[*rules["cohort_groups"], group])
    last = ev.shares("cohort", "cohort").iloc[-1]
    assert (last["cohort"], last["count"], last["denominator"]) == ("E", 0, 0)
    assert last["share"] is None and last["percent"] is None
    for rounding in ("half-up", "largest-remainder"):
        frame = ev.shares(("cohort", "tier"), "participants", within="empty", rounding=rounding)
        assert frame["count"].tolist() == [0] * 4
        assert frame["percent"].tolist() == [None] * 4


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            {"by": "teir"},
            "“teir” is not something to group by here. Known: cohort, tier. Did you mean “tier”?",
        ),
        (
            {"of": "particpants"},
            "There is no denominator “particpants”. Known: participants, all, cohort, cohort-participants, tier. "
            "Did you mean “participants”?",
        ),
        ({"by": "tier", "of": "cohort"}, "“cohort” is not something to group by here. Known: tier."),
        ({"by": "cohort", "of": "tier"}, "“tier” is not something to group by here. Known: cohort."),
        ({"within": "pilot"}, "There is no cohort group “pilot”. Known: pilots. Did you mean “pilots”?"),
        (
            {"rounding": "half_up"},
            "There is no rounding rule “half_up”. Known: half-up, half-even, largest-remainder. "
            "Did you mean “half-up”?",
        ),
    ],
)
def test_unknown_words(call: dict[str, str], message: str, ev2019: Evaluation) -> None:
    with pytest.raises(UnknownName) as caught:
        ev2019.shares(**call)  # type: ignore[arg-type]
    assert str(caught.value) == message
    assert caught.value.exit_code == 2
    chinese = caught.value.describe("zh")
    assert "有：" in chinese or "可用：" in chinese
