"""The kernel of report notebooks: this very interpreter, in an environment that gives the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

from evalkit.edition import ROOT_VARIABLE

# 1980-01-01, the earliest date that every archive format can hold.
_EPOCH = "315532800"


class ReportKernelManager(AsyncKernelManager):
    """Starts this interpreter, whatever kernels the user has installed under the notebook's kernel name."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The one kernel there is."""
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="evalkit",
            language="python",
            env=_environment(),
        )

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Start the kernel without a terminal of its own."""
        # What the kernel's own machinery prints is not for the reader of a run; a cell's output comes with the cell.
        await super().start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **kwargs)


def _environment() -> dict[str, str]:
    return {
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": _EPOCH,
        "PYTHONSTARTUP": "",
        # No start-up files, no history, no extensions of the user's own.
        "IPYTHONDIR": os.path.join(
            tempfile.gettempdir(), f"evalkit-ipython-{os.getuid() if hasattr(os, 'getuid') else 0}"
        ),
        ROOT_VARIABLE: os.environ.get(ROOT_VARIABLE, ""),
    }
