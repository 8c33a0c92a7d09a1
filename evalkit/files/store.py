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
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from evalkit.errors import EvalkitError

#: How the name of a file ends that is not finished.
PART = ".part"

#: Without it Windows takes a file for a text, and makes two bytes of each line feed.
O_BINARY: int = getattr(os, "O_BINARY", 0)

_FULL = {errno.ENOSPC, errno.EDQUOT}

#: When each file was last changed, by name.
Stamps = tuple[tuple[str, tuple[int, ...]], ...]


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


def inside(folder: Path) -> list[Path]:
    """Return what lies in a folder, sorted; nothing where there is no such folder, or not any more."""
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def content_of(path: Path) -> bytes | None:
    """Return what is in a file; None where there is none that can be read. Of a pipe nothing need ever come."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def copy(folder: Path, to: Path, without: Collection[str] = (), *, deep: bool = True) -> None:
    """Copy the files in a folder and below it; those are left out that are hidden, or gone when it is their turn.

    Parameters
    ----------
    folder, to
        From where and to where.
    without
        Files that are left out as well, by their paths from the folder.
    deep
        Whether those below it are copied, too.
    """
    to.mkdir(parents=True, exist_ok=True)
    flat = (path for path in inside(folder) if path.is_file() and not path.name.startswith("."))
    for path in below(folder) if deep else flat:
        place = path.relative_to(folder)
        if place.as_posix() not in without:
            (to / place).parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                shutil.copy2(path, to / place)


def stamps_of(paths: Iterable[Path]) -> Stamps:
    """Return when each file was last changed."""
    return tuple((str(path), _stamp(path)) for path in paths)


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        now = path.stat()
    except OSError:
        return ()
    # Of a folder only that it is there: what lies in it changes by itself.
    return () if stat.S_ISDIR(now.st_mode) else (now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns)


def matching(folder: Path, pattern: str) -> list[Path]:
    """Return what matches a pattern in a folder, sorted, hidden folders and files left out.

    Unlike `Path.glob`, which raises where another command removes a folder that is about to be listed.
    """
    return sorted(folder / found for found in glob.glob(pattern, root_dir=folder))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
