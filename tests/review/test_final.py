"""Final marks by a named rule: by hand, and against plain fractions on random editions."""

from __future__ import annotations

import dataclasses
import statistics
import tempfile
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.edition import EditionRecord, Rules, variant
from evalkit.review.ballots import ballots
from evalkit.review.docket import docket
from evalkit.review.final import FinalMarks, final_marks
from tests.review.small import DECIDED, INDICATORS, SHEETS, Marked, SmallFolder

MAXIMA = dict(zip(INDICATORS, (30, 20, 40, 10), strict=True))
F = Fraction


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EditionRecord:
    """The good small edition."""
    return SmallFolder.written_to(tmp_path_factory.mktemp("small")).read()


def with_final(
    rules: Rules, rule: str = "mean", of: str = "last-round", rounding: str = "half-up", **changes: object
) -> Rules:
    """Return the rules with another way from marks to scores."""
    review = rules.review.model_dump(exclude_none=True) | {"final": {"rule": rule, "of": of, "rounding": rounding}}
    return variant(rules, review=review, **changes)


def score(record: EditionRecord, rules: Rules | None = None) -> dict[str, int | None]:
    """Return the final score of every unit in whole points."""
    scores = final_marks(record, ballots(record), rules).scores
    return {str(unit): None if pd.isna(value) else int(value) for unit, value in scores.items()}


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_mean_of_the_last_round(small: EditionRecord) -> None:
    """Exact final marks in points; the table of tests.review.small, divided by the number of sheets."""
    final = final_marks(small, ballots(small))
    assert final.units == ("A01", "A02", "A03", "B01", "B02")
    assert final.n_sheets.tolist() == [3, 3, 3, 2, 2] and final.known.all()
    assert final.points("A01") == (F("25.5"), 17, 34, 8)  # council: (26 + 25.5 + 25) / 3
    assert final.points("A02") == (20, 13, 30, F(19, 3))  # council and projects were decided; (16 + 10 + 13) / 3
    assert final.points("A03") == (F(88, 3), F(58, 3), F(118, 3), F(28, 3))
    assert final.points("B01") == (F("7.5"), 6, 12, F("3.75"))
    assert final.points("B02") == (22, 15, 32, F("7.5"))
    assert final.scores.to_dict() == {"A01": 85, "A02": 69, "A03": 97, "B01": 29, "B02": 77}
    assert final.scores.dtype == "Int64" and final.scores.index.name == "unit"


#: A01 is 84.5 and B02 76.5 exactly; A02 is 208/3, A03 292/3, B01 29.25.
ROUNDED = {"half-up": (85, 69, 97, 29, 77), "half-even": (84, 69, 97, 29, 76), "down": (84, 69, 97, 29, 76)}


@pytest.mark.parametrize("rounding", ROUNDED)
def test_ties_are_rounded_by_the_rule(small: EditionRecord, rounding: str) -> None:
    scores = score(small, with_final(small.rules, rounding=rounding))
    assert tuple(scores.values()) == ROUNDED[rounding]


def test_half_even_goes_up_to_an_even_score(small: EditionRecord) -> None:
    """83.5 three times: 83 is odd, so up; down stays at 83."""
    record = edited(small, {("second", "A01", r): ("25", "17", "33.5", "8") for r in ("R3", "R4", "R5")})
    assert [score(record, with_final(small.rules, rounding=r))["A01"] for r in ROUNDED] == [84, 84, 83]


def test_median_of_odd_and_of_even_numbers(small: EditionRecord) -> None:
    """By indicator: A02's committee is the middle of 10, 13, 16; B02's projects lie halfway between 28 and 36."""
    final = final_marks(small, ballots(small), with_final(small.rules, "median"))
    assert final.points("A01") == (F("25.5"), 17, 34, 8)
    assert final.points("A02") == (20, 13, 30, 6)  # media: 5, 6, 8
    assert final.points("A03") == (29, 19, 39, 9)
    assert final.points("B02") == (22, 15, 32, F("7.5"))


