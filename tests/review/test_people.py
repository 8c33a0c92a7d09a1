"""A panel that changes under way: who takes over, what stays, what cannot be done; on drawn panels and by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from evalkit.cli import main
from evalkit.edition.record import ReviewedEdition, ReviewRecord
from evalkit.errors import EvalkitError, UnknownName
from evalkit.publication.policy import known_notes
from evalkit.review.as_of import write_as_of
from evalkit.review.assignment import assign
from evalkit.review.design import design
from evalkit.review.handover import Handover, hand_over
from evalkit.review.history import SHEET, Told
from evalkit.review.people import fill, join, recuse, resign
from evalkit.review.refusals import Disconnected, TooFewReviewers
from evalkit.review.state import outlived
from evalkit.review.trail import trail
from evalkit.rules.models import Rules
from evalkit.scoring import Evaluation
from tests.review.assigned import check_assignment
from tests.review.panels import panel, panel_rules, table
from tests.review.small import SHEETS, TWO_EACH, SmallFolder

ON = Told("Wu", "Letter", dt.date(2026, 3, 2))
NO_TIES = table("reviewer unit kind until")
Pairs = set[tuple[str, ...]]


def rows_of(frame: pd.DataFrame) -> Pairs:
    return set(frame[SHEET].astype(str).itertuples(index=False, name=None))


# --- Drawn panels ---


def edition(units: pd.DataFrame, reviewers: pd.DataFrame, rules: Rules, **tables: Any) -> ReviewedEdition:
    """Return so much of an edition as the assignment looks at."""
    nothing: dict[str, Any] = dict.fromkeys((
        "programme", "scores", "facts", "panel", "aliases", "claims", "successions", "notes", "folder", "files",
    ))  # fmt: skip
    known: dict[str, Any] = {"affiliations": NO_TIES, "minutes": None, "roster": units, "reviewers": reviewers}
    return ReviewedEdition(**nothing, rules=rules, units=units, review=ReviewRecord(**known | tables))


@st.composite
def panels(draw: st.DrawFn) -> tuple[ReviewedEdition, str, int]:
    """An edition with an assignment and some sheets done, one of its reviewers, and a seed."""
    groups = draw(st.integers(2, 3))
    fields = "abc"[:groups]
    units, reviewers = panel(
        "".join(f * draw(st.integers(2, 5)) for f in fields), "".join(f * draw(st.integers(2, 4)) for f in fields)
    )
    rules = panel_rules([("first", "grouped", 2), ("second", "crossed", 1)])
    seed = draw(st.integers(0, 2**16))
    rng = np.random.default_rng(seed)
    apart = rng.random((len(units), len(reviewers))) < draw(st.sampled_from([0.0, 0.08, 0.2]))
    recusals = table("reviewer unit by reason since", *(
        (reviewers["reviewer"][r], units["unit"][u], "reviewer", None, None) for u, r in np.argwhere(apart)
    ))  # fmt: skip
    try:
        made = assign(units, reviewers, rules, apart, seed=seed).table
    except EvalkitError:
        made = assign(units, reviewers, rules, apart & False, seed=seed).table
        recusals = recusals.iloc[:0]
    marks = made[rng.random(len(made)) < draw(st.sampled_from([0.0, 0.4, 0.9]))]
    record = edition(units, reviewers, rules, recusals=recusals, assignment=made, marks=marks)
    return record, str(rng.choice(made["reviewer"])), seed


def may(record: ReviewedEdition, step: str, unit: str, who: str, leaver: str | None = None) -> bool:
    """Tell whether the rules let somebody mark a unit in a round, by the tables alone."""
    recused = record.review.recusals[["reviewer", "unit"]].astype(str).itertuples(index=False, name=None)
    field = dict(zip(record.units["unit"], record.units["subject"], strict=True))[unit]
    own = dict(zip(record.review.reviewers["reviewer"], record.review.reviewers["subject"], strict=True))[who]
    return who != leaver and (who, unit) not in set(recused) and (own == field) == (step == "first")


def after(record: ReviewedEdition, found: Handover) -> pd.DataFrame:
    kept = record.review.assignment
    assert kept is not None
    gone = pd.MultiIndex.from_frame(kept[SHEET]).isin(pd.MultiIndex.from_frame(found.left[SHEET]))
    return pd.concat([kept[~gone], found.given], ignore_index=True)


@settings(max_examples=60, deadline=None)
@given(panels())
def test_who_resigns_is_replaced_and_nobody_else_is_touched(drawn: tuple[ReviewedEdition, str, int]) -> None:
    record, leaver, seed = drawn
    review = record.review
    assert review.assignment is not None and review.marks is not None
    own = review.assignment[review.assignment["reviewer"] == leaver]
    open_ = own[~pd.MultiIndex.from_frame(own[SHEET]).isin(pd.MultiIndex.from_frame(review.marks[SHEET]))]
    gone = table("reviewer unit round since", (leaver, None, None, dt.date(2026, 3, 2)))
    then = replace(record, review=replace(review, unavailable=gone))
    try:
        found = hand_over(then, open_, seed=seed)
    except TooFewReviewers as error:
        kept = rows_of(review.assignment) - rows_of(open_)
        for short in error.shortages:
            people = {who for step in short.rounds for who in review.reviewers["reviewer"]
                      if may(record, step, short.unit, who, leaver) or (step, short.unit, who) in kept}  # fmt: skip
            assert len(people) == short.admissible < short.needed
        found = hand_over(then, open_, seed=seed, partial=True)
        assert set(found.short["unit"]) == {s.unit for s in error.shortages}
        return
    except Disconnected:
        assert hand_over(then, open_, seed=seed, partial=True) is not None
        return
    now = after(record, found)
    blocked = review.recusals[["reviewer", "unit"]].assign(kind="declared")
    assert check_assignment(now, record.units, review.reviewers, record.rules, blocked, NO_TIES) == []
    assert rows_of(found.left) == rows_of(open_) and found.short.empty
    assert rows_of(now) >= rows_of(review.assignment) - rows_of(open_)
    assert leaver not in set(found.given["reviewer"])
    assert all(may(record, step, unit, who) for step, unit, who in rows_of(found.given))
    assert not _could_be_evener(record, now, found.given, leaver)


def _could_be_evener(record: ReviewedEdition, now: pd.DataFrame, given_: pd.DataFrame, leaver: str) -> bool:
    """Tell whether one sheet that was given could have gone to somebody with at least two fewer in the round."""
    loads = now.groupby(["round", "reviewer"]).size()
    there = set(now[["unit", "reviewer"]].itertuples(index=False, name=None))
    for step, unit, who in rows_of(given_):
        for other in record.review.reviewers["reviewer"]:
            if not may(record, step, unit, other, leaver) or (unit, other) in there:
                continue
            if loads.get((step, other), 0) <= loads[step, who] - 2:
                moved = now.copy()
                moved.loc[(moved[SHEET] == [step, unit, who]).all(axis=1), "reviewer"] = other
                if design(moved, record.review.reviewers, record.rules).connected:
                    return True
    return False


@settings(max_examples=40, deadline=None)
@given(panels())
def test_who_joins_takes_open_sheets_and_nobody_else_gets_any(drawn: tuple[ReviewedEdition, str, int]) -> None:
    record, _, seed = drawn
    review = record.review
    assert review.assignment is not None and review.marks is not None
    people = pd.concat([review.reviewers, table("reviewer subject", ("R99", "a"))], ignore_index=True)
    later = replace(record, review=replace(review, reviewers=people))
    found = hand_over(later, review.assignment.iloc[:0], seed=seed, partial=True, to="R99")
    now = after(later, found)
    assert set(found.given["reviewer"]) <= {"R99"}
    assert not rows_of(found.left) & rows_of(review.marks)
    assert now.groupby(["round", "unit"]).size().equals(review.assignment.groupby(["round", "unit"]).size())
    assert all(may(later, step, unit, who) for step, unit, who in rows_of(found.given))
    # Nobody is left with two more open sheets in a round than the newcomer has who may take one of them.
    loads = now.groupby(["round", "reviewer"]).size()
    mine = set(now.loc[now["reviewer"] == "R99", "unit"])
    for step, unit, who in rows_of(now) - rows_of(review.marks):
        if may(later, step, unit, "R99") and unit not in mine and len(review.marks) == 0:
            assert loads[step, who] - loads.get((step, "R99"), 0) < 2


# --- By hand ---


@pytest.fixture
def small(tmp_path: Path) -> SmallFolder:
    """The small edition with one more farmer, R6; the sheet of R5 on A03 is not in yet."""
    folder = SmallFolder.under_way(tmp_path)
    folder.write("reviewers.csv", folder.path("reviewers.csv").read_text("utf-8") + "R6,吴六,farming\n")
    return folder


def read(folder: SmallFolder) -> ReviewedEdition:
    return folder.read().reviewed()


def lines(folder: SmallFolder, name: str) -> list[str]:
    return folder.path(name).read_text("utf-8").splitlines()


def scores(record: ReviewedEdition) -> dict[str, int]:
    rows = Evaluation(record, record.rules).results[["unit", "score"]].dropna()
    return {str(unit): int(score) for unit, score in rows.itertuples(index=False)}


def test_open_sheets_go_to_others_and_those_done_count(small: SmallFolder) -> None:
    """R5 gives up: A03 has R3 and R4 left, both 96, and waits no longer; A01 and A02 keep the sheets of R5."""
    before = lines(small, "assignment.csv")
    then = scores(read(small))
    found = resign(read(small), "R5", ON)
    assert found is not None and found.changes.to_numpy().tolist() == [["second", "A03", "R5", None]]
    assert sorted(lines(small, "assignment.csv")) == sorted(set(before) - {"second,A03,R5"})
    assert lines(small, "unavailable.csv") == ["reviewer,since,reason", "R5,2026-03-02,Letter"]
    assert scores(read(small)) == then | {"A03": 96}
    assert [(n.kind, n.value) for n in read(small).notes if n.kind == "resigned"] == [("resigned", "R5")]
    # A page that named R5 would be refused by the last look, and there would be none.
    assert not [n for n in known_notes(read(small).notes, "public") if "R5" in n.value]
    with pytest.raises(EvalkitError, match="given up already"):
        resign(read(small), "R5", ON)


def test_sheets_that_are_done_are_left_out_where_the_rules_say_so(small: SmallFolder, tmp_path: Path) -> None:
    """Of 80, 55 and 61 on A02 the last is left out: the mean of 196 / 3 = 65.3 becomes 67.5, which is 68."""
    small.write(
        "rules.toml", TWO_EACH.replace("[review.conflicts]", '[review]\nresigned = "leave-out"\n\n[review.conflicts]')
    )
    marks = lines(small, "marks.csv")
    assert scores(read(small))["A02"] == 65
    found = resign(read(small), "R5", ON)
    assert found is not None and found.given["unit"].tolist() == []
    record = read(small)
    assert lines(small, "marks.csv") == marks
    assert scores(record)["A02"] == 68
    mine = trail(record, "A02")
    mine = mine[mine["reviewer"] == "R5"]
    assert set(mine["counts"]) == {"resigned"} and set(mine["until"]) == {dt.date(2026, 3, 2)}
    assert set(mine["reason"]) == {"Letter"}
    folder = write_as_of(record, dt.date(2026, 3, 1), tmp_path / "then")
    assert not (folder / "unavailable.csv").exists()
    assert sorted((folder / "assignment.csv").read_text("utf-8").splitlines()) == sorted(
        {",".join(key) for key in SHEETS} | {"round,unit,reviewer"}
    )


def test_a_conflict_found_after_marking(small: SmallFolder) -> None:
    """R4 has a tie to A02: of 80, 55 and 61 the middle one falls away, and 65.3 becomes 70.5, which is 71."""
    assert scores(read(small))["A02"] == 65
    found = recuse(read(small), "R4", "A02", ON)
    assert found is not None and found.changes.to_numpy().tolist() == [["second", "A02", "R4", None]]
    record = read(small)
    assert scores(record)["A02"] == 71
    assert lines(small, "recusals.csv")[-1] == "R4,A02,reviewer,Letter,2026-03-02"
    assert "second,A02,R4" in lines(small, "assignment.csv")  # whose marks are on file
    table_ = trail(record, "A02")
    assert set(table_.loc[table_["reviewer"] == "R4", "counts"]) == {"conflict"}
    assert [n.value for n in record.notes if n.kind == "conflict-found"] == ["R4 / A02"]
    assert not [n for n in known_notes(record.notes, "public") if "R4" in n.value]
    with pytest.raises(EvalkitError, match="kept from unit A02 already"):
        recuse(record, "R4", "A02", ON)
    with pytest.raises(UnknownName):
        recuse(record, "R4", "A09", ON)
    # Of those that are left, one more goes: R6 comes, the only farmer who has not had A02. So it waits for R6.
    found = recuse(read(small), "R3", "A02", ON)
    assert found is not None and found.changes.to_numpy().tolist() == [["second", "A02", "R3", "R6"]]
    assert "A02" not in scores(read(small))
    # Before marking there is nothing to set aside.
    recuse(read(small), "R5", "A03", ON)
    assert lines(small, "recusals.csv")[-1] == "R5,A03,reviewer,Letter,"
    assert "second,A03,R5" not in lines(small, "assignment.csv")


def test_a_decision_on_marks_that_do_not_count_any_more_is_listed(small: SmallFolder) -> None:
    """The panel kept the marks of A01; then the ones of R4 fall away."""
    from evalkit.review.filing import file_minutes

    minutes = pd.DataFrame(
        [["A01", dt.date(2026, 2, 20), "kept", "讨论", "R1 R3", None, None]],
        columns=["unit", "date", "decision", "reason", "present", "recused", "minority_view"],
    )
    none = pd.DataFrame(columns=["unit", "reviewer", "round", "indicator", "points", "comment"], dtype=object)
    file_minutes(read(small), minutes, none, told=ON)
    assert outlived(read(small))["changed"] == ()
    recuse(read(small), "R4", "A01", ON)
    assert outlived(read(small))["changed"] == ("A01",)


def test_what_cannot_be_done_is_said_and_nothing_is_written(small: SmallFolder) -> None:
    """Three reviewers are asked for, and R6 is tied to A03: nobody is left for it."""
    small.write("rules.toml", TWO_EACH.replace("reviewers_per_unit = 2", "reviewers_per_unit = 3").replace(
        'kind = "grouped"\nreviewers_per_unit = 3', 'kind = "grouped"\nreviewers_per_unit = 2'))  # fmt: skip
    small.write("affiliations.csv", small.path("affiliations.csv").read_text("utf-8") + "R6,A03,current,\n")
    before = lines(small, "assignment.csv")
    with pytest.raises(TooFewReviewers) as caught:
        resign(read(small), "R5", ON)
    assert "A03" in [s.unit for s in caught.value.shortages]
    assert lines(small, "assignment.csv") == before and not small.path("unavailable.csv").exists()
    found = resign(read(small), "R5", ON, partial=True)
    assert found is not None
    # A03 has R3 and R4; B01 and B02 have the two of steel and nobody else.
    assert found.short.to_numpy().tolist() == [
        ["second", "A03", 2, 3], ["second", "B01", 2, 3], ["second", "B02", 2, 3]
    ]  # fmt: skip
    assert lines(small, "unavailable.csv")[1] == "R5,2026-03-02,Letter"


def test_who_joins_late_and_units_that_lack_somebody(small: SmallFolder) -> None:
    """R6 has no sheet yet and takes the one that is not in; a unit that lost its row gets somebody again."""
    found = join(read(small), "R6", ON)
    assert found.changes.to_numpy().tolist() == [["second", "A03", "R5", "R6"]]
    rows = [line for line in lines(small, "assignment.csv") if line not in ("first,B02,R4", "second,A03,R6")]
    small.write("assignment.csv", "".join(line + "\n" for line in rows))
    marks = [line for line in lines(small, "marks.csv") if not line.startswith("B02,R4,first")]
    small.write("marks.csv", "".join(line + "\n" for line in marks))
    found = fill(read(small), ON)
    assert [row[:3] for row in found.changes.to_numpy().tolist()] == [["first", "B02", None]]
    assert set(found.given["reviewer"]) <= {"R4", "R5", "R6"}
    assert fill(read(small), ON).changes.empty


def test_the_commands(small: SmallFolder, tmp_path: Path) -> None:
    root = str(small.edition.parent.parent.parent)

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["--root", root, *words], env={"LC_ALL": "C.UTF-8"})
        assert done.exit_code == 0, done.output
        return done.output

    changes = tmp_path / "changes.csv"
    said = run("recuse", "small", "2025", "R4", "A03", "--on", "2026-03-01")
    assert "their 4 marks on it stay on file and do not count." in said
    assert "second, unit A03: R4 marks it no longer, and nobody comes instead" in said
    said = run("recuse", "small", "2025", "R5", "A03", "--by-unit", "--why", "Asked", "--to", str(changes))
    assert "R5 has a conflict of interest with unit A03; there are no marks of theirs on it." in said
    assert "second, unit A03: R5 → R6" in said
    assert changes.read_text("utf-8-sig").splitlines() == ["round,unit,before,after", "second,A03,R5,R6"]
    said = run("resign", "small", "2025", "R5", "--on", "2026-03-02")
    assert "R5 gives up; the 3 sheets that are done count." in said
    assert "The assignment stays as it is." in run("fill", "small", "2025")
    done = CliRunner().invoke(main, ["--root", root, "join", "small", "2025", "R9"])
    assert done.exit_code == 2 and "R9" in done.output
