"""Where a run prepares its files: a hidden folder in reports/, locked for as long as the run lives.

Files come to their places by renaming alone. Before the files of a page are renamed, a note of their names is left
here. What a run that was killed leaves (the folder, its lock, unfinished files, files that were renamed but never
entered into a manifest) the next run clears away; the folder of a run that is still at work is locked, and left alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from filelock import FileLock

from evalkit.edition.workspace import INTERNAL
from evalkit.errors import EvalkitError
from evalkit.files import store
from evalkit.files.locks import is_free, take
from evalkit.runner.manifest import MANIFEST, OUTPUTS, own_files, read_manifest

#: The lock under which reports/ is changed.
LOCK = ".lock"

_PREFIX = ".run-"
_ALIVE = "alive"
_NOTE = ".note"


@contextlib.contextmanager
def locked(reports: Path) -> Iterator[bool]:
    """Hold the lock on ``reports/``; yield whether it is held, for some disks know no locks."""
    with store.told(reports):
        reports.mkdir(0o700 if reports.name == INTERNAL else 0o777, parents=True, exist_ok=True)
    lock = take(reports / LOCK)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.release()


class Staging:
    """The folder of a run that is at work; a context manager."""

    def __init__(self, reports: Path) -> None:
        self.reports = reports
        self._folder = reports
        self._alive: FileLock | None = None
        self._notes = 0

    def __enter__(self) -> Staging:
        with locked(self.reports) as held:
            if held:
                clear_dead(self.reports)
            with store.told(self.reports):
                self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self.reports))
            self._alive = take(self._folder / _ALIVE)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if any(self._folder.glob(f"*{_NOTE}")):
                with locked(self.reports):
                    _settle(self.reports, self._folder)
            shutil.rmtree(self._folder, ignore_errors=True)
        except (EvalkitError, OSError):
            # What cannot be put in order now (the disk is full, the folder has gone) is left to the next run.
            pass
        finally:
            if self._alive is not None:
                self._alive.release()

    def add(self, name: str, content: str | bytes) -> tuple[Path, str]:
        """Write a file into the folder; return its path and SHA-256."""
        return store.stage(self._folder, Path(name).name, content)

    def put(
        self, folder: Path, files: Mapping[str, str | bytes], enter: Callable[[dict[str, str]], dict[str, Any]]
    ) -> None:
        """Put files into a folder of reports/, and enter them into its manifest.

        Whatever needs space on the disk is written first, under passing names. Then, under the lock, files are renamed,
        and the manifest, which names the digest of each, at last: a run that is killed between two renames leaves an
        entry that does not match. What the entries of the manifest before listed, and none does now, is removed.

        Parameters
        ----------
        folder
            Where.
        files
            By their names, in the order in which they are renamed.
        enter
            Returns the manifest from the digests of the files; called under the lock, for another run may have entered
            something since.

        Raises
        ------
        EvalkitError
            Something cannot be written, or `enter` refuses. The earlier files are untouched, or, where renaming itself
            failed, do not match their entry.
        """
        staged: dict[str, tuple[Path, str]] = {}
        try:
            for name, content in files.items():
                staged[name] = self.add(name, content)
            with locked(self.reports):
                before = _listed(read_manifest(folder))
                manifest = enter({name: digest for name, (_, digest) in staged.items()})
                stale = before - _listed(manifest)
                part, _ = self.add(MANIFEST, store.json_text(manifest))
                with store.told(folder):
                    for place in {(folder / name).parent for name in staged}:
                        place.mkdir(parents=True, exist_ok=True)
                with self.noted(folder, {*staged, *stale}):
                    for name, (written, _) in staged.items():
                        store.place(written, folder / name)
                    store.place(part, folder / MANIFEST)
                    with store.told(folder):
                        for name in stale:
                            (folder / name).unlink(missing_ok=True)
                            remove_empty((folder / name).parent, folder)
        finally:
            for written, _ in staged.values():
                with contextlib.suppress(OSError):
                    written.unlink(missing_ok=True)

    @contextlib.contextmanager
    def noted(self, folder: Path, files: Iterable[str]) -> Iterator[None]:
        """Leave a note of files (relative to a folder of reports/) while they are renamed or removed."""
        self._notes += 1
        note = self._folder / f"{self._notes}{_NOTE}"
        content = {"folder": folder.relative_to(self.reports).as_posix(), "files": sorted(files)}
        store.place(self.add(note.name, json.dumps(content))[0], note)
        yield
        # Left where renaming failed: settled when the run ends.
        with contextlib.suppress(OSError):
            os.unlink(note)


def leftovers(reports: Path) -> bool:
    """Tell whether something of another run, alive or killed, is there."""
    return any(reports.glob(f"{_PREFIX}*"))


def clear_dead(reports: Path) -> None:
    """Clear away what killed runs left; the lock on reports/ must be held."""
    # Outside the folders of runs, files are written under the lock only: what is unfinished there is a dead run's.
    # A run removes its folder without the lock.
    for place, folders, names in os.walk(reports):
        folders[:] = [name for name in folders if not name.startswith(_PREFIX)]
        for name in names:
            if name.startswith(".") and name.endswith(store.PART):
                Path(place, name).unlink(missing_ok=True)
    for folder in sorted(reports.glob(f"{_PREFIX}*")):
        if not is_free(folder / _ALIVE):
            continue
        _settle(reports, folder)
        shutil.rmtree(folder, ignore_errors=True)


def _settle(reports: Path, staging: Path) -> None:
    """Remove the files that a note names and no manifest lists: the run ended between renaming and entering them."""
    for note in sorted(staging.glob(f"*{_NOTE}")):
        noted = store.read_json(note)
        place = str(noted.get("folder", ""))
        named = own_files(reports, [f"{place}/{file}" for file in own_files(reports / place, noted.get("files"))])
        listed = _listed(read_manifest(reports / place)) if named else set()
        for file in named:
            if Path(file).relative_to(place).as_posix() not in listed:
                (reports / file).unlink(missing_ok=True)
        note.unlink(missing_ok=True)


def _listed(manifest: Mapping[str, Any]) -> set[str]:
    """Return every file that the entries of a manifest list."""
    return {file for entry in manifest["notebooks"].values() for file in entry.get(OUTPUTS, {})}


def remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder if it is empty, and then those above it, up to but not including `top`."""
    for each in (folder, *folder.parents):
        if each == top or not each.is_relative_to(top):
            return
        try:
            each.rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return
