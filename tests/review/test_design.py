"""Whether severity can be told from quality: by who marks what, drawn by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from evalkit.edition.record import EditionRecord
from evalkit.review.design import design
from tests.review.small import SmallFolder


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> EditionRecord:
    return SmallFolder.written_to(tmp_path_factory.mktemp("small")).read()


@pytest.mark.parametrize(
    ("pairs", "severity", "parts"),
    [
        ("A01 R1, A02 R1", "one-reviewer", 1),
        ("A01 R1, A01 R2, A02 R2, A02 R3", "connected", 1),  # R1 – A01 – R2 – A02 – R3
        ("A01 R1, A01 R2, A02 R3, A02 R4", "parts", 2),
        ("A01 R1, A02 R2", "parts", 2),
    ],
)
def test_severity(record: EditionRecord, pairs: str, severity: str, parts: int) -> None:
    rows = [("first", *pair.split()) for pair in pairs.split(", ")]
    marked = pd.DataFrame(rows, columns=["round", "unit", "reviewer"])
    found = design(marked, record.reviewed().review.reviewers, record.rules)
    assert (found.severity, len(found.components)) == (severity, parts)
