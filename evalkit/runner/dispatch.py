"""Hand out tasks to the workers of a Dask cluster, and see to it that each of them ends in one way or another."""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from typing import Any

from distributed import Client, Future
from distributed.scheduler import KilledWorker

from evalkit.errors import EvalkitError
from evalkit.runner.environment import environment
from evalkit.runner.remote import Refused, run_task
from evalkit.runner.task import Outcome, Settings, Step, Task

#: Seconds without any worker after which what is left is given up; a restart takes less.
DESERTED = 60
#: How often a task is handed out again because its result was lost on the way.
_MOST_LOSSES = 3


@dataclass(eq=False)
class _Job:
    """A task, whether it now runs while nothing else does, and how often its result was lost."""

    task: Task
    alone: bool = False
    losses: int = 0


class Dispatch:
    """Hands out tasks, never more than one a worker, so that a worker that dies takes few with it.

    Dask itself runs the tasks of a lost worker elsewhere, and gives up one whose workers died four times
    (``distributed.scheduler.allowed-failures``). That may hit a task that was merely there; so it is run once more,
    alone, and if its workers die then as well, it is the one.
    """

    def __init__(
        self,
        client: Client,
        inputs: str,
        tasks: Sequence[Task],
        settings: Settings,
        watch: Callable[[Task, Step | None], None],
    ) -> None:
        self.client = client
        self.inputs = inputs
        self.settings = settings
        self.watch = watch
        self.waiting = deque(_Job(task) for task in tasks)
        self.suspects: deque[_Job] = deque()
        self.running: dict[Future[Any], _Job] = {}
        self.ended: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self.refused: set[str] = set()
        self.submitted = 0
        self.last_worker = time.monotonic()

    def outcomes(self) -> Iterator[Outcome]:
        """Yield every outcome as it comes."""
        while self.waiting or self.running or self.suspects:
            workers = self._workers()
            if workers:
                self.last_worker = time.monotonic()
            reason = self._given_up()
            if reason:
                yield from self._rest(reason)
                return
            self._submit(workers)
            try:
                future = self.ended.get(timeout=1)
            except queue.Empty:
                continue
            outcome = self._outcome(future, self.running.pop(future))
            if outcome is not None:
                yield outcome

    def cancel(self) -> None:
        """Cancel what has not begun; what has begun ends by itself, and its result is dropped."""
        if self.running and self.client.status == "running":
            self.client.cancel(list(self.running), force=True)
        self.running.clear()

    def _workers(self) -> list[str]:
        if self.client.status != "running":
            return []
        try:
            known = self.client.scheduler_info(n_workers=-1)["workers"]
        except (OSError, KeyError):
            return []
        return sorted(w for w in known if w not in self.refused)

    def _given_up(self) -> EvalkitError | None:
        if self.client.status != "running":
            return EvalkitError("cluster-lost")
        if time.monotonic() - self.last_worker > DESERTED:
            return EvalkitError("cluster-deserted", seconds=DESERTED)
        return None

    def _rest(self, reason: EvalkitError) -> Iterator[Outcome]:
        left = [*self.running.values(), *self.suspects, *self.waiting]
        self.cancel()
        for job in left:
            yield self._failed(job.task, reason)

    def _failed(self, task: Task, why: Exception) -> Outcome:
        if isinstance(why, EvalkitError):
            return Outcome(task, None, why.describe(self.settings.say), kind="lost")
        return Outcome(task, None, f"{type(why).__name__}: {why}", kind="lost")

    def _submit(self, workers: Sequence[str]) -> None:
        if not self.waiting and not self.running and self.suspects:
            job = self.suspects.popleft()
            job.alone = True
            self.waiting.append(job)
        while self.waiting and len(self.running) < len(workers):
            job = self.waiting.popleft()
            self.submitted += 1
            future = self.client.submit(
                run_task,
                self.inputs,
                job.task,
                environment(),
                self.settings,
                key=f"{self.inputs}-{self.submitted}",
                # Loosely: should all of these be gone, any other may have it.
                workers=list(workers) if self.refused else None,
                allow_other_workers=bool(self.refused),
            )
            self.running[future] = job
            self.watch(job.task, None)
            future.add_done_callback(self.ended.put)

    def _outcome(self, future: Future[Any], job: _Job) -> Outcome | None:
        """Return what became of a task, or None where it is to be run again."""
        task = job.task
        try:
            result: Outcome | Refused = future.result(timeout=DESERTED)
        except KilledWorker as error:
            if job.alone:
                return self._failed(task, EvalkitError("cluster-killed", count=error.allowed_failures + 1))
            self.suspects.append(job)
            return None
        except (CancelledError, OSError) as error:
            # Its result went with the connection, or with the worker that held it.
            job.losses += 1
            if job.losses > _MOST_LOSSES:
                return self._failed(task, error)
            self.waiting.appendleft(job)
            return None
        except Exception as error:
            return self._failed(task, error)
        if isinstance(result, Refused):
            self.refused.add(result.worker)
            self.waiting.appendleft(job)
            return None
        return replace(result, task=task)
