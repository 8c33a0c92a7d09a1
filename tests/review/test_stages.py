"""The order of the stages, written out, against the arrays of the ordinary case."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import evalkit
from evalkit.review.ballots import UNDECIDED, ballots
from evalkit.review.final import counted_rounds, final_marks, places_of
from evalkit.review.stages import Mark, combined, compose
from evalkit.rules.points import round_fraction
from evalkit.rules.stages import Drop, Final


@pytest.mark.parametrize("rule", ["mean", "median", "trimmed-mean"])
def test_stage_by_stage_it_is_what_the_arrays_say(rule: str) -> None:
    """The demonstration uses none of the stages: both ways lead to the same exact sums."""
    record = evalkit.load("demo", "2024").reviewed()
    review = record.rules.review.model_dump(exclude_none=True)
    review["final"] |= {"rule": rule, "of": "all-rounds"}
    rules = evalkit.load("demo", "2024").evaluate().replace(review=review).rules
    sheets = ballots(record)
    final = final_marks(record, sheets, rules)
    step = Fraction(rules.mark_scale.step)
    names = [i.id for i in rules.indicators]
    counted = places_of(counted_rounds(rules), sheets.rules)
    for place in range(0, len(sheets.units), 7):
        unit = sheets.units[place]
        rows = [i for i, u in enumerate(sheets.unit) if u == place and sheets.round[i] in counted]
        marks = [
            Mark("", f"{sheets.round[i]}/{sheets.reviewer[i]}", None, name, step * int(given))
            for i in rows
            for name, given in zip(names, sheets.marks[i], strict=True)
        ]
        agreed = {n: step * int(d) for n, d in zip(names, sheets.decided[place], strict=True) if d != UNDECIDED}
        made = compose(rules, None, marks, agreed)
        assert made is not None and made.score == final.total(unit)


def final(rule: str, low: int = 1, high: int = 1) -> Final:
    return Final.model_validate(
        {"rule": rule, "of": "all-rounds", "rounding": "half-up"}
        | ({"drop": Drop(lowest=low, highest=high)} if rule == "trimmed-mean" else {})
    )


@pytest.mark.parametrize(
    ("rule", "points", "due"),
    [
        (final("mean"), (1, 2, 4), Fraction(7, 3)),
        (final("median"), (1, 2, 4, 9), 3),
        (final("sum"), (1, 2, 4), 7),
        (final("trimmed-mean"), (1, 2, 4), 2),
        (final("trimmed-mean", 0, 2), (1, 2, 4, 9), Fraction(3, 2)),
        # Two marks without the lowest and the highest are none: no score, rather than a mean of nothing.
        (final("trimmed-mean"), (1, 2), None),
        (final("mean"), (), None),
    ],
)
def test_reviewers(rule: Final, points: tuple[int, ...], due: Fraction | None) -> None:
    assert combined(rule, [(Fraction(p), Fraction(1)) for p in points]) == due


def test_weights_of_sheets() -> None:
    """(5 · 0.8 + 3 · 1 + 3 · 0.8) / 2.6 = 47/13, the example of HotCRP's help."""
    sheets = [(Fraction(5), Fraction(4, 5)), (Fraction(3), Fraction(1)), (Fraction(3), Fraction(4, 5))]
    assert combined(final("mean"), sheets) == Fraction(47, 13)


@pytest.mark.parametrize(
    ("value", "step", "rule", "due"),
    [
        ("5.25", "0.1", "half-up", "5.3"),
        ("5.25", "0.1", "half-even", "5.2"),
        ("5.29", "0.1", "down", "5.2"),
        ("599.5", "1", "half-up", "600"),
        ("84", "5", "half-up", "85"),
    ],
)
def test_rounding(value: str, step: str, rule: str, due: str) -> None:
    found = round_fraction(Fraction(value), Fraction(step), rule)  # type: ignore[arg-type]
    assert found == Fraction(Decimal(due))
