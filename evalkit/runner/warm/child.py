"""The forked process becomes a kernel that nothing but its speed tells from one that was started by itself."""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

_INLINE = "module://matplotlib_inline.backend_inline"
_PR_SET_PDEATHSIG = 1


def become_kernel(
    server: int, connection: socket.socket, arguments: Sequence[str], environment: Mapping[str, str], folder: str
) -> NoReturn:
    """Run a kernel in this process until it ends.

    Parameters
    ----------
    server
        Process id of the fork server.
    connection
        Where to say that the kernel listens.
    arguments
        Those of ``ipykernel_launcher``.
    environment
        The whole environment of the kernel.
    folder
        Where it runs.
    """
    os.setsid()
    _die_with(server)
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    os.close(nothing)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    time.tzset()
    _reset(environment)
    _run(server, connection, arguments)


def _die_with(server: int) -> None:
    """Let the kernel end with the server, even if that is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The server may have died before that.
    if os.getppid() != server:
        os._exit(1)


def _reset(environment: Mapping[str, str]) -> None:
    import matplotlib as mpl
    import numpy as np

    # A fork copies the state of the generators: without this, every notebook would draw the same "random" numbers.
    random.seed()
    np.random.seed()  # noqa: NPY002 - the legacy generator is the one that is shared
    backend = environment.get("MPLBACKEND") or _INLINE
    if backend != _INLINE:
        mpl.use(backend)


def _run(server: int, connection: socket.socket, arguments: Sequence[str]) -> NoReturn:
    from ipykernel.kernelapp import IPKernelApp
    from matplotlib_inline.backend_inline import _enable_matplotlib_integration

    sys.argv = ["ipykernel_launcher", *arguments]
    status: Any = 0
    try:
        app = IPKernelApp.instance(parent_handle=server)
        app.initialize(list(arguments))
        # What these close ends with this process in any case. Closing it while the control thread still says goodbye
        # hangs one kernel in eight, and aborts one in a hundred (ipykernel 7.4).
        for farewell in (app.close, app.iopub_thread.stop):
            atexit.unregister(farewell)
        # The hook that shows figures was installed when the server drew, into no shell. Without it a notebook runs
        # through and has no images.
        _enable_matplotlib_integration()
        # A client that connects earlier is refused, and tries again a tenth of a second later.
        connection.sendall(b'{"ready": 1}\n')
        connection.close()
        app.start()
    except SystemExit as end:
        status = end.code
    except BaseException:
        status = 1
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()
    # Not the interpreter's own way out: taking libraries apart takes longer than starting the next kernel.
    os._exit(status if isinstance(status, int) else 1)
