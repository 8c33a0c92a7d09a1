"""A count on file that is larger than what there is: told, and not turned into a negative number of absent units."""

from __future__ import annotations

import pytest

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from tests.folders import EDITION_2019, Folder


def test_more_participants_than_units_are_refused(folder: Folder) -> None:
    # As many as there are may take part; one more cannot.
    total = read_edition(EDITION_2019).rules
    number = total.total_of(total.cohorts_in(None))
    assert number is not None
    head = "fact,cohorts,tiers,count,printed_share,source\n"
    folder.write("facts.csv", f"{head}participants,,,{number},,page 1\n")
    assert read_edition(folder.edition).facts is not None
    folder.write("facts.csv", f"{head}participants,,,{number + 1},,page 1\n")
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    assert [(f.kind, f.file, f.row, f.value) for f in caught.value.faults] == [
        ("count-above-total", "facts.csv", 2, str(number + 1))
    ]