def test_all_rounds(small: EditionRecord) -> None:
    """A01, council: (28 + 27 + 26 + 25.5 + 25) / 5 = 131.5 / 5; B01: (22 + 25 + 16 + 27.5 + 31) / 5 = 24.3."""
    final = final_marks(small, ballots(small), with_final(small.rules, of="all-rounds"))
    assert final.n_sheets.tolist() == [5, 5, 5, 5, 4]
    assert final.points("A01") == (F("26.3"), F("17.2"), F("35.2"), F("8.2"))
    assert sum(final.points("B01") or ()) == F("24.3")
    assert final.scores.to_dict() == {"A01": 87, "A02": 67, "A03": 98, "B01": 24, "B02": 74}  # 86.9 …, 74.375


def test_trimmed_mean(small: EditionRecord) -> None:
    """Of three marks the middle one is left; of two nothing is."""
    trimmed = final_marks(small, ballots(small), with_final(small.rules, "trimmed-mean"))
    assert trimmed.points("A01") == (F("25.5"), 17, 34, 8)
    assert trimmed.points("A02") == (20, 13, 30, 6)
    assert trimmed.points("B01") is None and trimmed.points("B02") is None
    assert trimmed.known.tolist() == [True, True, True, False, False]
    # Of A01's five councils 28, 27, 26, 25.5, 25 the middle three: 78.5 / 3.
    # Of B02's four, 20 and 24 go: (22 + 21) / 2.
    both = final_marks(small, ballots(small), with_final(small.rules, "trimmed-mean", "all-rounds"))
    assert (both.points("A01") or ())[0] == F("78.5") / 3
    assert (both.points("B02") or ()) == (F("21.5"), F("14.5"), F("29.5"), 7)


def test_what_the_discussion_decided_stands(small: EditionRecord) -> None:
    """Without it A02 has (80 + 55 + 61) / 3 = 65.33; with it 20 + 13 + 30 + 19/3 = 69.33. Under every rule."""
    sheets = ballots(small)
    assert final_marks(small, sheets.before_discussion).points("A02") == (19, 13, 27, F(19, 3))
    assert int(final_marks(small, sheets.before_discussion).scores["A02"]) == 65
    for rule in ("mean", "median", "trimmed-mean"):
        for of in ("last-round", "all-rounds"):
            points = final_marks(small, sheets, with_final(small.rules, rule, of)).points("A02")
            assert points is not None and (points[0], points[2]) == (20, 30)


def test_a_missing_sheet_leaves_the_unit_unknown(small: EditionRecord) -> None:
    """R5's sheet of A01 in the second round is assigned and not there; other units are as before."""
    record = without(small, ("second", "A01", "R5"))
    final = final_marks(record, ballots(record))
    assert final.points("A01") is None and pd.isna(final.scores["A01"])
    assert final.scores.drop("A01").to_dict() == {"A02": 69, "A03": 97, "B01": 29, "B02": 77}
    assert final.n_sheets.tolist() == [2, 3, 3, 2, 2]


def test_a_missing_sheet_of_a_round_that_does_not_count(small: EditionRecord) -> None:
    record = without(small, ("first", "A01", "R2"))
    assert score(record)["A01"] == 85
    assert score(record, with_final(small.rules, of="all-rounds"))["A01"] is None


def test_without_an_assignment_one_sheet_a_round_is_enough(small: EditionRecord) -> None:
    record = without(small, ("second", "A01", "R5"))
    assert record.review is not None
    record = dataclasses.replace(record, review=dataclasses.replace(record.review, assignment=None))
    assert score(record)["A01"] == 85  # (85 + 84.5) / 2 = 84.75
    for reviewer in ("R1", "R2"):
        record = without(record, ("second", "B01", reviewer))
    assert score(record)["B01"] is None


def test_no_marks_at_all(small: EditionRecord) -> None:
    assert small.review is not None
    record = dataclasses.replace(small, review=dataclasses.replace(small.review, marks=None))
    final = final_marks(record, ballots(record))
    assert not final.known.any() and final.scores.isna().all() and len(final.scores) == 5


# --- Other rules -----------------------------------------------------------------------------------------------------


def areas(*points: object) -> list[dict[str, object]]:
    """Return the rubric with other points for council, committee, projects and media."""
    named = [
        {"id": i, "name": {"zh": f"{i} 项", "en": i.title()}, "points": Decimal(str(p))}
        for i, p in zip(INDICATORS, points, strict=True)
    ]
    return [
        {"id": "organisation", "name": {"zh": "组织", "en": "Organisation"}, "indicators": named[:2]},
        {"id": "activity", "name": {"zh": "活动", "en": "Activity"}, "indicators": named[2:]},
    ]


