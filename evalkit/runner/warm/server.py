"""The fork server: a process that has done the slow beginnings once, and forks one kernel for each request.

It is started with a listening Unix socket and, as standard input, the lifeline: a pipe whose other end its owner
holds. A client connects, sends one line of JSON (arguments, environment and folder of the kernel) and reads lines of
JSON: the process id, later how the kernel ended. The connection stands for the kernel: whoever closes it, or dies,
ends the kernel with all that it started. When the lifeline breaks, everything ends.

There is one thread only, so that a fork copies a consistent process, and no state of a notebook ever comes back here.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from evalkit.runner.warm import child


class _Kernel:
    """One forked kernel: its process, and the connection of whoever asked for it."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.received = b""
        self.pid = 0

    def tell(self, **message: int) -> None:
        """Send a line; whoever asked may be gone."""
        with contextlib.suppress(OSError):
            self.connection.sendall(json.dumps(message).encode() + b"\n")

    def signal(self, number: int) -> None:
        """Send a signal to the kernel and to what it started."""
        if self.pid:
            # The kernel leads a session of its own from its first moment on; before that, it is alone.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)
                return
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)


class ForkServer:
    """Waits for requests, for kernels that end, and for the end of its owner."""

    def __init__(self, listener: socket.socket, lifeline: int) -> None:
        self.pid = os.getpid()
        self.listener = listener
        self.kernels: dict[int, _Kernel] = {}
        self.selector = selectors.DefaultSelector()
        self._wake_read, self._wake_write = os.pipe()
        for end in (self._wake_read, self._wake_write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake_write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # Ctrl-C reaches every process of the terminal; the owner decides what ends.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: self._end())
        self.lifeline = lifeline
        listener.setblocking(False)
        for thing in (listener, lifeline, self._wake_read):
            self.selector.register(thing, selectors.EVENT_READ)

    def serve(self) -> NoReturn:
        """Serve until the lifeline breaks."""
        while True:
            for key, _ in self.selector.select():
                if key.fileobj is self.listener:
                    self._accept()
                elif key.fileobj == self.lifeline:
                    if not os.read(self.lifeline, 1024):
                        self._end()
                elif key.fileobj == self._wake_read:
                    os.read(self._wake_read, 1024)
                else:
                    self._read(key.data)
            self._reap()

    def _accept(self) -> None:
        with contextlib.suppress(BlockingIOError, InterruptedError):
            connection, _ = self.listener.accept()
            connection.setblocking(True)
            self.selector.register(connection, selectors.EVENT_READ, _Kernel(connection))

    def _read(self, kernel: _Kernel) -> None:
        try:
            data = kernel.connection.recv(65536)
        except OSError:
            data = b""
        if not data:
            kernel.signal(signal.SIGKILL)
            self._forget(kernel)
            return
        *lines, kernel.received = (kernel.received + data).split(b"\n")
        for line in lines:
            message = json.loads(line)
            if "signal" in message:
                kernel.signal(message["signal"])
            elif not kernel.pid:
                self._fork(kernel, message)

    def _fork(self, kernel: _Kernel, request: dict[str, Any]) -> None:
        pid = os.fork()
        if pid == 0:
            with contextlib.suppress(BaseException):
                connection = kernel.connection.dup()
                self._let_go()
                child.become_kernel(self.pid, connection, request["argv"], request["env"], request["cwd"])
            os._exit(1)
        kernel.pid = pid
        self.kernels[pid] = kernel
        kernel.tell(pid=pid)

    def _let_go(self) -> None:
        """Close what is the server's own, in the child."""
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        for key in list(self.selector.get_map().values()):
            if isinstance(key.fileobj, socket.socket):
                key.fileobj.close()
        os.close(self._wake_read)
        os.close(self._wake_write)
        self.selector.close()

    def _reap(self) -> None:
        while self.kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            kernel = self.kernels.pop(pid, None)
            if kernel is not None:
                # What a notebook started and left behind ends with it.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
                kernel.pid = 0
                kernel.tell(exit=os.waitstatus_to_exitcode(status))
                self._forget(kernel)

    def _forget(self, kernel: _Kernel) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self.selector.unregister(kernel.connection)
        kernel.connection.close()

    def _end(self) -> NoReturn:
        if os.getpid() != self.pid:
            # A kernel in its first moment, with the server's handlers still in place.
            os._exit(1)
        for kernel in self.kernels.values():
            kernel.signal(signal.SIGKILL)
        shutil.rmtree(Path(self.listener.getsockname()).parent, ignore_errors=True)
        os._exit(0)


def main() -> NoReturn:
    """Serve on the socket whose descriptor is the first argument; standard input is the lifeline."""
    # The folder in which it was started is none to import from.
    if sys.path[0] in ("", os.getcwd()):
        del sys.path[0]
    from evalkit.runner.warm.preload import preload

    listener = socket.socket(fileno=int(sys.argv[1]))
    # A kernel must not hold the lifeline, nor anything else that is not its own.
    lifeline = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    gc.disable()
    preload()
    gc.collect()
    gc.freeze()
    gc.enable()
    (Path(listener.getsockname()).parent / "ready").touch()
    ForkServer(listener, lifeline).serve()


if __name__ == "__main__":
    main()
