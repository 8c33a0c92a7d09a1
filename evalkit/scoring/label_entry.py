"""An event is added to ``labels.csv`` of a programme: checked with all that is on file, then written in one step."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from evalkit.edition.reader import label_events
from evalkit.edition.workspace import Workspace
from evalkit.errors import EditionError
from evalkit.files.together import Seen, write_together
from evalkit.scoring.evaluation import Evaluation
from evalkit.scoring.register import Ledger
from evalkit.scoring.series import Series, load_series
from evalkit.sources.onfile import read_table
from evalkit.sources.schema import LABEL_LEDGER


def enter(workspace: Workspace, programme: str, row: Mapping[str, str | None]) -> None:
    """Add a row to ``labels.csv``; those that are there stay as they are.

    Parameters
    ----------
    workspace, programme
        Where the programme is.
    row
        Cells by the names of the columns, None for an empty one.

    Raises
    ------
    EditionError
        The event does not go with what is in force on its day, or the table that is there has faults.
    """
    path = workspace.data / programme / LABEL_LEDGER.file
    seen = Seen.now(path.parent)
    rows = [dict(row)]
    if path.exists():
        read = read_table(path, LABEL_LEDGER)
        if isinstance(read, list):
            raise EditionError(programme, read)
        rows = [*read.table.to_pylist(), *rows]
    table = pd.DataFrame(rows, columns=list(LABEL_LEDGER.names), dtype=object)
    needed = {column.name for column in LABEL_LEDGER.columns if column.required}
    kept = [name for name in LABEL_LEDGER.names if name in needed or table[name].notna().any()]
    content = table[kept].to_csv(index=False, lineterminator="\n")
    series = load_series(programme, root=workspace.root)
    with tempfile.TemporaryDirectory() as place:
        trial = Path(place) / LABEL_LEDGER.file
        trial.write_text(content, encoding="utf-8")
        events = label_events(trial, path.parent, (ev.record for ev in series.evaluations.values()))
    after = {
        name: Evaluation(replace(ev.record, label_events=events), ev.rules) for name, ev in series.evaluations.items()
    }
    Ledger(Series(programme, after)).refuse_faulty()
    write_together(path.parent, {path.name: content.encode("utf-8")}, private_as={}, since=seen)
