"""How the processes of a run begin, forked from one that has everything loaded or each by itself, and how they end."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import forkserver, get_all_start_methods, get_context, resource_tracker, util
from multiprocessing.util import Finalize
from types import ModuleType
from typing import Any

from evalkit.runner import private
from evalkit.runner.fixed import FIXED, is_fixed
from evalkit.runner.loading import load_shared
from evalkit.wording import Language, text

# With it, Python imports nothing from the current folder, where a file may be called like a module of its own.
_SAFE = {"PYTHONSAFEPATH": "1"}
_LOADED = "evalkit.runner.loaded"


def can_fork() -> bool:
    """Tell whether processes can be forked on this platform."""
    # macOS can, too, but its system libraries are not made for it: a forked process may crash there at any call.
    return "forkserver" in get_all_start_methods() and sys.platform != "darwin"


def load() -> None:
    """Start loading what the processes need, which takes seconds.

    Where that can be, in a process that is forked from this one and that goes on by itself, once this one has what both
    need: it is given the editions that this one reads meanwhile (:func:`begin`).
    """
    if not _server_can_be_forked():
        begin()
        return
    load_shared()
    private.folder()
    with _bare(), _uninterrupted():
        _fork_server()


def begin(warm: bool = True) -> None:
    """Start the process from which the others are forked, where it does not run yet.

    One that was forked from this one is given the editions that were read by now.
    """
    private.folder()
    if not (warm and can_fork()):
        return
    get_context("forkserver").set_forkserver_preload([_LOADED])
    _hand_over()
    with _bare(), _uninterrupted():
        forkserver.ensure_running()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Start processes that Ctrl-C does not end while they load, with a traceback; they unblock the signal."""
    if not can_fork():
        yield
        return
    resource_tracker.ensure_running()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _server_can_be_forked() -> bool:
    """Tell whether this process is as the server would be, and has had none: another one starts by itself."""
    server: Any = forkserver._forkserver
    # From 3.14 on there is a key between the two, which only one that starts by itself is given.
    new = server._forkserver_address is None and not hasattr(server, "_forkserver_authkey")
    return new and is_fixed() and can_fork()


#: Where the server that was forked waits for what this process has read, and what ends it should that never come.
_waiting: list[tuple[int, Finalize]] = []


def _fork_server() -> None:
    """Fork the server of multiprocessing from this process, in place of starting another one."""
    if not can_fork():
        return
    server: Any = forkserver._forkserver
    address = os.fspath(private.folder() / f"server-{os.getpid()}")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        os.chmod(address, 0o600)
        listener.listen()
        theirs, alive = os.pipe()
        read, given = os.pipe()
        # What is still to be printed is this process's to print.
        util._flush_std_streams()  # type: ignore[attr-defined]
        pid = os.fork()
        if not pid:
            with contextlib.suppress(BaseException):
                os.close(alive)
                os.close(given)
                private.let_go()
                importlib.import_module(_LOADED)
                _take_over(read)
                forkserver.main(listener.fileno(), theirs, ())
            os._exit(0)
        os.close(theirs)
        os.close(read)
    server._forkserver_address, server._forkserver_alive_fd, server._forkserver_pid = address, alive, pid
    _waiting.append((given, Finalize(None, os.kill, (pid, signal.SIGKILL), exitpriority=0)))


def _hand_over() -> None:
    """Give the editions that this process has read to the server that was forked from it."""
    while _waiting:
        # Loaded by now, and not before: pandas comes with it.
        from evalkit.edition import once

        given, end = _waiting.pop()
        # Should it be gone, another one is started, which reads them by itself.
        with contextlib.suppress(BrokenPipeError), open(given, "wb") as file:
            pickle.dump(once.kept(), file, pickle.HIGHEST_PROTOCOL)
        end.cancel()


def _take_over(read: int) -> None:
    """Take the editions that the process has read from which this one was forked; EOFError if it has ended."""
    from evalkit.edition import once

    with open(read, "rb") as file:
        once.take(pickle.load(file))
    gc.freeze()


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
