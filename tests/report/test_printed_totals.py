"""Printed totals of some companies and no more: what there is, is said as what it is, in the brief as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from evalkit.edition.reader import read_edition
from evalkit.report.brief import points
from evalkit.report.tables import facts
from evalkit.report.words import Words
from evalkit.scoring import Evaluation
from evalkit.scoring.series import Series
from tests.rulesets.small import scored

RULES = '[scores]\nmin = 0\nmax = 10\nstep = 0.1\nbest = "lowest"\n'
COUNTS = "fact,cohorts,tiers,count,printed_share,source\nparticipants,,,4,,Table of 2025\n"


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    folder = scored(tmp_path, RULES, "A,3.4 B,0.8 C,5.1")
    rules = (folder / "rules.toml").read_text(encoding="utf-8")
    (folder / "rules.toml").write_text(rules.replace('"scores"', '"some-scores"'), encoding="utf-8")
    return folder


def told(folder: Path) -> tuple[Evaluation, Words, list[str]]:
    record = read_edition(folder)
    ev = Evaluation(record, record.rules)
    words = Words("en", record.programme, record.rules)
    return ev, words, points(Series("small", {"one": ev}), "one", words)


def test_the_brief_says_how_much_is_on_file(printed: Path) -> None:
    """Three of four companies let their totals be printed."""
    assert told(printed)[2][-1].startswith("Only a part of this edition is on file: the score or tier of 3 units.")
    (printed / "facts.csv").write_text(COUNTS, encoding="utf-8")
    said = told(printed)[2]
    assert said[0].startswith("4 units took part.")
    assert said[1].startswith("Only a part of this edition is on file: a count, and the score or tier of 3 units.")


def test_counts_without_printed_shares_have_no_columns_for_them(printed: Path) -> None:
    (printed / "facts.csv").write_text(COUNTS, encoding="utf-8")
    ev, words, _ = told(printed)
    view = facts(ev, words)
    assert [column.label for column in view.columns] == ["What", "Cohort", "Number", "Source"]
    assert (
        words("without-scores")
        == "Not every participant's score is on file for this edition, so this part is left out."
    )
