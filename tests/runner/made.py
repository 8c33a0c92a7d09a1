"""Small workspaces for runs: one edition, and the notebooks that a test needs."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from evalkit.runner.task import Outcome, Task
from tests.report.notebooks import write_notebook

ROOT = Path(__file__).resolve().parents[2]


def made(folder: Path, **notebooks: tuple[str, ...]) -> Path:
    """Make a workspace with the edition 2019 and with these notebooks; ``_`` in a name stands for ``-``."""
    data = folder / "data/alliances"
    data.mkdir(parents=True)
    for path in (ROOT / "data/alliances").iterdir():
        if path.is_file():
            shutil.copy(path, data)
    shutil.copytree(ROOT / "data/alliances/2019", data / "2019", ignore=shutil.ignore_patterns("text"))
    (folder / "notebooks").mkdir()
    for name, cells in notebooks.items():
        write_notebook(folder / "notebooks" / f"{name.strip('_').replace('_', '-')}.ipynb", *cells)
    return folder


def task(root: Path, name: str, language: str = "en") -> Task:
    """A task of that workspace, or of the project's own notebooks."""
    path = root / "notebooks" / f"{name}.ipynb"
    own = (("programme", "alliances"), ("edition", "2019"), ("language", language))
    return Task(root, "alliances", "2019", language, path, own, "0.0.0")  # type: ignore[arg-type]


def tasks(root: Path) -> list[Task]:
    """All tasks of a workspace, in order."""
    return [task(root, path.stem) for path in sorted((root / "notebooks").glob("*.ipynb"))]


def printed(outcome: Outcome) -> str:
    """What the notebook printed on its page."""
    assert outcome.page is not None, outcome.failure
    return html.unescape("\n".join(re.findall(r"<pre[^>]*>(.*?)</pre>", outcome.page.html, re.DOTALL)))
