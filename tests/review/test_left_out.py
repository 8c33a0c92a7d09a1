"""Marks on other scales, in grades, not applicable or missing: what they come to, worked out by hand."""

from __future__ import annotations

import shutil
from fractions import Fraction as F
from pathlib import Path

import numpy as np
import pytest

from evalkit.edition import EditionRecord
from evalkit.edition.reader import read_edition
from evalkit.errors import EditionError, EvalkitError
from evalkit.reliability.sheets import sheets as reliability_sheets
from evalkit.review.ballots import ballots
from evalkit.review.docket import docket
from evalkit.review.filing import marks_in_points
from evalkit.review.final import final_marks
from evalkit.review.trail import trail
from evalkit.scoring import Evaluation
from tests.review import scaled


@pytest.fixture
def record(tmp_path: Path) -> EditionRecord:
    return scaled.written_to(tmp_path).read()


def test_grades_are_their_values_by_id_and_by_either_name(record: EditionRecord) -> None:
    points = marks_in_points(record.reviewed())
    media = points[points["indicator"] == "media"]
    found = dict(zip(zip(media["unit"], media["reviewer"], strict=True), media["points"], strict=True))
    assert found["A01", "R3"] == 4  # A
    assert found["A02", "R4"] == 2  # 乙, the Chinese name of B
    assert found["B01", "R1"] == 4  # Best, the English name of A
    # NA on all that counts: it does not take part, and what was marked stays on file.
    assert found["A03", "R3"] == "NA"
    assert "A03" not in set(record.reviewed().review.marks["unit"])


def test_what_is_not_applicable_is_left_out_of_the_mean(record: EditionRecord) -> None:
    """A01: council (6 + 4 + 5) / 3, committee (5 + 2) / 2, media (4 + 2 + 1) / 3; projects counts for nothing."""
    final = final_marks(record.reviewed(), ballots(record.reviewed()))
    assert final.points("A01") == (5, F(7, 2), F(3, 2), F(7, 3), 2)
    assert final.total("A01") == 5 + F(7, 2) + F(7, 3)  # 65/6 = 10.83
    assert int(final.scores["A01"]) == 11


def test_an_indicator_that_nobody_found_applicable_is_taken_at_the_share_of_the_rest(record: EditionRecord) -> None:
    """A02: council (1 + 3) / 2 = 2, media (1 + 2) / 2 = 1.5. Of their ranges, 5 and 3, it reaches 1 + 0.5, 3/16.

    Committee, from 1 to 6, is therefore taken at 1 + 5 · 3/16 = 31/16: 2 + 1.5 + 31/16 = 87/16 = 5.4375.
    """
    final = final_marks(record.reviewed(), ballots(record.reviewed()))
    assert final.points("A02") == (2, None, F(7, 2), F(3, 2), 3)
    assert final.total("A02") == F(87, 16)
    assert int(final.scores["A02"]) == 5


def test_a_unit_of_which_nothing_that_counts_was_marked_does_not_take_part(record: EditionRecord) -> None:
    """A03 has marks on what is not in the score, and NA on all that is: no score, and not 0, nor one to wait for."""
    ev = Evaluation(record, record.rules)
    assert "A03" not in set(ev.results["unit"])


def test_the_total_of_a_sheet_is_what_it_alone_would_make_of_a_unit(record: EditionRecord) -> None:
    """A01: R3 6 + 5 + 4 = 15, R5 5 + 2 + 1 = 8; R4 reaches 3 + 1 of 5 + 3: 1/2, so committee 3.5 and 9.5 in all."""
    sheets = ballots(record.reviewed()).with_totals
    totals = {
        (sheets.units[u], sheets.reviewers[r]): t * sheets.total_step
        for u, r, t in zip(sheets.unit, sheets.reviewer, sheets.totals.tolist(), strict=True)
    }
    assert [totals["A01", r] for r in ("R3", "R4", "R5")] == [15, F(19, 2), 8]
    assert ("A03", "R3") not in totals  # nothing of it counts
    assert totals["B01", "R1"] == 16 and totals["B01", "R2"] == 3  # the ends of the scores


def test_the_docket_compares_these_totals(record: EditionRecord) -> None:
    """B01 differs by 13, A01 by 7; B02 (2 + 3 + 2 = 7 and 2 + 4 + 1 = 7) by nothing. 5 points are important.

    A02: 3 and 3 + 13 · 3/8 = 63/8, two tiers apart once it is rounded to 8.
    """
    table = docket(record.reviewed()).table.set_index("unit")
    assert table["difference"].to_dict() == {"B01": 13, "A01": 7, "A02": F(39, 8)}
    drivers = {d.indicator: (d.lowest, d.highest) for d in table.loc["A01", "drivers"]}
    # Committee 5 against 2, media 4 against 1, council 6 against 5; what is in no score drives no total.
    assert drivers == {"committee": (2, 5), "media": (1, 4), "council": (5, 6)}


