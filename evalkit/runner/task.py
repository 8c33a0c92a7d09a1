"""What a run hands to whoever executes it, and what it gets back: both can be pickled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evalkit.runner.parameters import Value
from evalkit.wording import Language

if TYPE_CHECKING:
    from evalkit.report.export import ExportedPage

#: Programme, edition, language and notebook.
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Task:
    """One notebook to run: which, for what, with which parameters."""

    root: Path
    programme: str
    edition: str
    language: Language
    notebook: Path
    parameters: tuple[tuple[str, Value], ...]
    version: str

    @property
    def name(self) -> str:
        """The notebook's name without its ending."""
        return self.notebook.stem

    @property
    def key(self) -> Key:
        """What no other task of a run has in common with this one."""
        return (self.programme, self.edition, self.language, self.name)

    @property
    def place(self) -> str:
        """The folder of its page, relative to ``reports/``."""
        return f"{self.programme}/{self.edition}/{self.language}"


@dataclass(frozen=True)
class Outcome:
    """What became of a task: a page, or the place and message at which it failed.

    Attributes
    ----------
    task
        The task.
    page
        The page; None where the notebook failed.
    failure
        Heading and message in one line, empty where there is a page.
    warnings
        What the notebook wrote to standard error.
    heading
        The last heading before the cell that failed; empty where there is none.
    failed_copy
        The notebook as far as it ran, as JSON, to be read by whoever looks for the fault.
    """

    task: Task
    page: ExportedPage | None
    failure: str = ""
    warnings: tuple[str, ...] = ()
    heading: str = ""
    failed_copy: str | None = None
