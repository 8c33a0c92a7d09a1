"""The last edition played by hand, workbook by workbook, ends in the committed files."""

from __future__ import annotations

import shutil

import pandas as pd
import pytest

from evalkit.edition import Workspace, read_edition
from evalkit.edition.conflicts import blocked, conflicts
from evalkit.errors import EvalkitError
from evalkit.review.assignment import assign
from evalkit.review.docket import docket
from evalkit.review.docket_words import for_minutes
from evalkit.review.filing import file_assignment, file_marks, file_minutes
from evalkit.review.sheets import collect_minutes, collect_sheets, make_minutes, make_sheets
from evalkit.synthetic import SEED, fill_sheets, make_demo
from tests.synthetic.conftest import COMMITTED


@pytest.mark.slow
def test_the_year_round(tmp_path):
    make_demo(tmp_path, until="registered")
    workspace, folder = Workspace(tmp_path), tmp_path / "data" / "demo" / "2025"

    record = read_edition(folder)
    review = record.review
    apart = conflicts(review.affiliations, review.recusals, record.rules)
    codes, people = record.units["unit"].tolist(), review.reviewers["reviewer"].tolist()
    free = blocked(apart, codes, people)
    found = assign(record.units, review.reviewers, record.rules, free, seed=SEED, affiliations=review.affiliations)
    file_assignment(record, found.table)

    for round_id, language in (("first", "zh"), ("second", "en")):
        record, sheets = read_edition(folder), tmp_path / round_id
        made = make_sheets(record, round_id, language, sheets)
        # A workbook is known by what it is.
        shutil.move(made[0], sheets / "from the first reviewer.xlsx")
        (sheets / "readme.xlsx").write_text("no workbook", encoding="utf-8")
        assert fill_sheets(workspace, sheets) == len(made) == 31
        (sheets / "readme.xlsx").unlink()
        back = collect_sheets(record, round_id, sheets)
        assert (back.faults, back.missing, len(back.accepted)) == ((), (), 31)
        file_marks(record, back.marks, back.declared)

    record, path = read_edition(folder), tmp_path / "minutes" / "minutes.xlsx"
    table = docket(record)
    make_minutes(record, for_minutes(table, record, "zh"), "zh", path)
    assert fill_sheets(workspace, path.parent) == 1
    decided = collect_minutes(record, path, table.table["unit"].tolist(), apart)
    file_minutes(record, decided.minutes, decided.revised)

    for name in ("assignment.csv", "marks.csv", "recusals.csv"):
        assert (folder / name).read_bytes() == (COMMITTED / "2025" / name).read_bytes(), name
    # The marks on which it was decided are named by the command; the demonstration does not name them.
    minutes = pd.read_csv(folder / "minutes.csv", dtype=str)
    assert minutes.pop("state").str.fullmatch("[0-9a-f]{16}").all()
    pd.testing.assert_frame_equal(minutes, pd.read_csv(COMMITTED / "2025" / "minutes.csv", dtype=str))


def test_a_folder_without_workbooks_of_the_demonstration(anew, tmp_path):
    with pytest.raises(EvalkitError, match="no score sheets and no minutes of the demonstration"):
        fill_sheets(Workspace(anew), tmp_path)
