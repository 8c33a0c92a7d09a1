"""Pages of small editions whose rules are of a rarer kind: made without an error, and saying what the rules say."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from evalkit.report.elements import TableView
from tests.folders import REPOSITORY
from tests.generated.pages import Seen, as_text, every_page
from tests.rulesets.small import edition, scored
from tests.rulesets.test_lots import GIVEN, RULES, SEED
from tests.rulesets.test_low_and_negative import ELEMENTS, GOLF, NIH, VOTES
from tests.rulesets.test_points_by_formula import BIDS, TENDER

TYPES = '[[types]]\nid = "works"\nname = "Works"\n[[types]]\nid = "goods"\nname = "Goods"\n'
LOTS = "unit,name,type,price\nA,Bid A,works,900\nB,Bid B,goods,1100\nC,Bid C,works,1800\n"

#: How the edition is written, and what its pages say, by page.
CASES: Mapping[str, tuple[Callable[[Path], Path], Mapping[str, tuple[str, ...]]]] = {
    "a payline": (
        lambda root: edition(root, NIH, VOTES),
        {
            "02-scores-and-tiers": (
                "Low is good: the lowest score has rank 1.",
                "No unit has the best score that there is, 10.",
                # C (50) and A (30) are the last in their tiers; B (33) and D (53) are 3 points from a better one.
                "2 of the 4 scores shown here would change tier if moved by 2 or less: 0 up, 2 down.",
            )
        },
    ),
    "strokes against par": (
        lambda root: scored(root, GOLF, "A,-1 B,0 C,-7 D,-1 E,12"),
        {"02-scores-and-tiers": ("The 5 published scores run from −7 to 12; their median is −1.",)},
    ),
    "grades of execution": (
        lambda root: edition(
            root,
            ELEMENTS.format(rule="mean", marks=""),
            {("A", "panel", "jump"): [-3, -2, 0], ("A", "panel", "spin"): [1, 2, 3],
             ("B", "panel", "jump"): [-1, -1, -1], ("B", "panel", "spin"): [-1, -2, 0]},
        ),
        {"06-review-process": ("−3 to 3 in steps of 1",)},
    ),
    "a tender in lots": (
        lambda root: edition(root, TYPES + TENDER + '[ranking]\nwithin = "type"\n', BIDS, LOTS),
        {
            "02-scores-and-tiers": (
                "“Works”: The 2 published scores run from 65.00 to 91.00; their median is 78.00.",
                "“Goods”: The one published score is 98.50.",
            ),
            "06-review-process": (
                "Price: 30 points × the lowest “price” of its type ÷ that of the unit; who has the lowest has 30;",
            ),
        },
    ),
    "a draw by a seed": (
        lambda root: edition(root, RULES + SEED, GIVEN),
        {"02-scores-and-tiers": ("Equal scores are told apart by lot.", "Lots follow from a text")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_pages(name: str, tmp_path: Path) -> None:
    write, due = CASES[name]
    write(tmp_path / "data")
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    pages = every_page(tmp_path, "small", "one", ("en", "internal"))
    assert [f"{page.notebook}: {page.error}" for page in pages if page.error is not None] == []
    by_name = {page.notebook: page for page in pages}
    for notebook, sentences in due.items():
        told = "\n".join(map(as_text, by_name[notebook].shown))
        assert [sentence for sentence in sentences if sentence not in told] == [], told


def test_a_range_below_zero_is_written_out(tmp_path: Path) -> None:
    scored(tmp_path / "data", GOLF, "A,-1 B,0")
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    pages: list[Seen] = every_page(tmp_path, "small", "one", ("en", "internal"))
    (page,) = [p for p in pages if p.notebook == "02-scores-and-tiers"]
    (ranges,) = [s for s in page.shown if isinstance(s, TableView) and s.name == "tier-ranges"]
    assert [row for _, rows in ranges.groups for row in rows] == [("Under par", "−20 to −1"), ("Par and over", "0–60")]
