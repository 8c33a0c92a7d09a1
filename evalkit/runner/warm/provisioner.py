"""A kernel provisioner of jupyter_client whose kernels are forked from a warm server.

Registered as ``evalkit-warm`` in the group ``jupyter_client.kernel_provisioners``; a kernel spec asks for it by
``metadata.kernel_provisioner.provisioner_name``. Where there is no fork server it starts the same kernel cold.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from evalkit.runner.warm import client

_log = logging.getLogger(__name__)
_LAUNCHER = "ipykernel_launcher"


class WarmProvisioner(LocalProvisioner):
    """Forks kernels; falls back to starting them."""

    _connection: socket.socket | None = None
    _received = b""
    _exit: int | None = None
    #: Where to ask; by default the server of the process, see :func:`evalkit.runner.warm.client.shared`.
    address: str | None = None

    @property
    def has_process(self) -> bool:
        """Tell whether there is a kernel to look after."""
        return self._connection is not None or super().has_process

    @property
    def warm(self) -> bool:
        """Tell whether the kernel was forked."""
        return self._connection is not None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork the kernel, or start it where that is not possible."""
        self._exit, self._received = None, b""
        if _LAUNCHER in cmd[2:4] and cmd[cmd.index(_LAUNCHER) - 1] == "-m":
            try:
                folder = os.fspath(kwargs.get("cwd") or Path.cwd())
                # In a thread: a server that has just been started takes seconds, and the loop may have other kernels.
                self._connection, self.pid = await asyncio.to_thread(
                    self._fork, cmd, dict(kwargs.get("env") or os.environ), folder
                )
            except client.NoWarmKernel as error:
                _log.warning("no warm kernel: %s", error)
            else:
                self.pgid, self.cwd = self.pid, folder
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    def _fork(self, cmd: list[str], environment: dict[str, str], folder: str) -> tuple[socket.socket, int]:
        return client.fork(self.address or client.shared(cmd[0]), cmd[cmd.index(_LAUNCHER) + 1 :], environment, folder)

    async def poll(self) -> int | None:
        """Return the exit code of the kernel, None while it runs."""
        if self._connection is None:
            return await super().poll() if self._exit is None else self._exit
        try:
            while self._exit is None:
                self._take(self._connection.recv(4096))
        except (BlockingIOError, InterruptedError):
            pass
        except OSError:
            self._take(b"")
        return self._exit

    async def wait(self) -> int | None:
        """Wait for the kernel to end, without polling."""
        if self._connection is None:
            return await super().wait() if self._exit is None else self._exit
        loop = asyncio.get_running_loop()
        while await self.poll() is None:
            try:
                self._take(await loop.sock_recv(self._connection, 4096))
            except OSError:
                self._take(b"")
        self._close()
        return self._exit

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and to what it started."""
        if self._connection is None:
            await super().send_signal(signum)
            return
        # By way of the server, whose child the kernel is: no other process can have got its number meanwhile.
        try:
            self._connection.sendall(json.dumps({"signal": int(signum)}).encode() + b"\n")
        except OSError:
            await self.poll()

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and what it started."""
        if self._connection is None:
            await super().kill(restart=restart)
        else:
            await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask the kernel to end."""
        if self._connection is None:
            await super().terminate(restart=restart)
        else:
            await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Let go of the kernel; one that still runs ends."""
        self._close()
        await super().cleanup(restart=restart)

    def _take(self, data: bytes) -> None:
        self._received += data
        for line in self._received.split(b"\n")[:-1]:
            self._exit = json.loads(line).get("exit", self._exit)
        if not data and self._exit is None:
            # The server is gone, and the kernel with it. What the kernel had started would stay.
            self._exit = -signal.SIGKILL
            if self.pid:
                client.end(self.pid)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
