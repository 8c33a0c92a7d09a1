"""What the pool tells a worker; light, so that the pool need not load what the workers need."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection

from evalkit.runner.task import Settings, Task
from evalkit.wording import Language, text


@dataclass(frozen=True)
class Order:
    """A task for a worker, and the fork server to ask for its kernel."""

    task: Task
    settings: Settings
    address: str


def work(connection: Connection, environment: Mapping[str, str]) -> None:
    """Be a worker: :func:`evalkit.runner.worker.serve`, imported where it runs.

    The process from which workers are forked may have been started by an earlier run, in another environment.
    """
    os.environ.clear()
    os.environ.update(environment)

    from evalkit.runner.worker import serve

    serve(connection)


def how(code: int | None, say: Language) -> str:
    """Say how a process ended, from its exit code or, negative, its signal."""
    if code is None:
        return text(say, "runner-died-unknown")
    if code >= 0:
        return text(say, "runner-died-code", code=code)
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = str(-code)
    # Nobody but the system's own guard of the memory kills a kernel in this way, as a rule.
    return text(say, "runner-died-killed" if name == "SIGKILL" else "runner-died-signal", signal=name)
