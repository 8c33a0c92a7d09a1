"""Each task that is handed out ends once, whatever workers do; a stand-in for Dask's client plays what they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from evalkit.runner.task import Outcome, Settings, Task

pytest.importorskip("distributed", reason="distributed is not installed")

from distributed.scheduler import KilledWorker, WorkerState

from evalkit.runner import dispatch
from evalkit.runner.dispatch import Dispatch
from evalkit.runner.environment import environment
from evalkit.runner.remote import Refused

HERE = Task(Path("/here"), "alliances", "2019", "en", Path("/here/notebooks/a.ipynb"), (), "0.1.0")
TASKS = [replace(HERE, notebook=Path(f"/here/notebooks/{name}.ipynb")) for name in "abc"]
Ends = Callable[["Client", Task], Any]


class Future:
    def __init__(self, result: Any) -> None:
        self.value = result

    def add_done_callback(self, tell: Callable[[Any], None]) -> None:
        tell(self)

    def result(self, timeout: float) -> Any:
        if isinstance(self.value, BaseException):
            raise self.value
        return self.value


class Client:
    """Ends each task at once, as `ends` says; two workers unless others are named."""

    def __init__(self, ends: Ends, workers: Sequence[str] = ("one", "two"), status: str = "running") -> None:
        self.ends, self.workers, self.status = ends, list(workers), status
        self.submitted: list[tuple[str, Any]] = []
        self.most = 0

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": dict.fromkeys(self.workers)}

    def submit(
        self, function: Any, inputs: str, task: Task, expected: Any, settings: Settings, **options: Any
    ) -> Future:
        assert expected == environment()
        self.submitted.append((task.name, options["workers"]))
        return Future(self.ends(self, task))

    def cancel(self, futures: Sequence[Any], force: bool) -> None:
        pass


def ended(client: Client) -> list[tuple[str, str]]:
    made = Dispatch(client, "inputs", TASKS, Settings(), lambda task, step: None)  # type: ignore[arg-type]
    return [(outcome.task.name, outcome.failure) for outcome in made.outcomes()]


def died() -> KilledWorker:
    # Of the worker that was the last to die, nothing is used.
    return KilledWorker("task", cast(WorkerState, None), 3)


def test_each_task_is_handed_out_once_where_nothing_goes_wrong() -> None:
    client = Client(lambda _, task: Outcome(task, None, "done"))
    assert sorted(ended(client)) == [("a", "done"), ("b", "done"), ("c", "done")]
    assert [name for name, _ in client.submitted] == ["a", "b", "c"]


def test_a_task_that_was_there_when_workers_died_is_run_again_alone() -> None:
    before: list[str] = []

    def ends(client: Client, task: Task) -> Any:
        before.append(task.name)
        return died() if task.name == "a" and before.count("a") == 1 else Outcome(task, None, "done")

    assert ended(Client(ends)) == [("b", "done"), ("c", "done"), ("a", "done")]
    assert before == ["a", "b", "c", "a"]


def test_a_task_that_kills_its_workers_alone_as_well_is_told() -> None:
    client = Client(lambda _, task: died() if task.name == "a" else Outcome(task, None, "done"))
    told = "every worker that took this up died (4 of them), also when it ran alone"
    assert ended(client) == [("b", "done"), ("c", "done"), ("a", told)]


def test_a_worker_that_joined_with_other_versions_gets_nothing_more() -> None:
    def ends(client: Client, task: Task) -> Any:
        name, workers = client.submitted[-1]
        return Refused("two", {"python": "3.0"}) if name == "a" and workers is None else Outcome(task, None, "done")

    client = Client(ends)
    assert sorted(ended(client)) == [("a", "done"), ("b", "done"), ("c", "done")]
    assert ("a", ["one"]) in client.submitted


def test_a_result_that_is_lost_on_the_way_is_asked_for_three_times_more() -> None:
    client = Client(lambda _, task: CancelledError("gone") if task.name == "b" else Outcome(task, None, "done"))
    assert sorted(ended(client)) == [("a", "done"), ("b", "CancelledError: gone"), ("c", "done")]
    assert [name for name, _ in client.submitted].count("b") == 4


def test_an_error_of_the_machinery_is_a_failure_of_the_task() -> None:
    client = Client(lambda _, task: RuntimeError("no") if task.name == "c" else Outcome(task, None, "done"))
    assert ("c", "RuntimeError: no") in ended(client)


def test_what_is_left_is_told_where_the_scheduler_is_gone() -> None:
    def ends(client: Client, task: Task) -> Any:
        client.status = "closed"
        return Outcome(task, None, "done")

    lost = "the connection to the scheduler was lost"
    assert sorted(ended(Client(ends))) == [("a", "done"), ("b", lost), ("c", lost)]


def test_what_is_left_is_told_where_no_worker_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "DESERTED", 0)
    assert ended(Client(lambda _, task: None, workers=())) == [
        (name, "no worker was left for 0 s") for name in ("a", "b", "c")
    ]
