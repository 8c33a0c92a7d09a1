"""What a public run says of a notebook that failed: nothing that may not go out, and why an edition is refused."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from evalkit.edition import read_edition
from evalkit.errors import EditionError
from evalkit.rules.audience import Audience
from evalkit.runner.guard import without_secrets
from evalkit.runner.task import Outcome, Task
from tests.folders import Folder

SILENT = "Where it failed: (what the cell said is not shown: it may hold something that is not for publication)"
#: Of 2019; no run with faults in its edition can tell that 219 is withheld.
SAID = "Where it failed: ValueError: alliance 219 has 48"
COPY = nbformat.writes(new_notebook(cells=[new_code_cell("219, 48", id="x")]))


def said(root: Path, failure: str, audience: Audience = "public", kind: str = "cell") -> Outcome:
    task = Task(root, "alliances", "2019", "en", Path("01-x.ipynb"), (), "0", audience)
    outcome = Outcome(task, None, failure, (failure,), "Where it failed", kind, failed_copy=COPY)  # type: ignore[arg-type]
    return without_secrets(outcome, new_notebook(), "en")


@pytest.fixture
def faulty(tmp_path: Path) -> Folder:
    folder = Folder.copied_to(tmp_path)
    folder.sub("scores.csv", "105,100,", "105,101,")
    return folder


def test_what_a_cell_said_of_an_edition_that_cannot_be_read_is_not_shown(faulty: Folder) -> None:
    outcome = said(faulty.root, SAID)
    assert outcome.failure == SILENT
    assert outcome.warnings == (SILENT.partition(": ")[2],) and outcome.failed_copy is None
    internal = said(faulty.root, SAID, "internal")
    assert (internal.failure, internal.warnings, internal.failed_copy) == (SAID, (SAID,), COPY)
    # What the runner itself says of a process is no cell's.
    late = "Where it failed: a cell took more than 600 seconds"
    assert said(faulty.root, late, kind="time").failure == late


def test_why_an_edition_cannot_be_read_is_told(faulty: Folder) -> None:
    with pytest.raises(EditionError) as error:
        read_edition(faulty.edition)
    failure = f"Where it failed: EditionError: {error.value}"
    assert "1 fault" in failure and said(faulty.root, failure).failure == failure
    # And nothing that only begins like it.
    assert said(faulty.root, f"{failure} alliance 219 has 48").failure == SILENT
