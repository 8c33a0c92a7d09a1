"""Editions of which little is known: what may be absent, and what is a fault all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from tests.folders import REPOSITORY

ALLIANCES = REPOSITORY / "data" / "alliances"


@pytest.fixture
def copy(tmp_path: Path) -> Callable[[str], Path]:
    def make(edition: str) -> Path:
        import shutil

        folder = tmp_path / "alliances" / edition
        shutil.copytree(ALLIANCES / edition, folder)
        shutil.copy(ALLIANCES / "programme.toml", folder.parent)
        return folder

    return make


def faults(folder: Path) -> list[str]:
    with pytest.raises(EditionError) as caught:
        read_edition(folder)
    assert all(fault.describe("zh") for fault in caught.value.faults)
    return [fault.describe("en") for fault in caught.value.faults]


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("edition", sorted(p.name for p in ALLIANCES.iterdir() if p.is_dir()))
def test_every_edition_is_free_of_faults_and_has_its_source(edition: str) -> None:
    record = read_edition(ALLIANCES / edition)
    assert record.notes == ()
    assert (ALLIANCES / edition / "SOURCE.md").stat().st_size > 200
    if record.facts is not None:
        assert record.facts["source"].notna().all()
    if not record.rules.complete:
        assert record.scores["source"].notna().all()


def test_a_whole_edition_needs_its_cut_offs(copy: Callable[[str], Path]) -> None:
    folder = copy("2018")
    edit(folder / "rules.toml", 'level = "some-scores"', 'level = "scores"')
    found = [f for f in faults(folder) if f.startswith("rules.toml")]
    assert sum("the cut-off is missing" in f for f in found) == 8


def test_cut_offs_for_some_tiers_only(copy: Callable[[str], Path]) -> None:
    folder = copy("2014")
    edit(folder / "rules.toml", "lowest = 86\n", "")
    (found,) = faults(folder)
    assert found.startswith("rules.toml, row ") and "tiers[1].lowest: the cut-off is missing" in found


def test_tiers_without_banding_are_compared_as_they_are(copy: Callable[[str], Path]) -> None:
    """Bands of whole points hold every score of a scale in whole points: nothing is rounded before them."""
    folder = copy("2014")
    edit(folder / "rules.toml", '[banding]\nto_nearest = 1\nrounding = "half-up"\n', "")
    assert read_edition(folder).rules.rounded_to[0] == 1


def test_a_row_of_which_nothing_is_known(copy: Callable[[str], Path]) -> None:
    folder = copy("2015")
    edit(folder / "scores.csv", "353,86,no,high", "353,,no,")
    assert faults(folder) == ["scores.csv, row 3: nothing is known of unit 353; allowed: a score, a tier or at_least."]


def test_a_score_and_at_least(copy: Callable[[str], Path]) -> None:
    folder = copy("2015")
    edit(folder / "scores.csv", "353,86,no,high,,", "353,86,no,high,80,")
    assert faults(folder) == ["scores.csv, row 3, at_least: a score and at_least are both given; allowed: one of them."]


def test_an_edition_of_counts_has_no_units(copy: Callable[[str], Path]) -> None:
    folder = copy("2020-2021")
    (folder / "units.csv").write_text("unit,name,cohort\n101,A,1\n", encoding="utf-8")
    assert faults(folder) == ["units.csv: an edition whose data.level is “counts” has no such table."]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (
            "participant,,,86,,x",
            "fact: “participant” is not allowed; allowed: entered, participants, tier, honour. "
            "Did you mean “participants”?",
        ),
        (
            "tier,,,5,,x",
            "tiers: the tiers are missing for fact “tier”; allowed: tiers for fact “tier” and for no other.",
        ),
        (
            "honour,1,high,5,,x",
            "tiers: tiers are given for fact “honour”; allowed: tiers for fact “tier” and for no other.",
        ),
        (
            "tier,,hihg,5,,x",
            "tiers: “hihg” is not allowed; allowed: high, fairly-high, average, inactive. Did you mean “high”?",
        ),
        ("honour,1 4,,5,,x", "cohorts: “1 4” is not allowed; allowed: 1, 2, 3, D."),
        ("honour,1,,-5,,x", "count: “-5” is not a count; allowed: a whole number from 0."),
        ("honour,1,,2.5,,x", "count: “2.5” is not a count; allowed: a whole number from 0."),
        ("honour,1,,5,,", "source: the cell is empty; allowed: a value."),
        ("entered,,,7,,x", "fact: “entered” stands in row 2 already; allowed: every value once."),
    ],
)
def test_faults_of_facts(copy: Callable[[str], Path], line: str, fault: str) -> None:
    folder = copy("2020-2021")
    with (folder / "facts.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    found = [f.replace("“hihg”", "“hihg”") for f in faults(folder)]
    assert found == [f"facts.csv, row 6, {fault}"]
