"""How the processes of a run begin, forked from one that has everything loaded or each by itself, and how they end."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import forkserver, get_all_start_methods, get_context, resource_tracker
from types import ModuleType
from typing import Any

from evalkit.files.archive import SOURCE_DATE_EPOCH
from evalkit.runner import private
from evalkit.wording import Language, text

#: What an interpreter reads when it starts, or a library when it is imported; the same for all processes of a run.
FIXED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH,
    "PYTHONSTARTUP": "",
    # A backend of the user's own would leave the pages without figures.
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    # Sums of floats depend on the number of threads, and one process a core is what keeps the cores busy.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
# With it, Python imports nothing from the current folder, where a file may be called like a module of its own.
_SAFE = {"PYTHONSAFEPATH": "1"}


def can_fork() -> bool:
    """Tell whether processes can be forked on this platform."""
    # macOS can, too, but its system libraries are not made for it: a forked process may crash there at any call.
    return "forkserver" in get_all_start_methods() and sys.platform != "darwin"


def begin(warm: bool = True) -> None:
    """Start the process from which the others are forked, where it does not run yet: loading takes seconds."""
    private.folder()
    if not (warm and can_fork()):
        return
    get_context("forkserver").set_forkserver_preload(["evalkit.runner.loaded"])
    with _bare():
        resource_tracker.ensure_running()
        # Ctrl-C while it loads would end in a traceback; the processes unblock the signal.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def start(target: Callable[..., object], *arguments: object, warm: bool) -> Any:
    """Start a process that calls a function.

    The process does not import the script that this one runs, and is ended at the latest when this one ends.
    """
    context: Any = get_context("forkserver" if warm and can_fork() else "spawn")
    name = f"evalkit {getattr(target, '__name__', '')}"
    process = context.Process(name=name, target=target, args=arguments, daemon=True)
    for patience in (0.05, 0.2, 1.0, 5.0, None):
        begin(warm)
        try:
            with _bare():
                process.start()
            break
        except (EOFError, OSError):
            # What it is forked from has been killed: it answers no more, but counts as running until it is all gone.
            if patience is None:
                raise
            time.sleep(patience)
    return process


@contextlib.contextmanager
def _bare() -> Iterator[None]:
    """Have the environment for processes that are started meanwhile, and no script that they would import."""
    fixed = FIXED | _SAFE
    before = {name: os.environ.get(name) for name in fixed}
    script = sys.modules["__main__"]
    os.environ.update(fixed)
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def end_group(leader: int) -> None:
    """Kill what a process started that leads a group, and itself."""
    if os.name == "posix":
        # Before its first moment is over it leads none; afterwards there may be nobody left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(leader, signal.SIGKILL)


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
    # Nobody but the system's own guard of the memory kills a process in this way, as a rule.
    return text(say, "runner-died-killed" if name == "SIGKILL" else "runner-died-signal", signal=name)
