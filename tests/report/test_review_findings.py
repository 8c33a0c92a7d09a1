"""Sentences of the review: their numbers, on the demonstration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import evalkit
from evalkit.report import findings, review_findings
from evalkit.report.words import Words
from evalkit.rules.models import PercentRounding
from evalkit.scoring import Evaluation
from evalkit.wording import LANGUAGES, Language, text
from tests.folders import REPOSITORY
from tests.review import small


def test_coverage_counts_the_sheets_of_each_unit() -> None:
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    found = review_findings.coverage(ev)
    # rules.toml: 3 reviewers a unit in the first round, 2 in the second; 98 take part; 98 x 5 x 20 indicators = 9,800.
    assert (found["sheets"], found["marks"], found["units_marked"]) == (490, 9800, 98)
    assert (found["least"], found["most"], found["same"]) == (5, 5, "yes")


def test_a_revised_unit_without_a_score_did_not_move(tmp_path: Path) -> None:
    """A02 is minuted as revised; without a sheet in the second round it has no score, and no tier before or after."""
    sheets = {k: v for k, v in small.SHEETS.items() if k[:2] != ("second", "A02")}
    folder = small.SmallFolder.written_to(tmp_path)
    folder.with_sheets(sheets, small.DECIDED)
    record = folder.read()
    ev = Evaluation(record, record.rules)
    facts = review_findings.discussion(ev, ev.docket, Words("en", record.programme, record.rules, "internal"))
    assert (facts["revised"], facts["moved"]) == (1, 0)


def test_without_minutes_nobody_knows_what_was_discussed(tmp_path: Path) -> None:
    """``minutes.csv`` is optional: without it a unit may have been discussed."""
    folder = small.SmallFolder.written_to(tmp_path)
    folder.with_sheets(small.SHEETS, {})

    def told(minutes: str | None) -> tuple[object, ...]:
        folder.path("minutes.csv").unlink(missing_ok=True)
        if minutes is not None:
            folder.write("minutes.csv", minutes)
        record = folder.read()
        ev = Evaluation(record, record.rules)
        words = Words("en", record.programme, record.rules, "internal")
        facts = review_findings.discussion(ev, ev.docket, words)
        said = str(words.said("say-docket", **facts))
        near = findings.recommendations(ev, words)[0]
        status = {row["unit"]: row["status"] for row in ev.docket.table.to_dict("records")}
        return review_findings.discussion_said(ev), said.rpartition("reviewer.")[2], "not discussed" in near, status

    head = "unit,date,decision,reason,present,recused,minority_view\n"
    assert told(None) == ("say-discussion-unknown", "", False, {"A01": "unknown", "A02": "unknown"})
    # A table without a row is a fault of the edition; the part that is shown to the public may have none.
    kept = head + "A02,2026-01-20,kept,已核实,R1 R3,,\n"
    open_one = " 1 is still to be discussed, and its score is provisional."
    assert told(kept) == ("say-discussion", open_one, True, {"A01": "open", "A02": "kept"})
    record = folder.read()
    assert record.review is not None and record.review.minutes is not None
    none = replace(record, review=replace(record.review, minutes=record.review.minutes.iloc[:0]))
    assert review_findings.discussion_said(Evaluation(none, none.rules)) == "say-discussion-none"


def test_the_demonstration_without_its_minutes_does_not_say_what_was_discussed() -> None:
    """19 alliances are near a cut-off (11 of them without a row in minutes.csv): nothing is said of a discussion."""
    ev = evalkit.load("demo", "2025", root=REPOSITORY).evaluate()
    words = Words("en", ev.record.programme, ev.rules, "public")
    assert ev.record.review is not None
    record = replace(ev.record, review=replace(ev.record.review, minutes=None))
    with_, without = (findings.recommendations(Evaluation(r, r.rules), words)[0] for r in (ev.record, record))
    assert with_.startswith("11 alliances") and "and were not discussed;" in with_
    assert without.startswith("19 alliances") and "discussed" not in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_round_has_words(language: Language) -> None:
    """Each may stand among the changes of the rules."""
    assert len({text(language, f"rounding-{rule}") for rule in (*get_args(PercentRounding), "down")}) == 4
