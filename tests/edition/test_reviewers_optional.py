"""Without reviewers.csv the reviewers are those who gave marks, unless rules or other tables ask for more."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from evalkit.start import Answers, new_programme


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The example of a new programme of marks, in which four reviewers have codes R1 to R4."""
    new_programme(tmp_path, Answers("grants", ("en",), "marks", "2025"))
    return tmp_path / "data/grants/2025"


def kinds(edition: Path) -> list[tuple[str, str]]:
    with pytest.raises(EditionError) as caught:
        read_edition(edition)
    return [(fault.kind, fault.file) for fault in caught.value.faults]


def test_who_gave_marks_is_a_reviewer(edition: Path) -> None:
    before = read_edition(edition).reviewed()
    (edition / "reviewers.csv").unlink()
    marks = (edition / "marks.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (edition / "marks.csv").write_text("".join([marks[0], *reversed(marks[1:])]), encoding="utf-8")
    after = read_edition(edition).reviewed()
    assert after.review.reviewers["reviewer"].tolist() == ["R1", "R2", "R3", "R4"]
    assert after.review.reviewers[["name", "subject", "role"]].isna().all(axis=None)
    assert "reviewers.csv" not in after.tables and "2025/reviewers.csv" not in after.files
    assert after.review.marks is not None and before.review.marks is not None
    pd.testing.assert_frame_equal(after.review.marks, before.review.marks)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("assignment.csv", "round,unit,reviewer\nreview,A01,R1\n"),
        ("recusals.csv", "reviewer,unit,by,reason\nR1,A01,unit,\n"),
    ],
)
def test_another_table_that_names_reviewers_needs_theirs(edition: Path, file: str, content: str) -> None:
    (edition / "reviewers.csv").unlink()
    (edition / file).write_text(content, encoding="utf-8")
    assert ("missing-file", "reviewers.csv") in kinds(edition)


@pytest.mark.parametrize(
    "rules",
    [
        '\n[[review.roles]]\nid = "chair"\nname = "Chair"\n',
        '\n[[review.rounds]]\nid = "one"\nkind = "grouped"\nname = "Review"\n[[subjects]]\nid = "law"\nname = "Law"\n',
    ],
)
def test_roles_and_fields_need_them(edition: Path, rules: str) -> None:
    (edition / "reviewers.csv").unlink()
    path = edition / "rules.toml"
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")
    assert ("missing-file", "reviewers.csv") in kinds(edition)


def test_a_code_that_cannot_be_is_still_a_fault(edition: Path) -> None:
    (edition / "reviewers.csv").unlink()
    path = edition / "marks.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("A01,R2,quality", "A01,,quality"), encoding="utf-8")
    assert ("empty-cell", "marks.csv") in kinds(edition)
