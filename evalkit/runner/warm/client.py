"""Start a fork server, ask it for kernels, and end it."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from evalkit.edition.archive import SOURCE_DATE_EPOCH
from evalkit.runner import private

#: Names the socket of a running server; without it, a process starts a server of its own when it needs one.
SOCKET_VARIABLE = "EVALKIT_WARM_SOCKET"


class NoWarmKernel(Exception):
    """There is no fork server, or it does not answer; a kernel can still be started cold."""


def available() -> bool:
    """Tell whether this platform can fork and pass Unix sockets on."""
    # macOS can, too, but its system libraries are not made for it: a forked process may crash there at any call.
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform not in ("darwin", "win32")


class Server:
    """A fork server of this process; it ends with it, whatever ends it.

    Parameters
    ----------
    python
        The interpreter whose kernels are wanted.

    Raises
    ------
    NoWarmKernel
        It could not be started.
    """

    def __init__(self, python: str = sys.executable) -> None:
        if not available():
            raise NoWarmKernel("this platform cannot fork")
        try:
            # Private to the user: whoever may connect may run code.
            folder = Path(tempfile.mkdtemp(prefix="w-", dir=private.folder()))
        except OSError as error:
            raise NoWarmKernel(str(error)) from None
        self.address = folder / "warm"
        try:
            with socket.socket(socket.AF_UNIX) as listener:
                # Listening before the server runs: requests wait until it is warm, and nobody has to ask when that is.
                listener.bind(str(self.address))
                listener.listen(128)
                with (folder / "log").open("wb") as log:
                    self._process = subprocess.Popen(
                        [python, "-m", "evalkit.runner.warm.server", str(listener.fileno())],
                        stdin=subprocess.PIPE,
                        stdout=subprocess.DEVNULL,
                        stderr=log,
                        pass_fds=[listener.fileno()],
                        # Where nothing lies that could be imported in place of a library.
                        cwd=folder,
                        env=_environment(),
                        # Not in the terminal's group: Ctrl-C is the owner's business.
                        start_new_session=True,
                    )
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise NoWarmKernel(str(error)) from None

    @property
    def pid(self) -> int:
        """The process id of the server."""
        return self._process.pid

    def alive(self) -> bool:
        """Tell whether the server runs."""
        return self._process.poll() is None

    def ready(self) -> bool:
        """Tell whether the server has ever got as far as serving."""
        return (self.address.parent / "ready").exists()

    def why(self) -> str:
        """Return the last line that the server wrote, the reason where it could not start."""
        try:
            lines = (self.address.parent / "log").read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            lines = []
        return next((line.strip() for line in reversed(lines) if line.strip()), f"exit code {self._process.poll()}")

    def close(self) -> None:
        """End the server and every kernel that it forked."""
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            # While it still loads it does not look at its lifeline.
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.address.parent, ignore_errors=True)


def _environment() -> dict[str, str]:
    """Return the environment of the server: what is read at the start of an interpreter or at an import."""
    return {
        **{k: v for k, v in os.environ.items() if k not in (SOCKET_VARIABLE, "PYTHONSTARTUP")},
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH,
        # Threads do not survive a fork, and one process a core is what keeps the cores busy.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    }


def fork(
    address: Path | str, arguments: Sequence[str], environment: Mapping[str, str], folder: str, patience: float = 120
) -> tuple[socket.socket, int]:
    """Ask a server for a kernel.

    Returns
    -------
    The connection that stands for the kernel, and its process id. Closing the connection ends the kernel.

    Raises
    ------
    NoWarmKernel
        Nobody answers there.
    """
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.settimeout(patience)
        connection.connect(str(address))
        request = {"argv": list(arguments), "env": dict(environment), "cwd": folder}
        connection.sendall(json.dumps(request).encode() + b"\n")
        answer = b""
        # Two lines: its number, from the server; and from the kernel itself that it listens.
        while answer.count(b"\n") < 2:
            data = connection.recv(4096)
            if not data:
                raise NoWarmKernel("the fork server ended")
            answer += data
        said = {key: value for line in answer.splitlines() for key, value in json.loads(line).items()}
        if "ready" not in said:
            raise NoWarmKernel(f"the kernel ended with {said.get('exit')} before it listened")
        pid = int(said["pid"])
    except OSError as error:
        connection.close()
        raise NoWarmKernel(str(error)) from None
    except NoWarmKernel:
        connection.close()
        raise
    connection.setblocking(False)
    return connection, pid


_own: dict[str, Server] = {}
_starting = threading.Lock()


def shared(python: str = sys.executable) -> str:
    """Return the socket of a running server: the one that the environment names, else one of this process.

    Raises
    ------
    NoWarmKernel
        There is none and none can be started.
    """
    named = os.environ.get(SOCKET_VARIABLE)
    if named:
        return named
    with _starting:
        server = _own.get(python)
        if server is None or not server.alive():
            server = _own[python] = Server(python)
            atexit.register(server.close)
    return str(server.address)


def end(pid: int) -> None:
    """Kill what is left of a kernel whose server is gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
