"""The engine by which papermill runs the cells of a notebook in a :class:`Session`: ``papermill --engine evalkit``.

Registered in the group ``papermill.engine``, which papermill reads when it is imported: import papermill first.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine

from evalkit.runner.nursery import Nursery
from evalkit.runner.session import Session


class ShellEngine(Engine):  # type: ignore[misc]
    """Runs the cells of a notebook in a :class:`Session`."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        session: Session | None = None,
        begun: Callable[[NotebookNode], None] = lambda notebook: None,
        before: Callable[[NotebookNode, int], None] = lambda cell, index: None,
        **settings: Any,
    ) -> None:
        """Run the cells up to the first one that fails.

        Parameters
        ----------
        nb_man
            Papermill's record of the execution.
        kernel_name
            Not asked for: there is one.
        session
            Where they run; by default one of their own, in the current folder.
        begun, before
            Called with the copy that is run, and before each cell.
        **settings
            As papermill's own engine has them; ``execution_timeout`` is heeded.

        Raises
        ------
        Stopped
            The process is gone, or a cell took too long.
        """
        if session is None:
            nursery = Nursery()
            session = Session(
                nursery, Path.cwd(), os.environ, cell_timeout=settings.get("execution_timeout") or math.inf
            )
            try:
                cls.execute_managed_notebook(nb_man, kernel_name, session=session)
            finally:
                session.end(0.2)
                nursery.close()
            return
        begun(nb_man.nb)
        for index, cell in enumerate(nb_man.nb.cells):
            before(cell, index)
            nb_man.cell_start(cell, index)
            try:
                if cell.cell_type == "code" and cell.source.strip() and not session.run(cell):
                    nb_man.cell_exception(cell, index)
                    return
            finally:
                nb_man.cell_complete(cell, index)