def test_points_are_stretched(small: EditionRecord) -> None:
    """Council from 30 to 10 points, projects from 40 to 60: B02's 22, 15, 32, 7.5 become 22/3, 15, 48, 7.5."""
    rules = variant(small.rules, areas=areas(10, 20, 60, 10))
    final = final_marks(small, ballots(small), rules)
    assert final.points("B02") == (F(22, 3), 15, 48, F("7.5"))
    assert int(final.scores["B02"]) == 78  # 77.83
    assert final.points("A02") == (F(20, 3), 13, 45, F(19, 3))  # what was decided is stretched too
    assert int(final.scores["A02"]) == 71


def test_points_are_stretched_to_a_step_of_their_own(small: EditionRecord) -> None:
    """Marks in steps of 0.1 under the new rules: the same points."""
    rules = variant(small.rules, marks={"step": Decimal("0.1")})
    assert final_marks(small, ballots(small), rules).points("B01") == (F("7.5"), 6, 12, F("3.75"))
    assert score(small, rules) == score(small)


AWKWARD = ("29.9993", "20.0003", "40.0001", "10.0003")


def awkward(small: EditionRecord) -> EditionRecord:
    """Return the edition with the marks given in steps of 0.0001 under maxima whose common multiple has 22 digits."""
    assert small.review is not None and small.review.marks is not None
    rules = variant(small.rules, areas=areas(*AWKWARD), marks={"step": Decimal("0.0001")})
    marks = small.review.marks.assign(steps=small.review.marks["steps"] * 5000)
    marks["steps"] = marks["steps"].clip(upper=marks["indicator"].map(
        {i: rules.mark_scale.to_steps(Decimal(p)) for i, p in zip(INDICATORS, AWKWARD, strict=True)}).astype("int64")
    )  # fmt: skip
    return dataclasses.replace(small, rules=rules, review=dataclasses.replace(small.review, marks=marks))


def test_stretching_stays_exact_beyond_64_bits(small: EditionRecord) -> None:
    """Awkward maxima stretched to 30, 20, 40 and 10: each mark times its factor, whatever the common denominator."""
    record = awkward(small)
    base = final_marks(record, ballots(record))
    rules = variant(small.rules, marks={"step": record.rules.mark_scale.step})
    final = final_marks(record, ballots(record), rules)
    assert final.known.all()
    wanted = {}
    for unit in final.units:
        marks = base.points(unit)
        assert marks is not None
        stretched = tuple(m * MAXIMA[i] / F(p) for i, p, m in zip(INDICATORS, AWKWARD, marks, strict=True))
        assert final.points(unit) == stretched
        wanted[unit] = round_half_up(sum(stretched))
    assert score(record, rules) == wanted == {"A01": 85, "A02": 69, "A03": 97, "B01": 29, "B02": 76}
    differences = dict(docket(record, rules).table[["unit", "difference"]].to_numpy().tolist())
    low, high = (10, 8, 20, 4), (24, 16, 32, 8)  # A02: R2 in the first round, R3 in the second
    assert differences["A02"] == sum(
        (h - n) * F(MAXIMA[i]) / F(p) for n, h, i, p in zip(low, high, INDICATORS, AWKWARD, strict=True)
    )


def test_back_and_forth_is_the_identity(small: EditionRecord) -> None:
    """Marks stretched by odd primes lose nothing: a third of a point stays a third."""
    rules = variant(small.rules, areas=areas(31, 17, 39, 13))
    final = final_marks(small, ballots(small), rules)
    points = final.points("A03")
    assert points == (F(88, 3) * 31 / 30, F(58, 3) * 17 / 20, F(118, 3) * 39 / 40, F(28, 3) * 13 / 10)


