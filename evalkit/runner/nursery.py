"""The process that starts those of notebooks, one after the other, and sees each of them end, whatever ends the others.

Each worker has one. It was forked from the process that has everything loaded and has done nothing since, so that what
it forks finds no trace of another notebook. It is in a session of its own, and knows by its connection when the worker
is gone: then it ends what runs, with all that this has started.
"""

from __future__ import annotations

import contextlib
import os
import signal
from multiprocessing import Pipe, current_process, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from typing import TYPE_CHECKING, Any

from evalkit.runner import processes

if TYPE_CHECKING:
    from evalkit.runner.cells import Start


class Nursery:
    """Starts the processes of notebooks, one at a time.

    Parameters
    ----------
    warm
        Whether they are forked or start each by itself.
    connection
        To the process that does so, where somebody else has started it.
    """

    def __init__(self, warm: bool = True, connection: Connection | None = None) -> None:
        if connection is None:
            connection, theirs = Pipe()
            processes.start(tend, theirs, warm and processes.can_fork(), warm=warm)
            theirs.close()
        self.connection = connection

    def begin(self, start: Start) -> Connection:
        """Start the process of a notebook; return the connection to it.

        Raises
        ------
        EOFError, OSError
            The process that does so is gone.
        """
        self.connection.send((start, os.getpid()))
        self.connection.recv()
        return Connection(recv_handle(self.connection))

    def ended(self, patience: float = 0.0) -> bool:
        """Tell whether the notebook's process has ended; then :meth:`exit_code` says how."""
        return self.connection.poll(patience)

    def exit_code(self) -> int | None:
        """Return how it ended, negative for a signal; waits for that."""
        code: int | None = self.connection.recv()
        return code

    def end(self) -> None:
        """Ask for its end, with all that it started."""
        with contextlib.suppress(OSError):
            self.connection.send(None)

    def close(self) -> None:
        """End the process behind this, and whatever runs."""
        self.connection.close()


def tend(connection: Connection, forks: bool) -> None:
    """Start what is asked for until the connection closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # It was started as one that ends with its parent, and such a one may have no processes of its own.
    current_process().daemon = False
    if os.name == "posix":
        os.setsid()
    context: Any = get_context("fork" if forks else "spawn")
    with contextlib.suppress(EOFError, OSError):
        while True:
            asked = connection.recv()
            if asked is None:
                # Its notebook had ended already.
                continue
            start, worker = asked
            ours, theirs = Pipe()
            inherited = [connection, ours] if forks else []
            process = context.Process(target=_be, args=(theirs, start, inherited), daemon=False)
            process.start()
            theirs.close()
            connection.send(process.pid)
            send_handle(connection, ours.fileno(), worker)
            ours.close()
            try:
                _see_off(connection, process)
            finally:
                processes.end_group(process.pid)
                if process.exitcode is None:
                    process.kill()
                process.join(5)
            connection.send(process.exitcode)


def _see_off(connection: Connection, process: Any) -> None:
    """Return when a process has ended or is to end; EOFError where nobody is interested any more."""
    while process.exitcode is None:
        # Not for ever: what a notebook started may keep open what tells of its end.
        wait([connection, process.sentinel], timeout=1.0)
        if connection.poll():
            connection.recv()
            return


def _be(connection: Connection, start: Start, inherited: list[Connection]) -> None:
    for other in inherited:
        other.close()
    from evalkit.runner.cells import serve

    serve(connection, start)
