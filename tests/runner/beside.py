"""One of several runs on one folder: ``python -m tests.runner.beside FOLDER forwards|backwards``."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from evalkit.edition import Workspace
from evalkit.runner.plan import plan
from evalkit.runner.run import run
from evalkit.runner.task import Outcome, Task
from tests.runner.fakes import outcome


def main(folder: str, order: str) -> int:
    def slowly(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
        for task in tasks if order == "forwards" else reversed(tasks):
            time.sleep(0.02)
            yield outcome(task)

    # Both plan everything before either begins, and so both do everything.
    planned = plan(Workspace(Path(folder)))
    ready = Path(folder) / order
    ready.touch()
    other = Path(folder) / ("backwards" if order == "forwards" else "forwards")
    while not other.exists():
        time.sleep(0.01)
    report = run(planned, 1, source=slowly)
    return int(bool(report.failures or report.index_failure))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2]))
