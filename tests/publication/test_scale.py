"""What the shift between editions tells of a panel in which one reviewer came for another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import evalkit
from evalkit.frames import SHIFTS
from evalkit.publication.part import scale_for
from evalkit.reliability import Consistency, linking
from evalkit.rules.audience import Audience
from evalkit.scoring.lineage import Lineage
from evalkit.statistics.linking import shift
from tests.review.small import INDICATORS, SmallFolder

#: By rounds, how many sheets each reviewer has.
Rounds = Mapping[str, Mapping[str, int]]


def panels(came: int) -> tuple[np.ndarray, ...]:
    """Two editions of 40 units, all marked by six reviewers, `came` of them new in the second: columns of sheets."""
    rng = np.random.default_rng(4)
    unit, reviewer, later = (index.ravel() for index in np.indices((40, 6, 2)))
    reviewer = np.where((later == 1) & (reviewer >= 6 - came), reviewer + came, reviewer)
    severity = 4 * rng.standard_normal(12)
    marks = rng.normal(70, 9, 80)[40 * later + unit] + severity[reviewer] + rng.standard_normal(480)
    return 40 * later + unit, reviewer, later, marks


def told(before: Rounds, after: Rounds, audience: Audience, root: Path) -> list[str]:
    """By what these readers learn how two editions differ; each is, by rounds, how many sheets each reviewer has."""
    pair = [edition(root / name, rounds) for name, rounds in (("before", before), ("after", after))]
    found = linking.shifts(*pair, Lineage(None, ["2025"]))
    assert found["common"].tolist()[0] > 2 and found["undefined_because"].isna().all()
    return scale_for(found[found["link"] == "reviewers"], pair, audience)["link"].tolist()


def edition(root: Path, rounds: Rounds) -> Consistency:
    """The small edition with 40 units in its first cohort; a reviewer marks the first so many of them."""
    folder = SmallFolder.written_to(root)
    folder.sub("rules.toml", "total = 4", "total = 40")
    folder.sub("rules.toml", "total = 3", "total = 0")
    units = [f"A{k:02}" for k in range(1, 41)]
    rows = ("unit,name,name_en,cohort,subject", *(f"{u},甲{u},Alpha {u},A,steel" for u in units))
    people = ("reviewer,name,subject", *(f"R{k},某{k},farming" for k in range(1, 13)))
    folder.write("units.csv", "\n".join(rows) + "\n")
    folder.write("reviewers.csv", "\n".join(people) + "\n")
    for file in ("affiliations.csv", "recusals.csv"):
        folder.path(file).unlink()
    submitted = [f"{u},{i},yes\n" for u in units for i in INDICATORS]
    folder.write("submissions.csv", "".join(["unit,indicator,submitted\n", *submitted]))
    draw = np.random.default_rng(5)
    folder.with_sheets(
        {
            (step, unit, who): tuple(draw.integers(0, most + 1) for most in (30, 20, 40, 10))
            for step, sheets in rounds.items()
            for who, n in sheets.items()
            for unit in units[:n]
        }
    )
    return Consistency(evalkit.load("small", "2025", root=folder.root).evaluate())


def test_the_printed_shift_would_tell_how_severe_the_one_who_came_is() -> None:
    """The attack: who sits on a panel is known. Of six with as many sheets each one is another: six times the shift is
    by how much the one who came is more lenient than the one who left."""
    unit, reviewer, later, marks = panels(1)
    printed = round(shift(unit, reviewer, later, marks, "reviewers").estimate or 0, 1)
    cells = pd.DataFrame({"unit": unit, "reviewer": reviewer, "mark": marks})
    common = cells[~cells["reviewer"].isin([5, 6])].groupby("unit")["mark"].mean()
    single = cells[cells["reviewer"].isin([5, 6])].set_index("unit")
    beyond = (single["mark"] - common).groupby(single["reviewer"]).mean()
    assert abs(6 * printed - (beyond[6] - beyond[5])) <= 0.31 and abs(beyond[6] - beyond[5]) > 1


#: Ten units each by six reviewers.
SIX = {f"R{k}": 10 for k in range(1, 7)}


def changed(came: int, *sheets: int) -> dict[str, int]:
    """The panel in which so many came for others; how many sheets they have, by default as many as the rest."""
    stayed = {f"R{k}": 10 for k in range(1, 7 - came)}
    return stayed | {f"R{k}": n for k, n in zip(range(7, 7 + came), sheets or [10] * came, strict=True)}


@pytest.mark.parametrize("came", [1, 2])
def test_where_one_or_two_came_the_public_is_not_told(came: int, tmp_path: Path) -> None:
    assert not told({"second": SIX}, {"second": changed(came)}, "public", tmp_path / "public")
    assert told({"second": SIX}, {"second": changed(came)}, "internal", tmp_path / "internal")


@pytest.mark.parametrize("came", [0, 3])
def test_where_more_came_or_nobody_it_is_told(came: int, tmp_path: Path) -> None:
    assert told({"second": SIX}, {"second": changed(came)}, "public", tmp_path)


def test_those_of_a_round_that_does_not_count_are_no_company(tmp_path: Path) -> None:
    """Final marks are of the last round: four others in the first make ten people, of whom nine stayed."""
    first = {f"R{k}": 10 for k in range(8, 12)}
    assert not told({"first": first, "second": SIX}, {"first": first, "second": changed(1)}, "public", tmp_path)


@pytest.mark.parametrize("sheets", [(38, 1, 1), (34, 3, 3)])
def test_those_who_hardly_marked_are_no_company(sheets: tuple[int, ...], tmp_path: Path) -> None:
    """Three came, and of what they marked the third has more than half: it is the severity of that one."""
    assert not told({"second": SIX}, {"second": changed(3, *sheets)}, "public", tmp_path)


def test_who_stayed_and_marked_more_alone_is_told_of_as_well(tmp_path: Path) -> None:
    """Nobody came or left; R1 has three times the sheets, so the shift is R1's severity against the others'."""
    assert not told({"second": SIX}, {"second": SIX | {"R1": 30}}, "public", tmp_path)


def test_too_few_units_in_common_are_not_told() -> None:
    rows = [("2024", "2025", "units", n, 1.0, 0.0, 2.0, None) for n in (2, 3)]
    assert scale_for(SHIFTS.of(rows), (), "public")["common"].tolist() == [3]
