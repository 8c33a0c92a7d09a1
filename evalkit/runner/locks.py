"""Locks between runs: one at a time changes reports/, and a run that lives is told from one that was killed.

A lock is a file that the system itself holds locked for as long as the process lives, so that a run which is killed
leaves no lock behind, whatever becomes of the file. The lock belongs to the open file, not to its name: a second run
in the same process is kept out as well.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from evalkit.edition import store
from evalkit.edition.workspace import INTERNAL

# Only POSIX systems have it.
_fcntl: Any = import_module("fcntl") if os.name == "posix" else None

#: The lock under which reports/ is changed.
LOCK = ".lock"

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


class Lock:
    """A lock that is held.

    Attributes
    ----------
    path
        Its file.
    real
        False where the system or the disk knows no locks: then it keeps nobody out, and says nothing about others.
    """

    def __init__(self, path: Path, handle: int, real: bool) -> None:
        self.path, self.real = path, real
        self._handle = handle

    def release(self) -> None:
        """Remove the file while it is still locked, then let go; who waits for it takes a new one."""
        with contextlib.suppress(OSError):
            os.unlink(self.path)
        os.close(self._handle)


def take(path: Path, *, wait: bool = True) -> Lock | None:
    """Take a lock; None where somebody else has it and `wait` is False.

    Raises
    ------
    EvalkitError
        The file cannot be made.
    """
    while True:
        with store.told(path.parent):
            handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            held = _flock(handle, wait)
        except BaseException:
            os.close(handle)
            raise
        # Whoever had it before may have removed the file that was waited for: then this lock keeps nobody out.
        if held is not None and (not held or _is(path, handle)):
            return Lock(path, handle, held)
        os.close(handle)
        if held is None:
            return None


def _flock(handle: int, wait: bool) -> bool | None:
    """Return True: locked; None: somebody else has it; False: there are no locks here."""
    if _fcntl is None:
        return False
    try:
        _fcntl.flock(handle, _fcntl.LOCK_EX | (0 if wait else _fcntl.LOCK_NB))
    except BlockingIOError:
        return None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise
    return True


def _is(path: Path, handle: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(handle))
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def locked(reports: Path) -> Iterator[Lock]:
    """Hold the lock on ``reports/``."""
    with store.told(reports):
        reports.mkdir(0o700 if reports.name == INTERNAL else 0o777, parents=True, exist_ok=True)
    lock = take(reports / LOCK)
    if lock is None:
        raise AssertionError("waiting ends with the lock")
    try:
        yield lock
    finally:
        lock.release()
