"""The engines by which papermill runs the cells of a notebook: in a :class:`Session`, or in a kernel.

The first is ``papermill --engine evalkit``, registered in the group ``papermill.engine``, which papermill reads when it
is imported: import papermill first. The other is papermill's own and what the first is held against: same bytes.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine

from evalkit.runner import private
from evalkit.runner.nursery import Nursery
from evalkit.runner.session import Session, Stopped

# No history; set up like the process of a session.
_KERNEL = (
    *("-f", "{connection_file}", "--HistoryManager.enabled=False", "--IPKernelApp.extensions=evalkit.runner.shell"),
    "--IPKernelApp.log_level=ERROR",
)


class KernelEngine(NBClientEngine):  # type: ignore[misc]
    """Runs the cells of a notebook in an IPython kernel of their own."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        *,
        root: Path,
        environment: Mapping[str, str],
        begun: Callable[[NotebookNode], None],
        before: Callable[[NotebookNode, int], None],
        **settings: Any,
    ) -> None:
        """Run the cells up to the first one that fails.

        Parameters
        ----------
        nb_man, kernel_name, **settings
            As papermill's own engine has them.
        root, environment
            Where they run, and the environment of the kernel.
        begun, before
            As :class:`ShellEngine` has them.

        Raises
        ------
        Stopped
            The kernel is gone, or a cell took too long.
        """
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_client.manager import AsyncKernelManager
        from nbclient.exceptions import CellTimeoutError, DeadKernelError

        start = nb_man.cell_start

        def told(cell: NotebookNode, cell_index: int | None = None, **given: Any) -> None:
            before(cell, cell_index or 0)
            start(cell, cell_index, **given)

        begun(nb_man.nb)
        nb_man.cell_start = told
        with tempfile.TemporaryDirectory(prefix="n-", dir=private.folder()) as folder:
            own = {**environment, "IPYTHONDIR": folder, "PYTHONSAFEPATH": ""}
            argv = [sys.executable, "-m", "ipykernel_launcher", *_KERNEL]
            spec = KernelSpec(argv=argv, env=own, language="python", display_name="Python 3")
            manager = type("Manager", (AsyncKernelManager,), {"kernel_spec": property(lambda _: spec)})
            resources = {"metadata": {"path": os.fspath(root)}}
            try:
                super().execute_managed_notebook(
                    nb_man, kernel_name, kernel_manager_class=manager, resources=resources, **settings
                )
            except CellTimeoutError as error:
                raise Stopped(late=True) from error
            except DeadKernelError as error:
                raise Stopped from error


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
