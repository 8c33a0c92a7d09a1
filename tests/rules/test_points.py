"""Exact points: every operation against Python's own integers, fractions and decimals."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalkit.edition import Scale, parse_decimal, round_quotient
from evalkit.rules.points import RoundingRule, round_steps

RULES: tuple[RoundingRule, ...] = ("half-up", "half-even", "down", "up")

#: What Python's decimal module calls the same rules (for numbers ≥ 0).
IN_DECIMAL = {
    "half-up": decimal.ROUND_HALF_UP,
    "half-even": decimal.ROUND_HALF_EVEN,
    "down": decimal.ROUND_DOWN,
    "up": decimal.ROUND_UP,
}

steps = st.sampled_from([Decimal(s) for s in ("1", "2", "5", "0.5", "0.25", "0.2", "0.1", "0.01", "0.001")])


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_parse_decimal_reads_what_python_writes(value: Decimal) -> None:
    """A decimal written in fixed point comes back with every digit."""
    assert str(parse_decimal(f"{value:f}")) == f"{value:f}"


@given(st.text(alphabet="0123456789.+-eE_, ０５９．，²½①٣ⅣnaNif\u200b", max_size=8))
def test_parse_decimal_takes_only_plain_numbers(text: str) -> None:
    """What it takes is made of digits, one point and one sign; Decimal, asked for the same digits, agrees."""
    found = parse_decimal(text)
    if found is not None:
        ascii_text = text.strip().translate(str.maketrans("０５９．", "059."))
        assert set(ascii_text) <= set("0123456789.+-")
        assert found == Decimal(ascii_text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "1e2", "1E2", "1_0", "1,0", "1.", ".5", "--1", "1 0", "²", "8²", "①", "½", "٣", "Ⅳ", "inf", "nan", "0x1"],
)
def test_parse_decimal_refuses(text: str) -> None:
    """Python's Decimal takes several of these (1e2, 1_0, .5, ٣, inf); a score sheet that holds them has a slip."""
    assert parse_decimal(text) is None


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**15), st.sampled_from(RULES))
def test_round_quotient_is_the_nearest_integer(numerator: int, denominator: int, rule: RoundingRule) -> None:
    """Against the exact fraction: no other integer is nearer; ties, "down" and "up" as their names say."""
    exact = Fraction(numerator, denominator)
    rounded = round_quotient(numerator, denominator, rule)
    if rule == "down":
        assert rounded <= exact < rounded + 1
    elif rule == "up":
        assert rounded - 1 < exact <= rounded
    else:
        assert abs(exact - rounded) <= Fraction(1, 2)
        if abs(exact - rounded) == Fraction(1, 2):
            assert rounded > exact if rule == "half-up" else rounded % 2 == 0


@given(st.integers(0, 10**9), st.sampled_from([1, 2, 4, 5, 8, 10, 20, 100, 1000]), st.sampled_from(RULES))
def test_round_quotient_agrees_with_decimal(numerator: int, denominator: int, rule: RoundingRule) -> None:
    """Denominators of 2s and 5s have finite decimals, so that decimal.quantize rounds the exact quotient too."""
    exact = Decimal(numerator) / Decimal(denominator)
    assert round_quotient(numerator, denominator, rule) == int(exact.quantize(Decimal(1), IN_DECIMAL[rule]))


@pytest.mark.parametrize(
    ("halves", "half_up", "half_even", "down"),
    [
        (1, 1, 0, 0), (3, 2, 2, 1), (5, 3, 2, 2), (169, 85, 84, 84), (171, 86, 86, 85),  # 0.5, 1.5, 2.5, 84.5, 85.5
        (-1, 0, 0, -1), (-3, -1, -2, -2), (-5, -2, -2, -3),  # −0.5, −1.5, −2.5
    ],
)  # fmt: skip
def test_round_quotient_at_halves(halves: int, half_up: int, half_even: int, down: int) -> None:
    """Halves go up; to the even neighbour (ISO 80000-1:2022, annex B, rule A); or are cut."""
    assert [round_quotient(halves, 2, rule) for rule in RULES[:3]] == [half_up, half_even, down]


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (1, -2)])
def test_round_quotient_refuses(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match=rf"got {numerator}/{denominator}"):
        round_quotient(numerator, denominator, "half-up")


@given(steps, st.integers(0, 10**6))
def test_scale_there_and_back(step: Decimal, number: int) -> None:
    scale = Scale(step)
    assert scale.to_steps(scale.to_points(number)) == number
    assert scale.fits(scale.to_points(number))


@given(steps, st.decimals(min_value=0, max_value=100, places=4))
def test_scale_fits_only_multiples(step: Decimal, points: Decimal) -> None:
    """Decimal's own remainder is exact for numbers this short."""
    fits = points % step == 0
    assert Scale(step).fits(points) == fits
    if not fits:
        with pytest.raises(ValueError, match="must be a multiple of"):
            Scale(step).to_steps(points)


def test_scale_of_thirds_of_binary_floats() -> None:
    """0.3 is three steps of 0.1. In binary floats it is not: 0.3 / 0.1 = 2.9999999999999996 (IEEE 754 double)."""
    assert 0.3 / 0.1 != 3.0
    assert Scale(Decimal("0.1")).to_steps(Decimal("0.3")) == 3


@pytest.mark.parametrize(("step", "whole"), [("1", True), ("5", True), ("1.0", True), ("0.5", False), ("1.5", False)])
def test_scale_whole(step: str, whole: bool) -> None:
    assert Scale(Decimal(step)).whole is whole


@given(st.lists(st.integers(0, 10**12), max_size=20), st.integers(1, 1000), st.sampled_from(RULES))
def test_round_steps_is_round_quotient_for_arrays(scores: list[int], per_unit: int, rule: RoundingRule) -> None:
    """numpy's int64 against Python's integers, one by one."""
    rounded = round_steps(np.array(scores, dtype=np.int64), per_unit, rule)
    assert rounded.dtype == np.int64
    assert rounded.tolist() == [round_quotient(score, per_unit, rule) for score in scores]
