"""Locks between runs: one at a time changes a folder, and a run that lives is told from one that was killed.

The system itself holds a lock for as long as the process lives (filelock), so that a run which is killed keeps nobody
out. The file of a lock stays: who removed it would let two in at once, one by the old file and one by a new one.
"""

from __future__ import annotations

import errno
from pathlib import Path

from filelock import FileLock

from evalkit.files import store

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


def take(path: Path) -> FileLock | None:
    """Wait for a lock and take it, also from this very process; None where the system or the disk knows no locks.

    Raises
    ------
    EvalkitError
        The file cannot be made.
    """
    with store.told(path.parent):
        return _taken(path, wait=True)


def is_free(path: Path) -> bool:
    """Tell whether nobody holds a lock; no where that is not known, because there are no locks."""
    try:
        lock = _taken(path, wait=False)
    except OSError:
        return False
    if lock is not None:
        lock.release()
    return lock is not None


def _taken(path: Path, *, wait: bool) -> FileLock | None:
    lock = FileLock(path, thread_local=False)
    try:
        lock.acquire(blocking=wait)
    except NotImplementedError:
        return None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return None
        raise
    return lock
