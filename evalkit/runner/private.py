"""A folder for what a run needs for a while, in the place of the system's one for all.

Nobody else can read it or knew its name before, and it is gone when this process is, whatever ends it: a second
process, in a session of its own, waits for that and removes the folder. All processes of a run find it as their
temporary folder.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

#: Names the folder to the processes of a run.
VARIABLE = "EVALKIT_TEMPORARY"
# Sockets lie in it, some below another folder. The longest path of one is 107 bytes on Linux, 103 elsewhere.
_LONGEST = 68
# A browser that dies with the run may still be writing.
_KEEPER = 'read -r _; for i in 1 2 3 4 5; do rm -rf -- "$1"; sleep 1; [ -e "$1" ] || exit 0; done'


_keepers: list[subprocess.Popen[bytes]] = []


@cache
def folder() -> Path:
    """Return the folder of this run, made where there is none.

    Raises
    ------
    OSError
        There is no place for it.
    """
    given = os.environ.get(VARIABLE)
    if given and os.path.isdir(given):
        return Path(given)
    made = Path(_made())
    keeper = None
    if os.name == "posix":
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "sh", str(made)],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd="/", start_new_session=True,
        )  # fmt: skip
        _keepers.append(keeper)
    os.environ[VARIABLE] = os.environ["TMPDIR"] = tempfile.tempdir = str(made)
    # After multiprocessing has cleared up its own in it, which it does at -100.
    Finalize(None, _remove, (made, keeper), exitpriority=-200)
    return made


def let_go() -> None:
    """Leave the folder to the process that this one was forked from: it goes when that one ends."""
    for keeper in _keepers:
        if keeper.stdin is not None:
            keeper.stdin.close()


def _made() -> str:
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        # The name of the one that mkdtemp makes has 17 bytes more.
        if len(os.fsencode(place)) <= _LONGEST - 17:
            with contextlib.suppress(OSError):
                return tempfile.mkdtemp(prefix="evalkit-", dir=place)
    return tempfile.mkdtemp(prefix="evalkit-")


def _remove(made: Path, keeper: subprocess.Popen[bytes] | None) -> None:
    shutil.rmtree(made, ignore_errors=True)
    if keeper is not None and not made.exists():
        keeper.kill()
        keeper.wait()