def test_rounds_are_known_by_their_names(small: EditionRecord) -> None:
    """Rules that drop the first round, or list it last, still mean the marks of the round that they name."""
    review = small.rules.review.model_dump(exclude_none=True)
    first, second, talk = review["rounds"]
    only_second = variant(small.rules, review=review | {"rounds": [second, talk]})
    assert score(small, only_second) == score(small)
    only_first = variant(small.rules, review=review | {"rounds": [first, talk]})
    # (93 + 88) / 2 = 90.5; 20 + 10 + 30 + 4.5 = 64.5; 99.75; (22 + 25 + 16) / 3 = 21; 72.25
    assert score(small, only_first) == {"A01": 91, "A02": 65, "A03": 100, "B01": 21, "B02": 72}
    swapped = variant(small.rules, review=review | {"rounds": [second, first, talk]})
    assert score(small, swapped) == score(small, only_first)


def test_other_indicators_are_refused(small: EditionRecord) -> None:
    rules = variant(small.rules, areas=areas(30, 20, 40, 10)[::-1])
    with pytest.raises(ValueError, match="`rules` must have the indicators"):
        final_marks(small, ballots(small), rules)


# --- Against plain fractions -----------------------------------------------------------------------------------------


def round_half_up(value: Fraction) -> int:
    return floor(value + F(1, 2))


def plain_round(value: Fraction, rule: str) -> int:
    """Round a fraction by the book: ``round`` of a Fraction is half-even."""
    return {"half-up": round_half_up(value), "half-even": round(value), "down": floor(value)}[rule]


def plain_score(
    sheets: Sequence[Sequence[Fraction]], decided: Mapping[int, Fraction], rule: str, rounding: str
) -> int | None:
    """Return the score from the sheets of one unit: column by column, with Python's own statistics."""
    total = F(0)
    for k, marks in enumerate(zip(*sheets, strict=True)):
        if k in decided:
            combined = decided[k]
        elif rule == "mean":
            combined = statistics.mean(marks)
        elif rule == "median":
            combined = statistics.median(marks)
        elif len(marks) < 3:
            return None
        else:
            combined = statistics.mean(sorted(marks)[1:-1])
        total += combined
    if not sheets or (rule == "trimmed-mean" and len(sheets) < 3):
        return None
    return plain_round(total, rounding)


def edited(record: EditionRecord, sheets: Marked) -> EditionRecord:
    """Return the small edition with some sheets replaced, through files."""
    return from_files({**SHEETS, **sheets}, DECIDED)


def from_files(sheets: Marked, decided: Mapping[tuple[str, str], object]) -> EditionRecord:
    """Write an edition with these sheets and read it."""
    with tempfile.TemporaryDirectory() as root:
        folder = SmallFolder.written_to(Path(root))
        minutes = folder.text("minutes.csv")
        folder.with_sheets(sheets, decided)
        if decided:
            head, revised, kept = minutes.splitlines(keepends=True)
            units = {unit for unit, _ in decided}
            rows = [revised.replace("A02", unit, 1) for unit in sorted(units)]
            rows += [kept] if "B02" not in units else []
            folder.write("minutes.csv", "".join([head, *rows]))
        return folder.read()


def without(record: EditionRecord, sheet: tuple[str, str, str]) -> EditionRecord:
    """Return the edition with one sheet not handed in."""
    assert record.review is not None and record.review.marks is not None
    marks = record.review.marks
    step, unit, reviewer = sheet
    gone = (marks["round"] == step) & (marks["unit"] == unit) & (marks["reviewer"] == reviewer)
    assert gone.sum() == len(INDICATORS)
    return dataclasses.replace(record, review=dataclasses.replace(record.review, marks=marks[~gone]))


UNITS = ("A01", "A02", "A03", "B01", "B02")
SETTINGS = st.tuples(
    st.sampled_from(("mean", "median", "trimmed-mean")),
    st.sampled_from(("last-round", "all-rounds")),
    st.sampled_from(("half-up", "half-even", "down")),
)


@st.composite
def editions(draw: st.DrawFn) -> tuple[dict[tuple[str, str, str], tuple[str, ...]], dict[tuple[str, str], str]]:
    """Any number of sheets for each unit and round, any marks, anything decided."""
    sheets = {}
    for step in ("first", "second"):
        for unit in UNITS:
            for reviewer in sorted(draw(st.sets(st.sampled_from(("R1", "R2", "R3", "R4", "R5")), min_size=1))):
                if (reviewer, unit) != ("R4", "A03"):
                    halves = [draw(st.integers(0, 2 * most)) for most in MAXIMA.values()]
                    sheets[step, unit, reviewer] = tuple(str(Decimal(h) / 2) for h in halves)
    pairs = st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(INDICATORS)), max_size=6)
    decided = {(u, i): str(draw(st.integers(0, MAXIMA[i]))) for u, i in sorted(draw(pairs))}
    return sheets, decided


