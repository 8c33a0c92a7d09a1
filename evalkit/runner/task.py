"""What a run hands to whoever executes it, and what it gets back: all of it can be pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evalkit.report.exported import ExportedPage
from evalkit.rules.audience import Audience
from evalkit.wording import Language

if TYPE_CHECKING:
    from evalkit.runner.parameters import Value

#: Seconds that one cell may take, where nothing else is said.
CELL_TIMEOUT = 600
#: Programme, edition, language and notebook.
Key = tuple[str, str, str, str]


@dataclass(frozen=True)
class Task:
    """One notebook to run: which, for what, with which parameters.

    ``office``: the files to make beside the page, of ``xlsx``, ``docx`` and ``pdf``. ``secret``: the key of the
    workspace (:mod:`evalkit.publication.key`), for whoever executes it elsewhere.
    """

    root: Path
    programme: str
    edition: str
    language: Language
    notebook: Path
    parameters: tuple[tuple[str, Value], ...]
    version: str
    audience: Audience = "public"
    office: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """The notebook's name without its ending."""
        return self.notebook.stem

    @property
    def key(self) -> Key:
        """What no other task of a run has in common with this one."""
        return (self.programme, self.edition, self.language, self.name)

    @property
    def edition_folder(self) -> Path:
        """The folder with the data of its edition."""
        return self.root / "data" / self.programme / self.edition

    @property
    def place(self) -> str:
        """The folder of its page, relative to ``reports/``."""
        return f"{self.programme}/{self.edition}/{self.language}"


@dataclass(frozen=True)
class Settings:
    """How tasks are executed. None of it changes what a page says.

    Attributes
    ----------
    warm
        Fork processes from one that has everything loaded; where that is not possible each loads it by itself.
    cell_timeout
        Seconds that one cell may take, ≥ 1.
    engine
        ``evalkit`` runs cells by IPython's shell in a forked process, ``kernel`` in an IPython kernel: slower, and the
        reference.
    say
        Language of the failures.
    """

    warm: bool = True
    engine: Literal["evalkit", "kernel"] = "evalkit"
    cell_timeout: int = CELL_TIMEOUT
    say: Language = "en"


@dataclass(frozen=True)
class Step:
    """Where a running notebook is: code cell `cell` of `cells`, both counted from 1, under a heading."""

    cell: int
    cells: int
    heading: str


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
    kind
        What went wrong: a ``cell`` raised an error, the process of the notebook is ``dead``, a cell took too much
        ``time``, the page could not be made (``export``) or published (``refused``), or the process that did all this
        was ``lost``.
    failed_copy
        The notebook as far as it ran, as JSON, to be read by whoever looks for the fault.
    """

    task: Task
    page: ExportedPage | None
    failure: str = ""
    warnings: tuple[str, ...] = ()
    heading: str = ""
    kind: Literal["", "cell", "dead", "time", "export", "refused", "lost"] = ""
    failed_copy: str | None = None
