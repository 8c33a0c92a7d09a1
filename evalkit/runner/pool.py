"""Execute tasks on this machine, several at a time, whatever becomes of the processes that do it.

The processes: one worker for each job, which runs papermill and exports the page; a fork server, which the workers ask
for kernels; and a process from which the workers themselves are forked. All of them end with this one.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import forkserver, get_all_start_methods, get_context, resource_tracker
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any

from evalkit.runner import private
from evalkit.runner.order import Order, how, work
from evalkit.runner.task import Key, Outcome, Settings, Step, Task
from evalkit.runner.warm import client as warm
from evalkit.wording import text

#: Told when a task begins (with None) and before each of its cells.
Watch = Callable[[Task, Step | None], None]
# With it, Python imports nothing from the current folder, where a file may be called like a module of its own.
_SAFE = "PYTHONSAFEPATH"
# A fork server that dies is started again, but not for ever.
_SERVERS = 4


class Ahead:
    """The two processes that load what tasks need, started before there is a task: loading takes seconds.

    Parameters
    ----------
    settings
        As for :func:`outcomes`, which takes over; whoever does not get that far closes it.
    """

    def __init__(self, settings: Settings) -> None:
        self.server: warm.Server | None = None
        self.why: str | None = None
        private.folder()
        if settings.warm:
            try:
                self.server = warm.Server()
            except warm.NoWarmKernel as error:
                self.why = str(error)
        self.context = _context(settings.warm)

    def close(self) -> None:
        """End the fork server; the other process ends with this one."""
        if self.server is not None:
            self.server.close()


def outcomes(
    tasks: Sequence[Task],
    jobs: int,
    settings: Settings | None = None,
    *,
    ahead: Ahead | None = None,
    watch: Watch = lambda task, step: None,
    note: Callable[[str], None] = lambda message: None,
) -> Generator[Outcome, None, None]:
    """Yield the outcome of every task, in the order in which they end.

    Parameters
    ----------
    tasks
        What to execute.
    jobs
        How many at a time, ≥ 1.
    settings
        How; by default as :class:`Settings` says.
    ahead
        What was started ahead, under the same settings; by default it is started now.
    watch
        Told where each running task is.
    note
        Told, at most once, that kernels start cold, and why.

    Notes
    -----
    A task whose worker is lost, or whose kernel died with the fork server, is tried once more. Nothing that happens to
    one task reaches another. Closing the iterator ends all processes.
    """
    settings = settings or Settings()
    if not tasks:
        return
    pool = _Pool(tasks, min(jobs, len(tasks)), settings, ahead or Ahead(settings), watch, note)
    try:
        yield from pool.run()
    finally:
        pool.close()


class _Worker:
    """One process, and what it is doing."""

    def __init__(self, context: BaseContext) -> None:
        self.connection, theirs = context.Pipe()
        self.process: Any = context.Process(target=work, args=(theirs, dict(os.environ)), daemon=True)  # type: ignore[attr-defined]
        with _variable(_SAFE):
            self.process.start()
        theirs.close()
        self.order: Order | None = None
        self.server: warm.Server | None = None

    def close(self) -> None:
        """End the process and its kernel at once: they hold nothing that is not held elsewhere."""
        self.connection.close()
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            # 255 is what is said where the process that forks workers is gone: this one may still run.
            if self.process.is_alive() or self.process.exitcode == 255:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.process.pid, number)
                self.process.join(2)


class _Pool:
    def __init__(
        self,
        tasks: Sequence[Task],
        jobs: int,
        settings: Settings,
        ahead: Ahead,
        watch: Watch,
        note: Callable[[str], None],
    ) -> None:
        self.queue = deque(tasks)
        self.jobs, self.settings, self.watch, self.note = jobs, settings, watch, note
        self.lost: Counter[Key] = Counter()
        self.workers: list[_Worker] = []
        self.server, self.context = ahead.server, ahead.context
        self.servers = 0 if ahead.server is None else _SERVERS - 1
        if ahead.why is not None:
            self._say_cold(ahead.why)

    def run(self) -> Iterator[Outcome]:
        """Yield outcomes until every task has one."""
        self._fill()
        while busy := [w for w in self.workers if w.order is not None]:
            # Not for ever: Ctrl-C that is handed to a thread of some library is noticed only when this one wakes.
            ready = set(wait([thing for w in busy for thing in (w.connection, w.process.sentinel)], timeout=1.0))
            for worker in busy:
                if ready & {worker.connection, worker.process.sentinel}:
                    outcome = self._hear(worker)
                    # The next task first: whoever takes the outcome may take a while.
                    self._fill()
                    if outcome is not None:
                        yield outcome

    def _fill(self) -> None:
        """Give every worker something to do."""
        for worker in self.workers:
            if worker.order is None and self.queue:
                self._give(worker)
        while self.queue and len(self.workers) < self.jobs:
            self.workers.append(_Worker(self.context))
            self._give(self.workers[-1])

    def _give(self, worker: _Worker) -> None:
        if self.server is not None and not self.server.alive():
            self._start_server()
        task = self.queue.popleft()
        address = "" if self.server is None else str(self.server.address)
        worker.order, worker.server = Order(task, self.settings, address), self.server
        self.watch(task, None)
        # A worker that is gone is noticed where its answer is awaited.
        with contextlib.suppress(OSError):
            worker.connection.send(worker.order)

    def _hear(self, worker: _Worker) -> Outcome | None:
        """Take what a worker says; where it says nothing any more, put another one in its place."""
        order = worker.order
        if order is None:
            return None
        try:
            if not worker.connection.poll():
                raise EOFError
            said = worker.connection.recv()
        except (EOFError, OSError):
            return self._replace(worker, order.task)
        if isinstance(said, Step):
            self.watch(order.task, said)
            return None
        worker.order = None
        server_died = worker.server is not None and not worker.server.alive()
        if said.kind in ("dead", "start") and server_died and not self.lost[order.task.key]:
            self.lost[order.task.key] += 1
            self.queue.appendleft(order.task)
            return None
        return said  # type: ignore[no-any-return]

    def _replace(self, worker: _Worker, task: Task) -> Outcome | None:
        self.workers.remove(worker)
        worker.close()
        self.lost[task.key] += 1
        if self.lost[task.key] == 1:
            self.queue.appendleft(task)
            return None
        message = text(self.settings.say, "runner-lost", how=how(worker.process.exitcode, self.settings.say))
        return Outcome(task, None, message, kind="lost")

    def _start_server(self) -> None:
        """Start a fork server; do without one where it does not come up."""
        why = ""
        if self.server is not None:
            # One that has never been ready would not be next time.
            if not self.server.ready():
                self.servers, why = 0, self.server.why()
            self.server.close()
            self.server = None
        if not self.settings.warm:
            return
        try:
            if self.servers:
                self.servers -= 1
                self.server = warm.Server()
                return
        except warm.NoWarmKernel as error:
            self.servers, why = 0, str(error)
        self._say_cold(why)

    def _say_cold(self, why: str) -> None:
        self.note(text(self.settings.say, "runner-cold", why=why or "–"))

    def close(self) -> None:
        """End every process."""
        for worker in self.workers:
            worker.close()
        if self.server is not None:
            self.server.close()


def _context(warm_start: bool) -> BaseContext:
    """Return how workers are started: forked from a process that has loaded everything, or one by one."""
    if not warm_start or "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["evalkit.runner.loaded"])
    # One thread only, in a process that is going to fork.
    with _variable("OPENBLAS_NUM_THREADS"), _variable(_SAFE):
        _start_forkserver()
    return context


def _start_forkserver() -> None:
    resource_tracker.ensure_running()
    # Ctrl-C while it loads would end in a traceback; workers unblock the signal and ignore it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


@contextlib.contextmanager
def _variable(name: str) -> Iterator[None]:
    """Set a variable of the environment to 1 for the processes that are started meanwhile."""
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
