"""The environment of the processes of a run, in which a command begins so that they can be forked from itself."""

from __future__ import annotations

import contextlib
import os
import sys

from evalkit.files.archive import SOURCE_DATE_EPOCH

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


def is_fixed() -> bool:
    """Tell whether this process has that environment."""
    return all(os.environ.get(name) == value for name, value in FIXED.items())


def begin_anew(*commands: str) -> None:
    """Begin this program anew in that environment, where it was started with one of these commands.

    It stays the same process. What is imported for checks and for notebooks is imported once then, and editions are
    read once: they are in the processes that are forked from this one. Nothing where that is the environment already,
    or where processes are not forked.
    """
    if os.name == "posix" and sys.platform != "darwin" and not is_fixed() and set(commands) & set(sys.argv[1:]):
        with contextlib.suppress(OSError):
            os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], {**os.environ, **FIXED})
