"""The process of one notebook: runs its cells by IPython's shell and says what they show.

What cells print, and what C libraries and programs print for them, goes into two files; what they display is said on a
connection, each time with how long the files are by then, so that the order is always the same. Nothing here looks at
a notebook: it gets the source of one cell after the other.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import builtins
import contextlib
import getpass
import io
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell

from evalkit.publication import key
from evalkit.runner import shell as ours

#: The files, in the folder of the process, with what is printed to standard output and standard error.
PRINTED = ("stdout", "stderr")
_INLINE = "module://matplotlib_inline.backend_inline"


@dataclass(frozen=True)
class Start:
    """What the process of a notebook begins with.

    Attributes
    ----------
    folder
        Its own, for as long as it runs.
    root
        The workspace, in which it runs.
    environment
        The whole environment.
    no_input
        What is said to a cell that asks somebody something.
    secret
        The key of the workspace, which is no part of the environment.
    """

    folder: Path
    root: Path
    environment: Mapping[str, str]
    no_input: str
    secret: str = field(default="", repr=False)


class _Publisher(DisplayPublisher):
    shell: Any

    def publish(self, data: Any, metadata: Any = None, *given: Any, **kwargs: Any) -> None:
        """Say what is displayed."""
        self._validate_data(data, metadata)  # type: ignore[no-untyped-call]
        known = (kwargs.get("transient") or {}).get("display_id")
        kind = "update" if kwargs.get("update") else "display_data"
        self.shell.say(kind, data=data, metadata=metadata or {}, display_id=known)

    def clear_output(self, wait: bool = False) -> None:
        """Say that what was shown is to go."""
        self.shell.say("clear", wait=wait)


class _Hook(DisplayHook):
    shell: Any

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Say what the value of a cell looks like."""
        count = self.prompt_count
        self.shell.say("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=count)

    def finish_displayhook(self) -> None:
        """Write no empty line."""
        self._is_active = False


# Libraries tell a notebook from a terminal by this name.
class ZMQInteractiveShell(InteractiveShell):
    """IPython's shell without a terminal and without a kernel."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    say: Callable[..., None]
    #: Others tell a notebook by this: pandas shows wide frames whole in a terminal.
    kernel: Any = None

    system = InteractiveShell.system_piped

    def init_hooks(self) -> None:
        """Show no help in a pager that nobody sees."""
        super().init_hooks()  # type: ignore[no-untyped-call]
        self.set_hook("show_in_pager", lambda *_, **__: None, 99)  # type: ignore[no-untyped-call]

    def enable_gui(self, gui: Any = None) -> None:
        """Take no window."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.say("error", ename=etype.__name__, evalue=_text(evalue), traceback=list(stb))

    async def run(self, source: str) -> Any:
        """Run a cell as a kernel does: inside a loop, and awaiting what it awaits."""
        wrong = None
        try:
            transformed = self.transform_cell(source)  # type: ignore[no-untyped-call]
        except Exception:
            transformed, wrong = source, sys.exc_info()
        how = {"transformed_cell": transformed, "preprocessing_exc_tuple": wrong}
        if not self.should_run_async(source, **how):
            return self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        result = None
        try:
            result = await self.run_cell_async(source, store_history=True, **how)
        finally:
            self.events.trigger("post_execute")
            self.events.trigger("post_run_cell", result)
        return result


def serve(connection: Connection, start: Start) -> NoReturn:
    """Run the cells that come until there are no more, and end this process.

    Parameters
    ----------
    connection
        Gives the sources of cells, each a JSON text, and null at the end; takes messages: ``(kind, lengths of the
        files, content)``, of which the last one for a cell is ``done``.
    start
        What to begin with.
    """
    status = 1
    with contextlib.suppress(SystemExit):
        _settle(start)
        interactive, lock = _shell(start), threading.Lock()

        def say(kind: str, **content: Any) -> None:
            with lock:
                for stream in (sys.__stdout__, sys.__stderr__):
                    stream.flush()  # type: ignore[union-attr]
                lengths = [os.fstat(number).st_size for number in (1, 2)]
                connection.send_bytes(json.dumps([kind, lengths, content], default=_plain).encode())

        interactive.say = say
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        try:
            while (source := json.loads(connection.recv_bytes())) is not None:
                result = loop.run_until_complete(interactive.run(source))
                error = result and (result.error_before_exec or result.error_in_exec)
                said = f"{type(error).__name__}: {_text(error)}" if error else ""
                say("done", execution_count=interactive.execution_count - 1, failed=said)
            status = 0
        except (EOFError, OSError):
            pass
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    # Not the interpreter's own way out: it takes libraries apart, and waits for whatever a notebook left running.
    os._exit(status)


def _settle(start: Start) -> None:
    """Make this process look the same wherever it comes from."""
    if os.name == "posix":
        os.setsid()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(start.environment)
    os.chdir(start.root)
    if hasattr(time, "tzset"):
        time.tzset()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    for number, name in enumerate(PRINTED, start=1):
        file = os.open(start.folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, encoding="utf-8", closefd=False)
    sys.stdout, sys.stderr = _stream(1), _stream(2)
    vars(sys).update(__stdin__=sys.stdin, __stdout__=sys.stdout, __stderr__=sys.stderr)
    sys.argv = ["evalkit"]
    if start.secret:
        key.hand(start.root, start.secret)


def _stream(number: int) -> io.TextIOWrapper:
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="UTF-8", errors="backslashreplace", newline="\n", line_buffering=True
    )


def _shell(start: Start) -> ZMQInteractiveShell:
    import matplotlib as mpl
    import numpy as np
    from matplotlib_inline.backend_inline import _enable_matplotlib_integration
    from traitlets.config import Config

    # A fork copies the state of the generators: without this, every notebook would draw the same "random" numbers.
    random.seed()
    np.random.seed()  # noqa: NPY002 - the legacy generator is the one that is shared
    interactive = ZMQInteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    ours.load_ipython_extension(interactive)

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise StdinNotImplementedError(start.no_input)

    builtins.input = getpass.getpass = refuse
    mpl.use(start.environment.get("MPLBACKEND") or _INLINE)
    # Loaded by the process from which this one was forked, it found no shell to show figures in: a notebook would run
    # through and have no images.
    _enable_matplotlib_integration()
    return interactive


def _text(error: object) -> str:
    try:
        return str(error)
    except Exception:
        return f"<{type(error).__name__}>"


def _plain(value: Any) -> Any:
    """Return what JSON has for a value that it does not know."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    return str(value)
