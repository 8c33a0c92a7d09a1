"""Files that are either whole or not there: written under a passing name, flushed to disk, then renamed."""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import json
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from evalkit.errors import EvalkitError

#: How the name of a file ends that is not finished.
PART = ".part"

#: Without it Windows takes a file for a text, and makes two bytes of each line feed.
O_BINARY: int = getattr(os, "O_BINARY", 0)

#: The folder with files that belong together, all of them; one that is being filled has more after this name.
GATHERED = ".filing"
#: Seconds after which nobody fills such a folder any more.
_DEAD = 24 * 3600

#: What says that the new name of a folder is another's, with something in it.
_THERE = {errno.ENOTEMPTY, errno.EEXIST}
_FULL = {errno.ENOSPC, errno.EDQUOT}


def write(path: Path, content: str | bytes, *, private_as: Path | None = None) -> str:
    """Write a file in one step and return its SHA-256; a reader sees the old file or the new one, never a part.

    A file that is there keeps its access; a new one has that of `private_as`, where it is given.

    Raises
    ------
    EvalkitError
        The folder or the file cannot be written; the earlier file is untouched.
    """
    with told(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        part, digest = stage(path.parent, path.name, content)
        if private_as is not None and not path.exists():
            _as_private_as(private_as, part)
        place(part, path)
    return digest


def write_together(folder: Path, files: Mapping[str, bytes], *, private_as: Mapping[str, Path | None]) -> None:
    """Write several files of a folder, all of them or none: whoever is killed leaves the old ones or the new ones.

    They are gathered in a hidden folder. Once all are there, it gets the name by which :func:`finish` knows it, and
    that puts them in place, now or when the folder is read the next time.

    Parameters
    ----------
    folder, files
        Where they go, and what is in them, by name.
    private_as
        Whose access a new file has, by its name; as of :func:`write`.

    Raises
    ------
    EvalkitError
        As of :func:`write`.
    """
    for left in folder.glob(f"{GATHERED}-*"):  # of a command that was killed before all were there
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _DEAD:
                shutil.rmtree(left, ignore_errors=True)
    gathered = folder / f"{GATHERED}-{secrets.token_hex(8)}"
    try:
        for name, content in files.items():
            there = folder / name
            write(gathered / name, content, private_as=there if there.exists() else private_as.get(name))
        _make_known(gathered, folder)
    finally:
        shutil.rmtree(gathered, ignore_errors=True)
    finish(folder)


def _make_known(gathered: Path, folder: Path) -> None:
    """Rename what was gathered; what another command has gathered meanwhile goes in place before."""
    with told(folder):
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
    with told(folder):
        with contextlib.suppress(FileNotFoundError):  # another reader has put it in place, or all of them
            for name in sorted(os.listdir(gathered)):
                with contextlib.suppress(FileNotFoundError):
                    os.replace(gathered / name, folder / name)  # never removed: it is the only copy
        with contextlib.suppress(OSError):  # somebody else has removed it, or filled it with what comes next
            gathered.rmdir()


def stage(folder: Path, name: str, content: str | bytes) -> tuple[Path, str]:
    """Write a file under a passing name, flushed to disk, and return its path and its SHA-256.

    Whatever can fail for want of space fails here, before any file that somebody reads is touched.

    Raises
    ------
    EvalkitError
        The file cannot be written; nothing of it is left.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with told(folder):
        part = folder / f".{name[:40]}.{secrets.token_hex(8)}{PART}"
        # With the mask of whoever runs this; a file that is there already stays as private as it is.
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | O_BINARY, 0o666)
        try:
            try:
                _as_private_as(folder / name, part)
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(handle, rest) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(part)
            raise
    return part, hashlib.sha256(data).hexdigest()


def place(part: Path, path: Path) -> None:
    """Rename a staged file to its final name; where it cannot be, it is removed.

    Raises
    ------
    EvalkitError
        The folder cannot be written; the earlier file is untouched.
    """
    with told(path.parent):
        try:
            _as_private_as(path, part)
            os.replace(part, path)
        except BaseException as error:
            beside = part.parent != path.parent and isinstance(error, OSError) and error.errno == errno.EXDEV
            data = part.read_bytes() if beside else b""
            with contextlib.suppress(OSError):
                os.unlink(part)
            if not beside:
                raise
            # A folder of the reports may be on another disk: there the file is staged anew.
            place(stage(path.parent, path.name, data)[0], path)


def _as_private_as(path: Path, part: Path) -> None:
    """Give a staged file the access of the file whose place it takes, where there is one."""
    with contextlib.suppress(FileNotFoundError):
        os.chmod(part, stat.S_IMODE(path.stat().st_mode))


@contextlib.contextmanager
def told(folder: Path) -> Iterator[None]:
    """Turn what the system says about a folder into an error that a user can mend.

    Raises
    ------
    EvalkitError
        ``disk-full`` (exit code 1: nothing is wrong with what was asked for) or ``not-writable``.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            full = EvalkitError("disk-full", folder=str(folder))
            full.exit_code = 1
            raise full from error
        raise EvalkitError("not-writable", folder=str(folder), why=error.strerror or str(error)) from error


def write_json(path: Path, content: dict[str, Any]) -> str:
    """Write JSON with sorted keys, so that the same content gives the same bytes."""
    return write(path, json_text(content))


def json_text(content: dict[str, Any]) -> str:
    """Return JSON with sorted keys."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def read_json(path: Path) -> dict[str, Any]:
    """Return the content of a JSON file; empty where it is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def below(folder: Path) -> list[Path]:
    """Return the files in a folder and below it, sorted; links are followed, and hidden ones are left out."""
    found = []
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        found += [Path(place, name) for name in names if not name.startswith(".")]
    return sorted(found)


def matching(folder: Path, pattern: str) -> list[Path]:
    """Return what matches a pattern in a folder, sorted, hidden folders and files left out.

    Unlike `Path.glob`, which raises where another command removes a folder that is about to be listed.
    """
    return sorted(folder / found for found in glob.glob(pattern, root_dir=folder))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
