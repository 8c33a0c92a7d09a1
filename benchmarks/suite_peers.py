"""What the suite is measured against, each in a process of its own: ``python -m benchmarks.suite_peers WHAT ORDER``.

Started by :mod:`benchmarks.suite` in the folder of the workspace; the order is a JSON file with the tasks.
"""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import sys
import time
from pathlib import Path
from typing import Any

Task = tuple[str, str, str]
_state: dict[str, Any] = {}


def one_process(order: dict[str, Any]) -> None:
    """Papermill and nbconvert as their documentation shows them."""
    import papermill
    from nbconvert import HTMLExporter

    logging.getLogger("papermill").setLevel(logging.ERROR)
    out = Path(order["out"])
    exporter = HTMLExporter()
    for programme, edition, name in order["tasks"]:
        executed = out / f"{programme}-{edition}-{name}.ipynb"
        given = {"programme": programme, "edition": edition, "language": order["language"]}
        papermill.execute_notebook(
            f"notebooks/{name}.ipynb", executed, parameters=given, kernel_name="python3", progress_bar=False
        )
        body, _ = exporter.from_filename(str(executed))
        executed.with_suffix(".html").write_text(body, encoding="utf-8")


def floor(order: dict[str, Any]) -> None:
    """Run the cells of all tasks, in one process a core that has run each notebook once before the clock starts."""
    tasks: list[Task] = [(p, e, n) for p, e, n in order["tasks"]]
    # Long ones first, so that no core is idle at the end.
    tasks.sort(key=lambda task: (task[0] != "demo", task[2] != "annual-report"))
    # By the module's own name: the shell puts a module of its own in the place of __main__.
    from benchmarks import suite_peers as here

    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(order["jobs"] + 1)
    with context.Pool(order["jobs"], here._prepare, (ready, tasks, order["language"])) as pool:
        ready.wait()
        started = time.perf_counter()
        cpu = sum(pool.imap_unordered(here._run, tasks, chunksize=1))
        wall = time.perf_counter() - started
    (Path(order["out"]) / "seconds.json").write_text(json.dumps([wall, cpu]), encoding="utf-8")


def _prepare(ready: Any, tasks: list[Task], language: str) -> None:
    """Import everything, and run each notebook over one edition: the first figure of a kind costs extra."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    from IPython.core.interactiveshell import InteractiveShell

    _state["language"] = language
    _state["shell"] = InteractiveShell.instance()
    programme, edition, _ = tasks[0]
    for name in sorted({name for _, _, name in tasks}):
        _run((programme, edition, name))
    ready.wait()


def _run(task: Task) -> float:
    """Run the cells of one notebook in a fresh namespace; return the seconds of the processor."""
    import nbformat
    from IPython.utils.capture import capture_output

    started = time.process_time()
    programme, edition, name = task
    given = {"programme": programme, "edition": edition, "language": _state["language"]}
    shell = _state["shell"]
    shell.reset(new_session=False)
    shown = 0
    for cell in nbformat.read(f"notebooks/{name}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as captured:
            result = shell.run_cell(cell.source, store_history=False)
        result.raise_error()
        if "parameters" in cell.metadata.get("tags", []):
            shell.push(given)
        shown += len(captured.outputs)
    if not shown:
        raise RuntimeError(f"{name} showed nothing")
    return time.process_time() - started


if __name__ == "__main__":
    what, file = sys.argv[1:]
    {"one-process": one_process, "floor": floor}[what](json.loads(Path(file).read_text(encoding="utf-8")))
