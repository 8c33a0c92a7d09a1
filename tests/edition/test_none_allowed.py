"""A choice of which the rules name nothing: the fault says so, and does not end in an empty list."""

from __future__ import annotations

import pytest

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from tests.folders import Folder


def test_what_the_rules_name_nothing_for(folder: Folder) -> None:
    folder.each_line("units.csv", lambda line: line + (",subject" if line.startswith("unit,") else ",late"))
    with pytest.raises(EditionError) as caught:
        read_edition(folder.edition)
    said = [fault.describe() for fault in caught.value.faults if fault.column == "subject"]
    assert said
    assert all("“late” is not allowed; allowed: what the rules name, and they name nothing" in text for text in said)
