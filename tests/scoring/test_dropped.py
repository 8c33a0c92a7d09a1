"""An indicator dropped after marking: what everybody would have, by plain fractions; and what the command says."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from pathlib import Path

import pytest
from click.testing import CliRunner

from evalkit.cli import main
from evalkit.errors import EditionError, UnknownName
from evalkit.scoring import Evaluation
from evalkit.scoring.dropped import what_changes, without_indicator
from tests.review.small import DECIDED, INDICATORS, SHEETS, SmallFolder

_POINTS = dict(zip(INDICATORS, (30, 20, 40, 10), strict=True))


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    return SmallFolder.written_to(tmp_path)


def by_fractions(dropped: str) -> dict[str, int]:
    """The rest in proportion to all points: means of the second round, decided marks in their place, half up."""
    left = [i for i in INDICATORS if i != dropped]
    found = {}
    for unit in dict.fromkeys(key[1] for key in SHEETS):
        total = Fraction(0)
        for indicator in left:
            place = INDICATORS.index(indicator)
            given = [Fraction(p[place]) for (step, u, _), p in SHEETS.items() if (step, u) == ("second", unit)]
            total += Fraction(DECIDED.get((unit, indicator), sum(given) / len(given)))
        found[unit] = floor(total * 100 / sum(_POINTS[i] for i in left) + Fraction(1, 2))
    return found


@pytest.mark.parametrize("dropped", INDICATORS)
def test_the_rest_is_taken_for_the_whole(small: SmallFolder, dropped: str) -> None:
    record = small.read().reviewed()
    results = without_indicator(record, dropped).results
    assert dict(zip(results["unit"], results["score"].astype(int), strict=True)) == by_fractions(dropped)


def test_without_media_by_hand(small: SmallFolder) -> None:
    """A03 has 88 of 90 and so 97.8; A02, decided, 63 of 90 and so 70. Nobody changes tier or rank."""
    assert by_fractions("media") == {"A01": 85, "A02": 70, "A03": 98, "B01": 28, "B02": 77}
    record = small.read().reviewed()
    found = what_changes(Evaluation(record, record.rules), without_indicator(record, "media")).set_index("unit")
    assert found.loc["A02", ["score_before", "score_after"]].tolist() == ["69", "70"]
    assert (found["tier_before"] == found["tier_after"]).all() and (found["rank_before"] == found["rank_after"]).all()


def test_what_cannot_be_dropped(small: SmallFolder) -> None:
    record = small.read().reviewed()
    with pytest.raises(UnknownName, match="fame"):
        without_indicator(record, "fame")
    small.write("dropped.csv", "indicator,since,reason\n" + "".join(f"{i},2026-03-05,x\n" for i in INDICATORS[:3]))
    with pytest.raises(EditionError, match="no indicator that weighs in the score and is no bonus would be left"):
        without_indicator(small.read().reviewed(), "media")
    with pytest.raises(UnknownName, match="council"):
        without_indicator(small.read().reviewed(), "council")


def test_what_is_not_applicable_counts_as_the_rules_say_and_what_is_dropped_does_not(small: SmallFolder) -> None:
    """Where NA counts as the least mark, an indicator that is dropped is left out all the same."""
    small.sub("rules.toml", "[marks]\n", '[marks]\nnot_applicable = "minimum"\n')
    results = without_indicator(small.read().reviewed(), "media").results
    assert dict(zip(results["unit"], results["score"].astype(int), strict=True)) == by_fractions("media")


def test_the_command(small: SmallFolder, tmp_path: Path) -> None:
    root = str(small.edition.parent.parent.parent)
    before = {path.name: path.read_bytes() for path in small.edition.iterdir()}
    words = ["--root", root, "what-if", "small", "2025", "--without", "media", "--to", str(tmp_path / "all.csv")]
    said = CliRunner().invoke(main, words, env={"LC_ALL": "C.UTF-8"})
    assert said.exit_code == 0, said.output
    lines = said.output.splitlines()
    assert "  A02: score 69 → 70, tier Middle → Middle, rank 4 → 4" in lines
    assert lines[3] == (
        "Without media, 3 of 5 units would have another score, 0 another tier, 0 another rank. Nothing was changed."
    )
    rows = (tmp_path / "all.csv").read_text("utf-8-sig").splitlines()
    assert len(rows) == 6 and rows[0].startswith("unit,name,score_before,score_after,tier_before")
    assert {path.name: path.read_bytes() for path in small.edition.iterdir()} == before