def test_the_trail_has_no_points_where_nothing_applied(record: EditionRecord) -> None:
    rows = trail(record.reviewed(), "A02").set_index(["indicator", "reviewer"])
    assert rows.loc[("committee", "R3"), "points"] is None
    assert rows.loc[("media", "R4"), "points"] == 2


@pytest.mark.parametrize(
    ("treatment", "total"),
    [
        # A02: council 2, media 1.5, and committee twice 0, or twice the least mark.
        ("zero", F(7, 2)),
        ("minimum", F(9, 2)),
    ],
)
def test_what_is_not_applicable_may_count(treatment: str, total: F, tmp_path: Path) -> None:
    marks = scaled.MARKS.replace('"leave-out"\nmissing', f'"{treatment}"\nmissing')
    folder = scaled.written_to(tmp_path, marks=marks)
    if treatment == "zero":  # scores then begin at 0
        text = folder.text("rules.toml").replace("min = 3", "min = 0").replace("lowest = 3\n", "lowest = 0\n")
        folder.write("rules.toml", text)
    record = folder.read().reviewed()
    assert final_marks(record, ballots(record)).total("A02") == total


def test_statistics_leave_out_what_is_about_the_reviewer(record: EditionRecord) -> None:
    """Shares are of the range: 6 on 1–6 is 1, 1 is 0; NaN where nothing applied; A03 has no total and is no sheet."""
    found = reliability_sheets(record.reviewed())
    assert [i.id for i in found.indicators] == ["council", "committee", "projects", "media"]
    assert found.size == 9
    np.testing.assert_allclose(found.shares[0], [1, 0.8, 0, 1])  # 6, 5, 1 and A
    assert np.isnan(found.shares[1][1])
    assert found.totals[0] == 15


def test_a_variant_cannot_turn_the_scale_or_its_words(record: EditionRecord) -> None:
    ev = Evaluation(record, record.rules)
    with pytest.raises(EvalkitError) as caught:
        ev.replace(marks={"minimum": 1, "maximum": 6, "step": 1, "not_applicable": "minimum", "missing": "leave-out"})
    assert caught.value.message == "other-marks"
    assert "treatment" in caught.value.describe("en") and "处理办法" in caught.value.describe("zh")


def test_a_variant_stretches_marks_over_another_range(record: EditionRecord) -> None:
    """On 1–11 a mark x of 1–6 is 1 + 2 (x − 1): A01's council 5 is 9, its committee 3.5 is 6; media stays 7/3."""
    areas = [a.model_dump(exclude_none=True) for a in record.rules.areas]
    for indicator in areas[0]["indicators"]:
        indicator["maximum"] = 11
    rules = record.rules.model_copy(
        update={
            "areas": type(record.rules)
            .model_validate(record.rules.model_dump(exclude_none=True) | {"areas": areas})
            .areas
        }
    )
    final = final_marks(record.reviewed(), ballots(record.reviewed()), rules)
    assert final.points("A01")[:2] == (9, 6)  # type: ignore[index]
    assert final.points("A01")[3] == F(7, 3)  # type: ignore[index]


@pytest.mark.parametrize("key", ["not_applicable", "missing"])
def test_no_limit_of_each_reviewer_where_marks_are_left_out(tmp_path: Path, key: str) -> None:
    """What a reviewer left out would count as 0: 4 of 8 points and one NA, half of what they stand for."""
    folder = tmp_path / "hi-tech-enterprise"
    shutil.copytree(Path(__file__).parents[1] / "rulesets" / "data" / folder.name, folder)
    rules = folder / "2026" / "rules.toml"
    text = rules.read_text(encoding="utf-8").replace('cap = "combined"', 'cap = "reviewer"', 1)
    rules.write_text(text.replace("[marks]\n", f'[marks]\n{key} = "leave-out"\n'), encoding="utf-8")
    with pytest.raises(EditionError) as raised:
        read_edition(folder / "2026")
    found = [(fault.kind, fault.column, fault.variables) for fault in raised.value.faults]
    assert found == [("not-with", "areas[1].cap", {"key": f'marks.{key} = "leave-out"'})]
