"""Execute tasks on this machine, several at a time, whatever becomes of the processes that do it.

The processes: one worker for each job, which runs papermill and exports the page, and beside it a nursery, which starts
one for each notebook; all of them are forked from one that has everything loaded, and end with this one.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait

from evalkit.runner import processes
from evalkit.runner.nursery import Nursery
from evalkit.runner.task import Key, Outcome, Settings, Step, Task
from evalkit.wording import text

#: Told when a task begins (with None) and before each of its cells.
Watch = Callable[[Task, Step | None], None]


def outcomes(
    tasks: Sequence[Task],
    jobs: int,
    settings: Settings | None = None,
    *,
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
    watch
        Told where each running task is.
    note
        Told, at most once, that processes cannot be forked here.

    Notes
    -----
    A task whose worker is lost is tried once more. Nothing that happens to one task reaches another. Closing the
    iterator ends all processes.
    """
    settings = settings or Settings()
    if not tasks:
        return
    if settings.warm and not processes.can_fork():
        note(text(settings.say, "runner-cold"))
    pool = _Pool(tasks, min(jobs, len(tasks)), settings, watch)
    try:
        yield from pool.run()
    finally:
        pool.close()


def work(connection: Connection, nursery: Connection, environment: dict[str, str]) -> None:
    """Be a worker: :func:`evalkit.runner.worker.serve`, which loads what this process does without."""
    from evalkit.runner.worker import serve

    serve(connection, nursery, environment)


class _Worker:
    """One process, and what it is doing."""

    def __init__(self, settings: Settings) -> None:
        self.connection, theirs = Pipe()
        nursery = Nursery(settings.warm)
        self.process = processes.start(work, theirs, nursery.connection, dict(os.environ), warm=settings.warm)
        theirs.close()
        nursery.close()
        self.task: Task | None = None

    def close(self) -> None:
        """End the process and its notebook at once: they hold nothing that is not held elsewhere."""
        self.connection.close()
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            # 255 is what is said where the process that forks workers is gone: this one may still run.
            if self.process.is_alive() or self.process.exitcode == 255:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.process.pid, number)
                self.process.join(2)


class _Pool:
    def __init__(self, tasks: Sequence[Task], jobs: int, settings: Settings, watch: Watch) -> None:
        self.queue = deque(tasks)
        self.jobs, self.settings, self.watch = jobs, settings, watch
        self.lost: Counter[Key] = Counter()
        self.workers: list[_Worker] = []

    def run(self) -> Iterator[Outcome]:
        """Yield outcomes until every task has one."""
        self._fill()
        while busy := [w for w in self.workers if w.task is not None]:
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
            if worker.task is None and self.queue:
                self._give(worker)
        while self.queue and len(self.workers) < self.jobs:
            self.workers.append(_Worker(self.settings))
            self._give(self.workers[-1])

    def _give(self, worker: _Worker) -> None:
        worker.task = self.queue.popleft()
        self.watch(worker.task, None)
        # A worker that is gone is noticed where its answer is awaited.
        with contextlib.suppress(OSError):
            worker.connection.send((worker.task, self.settings))

    def _hear(self, worker: _Worker) -> Outcome | None:
        """Take what a worker says; where it says nothing any more, put another one in its place."""
        task = worker.task
        if task is None:
            return None
        try:
            if not worker.connection.poll():
                raise EOFError
            said = worker.connection.recv()
        except (EOFError, OSError):
            return self._replace(worker, task)
        if isinstance(said, Step):
            self.watch(task, said)
            return None
        worker.task = None
        return said  # type: ignore[no-any-return]

    def _replace(self, worker: _Worker, task: Task) -> Outcome | None:
        self.workers.remove(worker)
        worker.close()
        self.lost[task.key] += 1
        if self.lost[task.key] == 1:
            self.queue.appendleft(task)
            return None
        message = text(self.settings.say, "runner-lost", how=processes.how(worker.process.exitcode, self.settings.say))
        return Outcome(task, None, message, kind="lost")

    def close(self) -> None:
        """End every process."""
        for worker in self.workers:
            worker.close()
