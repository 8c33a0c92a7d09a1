"""Execute tasks on a Dask cluster.

Workers share no disk with this machine: inputs travel (:mod:`evalkit.runner.bundle`), pages come back as bytes and are
published here. Versions are compared before anything is sent. A worker that is lost loses its task to another one.
Whoever can reach a Dask scheduler can run anything on its workers, and what they send back is unpickled here: only
connect to a cluster of one's own.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import uuid
import warnings
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from evalkit.errors import EvalkitError, visible
from evalkit.runner.bundle import pack
from evalkit.runner.environment import Environment, differences, environment
from evalkit.runner.task import Outcome, Settings, Step, Task
from evalkit.wording import Language, text

if TYPE_CHECKING:
    from distributed import Client

Watch = Callable[[Task, Step | None], None]

#: Seconds to wait for the scheduler to answer, and for a first worker.
PATIENCE = 10


class ClusterMismatch(EvalkitError):
    """The cluster runs something else than this machine, with every difference for every worker."""

    def __init__(self, address: str, found: Sequence[tuple[str, Environment | Exception]]) -> None:
        self.found = tuple(found)
        self.here = environment()
        super().__init__("cluster-mismatch", address=address, count=sum(len(self._lines("en", *f)) for f in found))

    def describe(self, language: Language = "en") -> str:
        """Return a headline with the number of differences, then one line each."""
        lines = [super().describe(language)]
        for place, there in self.found:
            lines += ["  " + line for line in self._lines(language, place, there)]
        return "\n".join(lines)

    def _lines(self, language: Language, place: str, there: Environment | Exception) -> list[str]:
        where = text(language, "cluster-worker", address=place) if place else text(language, "cluster-scheduler")
        if isinstance(there, Exception):
            return [text(language, "cluster-no-evalkit", where=where, why=visible(there))]
        return [
            text(language, "cluster-difference", where=where, name=name, there=visible(their), here=visible(mine))
            for name, mine, their in differences(self.here, there)
        ]


def connect(scheduler: str) -> Client:
    """Return a client of a scheduler whose workers all run what this machine runs.

    Parameters
    ----------
    scheduler
        ``tcp://host:port``, or ``tls://host:port`` with the certificates in Dask's configuration.

    Raises
    ------
    EvalkitError
        ``distributed`` is not installed, no scheduler answers, it has no workers, or they run other versions.
    """
    try:
        import distributed
    except ImportError:
        raise EvalkitError("no-distributed") from None
    # What went wrong is said below, once; Dask would say it several times and in its own words.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        _knock(scheduler)
        with warnings.catch_warnings():
            # Versions are compared by us, and a difference is an error.
            warnings.simplefilter("ignore", distributed.versions.VersionMismatchWarning)
            client = distributed.Client(scheduler, timeout=PATIENCE, set_as_default=False)
    except (TypeError, RuntimeError) as error:
        # That is how Dask says that there is no certificate.
        raise EvalkitError("scheduler-tls", address=scheduler, why=_reason(error)) from None
    except TimeoutError:
        raise EvalkitError("scheduler-silent", address=scheduler, seconds=PATIENCE) from None
    # A server of another kind answers with bytes that read as the length of a very long message.
    except (OSError, ValueError, MemoryError) as error:
        raise EvalkitError("scheduler-unreachable", address=scheduler, why=_reason(error)) from None
    try:
        _compare(client, scheduler)
    except BaseException:
        client.close()
        raise
    return client


def _knock(scheduler: str) -> None:
    """Ask a scheduler for its name; a client that finds nobody cannot be thrown away without a traceback."""
    from distributed.core import rpc
    from distributed.security import Security

    async def ask() -> None:
        arguments = Security().get_connection_args("client")
        async with rpc(scheduler, timeout=PATIENCE, connection_args=arguments) as there:
            await asyncio.wait_for(there.identity(), PATIENCE + 1)

    # In a thread of its own: a notebook that calls this is inside a running loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, ask()).result()


def _compare(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise EvalkitError("cluster-no-workers", address=scheduler) from None
    found: list[tuple[str, Environment | Exception]] = []
    try:
        # Tasks pass through the scheduler, which has to know what they are.
        found.append(("", client.run_on_scheduler(environment)))
    except Exception as error:
        found.append(("", error))
    found += sorted(client.run(environment, on_error="return").items())
    wrong = [f for f in found if isinstance(f[1], Exception) or differences(environment(), f[1])]
    if wrong:
        raise ClusterMismatch(scheduler, wrong)


def run_on(client: Client, tasks: Sequence[Task], settings: Settings, watch: Watch) -> Generator[Outcome, None, None]:
    """Yield the outcome of every task, in the order in which they end, as the pool of this machine does.

    Parameters
    ----------
    client
        From :func:`connect`; closed at the end.
    tasks
        All of one workspace.
    settings
        How they are executed.
    watch
        Told of each task when it is handed out.
    """
    from evalkit.runner.dispatch import Dispatch
    from evalkit.runner.remote import Inputs

    inputs = dispatch = None
    try:
        bundle = pack(tasks)
        # The name is of this run: the same inputs may be in use by another one, and end with it.
        inputs = Inputs(f"evalkit-{bundle.digest[:16]}-{uuid.uuid4().hex[:8]}", bundle)
        dispatch = Dispatch(client, inputs.name, tasks, settings, watch)
        try:
            client.register_plugin(inputs, name=inputs.name)
        except Exception as error:
            raise EvalkitError("cluster-inputs", why=_reason(error)) from None
        yield from dispatch.outcomes()
    finally:
        # What cannot be cleared away any more must not hide how the run ended.
        with contextlib.suppress(Exception):
            if dispatch is not None:
                dispatch.cancel()
            if inputs is not None and client.status == "running":
                client.unregister_worker_plugin(inputs.name)
        client.close()


def _reason(error: BaseException) -> str:
    cause = error.__cause__ or error
    return str(cause) or str(error) or type(cause).__name__
