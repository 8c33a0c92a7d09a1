"""What a worker process does: take tasks from the pool, one after the other, and send back what became of them.

Workers are forked from a process that has imported this module, which is why it imports what all of them need.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import Connection

import papermill  # noqa: F401 - loaded once, in the process from which workers are forked

from evalkit.errors import EvalkitError
from evalkit.report import export
from evalkit.report.office import pdf
from evalkit.runner.execute import execute
from evalkit.runner.kernel import cold, end_group
from evalkit.runner.order import Order
from evalkit.runner.task import Outcome, Step


def serve(connection: Connection) -> None:
    """Execute orders until the connection closes; sends a :class:`Step` for each cell and an :class:`Outcome`."""
    # Ctrl-C reaches every process of the terminal; the pool decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: _end())
    if hasattr(signal, "pthread_sigmask"):
        # A kernel that is started cold would inherit a blocked signal, and could not be interrupted.
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # That a kernel starts cold is said once, by the pool.
    logging.getLogger("evalkit.runner.warm").setLevel(logging.ERROR)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            order: Order = connection.recv()
        except EOFError:
            return
        connection.send(_outcome(order, connection))


def _outcome(order: Order, connection: Connection) -> Outcome:
    def watch(step: Step) -> None:
        connection.send(step)

    try:
        return execute(order.task, order.settings, address=order.address, watch=watch)
    except EvalkitError as error:
        return Outcome(order.task, None, error.describe(order.settings.say), kind="export")
    except Exception as error:
        return Outcome(order.task, None, f"{type(error).__name__}: {error}", kind="export")


def _end_with_parent() -> None:
    """End when the pool's process does, even if it is killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        _end()


def _end() -> None:
    """End at once, and with this process every kernel that it started."""
    for group in list(cold):
        end_group(group)
    for group, folder in list(pdf.at_work.items()):
        end_group(group)
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


# What is wrong with the template is told of each page that needs it.
with contextlib.suppress(Exception):
    export.prepare()
