"""A notebook that is being run: the process of its cells, and the outputs that come of them."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Mapping
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, NoReturn

from nbformat import NotebookNode, from_dict

from evalkit.runner import private
from evalkit.runner.cells import PRINTED, Start
from evalkit.runner.nursery import Nursery


class Stopped(Exception):
    """The process of the notebook is gone, ``late``: it was stopped, since a cell took too long."""

    def __init__(self, *, late: bool = False, exit_code: int | None = None) -> None:
        super().__init__("late" if late else f"ended with {exit_code}")
        self.late, self.exit_code = late, exit_code


class Session:
    """The process in which one notebook runs.

    Parameters
    ----------
    nursery
        What starts it.
    root
        The workspace.
    environment
        What the process finds in its environment.
    cell_timeout
        Seconds that one cell may take.
    no_input, secret
        As :class:`Start` has them.
    """

    def __init__(
        self,
        nursery: Nursery,
        root: Path,
        environment: Mapping[str, str],
        *,
        cell_timeout: float = 600,
        no_input: str = "",
        secret: str = "",
    ) -> None:
        self.cell_timeout = cell_timeout
        self._folder = Path(tempfile.mkdtemp(prefix="n-", dir=private.folder()))
        # No start-up files, no history, no extensions of the user's own, nor of anybody else.
        environment = {**environment, "IPYTHONDIR": str(self._folder / "ipython")}
        start = Start(self._folder, root, environment, no_input, secret)
        self._read = [0, 0]
        self._shown: dict[str, list[NotebookNode]] = {}
        self.nursery, self.connection = nursery, nursery.begin(start)
        self._alive = True

    def run(self, cell: NotebookNode) -> bool:
        """Run a cell and put into it what it shows; tell whether it came to its end without an error.

        Raises
        ------
        Stopped
            It did not come to an end.
        """
        cell.outputs, cell.execution_count = [], None
        end = time.monotonic() + self.cell_timeout
        cleared = False
        try:
            self.connection.send_bytes(json.dumps(cell.source).encode())
            while True:
                kind, lengths, content = self._next(end)
                if cleared and (kind not in ("clear", "done") or lengths != self._read):
                    self._clear(cell)
                    cleared = False
                self._printed(cell, lengths)
                if kind == "done":
                    cell.execution_count = content["execution_count"]
                    failed = content["failed"]
                    if failed and not any(output.output_type == "error" for output in cell.outputs):
                        name, _, value = failed.partition(": ")
                        cell.outputs.append(_output("error", ename=name, evalue=value, traceback=[]))
                    return not any(output.output_type == "error" for output in cell.outputs)
                if kind == "clear":
                    cleared = content["wait"]
                    if not cleared:
                        self._clear(cell)
                elif kind == "update":
                    for output in self._shown.get(content["display_id"], []):
                        output.update(from_dict({"data": content["data"], "metadata": content["metadata"]}))
                else:
                    known = content.pop("display_id", None)
                    cell.outputs.append(_output(kind, **content))
                    if known is not None:
                        self._shown.setdefault(known, []).append(cell.outputs[-1])
        except OSError:
            self._gone()
        finally:
            if cell.execution_count is None:
                self._printed(cell, None)

    def _next(self, end: float) -> Any:
        """Return the next message, as soon as there is one."""
        while True:
            left = min(max(0.0, end - time.monotonic()), 3600)
            wait([self.connection, self.nursery.connection], timeout=left)
            if self.connection.poll():
                with contextlib.suppress(EOFError):
                    return json.loads(self.connection.recv_bytes())
                self.nursery.end()
                self._gone()
            if self.nursery.ended():
                self._gone()
            if time.monotonic() >= end:
                self.nursery.end()
                self._alive = False
                self.nursery.exit_code()
                raise Stopped(late=True)

    def _gone(self) -> NoReturn:
        self._alive = False
        raise Stopped(exit_code=self.nursery.exit_code())

    def _printed(self, cell: NotebookNode, lengths: list[int] | None) -> None:
        """Put into a cell what was printed since, up to these lengths of the files."""
        for place, name in enumerate(PRINTED):
            path = self._folder / name
            if lengths is not None and lengths[place] == self._read[place]:
                continue
            if not path.exists():
                continue
            with path.open("rb") as file:
                file.seek(self._read[place])
                data = file.read(-1 if lengths is None else lengths[place] - self._read[place])
            self._read[place] += len(data)
            if data:
                cell.outputs.append(_output("stream", name=name, text=data.decode("utf-8", errors="replace")))

    def _clear(self, cell: NotebookNode) -> None:
        for shown in self._shown.values():
            shown[:] = [output for output in shown if all(output is not other for other in cell.outputs)]
        cell.outputs = []

    def dismiss(self) -> None:
        """Tell the process that there are no more cells; it ends while its notebook is exported."""
        with contextlib.suppress(OSError):
            self.connection.send_bytes(b"null")

    def end(self, patience: float = 0.0) -> None:
        """See the process end, by force where it does not by itself, and clear up."""
        with contextlib.suppress(EOFError, OSError):
            if self._alive and not self.nursery.ended(patience):
                self.nursery.end()
            if self._alive:
                self.nursery.exit_code()
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _output(kind: str, **content: Any) -> NotebookNode:
    # As nbformat makes one, without holding each against the schema.
    output: NotebookNode = from_dict({"output_type": kind, **content})
    return output
