"""Rule books drawn at random: score, rank and tier by evalkit and by plain fractions; and every page can be made."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

import evalkit
from tests.folders import REPOSITORY
from tests.generated.pages import every_page, read_page, workspace
from tests.rulesets.drawn import EDITION, PROGRAMME, Book, draw, draw_more, outcome
from tests.rulesets.told import false, publish


@pytest.mark.parametrize("book_of", [draw, draw_more])
@pytest.mark.parametrize("seed", range(60))
def test_score_rank_and_tier(tmp_path: Path, book_of: Callable[[random.Random], Book], seed: int) -> None:
    book = book_of(random.Random(seed))
    book.write(tmp_path)
    rows = evalkit.load(PROGRAMME, EDITION, root=tmp_path).evaluate().results
    found = {
        str(row.unit): (
            None if pd.isna(row.score) else Fraction(row.score),
            None if pd.isna(row.rank) else int(row.rank),
            None if pd.isna(row.tier) else str(row.tier),
        )
        for row in rows.itertuples()
    }
    due = outcome(book)
    if any(score is None for score, _, _ in due.values()):
        # Before the last score is there, nobody has a rank.
        assert {u: score for u, (score, _, _) in found.items()} == {u: score for u, (score, _, _) in due.items()}
        assert all(rank is None for _, rank, _ in found.values())
    else:
        assert found == due


# Agreed marks and no cut-offs; a unit without a score; a reviewer who gave the least mark on everything.
@pytest.mark.parametrize(
    ("seed", "language", "audience"), [(5, "zh", "public"), (24, "en", "internal"), (42, "zh", "internal")]
)
def test_every_page_can_be_made(tmp_path: Path, seed: int, language: str, audience: str) -> None:
    draw(random.Random(seed)).write(tmp_path)
    shutil.copytree(REPOSITORY / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    pages = every_page(tmp_path, PROGRAMME, EDITION, (language, audience))
    assert [f"{page.notebook}: {page.error}" for page in pages if page.error is not None] == []
    made = {page.notebook for page in pages}
    assert {"01-data-check", "02-scores-and-tiers", "06-review-process", "annual-report"} <= made


@pytest.mark.parametrize("seed", range(4))
def test_what_pages_say_of_it_is_true(tmp_path: Path, seed: int) -> None:
    """Page 02 and the report, for one language and each kind of reader; docs/testing.md has a larger draw."""
    rng = random.Random(seed)
    book = (draw, draw_more)[seed % 2](rng)
    if seed % 4 > 1:
        publish(book, rng)
    book.write(tmp_path)
    language = rng.choice(("zh", "en"))
    with workspace(tmp_path):
        for notebook in ("02-scores-and-tiers", "annual-report"):
            for audience in ("public", "internal"):
                page = read_page(notebook, PROGRAMME, EDITION, language, audience)
                assert list(false(book, page)) == [], f"{notebook} {language} {audience}"
