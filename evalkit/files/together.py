"""Files of a folder that belong together: written all or none, and read as they were before or after, never half."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evalkit.errors import EvalkitError
from evalkit.files import store

#: The folder with files that belong together, all of them; one that is being filled has more after this name.
GATHERED = ".filing"
#: Seconds after which nobody fills such a folder any more.
_DEAD = 24 * 3600

#: What says that the new name of a folder is another's, with something in it.
_THERE = {errno.ENOTEMPTY, errno.EEXIST}
#: How often files are read that change while they are, and the seconds between.
_TRIES, _PAUSE = 6, 0.05
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Seen:
    """When each file in some folders, not below them, was last changed at the moment at which somebody looked."""

    folders: tuple[Path, ...]
    stamps: store.Stamps

    @classmethod
    def now(cls, *folders: Path) -> Seen:
        """Look at some folders; one that is not there holds nothing."""
        there = store.stamps_of(p for f in folders for p in store.inside(f) if not p.name.startswith("."))
        return cls(folders, tuple((name, stamp) for name, stamp in there if stamp))  # without folders

    def refuse_changed(self) -> None:
        """Refuse to go on where a file is another now, or a new one is there.

        Raises
        ------
        EvalkitError
            ``changed-meanwhile`` (exit code 1: nothing is wrong with what was asked for).
        """
        changed = sorted({name for name, _ in {*self.stamps} ^ {*Seen.now(*self.folders).stamps}})
        if changed:
            error = EvalkitError("changed-meanwhile", names=", ".join(Path(name).name for name in changed[:5]))
            error.exit_code = 1
            raise error


def write_together(
    folder: Path, files: Mapping[str, bytes], *, private_as: Mapping[str, Path | None], since: Seen | None = None
) -> None:
    """Write several files of a folder, all of them or none: whoever is killed leaves the old ones or the new ones.

    They are gathered in a hidden folder. Once all are there, it gets the name by which :func:`finish` knows it, and
    that puts them in place, now or when the folder is read the next time.

    Parameters
    ----------
    folder, files
        Where they go, and what is in them, by name.
    private_as
        Whose access a new file has, by its name; as of :func:`write`.
    since
        What was there when that was read from which these files were made: what somebody else has put there since
        would be lost with them.

    Raises
    ------
    EvalkitError
        As of :func:`write` and of :meth:`Seen.refuse_changed`; nothing is written then.
    """
    for left in folder.glob(f"{GATHERED}-*"):  # of a command that was killed before all were there
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _DEAD:
                shutil.rmtree(left, ignore_errors=True)
    gathered = folder / f"{GATHERED}-{secrets.token_hex(8)}"
    try:
        for name, content in files.items():
            there = folder / name
            store.write(gathered / name, content, private_as=there if there.exists() else private_as.get(name))
        with _alone(folder):
            finish(folder)
            if since is not None:
                since.refuse_changed()
            _make_known(gathered, folder)
            finish(folder)
    finally:
        shutil.rmtree(gathered, ignore_errors=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold a folder against whoever else holds it, with no file for that; nothing is held where the system cannot."""
    handle = None
    if os.name == "posix":
        import fcntl

        with contextlib.suppress(OSError):  # NFS locks no folder
            handle = os.open(folder, os.O_RDONLY | store.O_BINARY)
            fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _make_known(gathered: Path, folder: Path) -> None:
    """Rename what was gathered; what another command has gathered meanwhile goes in place before."""
    with store.told(folder):
        while True:
            finish(folder)
            try:
                return os.replace(gathered, folder / GATHERED)
            except OSError as error:
                if error.errno not in _THERE and not (folder / GATHERED).exists():
                    raise


def finish(folder: Path) -> None:
    """Put the files in place that :func:`write_together` had gathered when it was killed; nothing where it was not.

    Several may do so at once, whatever is written meanwhile: all that is ever in that folder is to go in place.
    """
    gathered = folder / GATHERED
    if not gathered.exists():
        return
    with store.told(folder):
        with contextlib.suppress(FileNotFoundError):  # another reader has put it in place, or all of them
            for name in sorted(os.listdir(gathered)):
                with contextlib.suppress(FileNotFoundError):
                    os.replace(gathered / name, folder / name)  # never removed: it is the only copy
        with contextlib.suppress(OSError):  # somebody else has removed it, or filled it with what comes next
            gathered.rmdir()


def steadily(folders: tuple[Path, ...], read: Callable[[], _Read]) -> tuple[_Read, Seen]:
    """Read files that belong together as they were before a command that writes several of them, or after it.

    What changes while it is read is read again, a few times: an editor may save it over and over.

    Parameters
    ----------
    folders
        Where they are; what was gathered there is put in place first (:func:`finish`).
    read
        Reads them. Faults of what is half old and half new are no faults.

    Returns
    -------
    What `read` returns, and what was there just before.
    """
    for left in reversed(range(_TRIES)):
        for folder in folders:
            finish(folder)
        before = Seen.now(*folders)
        try:
            found = read()
            if not left or _unchanged(before):
                return found, before
        except (EvalkitError, OSError):
            if not left or _unchanged(before):
                raise
        time.sleep(_PAUSE)
    raise AssertionError("the last time returns or raises")


def _unchanged(before: Seen) -> bool:
    # Whoever puts several in place may be held up between two of them.
    return Seen.now(*before.folders) == before and not any((f / GATHERED).exists() for f in before.folders)