@given(editions(), SETTINGS)
@settings(max_examples=40)
def test_plain_fractions_agree(
    edition: tuple[dict[tuple[str, str, str], tuple[str, ...]], dict[tuple[str, str], str]],
    how: tuple[str, str, str],
) -> None:
    """Scores of random editions, recomputed from the text of the marks with Python's own statistics."""
    sheets, decided = edition
    rule, of, rounding = how
    record = from_files(sheets, decided)
    rules = with_final(record.rules, rule, of, rounding)
    found = score(record, rules)
    for unit in UNITS:
        steps = ["second"] if of == "last-round" else ["first", "second"]
        mine = [[F(p) for p in marks] for (s, u, _), marks in sheets.items() if u == unit and s in steps]
        ruled = {INDICATORS.index(i): F(p) for (u, i), p in decided.items() if u == unit}
        missing = any(all((s, u) != (step, unit) for s, u, _ in sheets) for step in steps)
        assert found[unit] == (None if missing else plain_score(mine, ruled, rule, rounding)), unit


@given(editions(), SETTINGS, st.permutations(("R1", "R2", "R3", "R4", "R5")))
@settings(max_examples=20)
def test_relabelling_reviewers_changes_nothing(
    edition: tuple[dict[tuple[str, str, str], tuple[str, ...]], dict[tuple[str, str], str]],
    how: tuple[str, str, str],
    names: Sequence[str],
) -> None:
    sheets, decided = edition
    other = dict(zip(("R1", "R2", "R3", "R4", "R5"), names, strict=True))
    relabelled = {(s, u, other[r]): marks for (s, u, r), marks in sheets.items()}
    found = []
    for each in (sheets, relabelled):
        record = from_files(each, decided)
        found.append(score(record, with_final(record.rules, *how)))
    assert found[0] == found[1]


@given(editions(), SETTINGS, st.data())
@settings(max_examples=20)
def test_raising_a_mark_never_lowers_a_score(
    edition: tuple[dict[tuple[str, str, str], tuple[str, ...]], dict[tuple[str, str], str]],
    how: tuple[str, str, str],
    data: st.DataObject,
) -> None:
    sheets, decided = edition
    key = data.draw(st.sampled_from(sorted(sheets)))
    place = data.draw(st.integers(0, 3))
    marks = list(sheets[key])
    marks[place] = str(
        Decimal(data.draw(st.integers(int(2 * Decimal(marks[place])), 2 * MAXIMA[INDICATORS[place]]))) / 2
    )
    found = []
    for each in (sheets, {**sheets, key: tuple(marks)}):
        record = from_files(each, decided)
        found.append(score(record, with_final(record.rules, *how)))
    before, after = found
    assert all(before[u] == after[u] for u in UNITS if u != key[1])
    low, high = before[key[1]], after[key[1]]
    assert (low is None and high is None) or (low is not None and high is not None and low <= high)


def test_final_marks_of_many_units_at_once() -> None:
    """Units with different numbers of sheets are combined in groups; each gets its own marks back."""
    sheets = {("second", u, f"R{r}"): (r, n, 2 * r, n) for n, u in enumerate(UNITS) for r in range(1, n + 2) if r < 6
              if (r, u) != (4, "A03")}  # fmt: skip
    record = from_files(sheets, {})
    final: FinalMarks = final_marks(record, ballots(record))
    # Unit n has the sheets of R1 to R(n+1): the mean of 1 … n + 1 is n/2 + 1; the second and fourth marks are n.
    assert final.n_sheets.tolist() == [1, 2, 3, 4, 5]
    assert [final.points(u) for u in UNITS] == [(F(n, 2) + 1, n, n + 2, n) for n in range(5)]
    assert np.array_equal(final.denominator, [1, 2, 3, 4, 5])
