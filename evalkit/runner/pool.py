"""Execute tasks on this machine, several at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from evalkit.errors import EvalkitError
from evalkit.runner.execute import execute
from evalkit.runner.task import Outcome, Task


def outcomes(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Yield the outcome of every task, in the order in which they end."""
    # Fresh interpreters, not forks: a fork of a process with threads may hang.
    with ProcessPoolExecutor(max_workers=min(jobs, len(tasks)) or 1, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(execute, task): task for task in tasks}
        try:
            for future in as_completed(futures):
                try:
                    yield future.result()
                except EvalkitError as error:
                    yield Outcome(futures[future], None, str(error))
                except Exception as error:
                    yield Outcome(futures[future], None, f"{type(error).__name__}: {error}")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
