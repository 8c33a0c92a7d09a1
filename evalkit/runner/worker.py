"""What a worker process does: take tasks from the pool, one after the other, and send back what became of them.

Workers are forked from a process that has imported this module, which is why it imports what all of them need.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Mapping
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import NoReturn

import papermill  # noqa: F401 - loaded once, in the process from which workers are forked

from evalkit.errors import EvalkitError
from evalkit.report import export
from evalkit.runner.execute import execute
from evalkit.runner.nursery import Nursery
from evalkit.runner.task import Outcome, Settings, Step, Task


def serve(connection: Connection, notebooks: Connection, environment: Mapping[str, str]) -> None:
    """Execute tasks until the connection closes; sends a :class:`Step` for each cell and an :class:`Outcome`.

    The process from which workers are forked may have been started by an earlier run, in another environment.
    """
    os.environ.clear()
    os.environ.update(environment)
    # Ctrl-C reaches every process of the terminal; the pool decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _end())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    nursery = Nursery(connection=notebooks)
    while True:
        try:
            task, settings = connection.recv()
        except EOFError:
            return
        connection.send(_outcome(task, settings, connection, nursery))


def _outcome(task: Task, settings: Settings, connection: Connection, nursery: Nursery) -> Outcome:
    def watch(step: Step) -> None:
        connection.send(step)

    try:
        return execute(task, settings, nursery=nursery, watch=watch)
    except EOFError:
        # The nursery is gone. Whoever gave the task gives it to another worker, which has one.
        _end()
    except EvalkitError as error:
        return Outcome(task, None, error.describe(settings.say), kind="export")
    except Exception as error:
        return Outcome(task, None, f"{type(error).__name__}: {error}", kind="export")


def _end_with_parent() -> None:
    """End when the pool's process does, even if it is killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _end()


def _end() -> NoReturn:
    """End at once."""
    os._exit(1)


# What is wrong with the template is told of each page that needs it.
with contextlib.suppress(Exception):
    export.prepare()
