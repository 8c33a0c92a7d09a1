"""What a run hands to whoever executes it, and what it gets back: both can be pickled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evalkit.report.export import ExportedPage
from evalkit.runner.parameters import Value
from evalkit.wording import Language


@dataclass(frozen=True)
class Task:
    """One notebook to run: which, for what, with which parameters.

    ``office``: the files to make beside the page, of ``xlsx``, ``docx`` and ``pdf``.
    """

    root: Path
    programme: str
    edition: str
    language: Language
    notebook: Path
    parameters: tuple[tuple[str, Value], ...]
    version: str
    office: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The notebook's name without its ending."""
        return self.notebook.stem


@dataclass(frozen=True)
class Outcome:
    """What became of a task: a page, or the cell and message at which it failed; and its standard error."""

    task: Task
    page: ExportedPage | None
    failure: str = ""
    warnings: tuple[str, ...] = ()
