"""A papermill engine whose kernels are forked from a warm server: ``papermill --engine evalkit-warm``.

Registered in the group ``papermill.engine``. Kernels that are not ipykernel, and every kernel where there is no fork
server, are started as always.
"""

from __future__ import annotations

from typing import Any

from jupyter_client.manager import AsyncKernelManager
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine

from evalkit.runner.warm.provisioner import WarmProvisioner


class WarmKernelManager(AsyncKernelManager):
    """Forks kernels of any spec that does not say itself how it wants to be started."""

    async def start_kernel(self, **kwargs: Any) -> None:  # type: ignore[override]
        """Start the kernel."""
        spec = self.kernel_spec
        if self.provisioner is None and spec is not None and "kernel_provisioner" not in spec.metadata:
            self.provisioner = WarmProvisioner(kernel_id="", kernel_spec=spec, parent=self)
        await super().start_kernel(**kwargs)


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Runs notebooks in warm kernels."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> None:
        """Run the cells.

        Parameters
        ----------
        nb_man
            Papermill's record of the execution.
        kernel_name
            Which kernel to start.
        **settings
            As for papermill's own engine; ``manager``, a kernel manager that the caller looks after and ends.
        """
        manager = settings.pop("manager", None)
        if manager is None:
            super().execute_managed_notebook(nb_man, kernel_name, kernel_manager_class=WarmKernelManager, **settings)
            return
        settings.pop("input_path", None)
        timeout = settings.pop("execution_timeout", None)
        startup = settings.pop("start_timeout", 60)
        client = PapermillNotebookClient(
            nb_man, km=manager, kernel_name=kernel_name, timeout=timeout, startup_timeout=startup, **settings
        )
        try:
            client.execute()
        finally:
            # The client leaves open what it did not start.
            if client.kc is not None:
                client.kc.stop_channels()
