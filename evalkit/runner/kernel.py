"""The kernel of report notebooks: this very interpreter, in an environment that gives the same bytes every time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict, Unicode

from evalkit.edition import ROOT_VARIABLE
from evalkit.edition.archive import SOURCE_DATE_EPOCH
from evalkit.report.office.tools import ends_with_us
from evalkit.runner import private
from evalkit.runner.warm.provisioner import WarmProvisioner

_SHELL = "evalkit.runner.shell"
#: Process groups of the kernels that this process started cold. A warm kernel's server sees to its own.
cold: set[int] = set()


class ReportKernelClient(AsyncKernelClient):
    """Begins as soon as the kernel answers, and not only after a fifth of a second of silence."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers on both channels.

        What it says beyond that may be read later: whoever waits for the output of a cell knows it by its parent.
        """
        end = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < end:
            self.kernel_info()
            try:
                message = await self.shell_channel.get_msg(timeout=1)
                if message["msg_type"] == "kernel_info_reply":
                    await self.iopub_channel.get_msg(timeout=0.2)
                    self._handle_kernel_info_reply(message)
                    return
            except Empty:
                pass
            if not await self._async_is_alive():
                raise RuntimeError("the kernel died before it answered")
        raise RuntimeError("the kernel does not answer")


class ReportKernelManager(AsyncKernelManager):
    """Starts this interpreter, whatever kernels the user has installed under the notebook's kernel name."""

    #: The socket of a fork server; empty for a kernel that is started cold.
    address = Unicode()
    #: What the kernel finds in its environment besides that of this process.
    environment = Dict()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_factory = ReportKernelClient
        self._folder = tempfile.TemporaryDirectory(prefix="k-", dir=private.folder(), ignore_cleanup_errors=True)
        # No start-up files, no history, no extensions of the user's own, nor of anybody else.
        self.environment = {**self.environment, "IPYTHONDIR": os.path.join(self._folder.name, "ipython")}
        if os.name == "posix":
            # Two managers may choose the same free port at the same time; they never make the same folder.
            self.transport = "ipc"
            self.connection_file = os.path.join(self._folder.name, "kernel.json")
            self.ip = os.path.join(self._folder.name, "k")

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel there is."""
        return KernelSpec(
            argv=[
                *(sys.executable, "-P", "-m", "ipykernel_launcher", "-f", "{connection_file}"),
                f"--ext={_SHELL}",
            ],
            display_name="evalkit",
            language="python",
            env=dict(self.environment),
        )

    _group: int | None = None
    #: How the kernel ended: None while it runs, negative for a signal.
    exit_code: int | None = None

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Fork the kernel, or start it without a terminal of its own."""
        if self.address:
            self.provisioner = WarmProvisioner(kernel_id="", kernel_spec=self.kernel_spec, parent=self)
            self.provisioner.address = self.address
        # What the kernel's own machinery prints is not for the reader of a run; a cell's output comes with the cell.
        await super().start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **ends_with_us(), **kwargs)
        group = getattr(self.provisioner, "pgid", None)
        if group and not getattr(self.provisioner, "warm", False):
            cold.add(group)
            self._group = group

    async def _async_is_alive(self) -> bool:
        """Tell whether the kernel runs; remembers how it ended."""
        if self.provisioner is not None and self.has_kernel:
            self.exit_code = await self.provisioner.poll()
            return self.exit_code is None
        return False

    async def dismiss(self) -> None:
        """Ask the kernel to end; it does so while its notebook is exported."""
        await self.request_shutdown()

    async def end(self, patience: float = 2.0) -> None:
        """See the kernel end, by force where it does not by itself, and clear up."""
        if self.provisioner is not None and self.has_kernel:
            try:
                await asyncio.wait_for(self.provisioner.wait(), patience)
            except TimeoutError:
                await self.provisioner.kill()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.provisioner.wait(), 5)
        if self._group:
            end_group(self._group)
        await self.cleanup_resources()
        self._folder.cleanup()


def end_group(group: int) -> None:
    """Kill a cold kernel with all that it started."""
    cold.discard(group)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def environment(root: Path | str) -> Mapping[str, str]:
    """Return what a kernel finds in its environment, so that only the inputs decide what a notebook shows."""
    return {
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": SOURCE_DATE_EPOCH,
        "PYTHONSTARTUP": "",
        # A backend of the user's own would leave the pages without figures.
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        # Sums of floats depend on the number of threads, and one process a core is what keeps the cores busy.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        # How wide a terminal is decides where printed tables are broken; a page is wide enough for this.
        "COLUMNS": "80",
        "LINES": "24",
        ROOT_VARIABLE: os.fspath(root),
    }
