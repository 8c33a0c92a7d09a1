"""Printed values and the comparison: read as what they say, rounded once, never through a float."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.audit.values import Name, Share, Value, agrees, show
from evalkit.edition.printed import PrintedDate, PrintedPercent, Result, read_printed
from evalkit.rules.models import Percent
from evalkit.scoring import percent

HALF_UP = Percent(decimals=2, rounding="half-up")
HALF_EVEN = Percent(decimals=2, rounding="half-even")


@pytest.mark.parametrize(
    ("text", "result", "read"),
    [
        ("35", "number", Decimal(35)),
        ("３５", "number", Decimal(35)),
        ("三", "number", Decimal(3)),
        ("两", "number", Decimal(2)),
        ("十", "number", Decimal(10)),
        ("十一", "number", Decimal(11)),
        ("二十", "number", Decimal(20)),
        ("九十九", "number", Decimal(99)),
        ("无", "number", Decimal(0)),
        ("None", "number", Decimal(0)),
        ("84.5", "score", Decimal("84.5")),
        ("三十三家", "number", None),
        ("百", "number", None),
        ("家十", "number", None),
        ("35.35%", "percent", PrintedPercent(Decimal("35.35"), 2)),
        ("20%", "percent", PrintedPercent(Decimal(20), 0)),
        ("12.10 ％", "percent", PrintedPercent(Decimal("12.10"), 2)),
        ("35.35", "percent", None),
        ("-1%", "percent", None),
        ("2019 年 1 月 1 日", "date", PrintedDate(2019, 1, 1)),
        ("12月31日", "date", PrintedDate(None, 12, 31)),
        ("2020-08-01", "date", PrintedDate(2020, 8, 1)),
        ("1 August 2020", "date", PrintedDate(2020, 8, 1)),
        ("31 December", "date", PrintedDate(None, 12, 31)),
        ("1 Brumaire 2020", "date", None),
        ("2019", "date", None),
        ("无", "yes-no", False),
        ("No", "yes-no", False),
        ("104", "yes-no", True),
        ("（空白）", "yes-no", True),
        ("TD 产业", "text", "td产业"),
    ],
)
def test_reading(text: str, result: Result, read: object) -> None:
    assert read_printed(text, result) == read


@pytest.mark.parametrize(
    ("value", "printed", "shown", "same"),
    [
        (Share(37, 99), "37.37%", "37.37%", True),
        (Share(37, 99), "37.38%", "37.37%", False),
        (Share(37, 99), "37%", "37%", True),
        (Share(37, 99), "37.3737%", "37.3737%", True),
        (Share(3, 15), "20%", "20%", True),
        (Share(3, 15), "20.00%", "20.00%", True),
        (Share(19, 157), "12.10%", "12.10%", True),
        # 7/39 = 17.9487…%: cut it would be 17.94.
        (Share(7, 39), "17.95%", "17.95%", True),
        # 1/8 = 12.5 % exactly: a half goes up.
        (Share(1, 8), "13%", "13%", True),
        (Share(1, 8), "12%", "13%", False),
        # 1.005 % exactly; the nearest binary float is below it and would go down.
        (Share(201, 20000), "1.01%", "1.01%", True),
    ],
)
def test_shares(value: Share, printed: str, shown: str, same: bool) -> None:
    read = read_printed(printed, "percent")
    assert read is not None
    assert (show(value, read, HALF_UP), agrees(value, read, HALF_UP)) == (shown, same)


def test_the_rule_of_rounding_is_that_of_the_rules() -> None:
    read = read_printed("12%", "percent")
    assert read is not None
    assert agrees(Share(1, 8), read, HALF_EVEN)
    assert not agrees(Share(1, 8), read, HALF_UP)


@pytest.mark.parametrize(
    ("value", "result", "printed", "same"),
    [
        (3, "number", "三", True),
        (3, "number", "3.0", True),
        (0, "number", "无", True),
        (3, "number", "4", False),
        (Decimal("84.5"), "score", "84.5", True),
        (Decimal("84.5"), "score", "85", False),  # a score is not rounded
        (Name(("不活跃", "Inactive", "inactive")), "text", "Inactive", True),
        (Name(("不活跃", "Inactive", "inactive")), "text", "不 活跃", True),
        (Name(("秘书长",)), "text", "副秘书长", False),
        (dt.date(2019, 12, 31), "date", "12 月 31 日", True),
        (dt.date(2019, 12, 31), "date", "2020 年 12 月 31 日", False),
        (True, "yes-no", "104", True),
        (False, "yes-no", "104", False),
        (False, "yes-no", "无", True),
    ],
)
def test_other_values(value: Value, result: Result, printed: str, same: bool) -> None:
    read = read_printed(printed, result)
    assert read is not None
    assert agrees(value, read, HALF_UP) is same


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 6))
def test_what_is_printed_by_the_rule_agrees_and_its_neighbour_does_not(count: int, whole: int, decimals: int) -> None:
    right = percent(count, whole, decimals, "half-up")
    last = Decimal(1).scaleb(-decimals)
    assert agrees(Share(count, whole), PrintedPercent(right, decimals), HALF_UP)
    assert not agrees(Share(count, whole), PrintedPercent(right + last, decimals), HALF_UP)
