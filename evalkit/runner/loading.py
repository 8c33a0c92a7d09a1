"""How libraries are loaded for the processes of a run, and those that the run itself needs as well."""

from __future__ import annotations

import builtins
import contextlib
import gc
import importlib
from collections.abc import Iterator
from types import SimpleNamespace

from evalkit.runner.parameters import without_grammar

#: What checks, notebooks and the index have in common; pandas comes with it.
_SHARED = ("evalkit.audit", "evalkit.package.build", "evalkit.report.index", "evalkit.report.summary")


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Let everything that is loaded meanwhile stay, and find itself in a notebook if it asks, as pandas does.

    The collector need not go through it again in every process, nor copy it by doing so. To collect first takes a tenth
    of the loading, and frees nothing to speak of (273 MB either way). What is missing is told where it is needed.
    """
    gc.disable()
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    try:
        with contextlib.suppress(Exception), without_grammar():
            yield
    finally:
        del vars(builtins)["get_ipython"]
        gc.freeze()
        gc.enable()


def load_shared() -> None:
    """Load what this process needs as well as those that are forked from it."""
    with loading():
        for name in _SHARED:
            importlib.import_module(name)
